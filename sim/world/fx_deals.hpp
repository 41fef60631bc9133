// Currency bought and sold between two accounts that one company has at one bank.
//
// Books       the company books the dealt amount, its position account the mid amount and the
//             difference as its cost; the bank the mirror of it (pooling-practice §9)
// Rounding    to the minor unit, against the customer: what is sold brings the floor, what is bought
//             costs the ceiling, and the mid amount is half_even. §9 wants the amount rounded and the
//             difference out of the clients' accounts: it is part of the cost, less than one unit a deal
// Errors      below_floor and the like come back; a pair that was not opened is a broken contract
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <utility>

#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "sim/rules.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

struct FxDealTerms {
    std::uint32_t foreign = 0, home = 0;  // accounts
    std::int64_t minor = 0;               // of the foreign currency: > 0 sold, < 0 bought
    ledger::Rate mid = 0;                 // home for one foreign
    ledger::Rate spread = 0;              // whole width
    Rule rule{};
    std::uint32_t subject = 0;
};

class FxDeals {
  public:
    explicit FxDeals(Desk& desk) : desk_(desk) {}

    void open(std::uint32_t foreign, std::uint32_t home);  // before the run starts
    std::expected<ledger::EntryId, ledger::PostError> deal(const FxDealTerms& terms);

  private:
    struct Lines {
        ledger::AccountId foreign_position{}, home_position{}, cost{};
        ledger::AccountId bank_foreign{}, bank_home{}, bank_result{};
    };
    Desk& desk_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Lines> lines_;
};

}  // namespace rmbsim::sim

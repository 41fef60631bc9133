// What a sweep costs beside its rail: the bank's fees at the account that sends, stamp duty on a new loan.
//
// Books       fee: company Dr 6603.03, Cr 1002; bank Dr 2011, Cr 6021, in an entry after the sweep's own
//             stamp duty: Dr 6403, Cr 2221 in the book of each party on the mainland that pays it
// Cover       a sweep leaves room for its fees, as for its rail's; where it cannot, nothing moves
//             (below_floor). Stamp duty is owed to the tax office and takes no room.
// Source      pooling-practice §13.5, §12; pool-rules §9
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

struct SweepLoan {  // an intercompany current account that a sweep moves
    std::uint32_t pool = 0;
    std::uint32_t lender = 0, borrower = 0;  // companies, as this sweep makes them
    ledger::AccountId lenders_claim{};
    std::uint32_t pair = UINT32_MAX;  // Sweeps::pairs(); UINT32_MAX: both ends have one owner
    bool booked = false;              // the position holds the sweep already
};

class SweepCharges {
  public:
    explicit SweepCharges(Desk& desk);
    // Lines for stamp duty of a pair; before the run starts.
    void open_pair(std::uint32_t pair, std::uint32_t near_entity, std::uint32_t far_entity,
                   ledger::CurrencyId currency, ledger::Market near_market,
                   ledger::Market far_market);

    // Most that the account can send out of `free` and still pay the fees of it.
    std::int64_t most_sent(std::uint32_t account, bool to_another, std::int64_t free) const;
    std::int64_t fees_of(std::uint32_t account, bool to_another, std::int64_t minor) const;
    // After the sweep, for its decision; `minor` in the sender's currency.
    void charge(std::uint32_t sender, bool to_another, std::int64_t minor, std::uint32_t decision);
    // `minor` in the position's currency.
    void stamp(const SweepLoan& loan, std::int64_t minor, std::uint32_t decision);

  private:
    struct DutyLines {
        std::uint32_t entity = no_index;  // no_index: not on the mainland
        ledger::AccountId expense{}, payable{};
    };
    const FeeSchedule* schedule_of(std::uint32_t account) const;

    Desk& desk_;
    std::vector<std::uint32_t> schedule_of_account_;    // no_index: none
    std::vector<std::array<DutyLines, 2>> duty_lines_;  // per pair
};

}  // namespace rmbsim::sim

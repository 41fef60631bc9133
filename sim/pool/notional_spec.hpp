// A notional pool as a scenario states it: accounts of one bank, how the bank reckons, who gets the result.
//
// Styles      interest: the bank pays or charges the header on the net balance alone;
//             advantage: everyone has its stand-alone interest, the header gets what the pool adds;
//             enhancement: no full offset, the matched part earns and saves a margin, each account in
//             its own currency (the only style over several currencies)
// Agreements  what must be signed before a bank offsets; the loader refuses a pool without
// Caps        on a day beyond one of them the bank grants no offset: stand-alone interest holds
// Source      pooling-practice §10; pool-rules §9 (no offset between companies on the mainland)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/rate_terms.hpp"

namespace rmbsim::sim {

enum class NotionalStyle : std::uint8_t { interest, advantage, enhancement };

struct SwapPoints {  // a currency's yearly cost of covering it through another, off the margins
    ledger::CurrencyId currency{};
    ledger::Rate rate = 0;
};

struct NotionalPoolSpec {
    std::string id;
    std::uint32_t header = no_index;      // account to which the bank posts; its owner leads
    std::vector<std::uint32_t> accounts;  // the header among them
    NotionalStyle style = NotionalStyle::interest;
    std::uint32_t terms = no_index;  // price the net balance, and say when it settles
    ledger::Rate credit_margin = 0;  // enhancement: e1, more on matched credit
    ledger::Rate debit_margin = 0;   // enhancement: e2, less on matched debit
    std::vector<SwapPoints> swap_points;
    ledger::CurrencyId base{};  // of the cover and of the caps
    std::optional<std::int64_t> gross_overdraft_cap_minor, net_cap_minor;  // >= 0, in base
    std::vector<std::uint32_t> participants;  // owners, in the order of their first account
    AllocationTerms allocation;
    std::uint32_t internal_terms = no_index;  // allocation by current_account
};

}  // namespace rmbsim::sim

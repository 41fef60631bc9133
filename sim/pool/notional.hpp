// Notional pooling: balances stay where they are, interest is reckoned on them together.
//
// A day       credits Σ B⁺, debits Σ B⁻, net = credits - debits, offset = min(credits, debits)
// Identity    where every account has the credit rate c and the debit rate d, and the pool too:
//             pool interest - Σ stand-alone interest = (d - c) × offset / D, on every day
// Matched     each account's part of the offset: its balance × offset / its side, in whole minor units by
//             largest remainder, so that either side's parts sum to the offset
// Currencies  one fixing a day turns balances into a base currency for the cover only; each account's
//             matched part is its balance × matched share of its side, in its own currency
// Rounding    none, but for matched parts (toward zero where currencies differ)
// Source      pooling-practice §10.1 to §10.3 [S7][S33][S35]
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"

namespace rmbsim::sim {

struct NotionalDay {
    ledger::Int128 credits = 0, debits = 0;  // both >= 0
    ledger::Int128 net() const { return credits - debits; }
    ledger::Int128 offset() const { return credits < debits ? credits : debits; }
};
NotionalDay notional_day(std::span<const std::int64_t> balances);

// One day's interest × D at one credit and one debit rate, exact: > 0 is earned.
ledger::Decimal day_interest_times_divisor(ledger::Int128 balance, const ledger::Rate& credit,
                                           const ledger::Rate& debit);

// The part of each balance that another one matches, with the balance's sign.
std::vector<std::int64_t> matched_parts(std::span<const std::int64_t> balances);

// The same over currencies: `to_base` are units of base for one major unit of each account's currency,
// `decimals` of those currencies.
std::vector<std::int64_t> matched_parts(std::span<const std::int64_t> balances,
                                        std::span<const ledger::Rate> to_base,
                                        std::span<const int> decimals);

}  // namespace rmbsim::sim

// Interest on daily balances: balance-days (计息积数) meet their rate, day by day exact.
//
// Base        the value-dated closing balance of every calendar day; positive days earn the credit
//             rate, negative ones pay the debit rate, and the two are never netted (no offsetting of
//             debit and credit interest on the mainland: pool-rules §9)
// Tiers       balance-days are gathered for each slice and rate by themselves; slab and graduated tiers
//             and the penalty beyond an agreed limit: rate_terms.hpp
// Rounding    none while days are gathered; one rounding (half_up) each for credit and debit interest
// Source      pooling-practice §13.1, §13.5
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "ledger/decimal.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct InterestDue {  // minor units of the account's currency; below zero when the rate is
    std::int64_t credit_minor = 0;
    std::int64_t debit_minor = 0;
};

// A rate on a date; nullopt when its curve has no fixing yet.
std::optional<ledger::Rate> rate_on(const RateTerm& term, const std::vector<Curve>& curves,
                                    ledger::ValueDate date);

// A balance from 0 on, cut into the part that each tier prices; `from` are the tiers' borders in minor
// units. Slab: all of it in the tier it reaches. The parts sum to the balance.
std::vector<std::int64_t> slices(std::int64_t minor, std::span<const std::int64_t> from,
                                 Tiering tiering);

struct ExactInterest {  // minor units before rounding
    ledger::Decimal credit = 0, debit = 0;
};

// Interest over [from, to). `balance_on` gives the closing balance of a day; `decimals` of its currency
// turn the tiers' borders into minor units.
ExactInterest exact_interest(ledger::ValueDate from, ledger::ValueDate to,
                             const InterestTerms& terms, const std::vector<Curve>& curves,
                             const std::function<std::int64_t(ledger::ValueDate)>& balance_on,
                             int decimals = 2);
InterestDue rounded(const ExactInterest& exact);  // half_up, each by itself

InterestDue interest_over(ledger::ValueDate from, ledger::ValueDate to, const InterestTerms& terms,
                          const std::vector<Curve>& curves,
                          const std::function<std::int64_t(ledger::ValueDate)>& balance_on,
                          int decimals = 2);

// One settlement: days [from, earns_before) are paid, the entry is booked on `booked`.
struct SettlementPeriod {
    ledger::ValueDate from{}, earns_before{}, booked{};
};

// The first settlement day (结息日) on or after `date`.
ledger::ValueDate next_settlement_day(const SettlementSchedule& schedule, ledger::ValueDate date);

// The period that begins on `from` and ends with the next settlement day.
SettlementPeriod settlement_period(const SettlementSchedule& schedule, ledger::ValueDate from);

}  // namespace rmbsim::sim

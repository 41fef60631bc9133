// Early payment of an approved payable against a discount that shrinks day by day 动态折扣.
//
// Discount    amount × rate × days / basis, half_up; days from payment to the due date, the day of payment
//             counted and the due date not
// Units       minor units; rates are fractions a year
// Invariants  0 on and after the due date; never more than the amount; paid + discount = amount;
//             paying a day earlier never costs the supplier less
// Source      simple interest on the days gained; annual cost of "2/10 net 30" by
//             d / (1 - d) × basis / days, as in texts on trade credit
#pragma once

#include <cstdint>

#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim::finance {

struct EarlyPayment {
    std::int64_t paid_minor = 0, discount_minor = 0;
    friend bool operator==(const EarlyPayment&, const EarlyPayment&) = default;
};

struct Span {  // of days
    ledger::ValueDate from{}, to{};
};

// `early` is from the payment to the due date; minor >= 0, annual >= 0.
EarlyPayment paid_early(std::int64_t minor, const ledger::Rate& annual, Span early,
                        ledger::DayCount day_count);

// What a fixed discount costs a year; 0 <= discount < 1, days > 0.
ledger::Rate annual_cost(const ledger::Rate& discount, std::uint32_t days, std::uint32_t basis);

}  // namespace rmbsim::sim::finance

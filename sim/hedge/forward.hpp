// Forward prices: covered interest parity with each currency's own day count, points, and sides.
//
// Units       a price is units of the quote currency for one of the base; rates are fractions a year
// Sides       bid: the bank buys the base, the customer sells it; ask: the customer buys it. The
//             customer always gets the worse one
// Rounding    none: prices stay exact to 50 digits; a dealt amount is rounded by deal.hpp
// Errors      a term that ends before it begins, a price that is not positive: broken contracts
// Source      pooling-practice §17; F = S (1 + r_q d/D_q) / (1 + r_b d/D_b)
#pragma once

#include <cstdint>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

struct TwoWay {  // a pair of prices; bid <= ask
    ledger::Rate bid = 0, ask = 0;
    friend bool operator==(const TwoWay&, const TwoWay&) = default;
};

// What money costs and earns in one currency, as the customer sees it.
struct MoneyRates {
    ledger::Rate deposit = 0, borrowing = 0;  // a year
    ledger::DayCount day_count = ledger::DayCount::act_360;
    ledger::Rate middle() const { return (deposit + borrowing) / ledger::Rate{2}; }
};

struct Term {  // first day included, last one not
    ledger::ValueDate from{}, to{};
};

enum class DealSide : std::uint8_t { sell_base, buy_base };  // the customer's

// What one unit has grown to at the term's end.
ledger::Decimal growth(const ledger::Rate& annual, ledger::DayCount day_count, const Term& term);

ledger::Rate forward_mid(const ledger::Rate& spot, const MoneyRates& base, const MoneyRates& quote,
                         const Term& term);
// From two-way prices: the bank lays a forward off by borrowing one currency and depositing the other,
// so the bid takes the base at its borrowing rate, the ask at its deposit rate.
TwoWay forward_two_way(const TwoWay& spot, const MoneyRates& base, const MoneyRates& quote,
                       const Term& term);
ledger::Rate customer_side(const TwoWay& price, DealSide side);

// Decimal places of one point: 4, or 2 where the quote currency has no minor unit (JPY).
int point_places(ledger::CurrencyId quote);
ledger::Decimal points(const ledger::Rate& forward, const ledger::Rate& spot, int places);
// A pair of points as quoted, both without a sign: low-high is added, high-low subtracted (RECALLED
// market habit, pooling-practice §17).
TwoWay outright(const TwoWay& spot, const TwoWay& points_quoted, int places);
// The same prices the other way round: units of the base for one of the quote currency.
TwoWay inverse(const TwoWay& price);

}  // namespace rmbsim::sim

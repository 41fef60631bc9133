#include "sim/hedge/forward.hpp"

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::sim {

using ledger::Decimal;
using ledger::expects;
using ledger::Rate;

namespace {

Decimal one_point(int places) {
    Decimal unit = 1;
    for (int i = 0; i < places; ++i) unit = unit / Decimal(10);
    return unit;
}

}  // namespace

Decimal growth(const Rate& annual, ledger::DayCount day_count, const Term& term) {
    expects(term.from <= term.to, "a term ends on or after its first day");
    return Decimal(1) + annual * ledger::year_fraction(term.from, term.to, day_count);
}

Rate forward_mid(const Rate& spot, const MoneyRates& base, const MoneyRates& quote,
                 const Term& term) {
    expects(spot > 0, "a price is positive");
    return spot * growth(quote.middle(), quote.day_count, term) /
           growth(base.middle(), base.day_count, term);
}

TwoWay forward_two_way(const TwoWay& spot, const MoneyRates& base, const MoneyRates& quote,
                       const Term& term) {
    expects(spot.bid > 0 && spot.bid <= spot.ask,
            "a pair of prices is positive, its bid not above");
    return {.bid = spot.bid * growth(quote.deposit, quote.day_count, term) /
                   growth(base.borrowing, base.day_count, term),
            .ask = spot.ask * growth(quote.borrowing, quote.day_count, term) /
                   growth(base.deposit, base.day_count, term)};
}

Rate customer_side(const TwoWay& price, DealSide side) {
    return side == DealSide::sell_base ? price.bid : price.ask;
}

int point_places(ledger::CurrencyId quote) { return ledger::decimals_of(quote) == 0 ? 2 : 4; }

Decimal points(const Rate& forward, const Rate& spot, int places) {
    return (forward - spot) / one_point(places);
}

TwoWay outright(const TwoWay& spot, const TwoWay& points_quoted, int places) {
    expects(points_quoted.bid >= 0 && points_quoted.ask >= 0, "points are quoted without a sign");
    const Decimal unit =
        points_quoted.bid > points_quoted.ask ? -one_point(places) : one_point(places);
    return {.bid = spot.bid + points_quoted.bid * unit, .ask = spot.ask + points_quoted.ask * unit};
}

TwoWay inverse(const TwoWay& price) {
    expects(price.bid > 0 && price.ask > 0, "a price is positive");
    return {.bid = Rate(1) / price.ask, .ask = Rate(1) / price.bid};
}

}  // namespace rmbsim::sim

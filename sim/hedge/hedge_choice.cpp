#include "sim/hedge/hedge_choice.hpp"

#include <source_location>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "sim/hedge/forward.hpp"

namespace rmbsim::sim {

using ledger::Decimal;
using ledger::expects;

std::string_view name_of(HedgeMethod method) {
    switch (method) {
        case HedgeMethod::unhedged:
            return "unhedged";
        case HedgeMethod::forward:
            return "forward";
        case HedgeMethod::money_market:
            return "money_market";
        case HedgeMethod::lead:
            return "lead";
    }
    ledger::break_contract("method is one of its enumerators", std::source_location::current());
}

Growths growths(const MoneyRates& rates, const Term& term) {
    return {.deposit = growth(rates.deposit, rates.day_count, term),
            .borrowing = growth(rates.borrowing, rates.day_count, term)};
}

MoneyMarketLegs hedge_receipt(const Decimal& foreign, const TwoWay& spot,
                              const Growths& foreign_growth, const Growths& home_growth) {
    MoneyMarketLegs legs;
    legs.foreign_now = foreign / foreign_growth.borrowing;
    legs.home_now = legs.foreign_now * spot.bid;
    legs.home_at_date = legs.home_now * home_growth.deposit;
    return legs;
}

MoneyMarketLegs hedge_payment(const Decimal& foreign, const TwoWay& spot,
                              const Growths& foreign_growth, const Growths& home_growth) {
    MoneyMarketLegs legs;
    legs.foreign_now = foreign / foreign_growth.deposit;
    legs.home_now = legs.foreign_now * spot.ask;
    legs.home_at_date = legs.home_now * home_growth.borrowing;
    return legs;
}

Decimal lead_payment(const Decimal& foreign, const TwoWay& spot, const Growths& home_growth) {
    return foreign * spot.ask * home_growth.borrowing;
}

std::vector<HedgeOffer> compare_hedges(const HedgeCase& c) {
    expects(c.foreign > 0, "a hedged amount is positive");
    std::vector<HedgeOffer> offers;
    const auto offer = [&](HedgeMethod method, const Decimal& home) {
        offers.push_back({.method = method, .home = home, .break_even_spot = home / c.foreign});
    };
    const auto side = [&](const TwoWay& price) { return c.receipt ? price.bid : price.ask; };
    offer(HedgeMethod::unhedged, c.foreign * side(c.spot_at_date));
    offer(HedgeMethod::forward, c.foreign * side(c.forward));
    const MoneyMarketLegs legs =
        c.receipt ? hedge_receipt(c.foreign, c.spot, c.foreign_growth, c.home_growth)
                  : hedge_payment(c.foreign, c.spot, c.foreign_growth, c.home_growth);
    offer(HedgeMethod::money_market, legs.home_at_date);
    if (!c.receipt && c.may_lead)
        offer(HedgeMethod::lead, lead_payment(c.foreign, c.spot, c.home_growth));
    return offers;
}

const HedgeOffer& best_offer(std::span<const HedgeOffer> offers, bool receipt) {
    expects(!offers.empty(), "the best of some offers");
    const HedgeOffer* best = &offers.front();
    for (const HedgeOffer& one : offers)
        if (receipt ? one.home > best->home : one.home < best->home) best = &one;
    return *best;
}

}  // namespace rmbsim::sim

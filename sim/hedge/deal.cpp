#include "sim/hedge/deal.hpp"

#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "sim/market/exchange.hpp"

namespace rmbsim::sim {

using ledger::Decimal;
using ledger::Money;
using ledger::Rate;
using ledger::Rounding;

Exchange exchanged(Money foreign, ledger::CurrencyId home, bool sells_foreign, const Rate& price) {
    ledger::expects(foreign.minor > 0 && price > 0, "a dealt amount and its price are positive");
    return {.sells_foreign = sells_foreign,
            .foreign = foreign,
            .home = exchanged_at(price, foreign, home,
                                 sells_foreign ? Rounding::floor : Rounding::ceiling)};
}

std::int64_t fair_value_minor(const Exchange& deal, const Rate& forward_now,
                              const Decimal& discount) {
    const Decimal gain =
        ledger::to_decimal(deal.home) - ledger::to_decimal(deal.foreign) * forward_now;
    return rounded_once((deal.sells_foreign ? gain : -gain) * discount, deal.home.currency,
                        Rounding::half_even)
        .minor;
}

MoneyMarketDeal dealt_money_market(Money foreign_at_maturity, ledger::CurrencyId home, bool receipt,
                                   const TwoWay& spot, const Growths& foreign_growth,
                                   const Growths& home_growth) {
    const Decimal at_maturity = ledger::to_decimal(foreign_at_maturity);
    const Money now = receipt ? rounded_once(at_maturity / foreign_growth.borrowing,
                                             foreign_at_maturity.currency, Rounding::floor)
                              : rounded_once(at_maturity / foreign_growth.deposit,
                                             foreign_at_maturity.currency, Rounding::ceiling);
    MoneyMarketDeal deal;
    deal.spot = exchanged(now, home, receipt, receipt ? spot.bid : spot.ask);
    const Decimal home_rate = (receipt ? home_growth.deposit : home_growth.borrowing) - Decimal(1);
    deal.home_interest =
        rounded_once(ledger::to_decimal(deal.spot.home) * home_rate, home, Rounding::half_up).minor;
    const Decimal foreign_rate =
        (receipt ? foreign_growth.borrowing : foreign_growth.deposit) - Decimal(1);
    deal.foreign_interest =
        rounded_once(ledger::to_decimal(now) * foreign_rate, now.currency, Rounding::half_up).minor;
    return deal;
}

}  // namespace rmbsim::sim

#include "sim/hedge/conversion.hpp"

#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "sim/market/exchange.hpp"

namespace rmbsim::sim {

using ledger::Decimal;
using ledger::Rate;
using ledger::Rounding;

PlacePrice priced_at(const PlaceQuote& quote, ledger::Money foreign, ledger::CurrencyId renminbi,
                     bool sells) {
    ledger::expects(foreign.minor > 0 && quote.mid > Rate(0),
                    "an amount and its price are positive");
    const Rate half = quote.spread / Rate(2);
    const Rate dealt = quote.mid * (sells ? Rate(1) - half : Rate(1) + half);
    const Decimal amount = ledger::to_decimal(foreign);
    PlacePrice price;
    price.dealt_minor =
        exchanged_at(dealt, foreign, renminbi, sells ? Rounding::floor : Rounding::ceiling).minor;
    price.all_in_minor = price.dealt_minor + (sells ? -quote.fee_minor : quote.fee_minor);
    price.all_in = ledger::to_decimal({price.all_in_minor, renminbi}) / amount;
    return price;
}

PlaceChoice chosen(const PlacePrice& onshore, const PlacePrice& offshore, bool sells,
                   bool is_offshore_allowed) {
    const std::int64_t better = sells ? offshore.all_in_minor - onshore.all_in_minor
                                      : onshore.all_in_minor - offshore.all_in_minor;
    if (better <= 0) return {};
    if (!is_offshore_allowed) return {.forgone_minor = better};
    return {.place = ConversionPlace::offshore, .gain_minor = better};
}

}  // namespace rmbsim::sim

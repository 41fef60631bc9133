#include "sim/market/exchange.hpp"

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::sim {
namespace {

constexpr int exact_places = 24;

}  // namespace

ledger::Money exchanged_at(const ledger::Rate& price, ledger::Money amount, ledger::CurrencyId to,
                           ledger::Rounding rounding) {
    return rounded_once(ledger::to_decimal(amount) * price, to, rounding);
}

ledger::Money rounded_once(const ledger::Decimal& major, ledger::CurrencyId currency,
                           ledger::Rounding rounding) {
    const auto ended = ledger::Decimal::parse(major.to_text(exact_places));
    ledger::expects(ended.has_value(), "a decimal's own text is a decimal");
    return ledger::fitting(ledger::to_money(*ended, currency, rounding), "an amount exchanged");
}

}  // namespace rmbsim::sim

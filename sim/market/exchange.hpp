// An amount of one currency in another, at a price, rounded once.
//
// Units       minor units; a price is major units of `to` for one of the amount's currency
// Rounding    as asked, of the exact product. A crossed or turned price is a quotient good to 50 digits,
//             so that 42,360 at 1 / 7.06 comes out as 5,999.99…9: the product is first taken to 24
//             places, where a quotient that ends has its end again
// Errors      an amount beyond int64 ends the run (ledger::AmountOverflow)
#pragma once

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::sim {

ledger::Money exchanged_at(const ledger::Rate& price, ledger::Money amount, ledger::CurrencyId to,
                           ledger::Rounding rounding);
// The last two steps alone, of an amount in major units.
ledger::Money rounded_once(const ledger::Decimal& major, ledger::CurrencyId currency,
                           ledger::Rounding rounding);

}  // namespace rmbsim::sim

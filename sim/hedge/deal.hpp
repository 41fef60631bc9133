// One dealt hedge in whole minor units: what leaves, what arrives, what it is worth on a date.
//
// Deal        the customer sells (or buys) `foreign_minor` for `home_minor`; prices are home currency
//             for one foreign
// Rounding    the home amount: floor when the customer receives it, ceiling when he pays it; the
//             foreign amount borrowed against a receipt: floor (the debt never outgrows the receipt),
//             deposited for a payment: ceiling (it always suffices); interest half_up; fair value
//             half_even
// Fair value  customer's: sold: (contract - forward now) × foreign, bought: the other way round, each
//             discounted from maturity by `discount`; on maturity both are spot and 1
// Errors      an amount beyond int64 ends the run (ledger::AmountOverflow)
// Source      pooling-practice §17; fair value through profit or loss: CAS 22 (RECALLED), no hedge
//             accounting by CAS 24 (RECALLED)
#pragma once

#include <cstdint>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/hedge/forward.hpp"
#include "sim/hedge/hedge_choice.hpp"

namespace rmbsim::sim {

struct Exchange {
    bool sells_foreign = true;
    ledger::Money foreign, home;  // both > 0
};

// At the price of the customer's side.
Exchange exchanged(ledger::Money foreign, ledger::CurrencyId home, bool sells_foreign,
                   const ledger::Rate& price);

// What the deal is worth to the customer, in home minor units.
std::int64_t fair_value_minor(const Exchange& deal, const ledger::Rate& forward_now,
                              const ledger::Decimal& discount);

struct MoneyMarketDeal {
    Exchange spot;                      // dealt now: sells the borrowed, or buys the deposited
    std::int64_t foreign_interest = 0;  // due with the foreign leg at maturity
    std::int64_t home_interest = 0;     // due with the home leg at maturity
};
MoneyMarketDeal dealt_money_market(ledger::Money foreign_at_maturity, ledger::CurrencyId home,
                                   bool receipt, const TwoWay& spot, const Growths& foreign_growth,
                                   const Growths& home_growth);

}  // namespace rmbsim::sim

// A receipt or payment in foreign currency, hedged in each way, all results on its date in home currency.
//
// Units       prices: home currency for one of the foreign; growths: what one unit becomes by the date
//             (1.0145 for 5.8 % a year over a quarter: the caller says how annual rates become growths)
// Rounding    none: the outcomes are exact; a booked hedge rounds each leg (deal.hpp)
// Choice      for a receipt the highest home amount, for a payment the lowest; ties go to the earlier
//             method in the enumeration, which is the simpler to arrange
// Source      pooling-practice §17
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "sim/hedge/forward.hpp"

namespace rmbsim::sim {

enum class HedgeMethod : std::uint8_t { unhedged, forward, money_market, lead };
std::string_view name_of(HedgeMethod method);

struct Growths {  // of one unit until the date of the receipt or payment
    ledger::Decimal deposit = 1, borrowing = 1;
};
Growths growths(const MoneyRates& rates, const Term& term);

struct MoneyMarketLegs {
    ledger::Decimal foreign_now = 0;   // borrowed (receipt) or deposited (payment)
    ledger::Decimal home_now = 0;      // what it is exchanged for at spot
    ledger::Decimal home_at_date = 0;  // grown at home
};
// Borrow R/(1+b_f), sell it at the spot bid, deposit at home.
MoneyMarketLegs hedge_receipt(const ledger::Decimal& foreign, const TwoWay& spot,
                              const Growths& foreign_growth, const Growths& home_growth);
// Deposit R/(1+l_f), bought at the spot ask with money borrowed at home.
MoneyMarketLegs hedge_payment(const ledger::Decimal& foreign, const TwoWay& spot,
                              const Growths& foreign_growth, const Growths& home_growth);
// Pay now at spot; the cost grows at the home borrowing rate until the date.
ledger::Decimal lead_payment(const ledger::Decimal& foreign, const TwoWay& spot,
                             const Growths& home_growth);

struct HedgeCase {
    bool receipt = true;
    ledger::Decimal foreign = 0;  // > 0
    TwoWay spot, forward;         // home for one foreign
    TwoWay spot_at_date;  // what the unhedged case is dealt at: a guess, or known afterwards
    Growths foreign_growth, home_growth;
    bool may_lead = false;  // the creditor takes the money early
};

struct HedgeOffer {
    HedgeMethod method{};
    ledger::Decimal home = 0;  // on the date; received or paid
    // The price of one foreign unit at the date at which doing nothing would have come out the same.
    ledger::Rate break_even_spot = 0;
};

// One offer a method that is open to the case, in the order of the enumeration.
std::vector<HedgeOffer> compare_hedges(const HedgeCase& hedge_case);
// The best of them; `offers` has at least one.
const HedgeOffer& best_offer(std::span<const HedgeOffer> offers, bool receipt);

}  // namespace rmbsim::sim

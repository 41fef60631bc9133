// The choice of the place of conversion 结售汇地点选择: onshore at the CNY price or offshore at the CNH
// price, whichever is better all in.
//
// Units       prices are renminbi for one foreign; amounts in minor units
// All in      mid less (sold) or plus (bought) half the spread, in whole fen against the customer, then
//             the place's fee per conversion
// Choice      the better all-in amount; a tie is converted onshore; where the policy does not allow
//             offshore it is onshore, and what that costs is told
// Errors      an amount beyond int64 ends the run (ledger::AmountOverflow)
// Source      pooling-practice §17 (onshore and offshore renminbi are different currencies for pricing),
//             §9 (a quote has a side; rounding never in the client's favour)
#pragma once

#include <cstdint>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"

namespace rmbsim::sim {

struct PlaceQuote {
    ledger::Rate mid = 0;
    ledger::Rate spread = 0;     // whole width, a fraction of mid
    std::int64_t fee_minor = 0;  // renminbi, a conversion
};

struct PlacePrice {
    std::int64_t dealt_minor = 0;   // renminbi received or paid, before the fee
    std::int64_t all_in_minor = 0;  // received less the fee, or paid with it
    ledger::Rate all_in = 0;        // renminbi for one foreign, exact
};

PlacePrice priced_at(const PlaceQuote& quote, ledger::Money foreign, ledger::CurrencyId renminbi,
                     bool sells);

enum class ConversionPlace : std::uint8_t { onshore, offshore };

struct PlaceChoice {
    ConversionPlace place = ConversionPlace::onshore;
    std::int64_t gain_minor = 0;  // all in, against onshore always; >= 0
    std::int64_t forgone_minor =
        0;  // what offshore would have gained where it is not allowed; >= 0
};

PlaceChoice chosen(const PlacePrice& onshore, const PlacePrice& offshore, bool sells,
                   bool is_offshore_allowed);

}  // namespace rmbsim::sim

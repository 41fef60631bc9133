// What one dealt hedge came to: its terms, what it is worth in the books at the end, what it brought.
//
// Units       minor units of the currency named; prices as plain decimal text, home for one foreign
// Result      home currency: contract amount less the mid at maturity, or while it runs its fair value;
//             of a swap with what its near leg's currency moved by since: its home amounts together;
//             of a money-market hedge what is had on the later date less the mid of that day
// Exposure    recorded flows of the company in the foreign currency after the dealing day up to the
//             later date: what the hedge covers. Receipts > 0
// Source      pooling-practice §17
#pragma once

#include <cstdint>
#include <string>

#include "ledger/time.hpp"

namespace rmbsim::sim {

struct HedgeResult {
    std::string hedge, kind, entity;  // kind: forward, swap, money_market
    std::string foreign, home;        // currencies
    std::uint8_t foreign_decimals = 2, home_decimals = 2;
    bool sells_foreign = true;         // on the later date
    std::int64_t foreign_minor = 0;    // notional, > 0
    std::int64_t near_home_minor = 0;  // of a swap's first leg or what a loan was exchanged for
    std::int64_t home_minor = 0;       // on the later date
    ledger::ValueDate dealt_on{}, value_on{};
    std::string spot, rate,
        points;         // mid on the dealing day; of the later date; (rate - spot) × 10^p
    std::string stage;  // dealt, placed, settled, failed
    std::int64_t carried_minor = 0;  // fair value in the books at the end, > 0: an asset
    std::int64_t result_minor = 0;
    std::int64_t exposure_minor = 0;  // in the foreign currency
};

}  // namespace rmbsim::sim

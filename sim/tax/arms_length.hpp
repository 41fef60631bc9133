// Whether an internal rate stays within what strangers would agree to, and on which days it does not.
//
// Units       yearly rates as fractions; both bounds are within
// Source      pool-rules §9 (独立交易原则, VERIFIED-2 [66]); pooling-practice §13.3 [S37]
#pragma once

#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct RangeBreach {  // a stretch of days with one rate outside the range
    ledger::ValueDate from{}, to{};
    ledger::Rate rate = 0;
    bool below = false;
};

// Every tier's rate on every day of [from, to]; terms without a range have no breach.
std::vector<RangeBreach> range_breaches(const InterestTerms& terms,
                                        const std::vector<Curve>& curves, ledger::ValueDate from,
                                        ledger::ValueDate to);

// One sentence a breach, for the terms that price intercompany positions.
std::vector<std::string> range_warnings(const Scenario& scenario);

}  // namespace rmbsim::sim

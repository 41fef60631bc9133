// Indicators of what a run leaves at hand and how its payments went: trapped and accessible cash, delay.
//
// Reads       a finished result: trapped cash and payments are told by the world and not by the journal,
//             so an audit takes these indicators on trust
// Units       reporting currency, the last day's; hours and days with two decimals
// Source      pooling-practice §20 Trapped cash, Accessible cash, Days cash on hand, Payment delay
#pragma once

#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

std::vector<Kpi> outcome_kpis(const Directory& directory, const RunResult& result);

}  // namespace rmbsim::sim

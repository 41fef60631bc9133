// What a structure brought: indicators of a candidate against its baseline, on identical flows.
//
// Source      pooling-practice §20
#pragma once

#include <vector>

#include "sim/measure/result.hpp"

namespace rmbsim::sim {

// net_benefit of each company and the group: net_result of candidate minus baseline.
std::vector<Kpi> net_benefits(const RunResult& baseline, const RunResult& candidate);

}  // namespace rmbsim::sim

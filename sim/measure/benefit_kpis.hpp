// What a structure brought: indicators of a candidate against its baseline, on identical flows.
//
// Units       those of the indicators that are compared; a ratio of nothing is "-"
// Source      pooling-practice §20 Net interest benefit, Overdraft avoided, External borrowing reduced,
//             Facility that can be cancelled, Tax drag, After-tax NIB, Participation result
#pragma once

#include <vector>

#include "sim/measure/result.hpp"

namespace rmbsim::sim {

// Of each company and the group, the group's net_benefit first; an indicator that either run lacks is
// left out.
std::vector<Kpi> net_benefits(const RunResult& baseline, const RunResult& candidate);

}  // namespace rmbsim::sim

// Indicators of each limit, "limit_use_peak.od-quota": of the group, from its days.
//
// Source      pooling-practice §20 Quota utilisation / headroom, Value blocked by limit
#pragma once

#include <span>
#include <vector>

#include "sim/measure/result.hpp"

namespace rmbsim::sim {

std::vector<Kpi> limit_kpis(std::span<const LimitResult> limits);

}  // namespace rmbsim::sim

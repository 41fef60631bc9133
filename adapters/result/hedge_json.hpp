// Hedges as JSON: money as text with the currency's decimals, prices as home currency for one foreign.
//
// Errors      reading: Unreadable, or an exception of nlohmann's; read_result catches both
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "sim/measure/hedge_result.hpp"

namespace rmbsim::adapters {

nlohmann::ordered_json hedges_json(const std::vector<sim::HedgeResult>& hedges);
std::vector<sim::HedgeResult> read_hedges(const nlohmann::ordered_json& list);

}  // namespace rmbsim::adapters

// Payment systems in result.json: written and read by one description.
//
// Money       text with the currency's decimals; value-time in currency × seconds, exact
// Errors      reading: Unreadable (unreadable.hpp) or the JSON library's, caught in read_result
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "sim/measure/settlement_result.hpp"

namespace rmbsim::adapters {

nlohmann::ordered_json settlement_json(const std::vector<sim::SettlementResult>& systems);
std::vector<sim::SettlementResult> read_settlement(const nlohmann::ordered_json& json);

}  // namespace rmbsim::adapters

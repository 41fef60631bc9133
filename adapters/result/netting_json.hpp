// Netting cycles and in-house accounts as JSON: money as text with the currency's decimals.
//
// Errors      reading: Unreadable, or an exception of nlohmann's; read_result catches both
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "sim/measure/in_house_result.hpp"
#include "sim/measure/netting_result.hpp"

namespace rmbsim::adapters {

nlohmann::ordered_json netting_json(const std::vector<sim::NettingCycleResult>& cycles);
nlohmann::ordered_json in_house_json(const std::vector<sim::InHouseResult>& accounts);

std::vector<sim::NettingCycleResult> read_netting(const nlohmann::ordered_json& list);
std::vector<sim::InHouseResult> read_in_house(const nlohmann::ordered_json& list);

}  // namespace rmbsim::adapters

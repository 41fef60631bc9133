// Netting cycles and in-house accounts as JSON: money as text with the currency's decimals.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "sim/measure/in_house_result.hpp"
#include "sim/measure/netting_result.hpp"

namespace rmbsim::adapters {

nlohmann::ordered_json netting_json(const std::vector<sim::NettingCycleResult>& cycles);
nlohmann::ordered_json in_house_json(const std::vector<sim::InHouseResult>& accounts);

}  // namespace rmbsim::adapters

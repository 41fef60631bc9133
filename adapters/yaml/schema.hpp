// JSON Schema (draft 7) of the files the loader reads, written from the tables it reads them by.
//
// Errors      none; the text is the same bytes on every machine and ends with a newline
#pragma once

#include <string>

namespace rmbsim::adapters {

std::string scenario_schema();
std::string policy_schema();  // regimes and their overlays
std::string rails_schema();
std::string rule_packs_schema();
std::string trade_modes_schema();
std::string wallet_tiers_schema();

}  // namespace rmbsim::adapters

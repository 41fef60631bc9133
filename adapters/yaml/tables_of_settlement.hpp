// Tables of payment systems; rows of scenario_tables.cpp name them.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table participant_table;    // of a rail of kind settlement
extern const Table liquidity_table;      // of a rail of kind settlement
extern const Table rule_override_table;  // what a scenario changes in a rule pack
extern const Table payments_table;       // `payments:`
const Table& rule_packs_table();         // scenarios/reference/rule-packs.yaml

}  // namespace rmbsim::adapters

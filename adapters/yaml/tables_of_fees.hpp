// Tables of what banks charge; rows of scenario_tables.cpp name them.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table fee_schedule_table;
extern const Table service_fee_table;  // of a pool

}  // namespace rmbsim::adapters

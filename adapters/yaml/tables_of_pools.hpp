// The table of a pool, used by the scenario's table.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table pool_table;

}  // namespace rmbsim::adapters

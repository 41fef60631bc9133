// The table of `exports:`; a row of scenario_tables.cpp names it.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table exports_table;

}  // namespace rmbsim::adapters

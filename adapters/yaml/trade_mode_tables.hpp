// The table of scenarios/reference/trade-modes.yaml, by which the file is checked and read.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

const Table& trade_modes_table();

}  // namespace rmbsim::adapters

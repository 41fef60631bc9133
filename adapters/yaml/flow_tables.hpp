// The tables of `flows:` and of seasons. See table.hpp.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table flow_table;
extern const Table season_table;

}  // namespace rmbsim::adapters

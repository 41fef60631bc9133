// The tables of `conversion_place:` and `revaluation:`. See table.hpp.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table conversion_place_table;
extern const Table revaluation_table;

}  // namespace rmbsim::adapters

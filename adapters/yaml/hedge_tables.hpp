// The tables of `hedges:` and `settlement_currency:`. See table.hpp.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table hedges_table;
extern const Table settlement_currency_table;

}  // namespace rmbsim::adapters

// Tables of sections about interest that stand in files of their own; rows of scenario_tables.cpp name them.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table rate_term_table;      // rate_tables.cpp
extern const Table notional_pool_table;  // notional_tables.cpp
extern const Table arms_length_table;    // tax_tables.cpp
extern const Table tax_table;            // tax_tables.cpp

}  // namespace rmbsim::adapters

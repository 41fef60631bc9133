// Tables that the scenario's own table names, in files of their own. See table.hpp.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table netting_table;    // netting_tables.cpp
extern const Table on_behalf_table;  // netting_tables.cpp

}  // namespace rmbsim::adapters

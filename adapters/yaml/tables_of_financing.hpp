// Tables that the scenario's own table names, in files of their own. See table.hpp.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

extern const Table financing_table;  // financing_tables.cpp
extern const Table note_table;       // financing_tables.cpp

}  // namespace rmbsim::adapters

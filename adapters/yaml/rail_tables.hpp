// The table of scenarios/reference/rails.yaml, by which the file is checked and read.
#pragma once

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {

const Table& rails_table();

}  // namespace rmbsim::adapters

// Whether a tree has the form that its table says: keys, kinds and the text of every scalar.
//
// Errors      a Diagnostic each. What must be judged with its neighbours (amounts in a currency,
//             references, dates against the period) is left to the loader
#pragma once

#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tree.hpp"

namespace rmbsim::adapters {

void check_shape(const Node& node, const Table& table, Reading& reading);

}  // namespace rmbsim::adapters

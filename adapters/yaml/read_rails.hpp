// Payment rails and the network of banks from their tree. What is wrong is diagnosed at its place.
#pragma once

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/rail/rail_library.hpp"

namespace rmbsim::adapters {

// Without the calendars and zones, which `clocks` has opened by then.
sim::RailLibrary read_rails(const Node& root, Reading& reading, ReferenceClocks& clocks);

}  // namespace rmbsim::adapters

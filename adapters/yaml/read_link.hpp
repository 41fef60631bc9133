// One link of a pool, from its mapping.
#pragma once

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

// `limits` are those of the link's pool.
sim::LinkSpec read_link(Building& b, const MappingView& view, const IdIndex& limits);

}  // namespace rmbsim::adapters

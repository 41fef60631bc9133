// Regimes and policy overlays from their trees.
#pragma once

#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::adapters {

sim::Regime read_regime(const Node& root, Reading& reading);
sim::Overlay read_overlay(const Node& root, Reading& reading);

// An overlay names the regime and parameters of that regime; `at` is where it was asked for.
bool fits(const sim::Overlay& overlay, const Node& overlay_root, const sim::Regime& regime,
          Reading& reading);

}  // namespace rmbsim::adapters

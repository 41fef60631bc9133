// What the structure could not reach at the end, and what a reader must be warned of.
#pragma once

#include <string>
#include <vector>

#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {

// Positive balances that no link can move, by reason (pooling-practice §20). A target that a link
// leaves on purpose is a buffer, not trapped.
std::vector<TrappedCash> trapped_cash(const Desk& desk, const Sweeps& sweeps,
                                      const RunResult& result);

// Unconfirmed parameters that decided something, and limits that are not known.
std::vector<std::string> warnings_of(const Scenario& scenario, const Directory& directory);

}  // namespace rmbsim::sim

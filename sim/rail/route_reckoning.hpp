// One way through the network, reckoned leg by leg: when each rail takes and settles it, what it costs, or at
// which rail and why it cannot go.
#pragma once

#include <vector>

#include "ledger/money.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/route.hpp"
#include "sim/rail/route_paths.hpp"

namespace rmbsim::sim {

// Its verdict is `chosen` when nothing stops it; an obstacle that no clock can mend is told before one that
// only shows on the day.
Route reckon(const RailLibrary& library, const RouteRequest& request, const std::vector<Hop>& path,
             const ledger::Money& amount);

}  // namespace rmbsim::sim

// Indicators of payment systems: what settled, how late, on how much liquidity.
//
// Reads       finished results of the world: queues and waits are not in the journal, so an audit takes
//             these indicators on trust
// Entities    a rail's id for the system, "rail/bank" for a participant of it
// Units       the system's currency; value-time in currency × seconds, exact; seconds; ratios with six
//             decimals, not_stated where there is nothing to divide by
// Unsettled   payments count in every delay, up to the time at which they left the queue, or to the end
// Source      settlement-algorithms §7
#pragma once

#include <span>
#include <vector>

#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"

namespace rmbsim::sim {

inline constexpr const char* channel_names[channel_count] = {"entry", "release", "offset",
                                                             "resolution", "net"};

std::vector<Kpi> settlement_kpis(std::span<const SettlementResult> systems);

}  // namespace rmbsim::sim

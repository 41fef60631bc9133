// Flows that chance makes: one day after the other, from each generator's own streams.
//
// Streams     keyed by (seed, replication, hash of the generator's id, purpose): a generator that is
//             added or moved changes no other's flows
// Amounts     from an inverse distribution, times the season's percent, truncated to the minor unit, at
//             least one; an account that pays gets them below zero
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct GeneratedFlows {
    std::vector<Flow> flows;  // Flow::name counts on from the scenario's own names
    std::vector<std::string> names;
    std::uint64_t draws = 0;
};

GeneratedFlows generate_flows(const Scenario& scenario, const RandomSource& random);

}  // namespace rmbsim::sim

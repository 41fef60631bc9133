// Bilateral offsetting: what two accounts owe each other is booked at one instant, last payments dropped
// until both can pay.
//
// Order       a pair's payments in queue order. `pair_fifo` jumps over payments to third parties;
//             under `strict_fifo` the first of them blocks what stands behind it. Pairs are visited by
//             (lower index, higher index), round after round, until a round books nothing
// Invariants  each set pays in both directions and is feasible once the sets before it are booked; under
//             strict_fifo it is sequence-closed for what is left of the queues then. A link group joins
//             only with all its members in the pair. For its pair a set is the largest; the sets
//             together are not proven maximal
// Cost        a pair's payments once a round
// Source      settlement-algorithms §4.2
#pragma once

#include <cstdint>
#include <vector>

#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {

// Empty: nothing can be offset between the two.
ChosenSet offset_pair(const Problem& problem, std::uint32_t one, std::uint32_t other,
                      Bilateral rule);

// To be booked one after another.
std::vector<ChosenSet> bilateral_offset(const Problem& problem, Bilateral rule);

}  // namespace rmbsim::sim::settlement

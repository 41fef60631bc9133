// The feasible set of greatest value, by trying all of them: what heuristics are measured against.
//
// Range       at most best_set_most payments; more break the contract, as time doubles with each
// Invariants  of equal values the set that is found first stands: payments are tried by amount, largest
//             first (ties: queue order), each in the set before it is tried outside
// Cost        2^n sets at worst; those that can no longer beat the best one are left out
// Source      settlement-algorithms §5.3, §5.2 (caps)
#pragma once

#include <cstddef>

#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {

inline constexpr std::size_t best_set_most = 25;

Resolution best_set(const Problem& problem);  // of all sets, whatever the order of queues

// The same among sequence-closed sets: a payment is in the set only with all that stand ahead of it.
Resolution best_sequence_closed_set(const Problem& problem);

}  // namespace rmbsim::sim::settlement

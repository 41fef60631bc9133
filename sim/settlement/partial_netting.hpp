// A large feasible set, whatever the order of queues: the reference heuristic for the Bank Clearing
// Problem, which is NP-hard.
//
// Rule        all payments; while an account lacks d, the one that lacks most (ties: lowest index) drops
//             the smallest of its payments that covers d (ties: the latest in its queue), or the largest
//             if none does (ties: the latest). Then what was dropped is put back, largest first (ties:
//             queue order: account, then place), where the set stays feasible, until nothing fits
// Beyond it   d is what is missing to the floor, or the excess over an outflow limit where that is more,
//             and then only payments against that limit are dropped. What a closed account pays leaves
//             first; link groups leave and come back whole; when no account lacks anything and one
//             stands above its cap by d, payments to it are dropped by the same rule
// Invariants  feasible, not proven maximal; measure it by value_bound.hpp, or best_set.hpp where small
// Cost        a drop reads the queue of its account, a round of repair all that was dropped
// Source      settlement-algorithms §5.3; Güntzer, Jungnickel, Leclerc, EJOR 106 (1998)
#pragma once

#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {

Resolution partial_netting(const Problem& problem);

}  // namespace rmbsim::sim::settlement

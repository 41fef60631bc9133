// Settling cycles of queued payments: a named rule for comparison. It is weaker than the maximum set, as
// cycles that are infeasible one by one can be feasible together.
//
// Rule        first_of_pair: a step from one account to another is the first payment between the two, in
//             queue order, that is not booked yet. Simple cycles, each account once: shortest first, then
//             from the lowest index of the cycle, then by the index of the next account. A feasible one is
//             booked, and the search goes on from the same account; rounds repeat until one books nothing
// Range       lengths 2 to length_most; the search grows with accounts^length, so keep it at 5 or below
//             for more than some tens of accounts
// Invariants  each set is a cycle and feasible once those before it are booked; not proven maximal
// Source      settlement-algorithms §5.5
#pragma once

#include <cstdint>
#include <vector>

#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

// To be booked one after another.
std::vector<ChosenSet> cycles(const Problem& problem, std::uint32_t length_most);

}  // namespace rmbsim::sim::settlement

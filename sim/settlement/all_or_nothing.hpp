// Nets the whole queue: everything at once, or nothing.
//
// Invariants  the set is all payments or none; all of them are the largest set that there can be, and
//             none says nothing of smaller sets
// Cost        each payment once
// Source      settlement-algorithms §5.1
#pragma once

#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {

Resolution all_or_nothing(const Problem& problem);

}  // namespace rmbsim::sim::settlement

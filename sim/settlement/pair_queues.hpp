// The queued payments between pairs of accounts, as lists of their own, and the largest offset of a pair.
//
// Order       pairs by (lower index, higher index); payments of a side in queue order
// Source      settlement-algorithms §4.2
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

struct PairQueues {
    std::array<std::uint32_t, 2> accounts{};          // lower index first
    std::array<std::vector<std::uint32_t>, 2> sides;  // payments that each makes to the other
};

// Pairs that have payments in both directions.
std::vector<PairQueues> pairs_of(const Problem& problem);

// Books as much of both sides as can be; `booked` is empty before and after. Empty: a side ran out.
ChosenSet largest_offset(BookedSet& booked, PairQueues pair);

}  // namespace rmbsim::sim::settlement

// What a sweep of some size costs, and how much can be sent when the fee must be left over.
//
// Rounding    half_up, once a fee
// Invariants  no amount, no fee; what most_sent() gives and its fees together fit into `free`
#pragma once

#include <cstdint>
#include <span>

#include "sim/fees/fee_spec.hpp"

namespace rmbsim::sim {

std::int64_t fee_of(const FeeScale& scale, std::int64_t minor);

// The largest amount that leaves room for its fees; below a border at which a fee falls it may be less
// than the largest. `free` where that is nothing or less.
std::int64_t most_sent(std::span<const FeeScale* const> scales, std::int64_t free);

}  // namespace rmbsim::sim

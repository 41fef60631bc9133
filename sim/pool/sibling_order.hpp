// How a header that cannot fund all its children divides what it has.
//
// Units       minor units of one currency; needs >= 0
// Invariants  no share exceeds its need; the shares sum to min(capacity, Σ needs), to the last unit
// Source      pooling-practice §4.3 (alternatives to strict priority), §13.4 (largest remainder)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/scenario.hpp"

namespace rmbsim::sim {

// `needs` in the order in which the children are served; a capacity below zero is none.
std::vector<std::int64_t> shares_of(std::int64_t capacity, std::span<const std::int64_t> needs,
                                    SiblingOrder order);

}  // namespace rmbsim::sim

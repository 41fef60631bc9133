// What a sweep method asks for, before anything stops it.
//
// Units       minor units of the child's currency; > 0 concentrates (归集), < 0 funds (下拨)
// Rounding    a percentage rounds toward zero
// Range       saturates at the ends of int64; the result's negation fits too
// Source      pooling-practice §4.2, the method table; Miller–Orr's band: §18
#pragma once

#include <cstdint>

#include "sim/scenario.hpp"

namespace rmbsim::sim {

// `header_minor` is read by cover_overdraft only, in the child's currency.
std::int64_t wish_of(const LinkSpec& link, std::int64_t child_minor, std::int64_t header_minor);

// What stays in the child when the method takes its surplus.
std::int64_t retained(const LinkSpec& link);

std::int64_t saturating_subtract(std::int64_t a, std::int64_t b);

}  // namespace rmbsim::sim

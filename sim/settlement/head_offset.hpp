// Offsetting on entry: a payment that cannot settle alone against one of its payee's.
//
// Order       the entering payment must stand at the head of its payer's queue. `head`: only the head of
//             the payee's queue is tried; `extended`: every payment of the payee to the payer, in queue
//             order, which breaks the order of the payee's queue
// Invariants  the two together are feasible
// Cost        constant, but for a binary search among limits; one payment of the payee's queue after the
//             other where extended; the whole queue only when one of the two has links
// Source      settlement-algorithms §4.1
#pragma once

#include <cstdint>
#include <optional>

#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {

// The index of the partner that is booked with `entering`, if there is one.
std::optional<std::uint32_t> head_offset(const Problem& problem, std::uint32_t entering,
                                         EntryOffset rule);

}  // namespace rmbsim::sim::settlement

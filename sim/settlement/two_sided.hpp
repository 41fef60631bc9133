// Sets under bounds from above: a cap on what an account may hold, as a quota on inflows is one. More
// payments can then make a set infeasible, so there is no largest set: A 4, B 4, C 0, A pays C 4, B pays
// C 3, and C may hold 5.
//
// Method      sequence-closed sets. Without any cap: the maximum set. Up to two_sided_exact_most payments: all of them are tried. Above:
//             start from the maximum set without caps, in which every feasible set lies; while an account
//             cannot pay, its last payment goes; else the first account (by index) above its cap loses a
//             payment to it with all that stands behind, from the payer that loses least value so (ties:
//             lowest index). Then queues are taken up again one payment at a time, by index, while the
//             set stays feasible
// Invariants  feasible. Exact: no sequence-closed set has more value; else feasible, not proven maximal.
//             The value is never above `bound`, the value of the maximum set without caps: bound - value
//             is the most that can be missing
// Source      settlement-algorithms §5.2, "what breaks it"
#pragma once

#include <cstddef>

#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {

inline constexpr std::size_t two_sided_exact_most = 20;  // payments

struct TwoSided {
    Resolution resolution;
    ledger::Int128 value = 0;  // minor units
    ledger::Int128 bound = 0;
};

TwoSided two_sided(const Problem& problem, std::size_t exact_most = two_sided_exact_most);

}  // namespace rmbsim::sim::settlement

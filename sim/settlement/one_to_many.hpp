// Bounded offsetting of one payment against several, as in the Australian RITS: each queued payment in
// turn is tested alone, and against the payee's queued payments to its payer, taken in queue order and
// one more at a time, up to a maximum. The first feasible set is booked.
//
// Order       payments in turn by class, then by the engine's number; queues are bypassed. The test
//             against many comes after all single tests of a pass, or right after the payment's own.
//             Passes go on until one books nothing
// Invariants  each set is feasible once the sets before it are booked; the sets together are not proven
//             maximal
// Cost        at most `most` + 1 payments added and removed a payment and pass
// Source      settlement-algorithms §4.3; Reserve Bank of Australia, RDP 2012-05, appendix A
#pragma once

#include <cstdint>
#include <vector>

#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {

inline constexpr std::uint32_t one_to_many_default = 10;

// To be booked one after another.
std::vector<ChosenSet> one_to_many(const Problem& problem, OneToMany timing,
                                   std::uint32_t most = one_to_many_default);

}  // namespace rmbsim::sim::settlement

// The sequence of optimisation procedures of TARGET2, as an explicit state machine.
//
//     all_or_nothing ──nothing──► partial ──nothing──► multiple ──nothing──► end
//           ▲                        │                     │
//           └────────booked──────────┴────────booked───────┘
//
// Procedures  all_or_nothing   the whole queue at once
//             partial          all payments; the first account (by index) that cannot pay leaves out the
//                              last of its payments that counts against what is broken, floor or limit;
//                              those behind one that a limit leaves out stay; until feasible
//             multiple         pairs of accounts, those first that free most liquidity (the lesser of what
//                              they owe each other; ties: lower indices), each offset as far as can be,
//                              jumping over third parties; then partial over the rest
//             The order in which partial leaves payments out and the measure of what a pair frees are
//             choices made here; the system's documents leave them open
// Invariants  a procedure runs alone; anything booked leads back to the first; each set is feasible once
//             those before it are booked; the sets together are not proven maximal. The end comes when
//             multiple books nothing, or no payment is left
// Source      settlement-algorithms §5.4; TARGET2 UDFS, book 1, optimisation procedures
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

enum class Target2Procedure : std::uint8_t { all_or_nothing, partial, multiple, end };
enum class Target2Outcome : std::uint8_t { nothing, booked };

struct Target2Step {
    Target2Procedure procedure = Target2Procedure::all_or_nothing;
    Target2Outcome outcome = Target2Outcome::nothing;
    std::uint64_t count = 0;      // payments
    ledger::Int128 value = 0;     // minor units
    std::vector<ChosenSet> sets;  // booked one after another
};

Target2Procedure after(Target2Procedure procedure, Target2Outcome outcome);

std::vector<Target2Step> target2(const Problem& problem);

}  // namespace rmbsim::sim::settlement

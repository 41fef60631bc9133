// What a resolver returns: the set to book at one instant, and what is known of its size.
//
// Invariants  the set is feasible for the problem that it was found for; empty: nothing can be booked
#pragma once

#include <cstdint>

#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

enum class Maximality : std::uint8_t {
    not_proven,             // feasible, not proven maximal
    among_sequence_closed,  // no feasible sequence-closed set has more value
    among_all_sets          // no feasible set has more value
};

struct Resolution {
    ChosenSet set;
    Maximality maximality = Maximality::not_proven;
    friend bool operator==(const Resolution&, const Resolution&) = default;
};

// In minor units: of use where all accounts are of one currency.
inline ledger::Int128 value_of(const Problem& problem, const ChosenSet& set) {
    ledger::Int128 sum = 0;
    for (const std::uint32_t index : set) sum += problem.payments[index].minor;
    return sum;
}

}  // namespace rmbsim::sim::settlement

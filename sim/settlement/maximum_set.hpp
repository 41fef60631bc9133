// The largest sequence-closed set that can be booked at one instant (Bech and Soramäki).
//
// Everything is netted, then the last payment of an account that cannot pay is dropped, until all can.
// Floors, outflow limits (bilateral and multilateral), reservations and link groups keep what follows
// true; a cap breaks it, so an account with one breaks the contract (two_sided.hpp searches there).
//
// Invariants  unique, whatever the order of the worklist; it contains every other feasible
//             sequence-closed set, so it has the greatest number and the greatest value of them; more
//             liquidity or higher outflow limits never shrink it
// Cost        each payment is netted once and dropped at most once; links are sorted before, limits
//             cost a binary search a payment. Where floors alone decide, about 2 ns to net a payment
//             and 10 to 30 ns, by the number of accounts, to drop one (tests/bench/settlement_bench.cpp)
// Source      settlement-algorithms §5.2; Bech & Soramäki, Bank of Finland DP 9/2001
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"

namespace rmbsim::sim::settlement {

// Which of the accounts that cannot pay is served next. It changes nothing: tests prove that.
enum class WorklistOrder : std::uint8_t { first_found, last_found, lowest_index, highest_index };

struct Prefixes {                      // a sequence-closed set, without listing it
    std::vector<std::uint32_t> taken;  // an account: payments from the head of its queue
    std::uint64_t count = 0;           // of all accounts
    friend bool operator==(const Prefixes&, const Prefixes&) = default;
};

Prefixes maximum_prefixes(const Problem& problem, WorklistOrder order = WorklistOrder::last_found);

Resolution maximum_set(const Problem& problem, WorklistOrder order = WorklistOrder::last_found);

ChosenSet set_of_prefixes(const Problem& problem, std::span<const std::uint32_t> taken);

}  // namespace rmbsim::sim::settlement

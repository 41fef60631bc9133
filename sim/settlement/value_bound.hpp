// A bound from above on the value of any feasible set: what could settle if payments were divisible.
//
// Relaxation  payments may settle in part, in any order; floors and closed accounts count; reservations,
//             outflow limits, caps and links do not, nor does what an account lacks before it pays: each
//             of them only makes feasible sets smaller, so the bound holds with them, but is looser
// Method      exact for that relaxation. All payments at once leave some accounts below zero; undoing part
//             of a payment moves what its payer lacks to its payee, until one can bear it. The least that
//             must be undone is a flow of least cost from those that lack to those that have, every
//             payment a step of cost 1: shortest augmenting paths, integers throughout
// Cost        a breadth of all payments an augmentation; augmentations grow with the queue: made for
//             thousands of payments, not for millions
// Source      settlement-algorithms §5.3
#pragma once

#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

ledger::Int128 value_bound(const Problem& problem);

}  // namespace rmbsim::sim::settlement

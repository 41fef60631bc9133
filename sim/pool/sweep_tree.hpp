// A whole pool swept at once, as a pure function of its balances: the reference that the world's
// sweeps are held against, the plan of pools with hard floors, and what past days should have moved.
//
// Units       minor units of the pool's one currency; no fees, no rails, no limits
// Invariants  the sum of balances is unchanged; under request_and_grant no account that stood at or above
//             its floor ends below it
// Source      pooling-practice §5: post-order, and request-and-grant
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

using PoolBalances = std::map<std::uint32_t, std::int64_t>;  // by account

struct PlannedSweep {
    std::uint32_t link = 0;  // position in `links`
    SweepPlan plan;          // outcome moved
    friend bool operator==(const PlannedSweep&, const PlannedSweep&) = default;
};

struct LinkGate {  // whether a link was considered at all, and which way the rules let it move
    bool open = true;
    bool upward = true, downward = true;
    friend bool operator==(const LinkGate&, const LinkGate&) = default;
};

struct SweepTree {
    // All links of one pool in normative order: deepest level first, then priority, then id.
    std::span<const LinkSpec> links;
    SweepOrder order;
    // How far below zero a header may be pulled by funding; without a row: not at all. The link's own
    // header_floor is kept as well, and the higher of the two counts.
    std::map<std::uint32_t, std::int64_t> overdraft{};
    bool no_floors = false;  // headers may go below zero for the instant of the sweep
    // By position of the link; empty: all are open. Under request_and_grant a link that would move but
    // may not stops the whole pool.
    std::span<const LinkGate> gates{};
};

// Changes `balances` and says what moved, in order. An account without a balance stands at zero.
std::vector<PlannedSweep> sweep(const SweepTree& tree, PoolBalances& balances);

}  // namespace rmbsim::sim

// One link, from balances to a transfer: the normative order of steps, as a pure function.
//
// Steps       eligible? → wish of the method (method.hpp) → direction → value-dated surplus or header capacity →
//             headroom of every limit → partial? → maximum → whole units → minimum
// Units       minor units of the child's currency throughout; the caller converts a header's capacity
// Invariants  amount == 0, or min <= amount <= max and amount <= every bound, and amount is a whole
//             number of units or a raised minimum; the trace holds every bound that was looked at
// Source      pooling-practice §4.1–4.3 (shared domain reference); the order is fixed there because
//             two documented systems differ in it
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "sim/kernel/decision.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct Headroom {
    std::uint32_t limit = 0;  // world-wide limit index
    std::int64_t minor = 0;
};

// What a link sees when it is decided. The gates are in order of precedence.
struct LinkView {
    bool eligible = true;        // the regime is in force and the group passes its admission test
    bool calendars_open = true;  // both ends
    bool before_cut_off = true;
    bool accounts_open = true;
    bool balance_known = true;   // the statement that the basis reads has come
    bool upward_allowed = true;  // by the regime's table of flows
    bool downward_allowed = true;
    std::int64_t child_minor = 0;  // value-dated closing, the basis
    std::int64_t child_free_minor =
        0;  // what can really leave: never more than booked - reserved - fee
    std::int64_t header_minor = 0;           // in the header's currency; cover_overdraft reads it
    std::int64_t header_capacity_minor = 0;  // above the header's floor, in the child's currency
    std::optional<std::int64_t> sibling_share_minor{};  // of a header that cannot fund all
    std::span<const Headroom> headroom_up;
    std::span<const Headroom> headroom_down;
};

struct SweepPlan {
    SweepOutcome outcome = SweepOutcome::nothing_to_move;
    bool upward = true;
    std::int64_t wish_minor = 0;
    std::int64_t amount_minor = 0;
    std::uint8_t bound_count = 0;
    std::uint8_t binding = UINT8_MAX;
    std::array<Decision::Bound, Decision::bounds_max> bounds{};
    friend bool operator==(const SweepPlan&, const SweepPlan&) = default;
};

SweepPlan plan(const LinkSpec& link, const LinkView& now);

}  // namespace rmbsim::sim

#include "sim/pool/plan.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "ledger/contract.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/pool/method.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

struct Limits {  // what the amount may not exceed, and the trace of it
    SweepPlan& plan;

    void bound(BoundKind kind, std::int64_t minor, std::uint32_t limit = UINT32_MAX) {
        minor = std::max<std::int64_t>(minor, 0);
        ledger::expects(plan.bound_count < plan.bounds.size(), "a trace has room for its bounds");
        plan.bounds[plan.bound_count] = {.minor = minor, .limit = limit, .kind = kind};
        if (minor < plan.amount_minor) {
            plan.amount_minor = minor;
            plan.binding = plan.bound_count;
        }
        ++plan.bound_count;
    }

    // Whole units trim or add a few coins: said in the trace, but no blame taken from a bound that bit.
    void round_to(std::int64_t whole) {
        const std::uint8_t blamed = plan.binding;
        if (whole != plan.amount_minor) bound(BoundKind::unit, whole);
        if (blamed != UINT8_MAX) plan.binding = blamed;
        plan.amount_minor = whole;
    }
};

std::optional<SweepOutcome> closed_gate(const LinkView& now) {
    if (!now.eligible) return SweepOutcome::not_eligible;
    if (!now.calendars_open) return SweepOutcome::calendar_closed;
    if (!now.before_cut_off) return SweepOutcome::past_cut_off;
    if (!now.accounts_open) return SweepOutcome::account_blocked;
    if (!now.balance_known) return SweepOutcome::no_balance;
    return std::nullopt;
}

bool direction_allowed(const LinkSpec& link, bool upward) {
    return link.direction == SweepDirection::both ||
           (link.direction == SweepDirection::up) == upward;
}

// Up-transfers round toward zero; a funding rounds up, so that the deficit is fully covered, unless
// that would leave a bound.
std::int64_t in_whole_units(std::int64_t amount, std::int64_t unit, bool upward,
                            std::int64_t ceiling) {
    const std::int64_t below = amount - amount % unit;
    if (upward || below == amount) return below;
    std::int64_t above = 0;
    if (__builtin_add_overflow(below, unit, &above) || above > ceiling) return below;
    return above;
}

// The most that every bound but the wish itself would allow.
std::int64_t feasible(const SweepPlan& plan) {
    std::int64_t least = INT64_MAX;
    for (std::uint8_t i = 0; i < plan.bound_count; ++i)
        least = std::min(least, plan.bounds[i].minor);
    return least;
}

}  // namespace

SweepPlan plan(const LinkSpec& link, const LinkView& now) {
    SweepPlan result;
    const std::int64_t wish = wish_of(link, now.child_minor, now.header_minor);
    const bool upward = wish >= 0;
    result.upward = upward;
    result.wish_minor = result.amount_minor = upward ? wish : -wish;

    const auto stop = [&](SweepOutcome outcome) {
        result.outcome = outcome;
        result.amount_minor = 0;
        return result;
    };
    if (const auto gate = closed_gate(now)) return stop(*gate);
    if (wish == 0) return stop(SweepOutcome::nothing_to_move);
    if (!direction_allowed(link, upward)) return stop(SweepOutcome::direction_not_allowed);
    if (upward ? !now.upward_allowed : !now.downward_allowed)
        return stop(SweepOutcome::flow_not_allowed);

    Limits limits{result};
    if (upward)
        limits.bound(BoundKind::value_dated_surplus,
                     saturating_subtract(now.child_free_minor, retained(link)));
    else
        limits.bound(BoundKind::header_capacity, now.header_capacity_minor);
    if (!upward && now.sibling_share_minor)
        limits.bound(BoundKind::sibling_share, *now.sibling_share_minor);
    for (const Headroom& headroom : upward ? now.headroom_up : now.headroom_down)
        limits.bound(BoundKind::limit_headroom, headroom.minor, headroom.limit);
    if (result.amount_minor < result.wish_minor && !link.partial)
        return stop(SweepOutcome::blocked);
    if (result.amount_minor == 0) return stop(SweepOutcome::blocked);

    const std::int64_t maximum = upward ? link.max_up_minor : link.max_down_minor;
    if (maximum != INT64_MAX) limits.bound(BoundKind::maximum, maximum);
    const std::int64_t most = feasible(result);
    const std::int64_t whole = in_whole_units(result.amount_minor, link.unit_minor, upward, most);
    limits.round_to(whole);

    const std::int64_t minimum = upward ? link.min_up_minor : link.min_down_minor;
    if (result.amount_minor < minimum || result.amount_minor == 0) {
        if (link.below_minimum != BelowMinimum::raise || minimum > most || minimum == 0)
            return stop(SweepOutcome::below_minimum);
        limits.bound(BoundKind::minimum, minimum);
        result.amount_minor = minimum;
    }
    result.outcome = SweepOutcome::moved;
    return result;
}

}  // namespace rmbsim::sim

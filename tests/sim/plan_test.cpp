#include "sim/pool/plan.hpp"

#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/kernel/decision.hpp"
#include "sim/scenario.hpp"

using namespace rmbsim::sim;

namespace {

LinkSpec link_of(SweepMethod method) {
    LinkSpec link;
    link.method = method;
    return link;
}

LinkView view_of(std::int64_t child, std::int64_t header_capacity = INT64_MAX) {
    LinkView view;
    view.child_minor = view.child_free_minor = child;
    view.header_capacity_minor = header_capacity;
    return view;
}

}  // namespace

TEST_CASE("a sweep moves whole units, upward toward zero, downward to cover the deficit",
          "[pool][unit]") {
    LinkSpec link = link_of(SweepMethod::zero_balance);
    link.unit_minor = 1000;
    CHECK(plan(link, view_of(3250)).amount_minor == 3000);
    CHECK(plan(link, view_of(-3250)).amount_minor == 4000);
    CHECK(plan(link, view_of(-3250, 3900)).amount_minor == 3000);  // no further than the header can
    CHECK(plan(link, view_of(-3000)).amount_minor == 3000);
}

TEST_CASE("an amount below the minimum is skipped, or raised when the source can bear it",
          "[pool][minimum]") {
    LinkSpec link = link_of(SweepMethod::target);
    link.target_minor = 500;
    link.min_up_minor = 300;
    CHECK(plan(link, view_of(700)).outcome == SweepOutcome::below_minimum);
    CHECK(plan(link, view_of(800)).amount_minor == 300);
    link.below_minimum = BelowMinimum::raise;
    CHECK(plan(link, view_of(700)).outcome == SweepOutcome::below_minimum);  // only 200 is surplus
    link.min_down_minor = 300;
    CHECK(plan(link, view_of(400)).amount_minor == 300);  // a deficit of 100, raised
    CHECK(plan(link, view_of(400, 250)).outcome == SweepOutcome::below_minimum);
}

TEST_CASE("a maximum caps each direction apart", "[pool][maximum]") {
    LinkSpec link = link_of(SweepMethod::zero_balance);
    link.max_up_minor = 500;
    link.max_down_minor = 200;
    CHECK(plan(link, view_of(900)).amount_minor == 500);
    CHECK(plan(link, view_of(-900)).amount_minor == 200);
}

TEST_CASE("a one-way link moves one way only", "[pool][direction]") {
    LinkSpec link = link_of(SweepMethod::zero_balance);
    link.direction = SweepDirection::up;
    CHECK(plan(link, view_of(100)).outcome == SweepOutcome::moved);
    CHECK(plan(link, view_of(-100)).outcome == SweepOutcome::direction_not_allowed);
    link.direction = SweepDirection::down;
    CHECK(plan(link, view_of(100)).outcome == SweepOutcome::direction_not_allowed);
    CHECK(plan(link, view_of(-100)).outcome == SweepOutcome::moved);
}

TEST_CASE("no more is taken than is value-dated and free", "[pool][value-date]") {
    LinkSpec link = link_of(SweepMethod::target);
    link.target_minor = 100;
    LinkView view = view_of(1000);
    view.child_free_minor = 700;  // the rest is held back or not yet value-dated
    const SweepPlan result = plan(link, view);
    CHECK(result.wish_minor == 900);
    CHECK(result.amount_minor == 600);
    REQUIRE(result.binding < result.bound_count);
    CHECK(result.bounds[result.binding].kind == BoundKind::value_dated_surplus);
}

TEST_CASE("a funding takes no more than the header has above its floor", "[pool][capacity]") {
    LinkSpec link = link_of(SweepMethod::zero_balance);
    CHECK(plan(link, view_of(-400, 250)).amount_minor == 250);
    link.partial = false;
    CHECK(plan(link, view_of(-400, 250)).outcome == SweepOutcome::blocked);
    CHECK(plan(link, view_of(-400, 0)).outcome == SweepOutcome::blocked);
}

TEST_CASE("the tightest limit binds, and the trace names it", "[pool][limit]") {
    LinkSpec link = link_of(SweepMethod::zero_balance);
    link.unit_minor = 100;
    const std::vector<Headroom> rooms{{.limit = 4, .minor = 2'050}, {.limit = 7, .minor = 2'600}};
    LinkView view = view_of(3'250);
    view.headroom_up = rooms;
    const SweepPlan result = plan(link, view);
    CHECK(result.amount_minor == 2'000);
    REQUIRE(result.binding < result.bound_count);
    CHECK(result.bounds[result.binding].kind == BoundKind::limit_headroom);
    CHECK(result.bounds[result.binding].limit == 4);
    CHECK(result.bound_count == 4);  // surplus, two limits, unit
}

TEST_CASE("an exhausted limit blocks the sweep and says so", "[pool][limit]") {
    const std::vector<Headroom> none{{.limit = 2, .minor = 0}};
    LinkView view = view_of(500);
    view.headroom_up = none;
    const SweepPlan result = plan(link_of(SweepMethod::zero_balance), view);
    CHECK(result.outcome == SweepOutcome::blocked);
    CHECK(result.amount_minor == 0);
    CHECK(result.bounds[result.binding].limit == 2);
}

TEST_CASE("gates close in their order of precedence", "[pool][gates]") {
    using Gate = bool(LinkView::*);
    struct Row {
        SweepOutcome outcome;
        Gate gate;
    };
    const auto row = GENERATE(values<Row>({
        {SweepOutcome::not_eligible, &LinkView::eligible},
        {SweepOutcome::calendar_closed, &LinkView::calendars_open},
        {SweepOutcome::past_cut_off, &LinkView::before_cut_off},
        {SweepOutcome::account_blocked, &LinkView::accounts_open},
        {SweepOutcome::flow_not_allowed, &LinkView::upward_allowed},
    }));
    LinkView view = view_of(500);
    view.*(row.gate) = false;
    const SweepPlan result = plan(link_of(SweepMethod::zero_balance), view);
    CHECK(result.outcome == row.outcome);
    CHECK(result.amount_minor == 0);
    CHECK(result.wish_minor == 500);  // what was wished is still told
    view.eligible = false;
    CHECK(plan(link_of(SweepMethod::zero_balance), view).outcome == SweepOutcome::not_eligible);
}

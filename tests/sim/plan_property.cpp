#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "sim/kernel/decision.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"

using namespace rmbsim::sim;

namespace {

std::int64_t any_in(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange<std::int64_t>(low, high);
}

LinkSpec any_link() {
    LinkSpec link;
    link.method = *rc::gen::element(SweepMethod::zero_balance, SweepMethod::target,
                                    SweepMethod::threshold, SweepMethod::fixed);
    link.target_minor = any_in(-500, 2000);
    link.threshold_minor = any_in(1, 2000);
    link.fixed_minor = any_in(1, 2000);
    link.unit_minor = any_in(1, 300);
    link.min_up_minor = any_in(0, 400);
    link.min_down_minor = any_in(0, 400);
    link.max_up_minor = any_in(400, 5000);
    link.max_down_minor = any_in(400, 5000);
    link.partial = *rc::gen::arbitrary<bool>();
    link.below_minimum = *rc::gen::element(BelowMinimum::skip, BelowMinimum::raise);
    return link;
}

}  // namespace

TEST_CASE("a planned sweep keeps every bound", "[pool][property]") {
    rc::prop("amount is zero, or within minimum, maximum, unit and every headroom", [] {
        const LinkSpec link = any_link();
        const std::vector<Headroom> rooms{{.limit = 0, .minor = any_in(0, 4000)}};
        LinkView view;
        view.child_minor = any_in(-6000, 6000);
        view.child_free_minor = view.child_minor - any_in(0, 500);
        view.header_capacity_minor = any_in(-100, 6000);
        view.headroom_up = view.headroom_down = rooms;
        const SweepPlan result = plan(link, view);
        if (result.amount_minor == 0) return;
        const bool up = result.upward;
        RC_ASSERT(result.outcome == SweepOutcome::moved);
        RC_ASSERT(result.amount_minor <= (up ? link.max_up_minor : link.max_down_minor));
        RC_ASSERT(result.amount_minor >= (up ? link.min_up_minor : link.min_down_minor));
        RC_ASSERT(result.amount_minor <= rooms[0].minor);
        const bool raised = result.amount_minor == (up ? link.min_up_minor : link.min_down_minor);
        RC_ASSERT(raised || result.amount_minor % link.unit_minor == 0);
        if (!up) RC_ASSERT(result.amount_minor <= view.header_capacity_minor);
        if (up)
            RC_ASSERT(result.amount_minor <=
                      view.child_free_minor -
                          (link.method == SweepMethod::target ? link.target_minor : 0));
    });
}

TEST_CASE("a second sweep moves nothing", "[pool][property]") {
    rc::prop("zero balance, target and threshold are idempotent with unit 1 and ample capacity",
             [] {
                 LinkSpec link;
                 link.method = *rc::gen::element(SweepMethod::zero_balance, SweepMethod::target,
                                                 SweepMethod::threshold);
                 link.target_minor = any_in(-500, 2000);
                 link.threshold_minor = any_in(1, 2000);
                 LinkView view;
                 view.child_minor = view.child_free_minor = any_in(-6000, 6000);
                 view.header_capacity_minor = INT64_MAX;
                 const SweepPlan first = plan(link, view);
                 view.child_minor += first.upward ? -first.amount_minor : first.amount_minor;
                 view.child_free_minor = view.child_minor;
                 RC_ASSERT(plan(link, view).amount_minor == 0);
             });
}

TEST_CASE("a wider limit never moves less", "[pool][property]") {
    rc::prop("the amount grows with the headroom", [] {
        LinkSpec link = any_link();
        link.below_minimum = BelowMinimum::skip;
        LinkView view;
        view.child_minor = view.child_free_minor = any_in(0, 6000);
        const std::int64_t room = any_in(0, 4000);
        const std::vector<Headroom> narrow{{.limit = 0, .minor = room}},
            wide{{.limit = 0, .minor = room + any_in(0, 999)}};
        view.headroom_up = narrow;
        const std::int64_t before = plan(link, view).amount_minor;
        view.headroom_up = wide;
        RC_ASSERT(plan(link, view).amount_minor >= before);
    });
}

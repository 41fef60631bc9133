// The property catalogue of pooling-practice §23, cases 2, 3, 4, 8, 9 and 13, and §5's conservation, on
// random trees. Case numbers stand in the names.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/pool/back_value.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/scenario.hpp"

using namespace rmbsim::sim;

namespace {

std::int64_t some_in(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange<std::int64_t>(low, high);
}

struct AnyPool {
    std::vector<LinkSpec> links;  // normative order
    PoolBalances balances;
};

// Account 0 is the root; each further account hangs below one that was there before.
AnyPool any_pool(std::initializer_list<SweepMethod> methods) {
    AnyPool pool;
    const auto accounts = static_cast<std::uint32_t>(some_in(2, 9));
    std::vector<std::uint32_t> depth{0};
    pool.balances[0] = some_in(-2000, 9000);
    for (std::uint32_t a = 1; a < accounts; ++a) {
        LinkSpec link;
        link.id = "l" + std::to_string(a);
        link.child = a;
        link.header = static_cast<std::uint32_t>(some_in(0, a));
        link.depth = depth[link.header] + 1;
        depth.push_back(link.depth);
        link.method = *rc::gen::elementOf(std::vector<SweepMethod>(methods));
        link.target_minor = some_in(0, 800);
        link.threshold_minor = some_in(500, 1500);
        link.collar_minor = some_in(0, 500);
        link.lower_minor = some_in(-200, 400);
        link.upper_minor = link.lower_minor + some_in(0, 900);
        link.percent = rmbsim::ledger::Decimal(1) / rmbsim::ledger::Decimal(2);
        link.priority = static_cast<std::uint16_t>(some_in(1, 4));
        pool.links.push_back(link);
        pool.balances[a] = some_in(-3000, 3000);
    }
    std::ranges::sort(pool.links, [](const LinkSpec& x, const LinkSpec& y) {
        return std::tuple(y.depth, x.priority, x.id) < std::tuple(x.depth, y.priority, y.id);
    });
    return pool;
}

std::int64_t total(const PoolBalances& balances) {
    std::int64_t sum = 0;
    for (const auto& [account, minor] : balances) sum += minor;
    return sum;
}

PoolBalances after(const AnyPool& pool, SweepOrder order = {}, bool no_floors = false) {
    PoolBalances balances = pool.balances;
    sweep({.links = pool.links, .order = order, .no_floors = no_floors}, balances);
    return balances;
}

}  // namespace

TEST_CASE("property 2: a second sweep moves nothing, with ample capacity and credit first",
          "[pool][property]") {
    rc::prop("zero balance, target, threshold, collar and range are idempotent", [] {
        using enum SweepMethod;
        const AnyPool pool = any_pool({zero_balance, target, threshold, collar, range});
        for (const LinkSpec& link : pool.links)
            RC_PRE(link.method != collar || link.collar_minor < link.threshold_minor);
        PoolBalances balances = pool.balances;
        const SweepTree tree{.links = pool.links, .order = {}, .no_floors = true};
        sweep(tree, balances);
        RC_ASSERT(sweep(tree, balances).empty());
    });
}

TEST_CASE("property 2, documented exceptions: percentage and fixed move again", "[pool]") {
    LinkSpec link;
    link.child = 1;
    link.depth = 1;
    link.method = SweepMethod::percentage;
    link.percent = *rmbsim::ledger::Decimal::parse("0.5");
    PoolBalances balances{{0, 0}, {1, 1000}};
    const std::vector<LinkSpec> links{link};
    const SweepTree tree{.links = links, .order = {}};
    sweep(tree, balances);
    CHECK(sweep(tree, balances).size() == 1);
    CHECK(balances[1] == 250);
}

TEST_CASE("property 2, documented exception: by priority with a scarce header moves again",
          "[pool]") {
    // The first child is short while the header is empty; the second then fills the header.
    LinkSpec first, second;
    first.child = 1;
    first.depth = second.depth = 1;
    first.priority = 1;
    second.child = 2;
    second.priority = 2;
    PoolBalances balances{{0, 0}, {1, -100}, {2, 100}};
    const std::vector<LinkSpec> links{first, second};
    const SweepTree tree{.links = links, .order = {.pass = PassOrder::by_priority}};
    sweep(tree, balances);
    CHECK(balances[1] == -100);
    CHECK(sweep(tree, balances).size() == 1);
    CHECK(balances[1] == 0);
}

TEST_CASE("property 3: credit first with ample capacity does not depend on the children's order",
          "[pool][property]") {
    rc::prop("other priorities leave the same balances", [] {
        using enum SweepMethod;
        AnyPool pool = any_pool({zero_balance, target, threshold, collar, range});
        const PoolBalances before = after(pool, {}, true);
        for (LinkSpec& link : pool.links) link.priority = static_cast<std::uint16_t>(some_in(1, 9));
        std::ranges::sort(pool.links, [](const LinkSpec& x, const LinkSpec& y) {
            return std::tuple(y.depth, x.priority, x.id) < std::tuple(x.depth, y.priority, y.id);
        });
        RC_ASSERT(after(pool, {}, true) == before);
    });
}

TEST_CASE("property 4: post-order and request-and-grant end alike without floors",
          "[pool][property]") {
    rc::prop("zero balance and target leave the same closing balances", [] {
        using enum SweepMethod;
        const AnyPool pool = any_pool({zero_balance, target});
        RC_ASSERT(after(pool, {}, true) ==
                  after(pool, {.tree = TreeRule::request_and_grant}, true));
    });
}

TEST_CASE("section 5: zero balancing by request and grant empties every account but the root",
          "[pool][property]") {
    rc::prop("floors 0, total >= 0: nobody who stood above its floor ends below it", [] {
        AnyPool pool = any_pool({SweepMethod::zero_balance});
        pool.balances[0] += std::max<std::int64_t>(-total(pool.balances), 0) + some_in(0, 500);
        PoolBalances balances = pool.balances;
        const auto moved =
            sweep({.links = pool.links, .order = {.tree = TreeRule::request_and_grant}}, balances);
        for (const auto& [account, minor] : balances)
            RC_ASSERT(minor == (account == 0 ? total(pool.balances) : 0));
        PoolBalances walk = pool.balances;
        for (const PlannedSweep& one : moved) {
            const LinkSpec& link = pool.links[one.link];
            const std::uint32_t giver = one.plan.upward ? link.child : link.header;
            walk[giver] -= one.plan.amount_minor;
            walk[one.plan.upward ? link.header : link.child] += one.plan.amount_minor;
            if (pool.balances.at(giver) >= 0) RC_ASSERT(walk[giver] >= 0);
        }
    });
}

TEST_CASE("section 5: no sweep changes the sum of balances", "[pool][property]") {
    rc::prop("whatever the methods, orders and floors", [] {
        using enum SweepMethod;
        const AnyPool pool = any_pool({zero_balance, target, threshold, collar, range, percentage,
                                       cover_overdraft, fill_to_minimum, return_band});
        const SweepOrder order{
            .siblings = *rc::gen::element(SiblingOrder::priority, SiblingOrder::pro_rata,
                                          SiblingOrder::equal, SiblingOrder::largest_first),
            .pass = *rc::gen::element(PassOrder::credit_first, PassOrder::debit_first,
                                      PassOrder::by_priority),
            .tree = *rc::gen::element(TreeRule::post_order, TreeRule::request_and_grant)};
        RC_ASSERT(total(after(pool, order)) == total(pool.balances));
    });
}

TEST_CASE("section 4.3: whatever the order among siblings, a scarce header gives all it has",
          "[pool][property]") {
    rc::prop("the same sum is funded, and no header goes below its floor", [] {
        const auto children = static_cast<std::uint32_t>(some_in(2, 7));
        AnyPool pool;
        pool.balances[0] = some_in(0, 2000);
        for (std::uint32_t a = 1; a <= children; ++a) {
            LinkSpec link;
            link.id = "l" + std::to_string(a);
            link.child = a;
            link.depth = 1;
            pool.links.push_back(link);
            pool.balances[a] = some_in(-2000, 0);
        }
        const PoolBalances strict = after(pool);
        for (const SiblingOrder order :
             {SiblingOrder::pro_rata, SiblingOrder::equal, SiblingOrder::largest_first}) {
            const PoolBalances shared = after(pool, {.siblings = order});
            RC_ASSERT(shared.at(0) == strict.at(0));
            RC_ASSERT(shared.at(0) >= 0);
        }
    });
}

TEST_CASE("property 8: reverse and replay ends where the daily deltas end", "[pool][property]") {
    rc::prop("same balances on every value date, with fewer entries", [] {
        using enum SweepMethod;
        const AnyPool pool = any_pool({zero_balance, target, threshold, collar, range});
        const SweepTree tree{.links = pool.links, .order = {}};
        // Five days of sweeps as they were done, each after some flows.
        std::vector<SweptDay> days;
        PoolBalances balances = pool.balances;
        for (int d = 0; d < 5; ++d) {
            for (auto& [account, minor] : balances) minor += some_in(-400, 400);
            SweptDay day{.day = rmbsim::ledger::date_of(20'000 + d),
                         .found = balances,
                         .moved = std::vector<std::int64_t>(pool.links.size())};
            for (const PlannedSweep& one : sweep(tree, balances))
                day.moved[one.link] +=
                    one.plan.upward ? one.plan.amount_minor : -one.plan.amount_minor;
            days.push_back(day);
        }
        // One flow of day 1 that is booked only now.
        const auto account =
            static_cast<std::uint32_t>(some_in(0, static_cast<std::int64_t>(pool.balances.size())));
        const std::int64_t minor = some_in(-1500, 1500);
        std::vector<PoolBalances> late(days.size());
        for (std::size_t d = 1; d < days.size(); ++d) late[d][account] = minor;

        const auto by_day_and_link = [&](BackValueMode mode, std::size_t& entries) {
            std::map<std::pair<rmbsim::ledger::ValueDate, std::uint32_t>, std::int64_t> net;
            const auto all = corrections(tree, mode, days, late);
            entries = all.size();
            for (const Correction& one : all) net[{one.day, one.link}] += one.up_minor;
            std::erase_if(net, [](const auto& row) { return row.second == 0; });
            return net;
        };
        std::size_t replayed = 0, deltas = 0;
        const auto a = by_day_and_link(BackValueMode::reverse_and_replay, replayed);
        const auto b = by_day_and_link(BackValueMode::delta_all_days, deltas);
        RC_ASSERT(a == b);
        RC_ASSERT(deltas <= replayed);
    });
}

TEST_CASE("property 8: corrected days look as if the flow had been known", "[pool][property]") {
    rc::prop("each day's sweeps are those of a history with the flow in it, closed days too", [] {
        using enum SweepMethod;
        const AnyPool pool = any_pool({zero_balance, target, threshold, range});
        const SweepTree tree{.links = pool.links, .order = {}};
        const auto account =
            static_cast<std::uint32_t>(some_in(0, static_cast<std::int64_t>(pool.balances.size())));
        const std::int64_t minor = some_in(-1500, 1500);
        const auto some_gates = [&] {  // closed for all, or for some
            std::vector<LinkGate> gates(pool.links.size());
            const bool holiday = some_in(0, 4) == 0;
            for (LinkGate& gate : gates)
                gate = {.open = !holiday && some_in(0, 6) != 0, .downward = some_in(0, 6) != 0};
            return gates;
        };
        std::vector<SweptDay> blind, told;
        PoolBalances without = pool.balances, with = pool.balances;
        with[account] += minor;
        for (int d = 0; d < 4; ++d) {
            for (auto& [one, balance] : without) {
                const std::int64_t flow = some_in(-400, 400);
                balance += flow;
                with[one] += flow;
            }
            SweepTree today = tree;
            const std::vector<LinkGate> gates = some_gates();
            today.gates = gates;
            for (auto* side : {&without, &with}) {
                SweptDay day{.day = rmbsim::ledger::date_of(20'000 + d),
                             .found = *side,
                             .moved = std::vector<std::int64_t>(pool.links.size()),
                             .gates = gates};
                for (const PlannedSweep& one : sweep(today, *side))
                    day.moved[one.link] +=
                        one.plan.upward ? one.plan.amount_minor : -one.plan.amount_minor;
                (side == &without ? blind : told).push_back(day);
            }
        }
        const std::vector<PoolBalances> late(blind.size(), PoolBalances{{account, minor}});
        bring_up_to_date(tree, blind, late,
                         corrections(tree, BackValueMode::delta_all_days, blind, late));
        for (std::size_t d = 0; d < blind.size(); ++d) {
            RC_ASSERT(blind[d].moved == told[d].moved);
            RC_ASSERT(blind[d].found == told[d].found);
        }
    });
}

TEST_CASE("property 9: raising a single limit never increases what is blocked",
          "[pool][property]") {
    rc::prop("a wider headroom blocks no more", [] {
        LinkSpec link;
        link.method = SweepMethod::zero_balance;
        LinkView view;
        view.child_minor = view.child_free_minor = some_in(0, 6000);
        const std::int64_t room = some_in(0, 4000);
        const std::vector<Headroom> narrow{{.limit = 0, .minor = room}},
            wide{{.limit = 0, .minor = room + some_in(0, 999)}};
        view.headroom_up = narrow;
        const SweepPlan before = plan(link, view);
        view.headroom_up = wide;
        const SweepPlan later = plan(link, view);
        RC_ASSERT(later.wish_minor - later.amount_minor <= before.wish_minor - before.amount_minor);
    });
}

TEST_CASE("property 13: amounts scaled by k scale every outcome by k", "[pool][property]") {
    rc::prop("when targets, thresholds, bands and units scale too", [] {
        using enum SweepMethod;
        AnyPool pool = any_pool({zero_balance, target, threshold, collar, range});
        const std::int64_t k = some_in(2, 50);
        const PoolBalances once = after(pool);
        for (LinkSpec& link : pool.links) {
            for (std::int64_t* amount :
                 {&link.target_minor, &link.threshold_minor, &link.collar_minor, &link.lower_minor,
                  &link.upper_minor, &link.unit_minor})
                *amount *= k;
        }
        for (auto& [account, minor] : pool.balances) minor *= k;
        PoolBalances scaled = after(pool);
        for (const auto& [account, minor] : once) RC_ASSERT(scaled[account] == minor * k);
    });
}

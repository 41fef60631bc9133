// The edge cases of pool-rules §11 that the engine decides, each under its number there. Every figure is
// worked out from the small group: its lending quota is 0.8 × 10 % × 12,500,000.00 = 1,000,000.00.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/journal.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/gate.hpp"
#include "sim/policy/limit.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

constexpr auto monday = std::chrono::day{5}, tuesday = std::chrono::day{6},
               wednesday = std::chrono::day{7}, thursday = std::chrono::day{8};

ledger::ValueDate on(std::chrono::day dd) { return day(2026, 1, static_cast<unsigned>(dd)); }

std::int64_t abroad(const RunResult& result, std::chrono::day dd) {
    return closing(result, "HK.header", on(dd));
}

bool refused(const RunResult& result, std::string_view reason, std::chrono::day dd) {
    return std::ranges::any_of(result.refusals, [&](const Refusal& refusal) {
        return refusal.reason == reason && refusal.on == on(dd);
    });
}

void add_flow_rule(Regime& regime, const char* flow, bool allowed) {
    FlowRule rule;
    rule.flow = flow;
    rule.allowed = allowed;
    rule.citation.article = "26";
    regime.flows.push_back(rule);
}

// The same rules with half the lending multiple: a quota of 500,000.00.
Regime halved() {
    Regime regime = small_regime();
    regime.id = "TEST-2";
    regime.parameters.front().value = decimal("0.4");
    return regime;
}

}  // namespace

TEST_CASE("11.1 negative equity counts as zero and is told", "[policy][edge]") {
    Scenario s = small_group();
    s.entities[0].equity.minor = -5'000'000'00;  // 0.08 × 6,250,000.00 is left
    add_flow(s, master, on(monday), 700'000'00);
    const RunResult result = run(s);
    CHECK(abroad(result, monday) == 500'000'00);
    CHECK(std::ranges::any_of(result.warnings, [](const std::string& warning) {
        return warning.find("counts as 0") != std::string::npos;
    }));
}

TEST_CASE("11.2 a parent's stake in members counts twice unless the pool consolidates",
          "[policy][edge]") {
    Scenario s = small_group();
    s.pools[0].members[1].policy.stake_in_members = {2'500'000'00, ledger::currency("CNY")};
    add_flow(s, master, on(monday), 1'200'000'00);
    CHECK(abroad(run(s), monday) == 1'000'000'00);
    s.pools[0].consolidate = true;
    CHECK(abroad(run(s), monday) == 800'000'00);  // 0.08 × (12.5 - 2.5 million)
}

TEST_CASE("11.3 equity rolls on the day of the audit", "[policy][edge]") {
    Scenario s = small_group();
    const auto cny = ledger::currency("CNY");
    s.entities[0].equity_steps = {{.from = on(wednesday), .equity = {1'250'000'000, cny}}};
    add_flow(s, master, on(monday), 1'600'000'00);
    const RunResult result = run(s);
    CHECK(abroad(result, tuesday) == 1'000'000'00);
    CHECK(abroad(result, wednesday) == 1'500'000'00);  // 0.08 × (12.5 + 6.25 million)
}

TEST_CASE("11.4 the share of a member that leaves falls out and the stock stays",
          "[policy][edge]") {
    Scenario s = small_group();
    s.pools[0].members[0].policy.in_force.to = on(tuesday);
    add_flow(s, master, on(monday), 700'000'00);
    add_flow(s, master, on(wednesday), 100'000'00);
    add_flow(s, member, on(wednesday), 50'000'00);
    const RunResult result = run(s);
    CHECK(abroad(result, wednesday) == 700'000'00);  // above 500,000.00, and nothing new
    CHECK(result.limits[0].days[1].cap_minor == 1'000'000'00);
    CHECK(result.limits[0].days[2].cap_minor == 500'000'00);
    CHECK(closing(result, "SU.ops", on(wednesday)) == 50'000'00);
    CHECK(refused(result, "blocked_by_limit", wednesday));
    CHECK(refused(result, "member_left", wednesday));
}

TEST_CASE("11.5 a member that loses class A does no new business and is paid back",
          "[policy][edge]") {
    Scenario s = small_group();
    EligibilityCheck check;
    check.fact = "trade_members_class_a";
    check.comparison = Comparison::equal;
    check.value = 1;
    s.regime->eligibility.push_back(check);
    s.pools[0].facts.push_back({.name = check.fact, .value = 1, .at = {}});
    MemberPolicy& host = s.pools[0].members[1].policy;
    host.trade_class = TradeClass::a;
    host.trade_class_steps = {{.from = on(tuesday), .is = TradeClass::b}};
    add_flow(s, master, on(monday), 400'000'00);
    add_flow(s, master, on(tuesday), 100'000'00);
    add_flow(s, master, on(wednesday), -250'000'00);
    const RunResult result = run(s);
    CHECK(abroad(result, tuesday) == 400'000'00);
    CHECK(abroad(result, wednesday) == 250'000'00);  // 400 - (250 - 100)
    CHECK(refused(result, "member_lost_trade_class_a", tuesday));
}

TEST_CASE("11.6 a bank that loses eligibility goes on with what was filed before",
          "[policy][edge]") {
    Scenario s = small_group();
    DatedValue rule;
    rule.name = "bank_below_conditions_existing_business_only";
    rule.value = 1;
    rule.from = day(2025, 1, 1);
    s.regime->parameters.push_back(rule);
    s.banks[0].eligible_until = on(monday);
    add_flow(s, member, on(tuesday), 100'000'00);
    SECTION("the pool and its members were filed before") {
        s.pools[0].in_force.from = on(monday);
        CHECK(abroad(run(s), tuesday) == 100'000'00);
    }
    SECTION("a member joined after") {
        s.pools[0].in_force.from = on(monday);
        s.pools[0].members[0].policy.in_force.from = on(tuesday);
        const RunResult result = run(s);
        CHECK(closing(result, "SU.ops", on(tuesday)) == 100'000'00);
        CHECK(refused(result, "bank_not_eligible", tuesday));
    }
    SECTION("the pool was filed after") {
        s.pools[0].in_force.from = on(tuesday);
        const RunResult result = run(s);
        CHECK(abroad(result, tuesday) == 0);
        CHECK(refused(result, "bank_not_eligible", tuesday));
    }
    SECTION("rules that do not ask let it pass") {
        s.regime->parameters.pop_back();
        s.pools[0].in_force.from = on(tuesday);
        CHECK(abroad(run(s), tuesday) == 100'000'00);
    }
}

TEST_CASE("11.7 a new host is a new filing and positions stay with the legal lender",
          "[policy][edge]") {
    Scenario s = small_group();
    PoolSpec next = s.pools[0];
    s.pools[0].in_force.to = on(tuesday);
    next.id = "next";
    next.host = 0;
    next.in_force.from = on(wednesday);
    next.succeeds = 0;
    for (LinkSpec& link : next.links) link.id += "-next";
    for (PoolLimitSpec& limit : next.limits) limit.id += "-next";
    s.pools.push_back(next);
    add_flow(s, master, on(monday), 700'000'00);
    add_flow(s, master, on(wednesday), 500'000'00);
    const RunResult result = run(s);
    CHECK(abroad(result, tuesday) == 700'000'00);
    CHECK(abroad(result, wednesday) == 1'000'000'00);  // what the first host had lent still counts
    CHECK(refused(result, "cut_by_limit", wednesday));
}

TEST_CASE("11.8 a finance company takes part as host and not as ordinary member",
          "[policy][edge]") {
    Scenario s = small_group();
    DatedValue only;
    only.name = "finance_company_as_host_only";
    only.value = 1;
    only.from = day(2025, 1, 1);
    s.regime->parameters.push_back(only);
    add_flow(s, member, on(monday), 100'000'00);
    SECTION("as ordinary member") {
        s.pools[0].members[0].policy.sector = Sector::finance_company;
        const RunResult result = run(s);
        CHECK(closing(result, "SU.ops", on(monday)) == 100'000'00);
        CHECK(refused(result, "finance_company_is_not_host", monday));
    }
    SECTION("as host") {
        s.pools[0].members[1].policy.sector = Sector::finance_company;
        CHECK(abroad(run(s), monday) == 100'000'00);
    }
}

TEST_CASE("11.9 an old pool beside a new filing is cleaned up within its window and then shut",
          "[policy][edge]") {
    Scenario s = small_group();
    PoolSpec fresh;
    fresh.id = "fresh";
    fresh.host = 1;
    fresh.members = s.pools[0].members;
    fresh.in_force.from = on(monday);
    Regime old = *s.regime;
    old.id = "OLD";
    s.pools[0].regime = old;
    DatedValue window;
    window.name = "old_pool_clean_up_period";
    window.unit = "month";
    window.value = 0;  // to the day of the filing
    window.from = day(2025, 1, 1);
    s.regime->parameters.push_back(window);
    s.pools.push_back(fresh);
    add_flow(s, member, on(monday), 100'000'00);
    add_flow(s, member, on(tuesday), 50'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", on(monday)) == 0);
    CHECK(closing(result, "SU.ops", on(tuesday)) == 50'000'00);
    CHECK(refused(result, "clean_up_window_over", tuesday));
}

TEST_CASE("11.10 a revolving line uses its contract amount", "[policy][edge]") {
    Scenario s = small_group();
    s.pools[0].limits[0].committed_minor = 300'000'00;
    add_flow(s, master, on(monday), 900'000'00);
    CHECK(abroad(run(s), monday) == 700'000'00);
}

TEST_CASE("11.11 a term of exactly one year is short", "[policy][edge]") {
    const Regime regime = small_regime();
    CHECK(is_short(regime, on(monday), 12));
    CHECK_FALSE(is_short(regime, on(monday), 13));
}

TEST_CASE("11.12 no room is left above the cap, so nothing is rolled over", "[policy][edge]") {
    Quota quota;
    quota.inward = true;
    quota.cap_minor = 1'000;
    const std::vector<PairPosition> above{{.settled = -1'200}};
    CHECK(headroom(quota, above, 0) == 0);
}

TEST_CASE("11.13 an outflow frees net inflow and only repayment frees foreign debt",
          "[policy][edge]") {
    Quota quota;
    quota.inward = true;
    quota.cap_minor = 1'000;
    const std::vector<PairPosition> pairs{{.settled = -300}, {.settled = 200}};
    CHECK(headroom(quota, pairs, 0) == 700);
    quota.measure = QuotaMeasure::net_inflow;
    CHECK(headroom(quota, pairs, 0) == 900);  // 300 in, 200 out
}

TEST_CASE("11.15 a loan between members in two currencies has a purpose", "[policy][edge]") {
    Scenario s = small_group();
    s.accounts[dollars].owner = 1;
    LinkSpec link;
    link.child = member;
    link.header = dollars;
    link.fx = 0;
    CHECK(flow_names(s, s.pools[0], link, &*s.regime).up == "cross_currency_lending_other_purpose");
    link.purpose = LoanPurpose::current_account;
    CHECK(flow_names(s, s.pools[0], link, &*s.regime).up ==
          "cross_currency_lending_current_account");
}

TEST_CASE("11.16 money drawn as foreign debt does not go out again as lending", "[policy][edge]") {
    Scenario s = small_group();
    Entity partner = s.entities[2];
    partner.id = "sg";
    s.entities.push_back(partner);
    BankAccount account = s.accounts[header];
    account.id = "SG.ops";
    account.owner = 3;
    s.accounts.push_back(account);
    s.pools[0].members.push_back({.entity = 3});
    LinkSpec drawing = s.pools[0].links[1];  // 16:00, before the sweep to Hong Kong at 16:30
    drawing.id = "sg-up";
    drawing.child = 4;
    drawing.header = master;
    drawing.depth = 2;
    drawing.at_times = {std::chrono::hours{16}};
    s.pools[0].links.insert(s.pools[0].links.begin() + 1, drawing);
    add_flow(s, 4, on(monday), 200'000'00);
    CHECK(abroad(run(s), monday) == 200'000'00);  // rules that are silent let it pass
    add_flow_rule(*s.regime, "foreign_debt_returned_as_overseas_lending", false);
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", on(monday)) == 200'000'00);
    CHECK(abroad(result, monday) == 0);
    CHECK(refused(result, "round_trip", monday));
}

TEST_CASE("11.17 where trade and value date lie in two regimes the later one decides",
          "[policy][edge]") {
    Scenario s = small_group();
    s.rails[0].latency = std::chrono::hours{20};  // sent on Tuesday, there on Wednesday
    s.regime_changes.push_back({.from = on(wednesday), .regime = halved()});
    add_flow(s, master, on(tuesday), 700'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", on(tuesday)) == 200'000'00);
    REQUIRE_FALSE(result.refusals.empty());
    CHECK(result.refusals[0].on == on(tuesday));
    CHECK(result.refusals[0].value_on == on(wednesday));
    CHECK(result.refusals[0].regime == "TEST-2");
    CHECK(result.refusals[0].headroom_minor == 500'000'00);
    CHECK(result.refusals[0].value == "0.4");
}

TEST_CASE("11.18 a sweep above the cap is clipped and the rest is blocked value",
          "[policy][edge]") {
    Scenario s = small_group();
    add_flow(s, master, on(monday), 1'200'000'00);
    const RunResult result = run(s);
    CHECK(abroad(result, monday) == 1'000'000'00);
    CHECK(result.limits[0].days[0].blocked_minor == 200'000'00);
}

TEST_CASE("an overlay or a change of regime leaves every entry before its date byte-identical",
          "[policy][edge][overlay]") {
    Scenario s = small_group();
    add_flow(s, master, on(monday), 400'000'00);
    add_flow(s, master, on(tuesday), 50'000'00);
    add_flow(s, master, on(thursday), 300'000'00);
    Recording plain, changed;
    run(s, &plain);
    SECTION("an overlay") {
        Overlay overlay;
        overlay.regime = "TEST-1";
        overlay.from = on(thursday);
        DatedValue half = s.regime->parameters.front();
        half.value = decimal("0.4");
        half.from = overlay.from;
        overlay.parameters.push_back(half);
        apply(overlay, *s.regime);
    }
    SECTION("a change of regime") {
        s.regime_changes.push_back({.from = on(thursday), .regime = halved()});
    }
    const RunResult result = run(s, &changed);
    CHECK(abroad(result, thursday) == 500'000'00);
    REQUIRE(plain.seals.size() == changed.seals.size());
    for (std::size_t i = 0; i < 3; ++i) CHECK(plain.seals[i] == changed.seals[i]);
    CHECK_FALSE(plain.seals[3] == changed.seals[3]);
}

#include <cstddef>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/chart.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

TEST_CASE("a surplus climbs through both levels of headers on one day", "[world][nested]") {
    Scenario s = small_group();
    add_flow(s, member, day(2026, 1, 5), 400'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "HK.header", day(2026, 1, 5)) == 400'000'00);
}

TEST_CASE("the lending quota cuts a sweep and holds after every entry", "[world][quota]") {
    Scenario s = small_group();
    add_flow(s, master, day(2026, 1, 5), 700'000'00);
    add_flow(s, master, day(2026, 1, 6), 500'000'00);
    add_flow(s, master, day(2026, 1, 7), 100'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 200'000'00);
    CHECK(closing(result, "SZ.master", day(2026, 1, 7)) == 300'000'00);
    CHECK(closing(result, "HK.header", day(2026, 1, 7)) == 1'000'000'00);
    for (const std::int64_t position : store.lent) CHECK(position <= 1'000'000'00);
    REQUIRE(result.limits.size() == 2);
    CHECK(result.limits[0].first_bound == day(2026, 1, 6));
    CHECK(result.limits[0].peak_minor == 1'000'000'00);
    REQUIRE_FALSE(result.refusals.empty());
    CHECK(result.refusals[0].reason == "cut_by_limit");
    CHECK(result.refusals[0].limit == "od-quota");
    CHECK(result.refusals[0].parameter == "overseas_lending_multiple@2025-01-01");
    CHECK(result.refusals[0].document == "测试〔2026〕1号");
    CHECK(result.refusals[1].reason == "blocked_by_limit");
}

TEST_CASE("a funding repays what was lent before it borrows, and frees the quota",
          "[world][intercompany]") {
    Scenario s = small_group();
    add_flow(s, master, day(2026, 1, 5), 600'000'00);
    add_flow(s, master, day(2026, 1, 6), -250'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 0);
    CHECK(store.position() == 350'000'00);  // one signed current account, not two loans
    CHECK(result.limits[0].days[1].used_minor == 350'000'00);
    CHECK(result.limits[1].peak_minor == 0);  // no foreign debt arose
}

TEST_CASE("what is in flight counts against the quota until it arrives", "[world][reservation]") {
    Scenario s = small_group();
    s.rails[0].latency = std::chrono::hours{40};  // arrives two days later
    add_flow(s, master, day(2026, 1, 5), 700'000'00);
    add_flow(s, master, day(2026, 1, 6), 700'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 400'000'00);
    CHECK(result.limits[0].days[0].used_minor == 0);
    CHECK(result.limits[0].days[0].peak_minor == 700'000'00);
}

TEST_CASE("an instruction outside hours waits for the next opening of its rail", "[world][rail]") {
    Scenario s = small_group();
    s.pools[0].links[1].at_times = {std::chrono::hours{18}};
    add_flow(s, master, day(2026, 1, 9), 300'000'00);  // a Friday
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 9)) == 0);
    CHECK(closing(result, "HK.header", day(2026, 1, 11)) == 0);
    CHECK(closing(result, "HK.header", day(2026, 1, 12)) == 300'000'00);
    REQUIRE(result.payments.size() == 1);
    const auto opening = s.zones[0].instant(day(2026, 1, 12), std::chrono::hours{8});
    CHECK(result.payments[0].settled_ms ==
          (opening + std::chrono::minutes{2}).time_since_epoch().count());
}

TEST_CASE("a rail's fee is charged to the sender, and room is left for it", "[world][rail]") {
    Scenario s = small_group();
    s.rails[0].fee_minor = 30'00;
    s.accounts[master].overdraft_minor = 0;
    add_flow(s, master, day(2026, 1, 5), 300'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "HK.header", day(2026, 1, 5)) == 299'970'00);
    CHECK(find_kpi(result, "bank_fees", "sz")->value == "-30.00");
}

TEST_CASE("a link runs only when both ends are open, and says that it is stranded",
          "[world][calendar]") {
    Scenario s = small_group();
    s.calendars[1] = Calendar("HK", day(2025, 1, 1), day(2026, 12, 31),
                              {{ledger::day_number(day(2026, 1, 6)), false}});
    add_flow(s, master, day(2026, 1, 6), 300'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 300'000'00);
    CHECK(closing(result, "HK.header", day(2026, 1, 7)) == 300'000'00);
    REQUIRE_FALSE(store.decisions.empty());
    CHECK(store.decisions[0].outcome == SweepOutcome::calendar_closed);
}

TEST_CASE("a link past its cut-off does not run", "[world][cut-off]") {
    Scenario s = small_group();
    s.pools[0].links[1].cut_off = std::chrono::hours{16};
    add_flow(s, master, day(2026, 1, 5), 300'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "HK.header", day(2026, 1, 16)) == 0);
    CHECK(result.refusals[0].reason == "past_cut_off");
}

TEST_CASE("a regime that is not in force refuses the sweep by name", "[world][regime]") {
    Scenario s = small_group();
    s.regime->to = day(2026, 1, 6);
    add_flow(s, master, day(2026, 1, 7), 300'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 16)) == 300'000'00);
    CHECK(result.refusals[0].reason == "regime_not_in_force");
    CHECK(result.refusals[0].regime == "TEST-1");
}

TEST_CASE("an overlay changes nothing before its start date", "[world][overlay]") {
    Scenario plain = small_group();
    add_flow(plain, master, day(2026, 1, 5), 700'000'00);
    add_flow(plain, master, day(2026, 1, 8), 700'000'00);
    add_flow(plain, master, day(2026, 1, 13), -100'000'00);
    Scenario changed = plain;
    Overlay overlay{.name = "half", .regime = "TEST-1", .from = day(2026, 1, 8), .parameters = {}};
    DatedValue lower = changed.regime->parameters[0];
    lower.value = decimal("0.4");
    lower.from = day(2026, 1, 8);
    overlay.parameters.push_back(lower);
    apply(overlay, *changed.regime);
    Recording before, after;
    const RunResult a = run(plain, &before), b = run(changed, &after);
    for (std::size_t i = 0; i < 3; ++i) CHECK(before.seals[i] == after.seals[i]);
    CHECK_FALSE(before.seals.back() == after.seals.back());
    CHECK(closing(b, "SZ.master", day(2026, 1, 8)) ==
          700'000'00);  // 700,000 lent stays, nothing new
    CHECK(b.limits[0].days.back().cap_minor == 500'000'00);
}

TEST_CASE("flows allowed by the regime's table move, others are refused", "[world][flows]") {
    Scenario s = small_group();
    FlowRule lending;
    lending.flow = "overseas_lending";
    lending.allowed = false;
    s.regime->flows.push_back(lending);
    add_flow(s, master, day(2026, 1, 5), 300'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "HK.header", day(2026, 1, 16)) == 0);
    CHECK(result.refusals[0].reason == "flow_not_allowed");
}

TEST_CASE("a conversion costs half the spread and leaves every book balanced", "[world][fx]") {
    Scenario s = small_group();
    LinkSpec fx = s.pools[0].links[0];
    fx.id = "usd-hk";
    fx.child = dollars;
    fx.header = header;
    fx.depth = 1;
    fx.fx = 0;
    s.pools[0].links = {fx};
    add_flow(s, dollars, day(2026, 1, 5), 100'000'00);
    const RunResult result = run(s);
    // 100,000.00 USD at 7 × (1 - 0.001) = 6.993: 699,300.00; mid 700,000.00
    CHECK(closing(result, "HK.header", day(2026, 1, 5)) == 699'300'00);
    CHECK(find_kpi(result, "fx_cost", "hk")->value == "-700.00");
}

TEST_CASE("every company's bank account is the mirror of its bank's deposit", "[world][mirror]") {
    Scenario s = small_group();
    for (unsigned d = 5; d < 10; ++d)
        add_flow(s, member, day(2026, 1, d), (d % 2 == 0 ? -90'000'00 : 310'000'00));
    Recording store;
    run(s, &store);
    const Directory& names = store.directory;
    for (std::uint32_t a = 0; a + 1 < names.accounts.size(); ++a) {
        if (names.accounts[a].line != ledger::ChartLine::bank_deposit) continue;
        for (std::uint32_t b = 0; b < names.accounts.size(); ++b)
            if (names.accounts[b].line == ledger::ChartLine::customer_deposit &&
                names.accounts[b].bank_account == names.accounts[a].bank_account)
                CHECK(store.balances[a] == -store.balances[b]);
    }
}

TEST_CASE("a payment beyond the overdraft is refused and changes nothing", "[world][floor]") {
    Scenario s = small_group();
    s.pools.clear();
    add_flow(s, member, day(2026, 1, 5), -1'000'000'01);
    const RunResult result = run(s);
    CHECK(result.counts.flows_refused == 1);
    CHECK(result.refusals[0].reason == "below_floor");
    CHECK(closing(result, "SU.ops", day(2026, 1, 16)) == 0);
}

TEST_CASE("the same flow id twice is one entry when its body is the same", "[world][idempotent]") {
    Scenario s = small_group();
    s.pools.clear();
    add_flow(s, member, day(2026, 1, 5), 100);
    s.flows.push_back(s.flows[0]);
    CHECK(closing(run(s), "SU.ops", day(2026, 1, 5)) == 100);
    s.flows[1].minor = 101;
    const RunResult result = run(s);
    CHECK(result.refusals[0].reason == "conflicting_client_id");
}

TEST_CASE("intercompany interest is paid in cash, with tax where it leaves the mainland",
          "[world][tax]") {
    Scenario s = small_group();
    s.to = day(2026, 3, 31);
    InterestTerms terms;
    terms.id = "ic";
    terms.credit.fixed = decimal("0.036");
    s.interest_terms.push_back(terms);
    s.pools[0].cross_border_terms = 0;
    s.pools[0].withholding_tax = decimal("0.10");
    s.pools[0].vat = decimal("0.06");
    s.pools[0].links[1].direction = SweepDirection::down;
    add_flow(s, header, day(2026, 1, 5), 2'000'000'00);
    add_flow(s, master, day(2026, 1, 5), -100'000'00);
    const RunResult result = run(s);
    // 100,000.00 owed from 5 January to 20 March, 75 days: 750.00 gross; before VAT 707.547…: VAT 42.45,
    // tax 70.75, net 636.80, paid on Monday 23 March and funded by the header that afternoon. To the
    // end: 100,000.00 for 11 days and 636.80 for 9: 110.57 gross, before VAT 104.311…: 6.26 and 10.43.
    CHECK(find_kpi(result, "interest_intercompany", "sz")->value == "-860.57");
    CHECK(find_kpi(result, "interest_intercompany", "hk")->value == "860.57");
    CHECK(find_kpi(result, "tax_cost", "hk")->value == "-129.89");
    CHECK(closing(result, "HK.header", day(2026, 3, 22)) == 1'900'000'00);
}

TEST_CASE("the last day ends when it has ended in every bank's zone", "[world][zones]") {
    Scenario s = small_group();
    s.pools.clear();
    s.zones.emplace_back("America/New_York", std::vector<TimeZone::Offset>{{INT64_MIN / 2, -300}});
    s.banks[1].zone = 1;
    add_flow(s, dollars, day(2026, 1, 16), 500'00);
    // 15:00 in New York on the last day is 04:00 of the next in Shanghai.
    s.flows[0].at =
        s.zones[1].instant(day(2026, 1, 16), std::chrono::hours{15}).time_since_epoch().count();
    const RunResult result = run(s);
    CHECK(result.counts.flows == 1);
    CHECK(closing(result, "HK.usd", day(2026, 1, 16)) == 500'00);
}

TEST_CASE("a run's digest does not depend on who listens or stores", "[world][determinism]") {
    Scenario s = small_group();
    add_flow(s, member, day(2026, 1, 5), 400'000'00);
    Recording store;
    CHECK(run(s).digest == run(s, &store).digest);
    s.flows[0].minor += 1;
    CHECK_FALSE(run(s).digest == run(small_group()).digest);
}

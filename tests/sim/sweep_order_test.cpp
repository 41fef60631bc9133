// When and in which order a world sweeps: times of day, returns, rejections, shares among siblings, hard
// floors, daylight lines, and corrections of the past.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr std::int64_t yuan = 100;

// SU.ops below SZ.master, one bank, no border; no overdrafts.
Scenario one_bank() {
    Scenario s = small_group();
    s.pools[0].links.resize(1);
    s.pools[0].links[0].depth = 1;
    for (BankAccount& account : s.accounts) account.overdraft_minor = 0;
    s.accounts[master].opening_minor = 1000 * yuan;
    return s;
}

// A second and a third child of SZ.master.
void add_children(Scenario& s, int count) {
    for (int i = 0; i < count; ++i) {
        BankAccount account = s.accounts[member];
        account.id = "SU.more" + std::to_string(i);
        LinkSpec link = s.pools[0].links[0];
        link.id = "more-" + std::to_string(i);
        link.child = static_cast<std::uint32_t>(s.accounts.size());
        s.accounts.push_back(account);
        s.pools[0].links.push_back(link);
    }
}

std::vector<SweepOutcome> outcomes(const Scenario& s) {
    Recording store;
    run(s, &store);
    std::vector<SweepOutcome> all;
    for (const Decision& decision : store.decisions) all.push_back(decision.outcome);
    return all;
}

bool refused(const RunResult& result, std::string_view reason) {
    for (const Refusal& refusal : result.refusals)
        if (refusal.reason == reason) return true;
    return false;
}

}  // namespace

TEST_CASE("a link with several times of day sweeps at each", "[world][sweep]") {
    Scenario s = one_bank();
    s.pools[0].links[0].at_times = {hours{11}, hours{16}};
    add_flow(s, member, day(2026, 1, 5), 300 * yuan, hours{10});
    add_flow(s, member, day(2026, 1, 5), 200 * yuan, hours{15});
    Recording store;
    const RunResult result = run(s, &store);
    REQUIRE(store.decisions.size() == 2);
    CHECK(store.decisions[0].amount_minor == 300 * yuan);
    CHECK(store.decisions[1].amount_minor == 200 * yuan);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 1500 * yuan);
}

TEST_CASE("an overnight sweep goes back next morning by its original amount",
          "[world][sweep][return]") {
    Scenario s = one_bank();
    s.pools[0].links[0].reverse = ReverseSweep::full;
    s.pools[0].links[0].reverse_at = hours{8};
    s.to = day(2026, 1, 6);
    add_flow(s, member, day(2026, 1, 5), 300 * yuan);
    add_flow(s, member, day(2026, 1, 6), -120 * yuan);
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == 0);
    // 300 back at 08:00, 120 paid at 10:00, 180 swept at 16:00.
    CHECK(closing(result, "SZ.master", day(2026, 1, 6)) == 1180 * yuan);
    CHECK(result.counts.sweeps_moved == 3);
    CHECK(result.counts.flows_refused == 0);
}

TEST_CASE("what went up on Friday goes back on Monday", "[world][sweep][return]") {
    Scenario s = one_bank();
    s.pools[0].links[0].reverse = ReverseSweep::full;
    s.pools[0].links[0].reverse_at = hours{8};
    s.pools[0].links[0].direction = SweepDirection::up;
    s.to = day(2026, 1, 12);
    s.pools[0].links[0].at_times = {hours{16}};
    add_flow(s, member, day(2026, 1, 9), 300 * yuan);
    add_flow(s, member, day(2026, 1, 12), -300 * yuan, hours{9});
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 11)) == 0);
    CHECK(result.counts.flows_refused == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 12)) == 1000 * yuan);
}

TEST_CASE("a giver that cannot return all returns what it can", "[world][sweep][return]") {
    Scenario s = one_bank();
    s.pools[0].links[0].reverse = ReverseSweep::full;
    s.pools[0].links[0].reverse_at = hours{8};
    s.to = day(2026, 1, 6);
    add_flow(s, member, day(2026, 1, 5), 300 * yuan);
    add_flow(s, master, day(2026, 1, 5), -1250 * yuan, hours{17});
    Recording store;
    run(s, &store);
    REQUIRE(store.decisions.size() >= 2);
    CHECK(store.decisions[1].wish_minor == 300 * yuan);
    CHECK(store.decisions[1].amount_minor == 50 * yuan);
    CHECK(store.decisions[1].binding != UINT8_MAX);
}

TEST_CASE("an instruction that its bank rejects is sent again as often as the link says",
          "[world][sweep][retry]") {
    using enum SweepOutcome;
    struct Row {
        const char* name;
        std::uint32_t rejections, retries;
        std::vector<SweepOutcome> outcomes;
    };
    const auto row = GENERATE(values<Row>({
        {"no retry: it waits for the next day's sweep", 1, 0, {rejected_by_bank, moved}},
        {"one retry", 1, 1, {rejected_by_bank, moved}},
        {"rejected more often than retried", 3, 1, {rejected_by_bank, rejected_by_bank, moved}},
    }));
    CAPTURE(row.name);
    Scenario s = one_bank();
    s.to = day(2026, 1, 6);
    s.pools[0].links[0].retries = row.retries;
    s.pools[0].links[0].retry_after = minutes{30};
    FaultSpec fault;
    fault.link = "su-up";
    fault.on = day(2026, 1, 5);
    fault.times = row.rejections;
    s.faults.push_back(fault);
    add_flow(s, member, day(2026, 1, 5), 300 * yuan);
    CHECK(outcomes(s) == row.outcomes);
}

TEST_CASE("without a statement nothing is swept on stale data", "[world][sweep][statement]") {
    Scenario s = one_bank();
    s.to = day(2026, 1, 6);
    FaultSpec fault;
    fault.kind = FaultSpec::Kind::statement_missing;
    fault.link = "su-up";
    fault.on = day(2026, 1, 5);
    s.faults.push_back(fault);
    add_flow(s, member, day(2026, 1, 5), 300 * yuan);
    CHECK(outcomes(s) == std::vector{SweepOutcome::no_balance, SweepOutcome::moved});
}

TEST_CASE("the basis says which balance is swept", "[world][sweep][basis]") {
    // 300 on Monday, 200 more on Tuesday; a link that only runs on what it reads.
    Scenario s = one_bank();
    s.to = day(2026, 1, 6);
    s.pools[0].links[0].direction = SweepDirection::up;
    add_flow(s, member, day(2026, 1, 5), 300 * yuan);
    add_flow(s, member, day(2026, 1, 6), 200 * yuan);
    CHECK(closing(run(s), "SU.ops", day(2026, 1, 6)) == 0);
    s.pools[0].links[0].basis = SweepBasis::statement;  // Tuesday sweeps Monday's closing
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == 300 * yuan);
    CHECK(closing(result, "SU.ops", day(2026, 1, 6)) == 200 * yuan);
}

TEST_CASE("siblings share a scarce header by the pool's order", "[world][sweep][siblings]") {
    struct Row {
        SiblingOrder order;
        std::int64_t first, second;  // closing balances
    };
    const auto row = GENERATE(values<Row>({{SiblingOrder::priority, 0, -20000},
                                           {SiblingOrder::pro_rata, -8571, -11429},
                                           {SiblingOrder::equal, -5000, -15000},
                                           {SiblingOrder::largest_first, -20000, 0}}));
    Scenario s = one_bank();
    add_children(s, 1);
    for (const std::uint32_t account : {std::uint32_t{member}, std::uint32_t{4}})
        s.accounts[account].overdraft_minor = 1000 * yuan;
    s.accounts[master].opening_minor = 500 * yuan;
    s.pools[0].order.siblings = row.order;
    s.to = day(2026, 1, 5);
    add_flow(s, member, day(2026, 1, 5), -300 * yuan);
    add_flow(s, 4, day(2026, 1, 5), -400 * yuan);
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == row.first);
    CHECK(closing(result, "SU.more0", day(2026, 1, 5)) == row.second);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 0);
}

TEST_CASE("with hard floors a need that a sub-header cannot meet climbs to the root",
          "[world][sweep][request]") {
    // SU.more0 hangs below SU.ops, which has nothing; SZ.master has 1,000.
    Scenario s = one_bank();
    add_children(s, 1);
    s.accounts[4].overdraft_minor = 1000 * yuan;
    LinkSpec& lower = s.pools[0].links[1];
    lower.header = member;
    lower.depth = 2;
    std::swap(s.pools[0].links[0], s.pools[0].links[1]);  // deepest first
    s.to = day(2026, 1, 5);
    add_flow(s, 4, day(2026, 1, 5), -400 * yuan);
    CHECK(closing(run(s), "SU.more0", day(2026, 1, 5)) == -400 * yuan);
    s.pools[0].order.tree = TreeRule::request_and_grant;
    const RunResult result = run(s);
    CHECK(closing(result, "SU.more0", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 600 * yuan);
}

TEST_CASE("a daylight line carries payments until the evening's funding", "[world][daylight]") {
    Scenario s = one_bank();
    s.accounts[member].daylight_minor = 500 * yuan;
    s.to = day(2026, 1, 5);
    add_flow(s, member, day(2026, 1, 5), -400 * yuan);
    const RunResult paid = run(s);
    CHECK(paid.counts.flows_refused == 0);
    CHECK(closing(paid, "SU.ops", day(2026, 1, 5)) == 0);
    CHECK_FALSE(refused(paid, "daylight_unpaid"));

    s.pools[0].links[0].direction = SweepDirection::up;  // nobody funds it
    CHECK(refused(run(s), "daylight_unpaid"));

    s.accounts[member].daylight_minor = 300 * yuan;
    CHECK(refused(run(s), "below_floor"));
}

TEST_CASE("a pool's daylight cap is what all its members may use at once", "[world][daylight]") {
    Scenario s = one_bank();
    add_children(s, 1);
    for (BankAccount& account : s.accounts) account.daylight_minor = 500 * yuan;
    s.pools[0].daylight_minor = 600 * yuan;
    s.to = day(2026, 1, 5);
    add_flow(s, member, day(2026, 1, 5), -400 * yuan);
    add_flow(s, 4, day(2026, 1, 5), -200 * yuan, hours{11});
    CHECK_FALSE(refused(run(s), "daylight_cap"));
    add_flow(s, 4, day(2026, 1, 5), -1 * yuan, hours{12});
    CHECK(refused(run(s), "daylight_cap"));
}

TEST_CASE("a back-valued flow corrects the sweeps since its value date", "[world][back_value]") {
    // 300 valued on Monday but booked on Wednesday at 10:00; target zero. Had it been known, it would
    // have gone up on Monday evening.
    struct Row {
        const char* name;
        BackValueMode mode;
        std::int64_t monday, tuesday, wednesday;  // closing value-dated balances of SU.ops
    };
    const auto row = GENERATE(values<Row>({
        {"not corrected", BackValueMode::none, 30000, 30000, 0},
        {"reverse and replay", BackValueMode::reverse_and_replay, 0, 0, 0},
        {"delta, all days", BackValueMode::delta_all_days, 0, 0, 0},
        // Monday takes the 300, so Wednesday's own sweep has nothing to take and is taken back.
        {"delta, value day only", BackValueMode::delta_value_day, 0, 0, 0},
    }));
    CAPTURE(row.name);
    Scenario s = one_bank();
    s.accounts[member].overdraft_minor = 1000 * yuan;
    s.pools[0].back_value = row.mode;
    s.to = day(2026, 1, 7);
    add_flow(s, member, day(2026, 1, 7), 300 * yuan);
    s.flows.back().value_day = rmbsim::ledger::day_number(day(2026, 1, 5));
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == row.monday);
    CHECK(closing(result, "SU.ops", day(2026, 1, 6)) == row.tuesday);
    CHECK(closing(result, "SU.ops", day(2026, 1, 7)) == row.wednesday);
}

TEST_CASE("a flow valued before the look-back window moves no sweep", "[world][back_value]") {
    Scenario s = one_bank();
    s.pools[0].back_value = BackValueMode::delta_all_days;
    s.pools[0].look_back_days = 1;
    s.to = day(2026, 1, 7);
    add_flow(s, member, day(2026, 1, 7), 300 * yuan);
    s.flows.back().value_day = rmbsim::ledger::day_number(day(2026, 1, 5));
    CHECK(closing(run(s), "SU.ops", day(2026, 1, 5)) == 300 * yuan);
}

// Past sweeps corrected for a back-valued flow: closed days, cover, and the value day alone (pooling-practice
// §6, §8). Figures worked by hand beside each table.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/time.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::back_valued {
namespace {

using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;
using std::chrono::hours;

// SU.ops under SZ.master, which starts with 1,000,000.00; no overdrafts; 5 to 23 January.
Scenario one_link(BackValueMode mode) {
    Scenario s = small_group();
    s.to = day(2026, 1, 23);
    PoolSpec& pool = s.pools[0];
    pool.links.resize(1);
    pool.links[0].depth = 1;
    pool.back_value = mode;
    for (BankAccount& account : s.accounts) account.overdraft_minor = 0;
    s.accounts[master].opening_minor = 1'000'000'00;
    return s;
}

Scenario half_goes_up(BackValueMode mode) {
    Scenario s = one_link(mode);
    s.pools[0].links[0].method = SweepMethod::percentage;
    s.pools[0].links[0].percent = decimal("0.5");
    return s;
}

// Booked on Tuesday 20 January at 10:00, valued on the day given.
void add_late(Scenario& s, unsigned valued, std::int64_t minor = 100'000'00,
              std::uint32_t account = member, TimeOfDay at = hours{10}) {
    add_flow(s, account, day(2026, 1, 20), minor, at);
    s.flows.back().value_day = ledger::day_number(day(2026, 1, valued));
}

std::vector<std::int64_t> from_15th(const RunResult& result, const char* account) {
    std::vector<std::int64_t> all;
    for (unsigned on = 15; on <= 21; ++on)
        all.push_back(closing(result, account, day(2026, 1, on)));
    return all;
}

std::size_t refusals(const RunResult& result, const std::string& link) {
    std::size_t count = 0;
    for (const Refusal& refusal : result.refusals)
        count += refusal.subject == link && refusal.reason == "correction_without_cover" ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("8: half of a back-valued receipt goes up on each day on which the link was open",
          "[back-value][world]") {
    // 15, 16, 19, 20 and 21 January are open, 17 and 18 a weekend. Of 100,000.00 valued on the 15th go up
    // 50,000.00, 25,000.00, 12,500.00, 6,250.00 and 3,125.00. The value day alone: 50,000.00 on the 15th; the
    // 20th's own sweep then takes half of what is left, 25,000.00, and the 21st's 12,500.00.
    struct Row {
        const char* name;
        BackValueMode mode;
        std::vector<std::int64_t> child;  // 15th to 21st
    };
    const auto row = GENERATE(values<Row>({
        {"reverse and replay",
         BackValueMode::reverse_and_replay,
         {50'000'00, 25'000'00, 25'000'00, 25'000'00, 12'500'00, 6'250'00, 3'125'00}},
        {"delta on all days",
         BackValueMode::delta_all_days,
         {50'000'00, 25'000'00, 25'000'00, 25'000'00, 12'500'00, 6'250'00, 3'125'00}},
        {"delta on the value day",
         BackValueMode::delta_value_day,
         {50'000'00, 50'000'00, 50'000'00, 50'000'00, 50'000'00, 25'000'00, 12'500'00}},
    }));
    CAPTURE(row.name);
    Scenario s = half_goes_up(row.mode);
    add_late(s, 15);
    const RunResult result = run(s);
    CHECK(from_15th(result, "SU.ops") == row.child);
    for (std::size_t i = 0; i < row.child.size(); ++i)
        CHECK(closing(result, "SZ.master", day(2026, 1, 15 + static_cast<unsigned>(i))) ==
              1'100'000'00 - row.child[i]);
    CHECK(refusals(result, "su-up") == 0);
}

TEST_CASE("8: a history corrected ends as the history in which the flow had been known",
          "[back-value][world]") {
    struct Row {
        const char* name;
        unsigned valued;
        bool holiday, no_statement, cut_off;
    };
    const auto row = GENERATE(values<Row>({
        {"over a weekend", 15, false, false, false},
        {"valued on a Saturday", 17, false, false, false},
        {"over a holiday", 15, true, false, false},
        {"over a day without a statement", 15, false, true, false},
        {"where the cut-off always stops it", 15, false, false, true},
    }));
    CAPTURE(row.name);
    const auto mode = GENERATE(BackValueMode::reverse_and_replay, BackValueMode::delta_all_days);
    Scenario late = half_goes_up(mode);
    if (row.holiday)
        late.calendars[0] = Calendar("CN", day(2025, 1, 1), day(2026, 12, 31),
                                     {{ledger::day_number(day(2026, 1, 16)), false}});
    if (row.no_statement) {
        FaultSpec missing;
        missing.kind = FaultSpec::Kind::statement_missing;
        missing.link = "su-up";
        missing.on = day(2026, 1, 19);
        late.faults.push_back(missing);
    }
    if (row.cut_off) late.pools[0].links[0].cut_off = hours{15};
    Scenario known = late;
    add_late(late, row.valued);
    add_flow(known, member, day(2026, 1, row.valued), 100'000'00);
    CHECK(from_15th(run(late), "SU.ops") == from_15th(run(known), "SU.ops"));
}

TEST_CASE("8: the reversal of today's sweep covers the correction of the value date",
          "[back-value][world]") {
    // All of 360,000.00 went up at 16:00 today. Valued on the 15th it goes up then, and not today: net nothing.
    const auto mode = GENERATE(BackValueMode::reverse_and_replay, BackValueMode::delta_all_days,
                               BackValueMode::delta_value_day);
    CAPTURE(static_cast<int>(mode));
    Scenario s = one_link(mode);
    s.accounts[master].opening_minor = 0;
    add_late(s, 15, 360'000'00);
    // Spent by the header at 18:00: no account has anything left for the instant of the corrections.
    const bool spent = GENERATE(false, true);
    if (spent) add_flow(s, master, day(2026, 1, 20), -360'000'00, hours{18});
    const RunResult result = run(s);
    CHECK(from_15th(result, "SU.ops") == std::vector<std::int64_t>(7, 0));
    CHECK(closing(result, "SZ.master", day(2026, 1, 15)) == 360'000'00);
    CHECK(closing(result, "SZ.master", day(2026, 1, 20)) == (spent ? 0 : 360'000'00));
    CHECK(refusals(result, "su-up") == 0);
}

TEST_CASE("8: a correction that the day's money does not cover is refused and said",
          "[back-value][world]") {
    // Received at 18:00, after the sweep, and spent at 19:00: nothing is left to go up by the 15th.
    const auto mode = GENERATE(BackValueMode::reverse_and_replay, BackValueMode::delta_all_days,
                               BackValueMode::delta_value_day);
    CAPTURE(static_cast<int>(mode));
    Scenario s = one_link(mode);
    BankAccount second = s.accounts[member];
    second.id = "SU.more";
    LinkSpec link = s.pools[0].links[0];
    link.id = "more-up";
    link.child = static_cast<std::uint32_t>(s.accounts.size());
    s.accounts.push_back(second);
    s.pools[0].links.push_back(link);
    add_late(s, 15, 100'000'00, member, hours{18});
    add_flow(s, member, day(2026, 1, 20), -100'000'00, hours{19});
    add_late(s, 16, 40'000'00, link.child, hours{18});
    const RunResult result = run(s);
    CHECK(refusals(result, "su-up") == 1);
    CHECK(closing(result, "SU.ops", day(2026, 1, 15)) == 100'000'00);
    CHECK(closing(result, "SU.ops", day(2026, 1, 20)) == 0);
    // Its sibling's money is there.
    CHECK(refusals(result, "more-up") == 0);
    CHECK(closing(result, "SU.more", day(2026, 1, 16)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 20)) == 1'040'000'00);
    for (const Refusal& refusal : result.refusals) {
        if (refusal.subject != "su-up") continue;
        CHECK(refusal.what == "correction of 2026-01-15");
        CHECK(refusal.wish_minor == 100'000'00);
        CHECK(refusal.amount_minor == 0);
        CHECK(refusal.on == day(2026, 1, 20));
    }
}

TEST_CASE("8: what a header would have passed on is not taken from it when its child gives nothing",
          "[back-value][world]") {
    // SU.ops -> SZ.master -> SU.top; the master may be overdrawn, but not for money that never came.
    Scenario s = one_link(BackValueMode::delta_all_days);
    BankAccount top = s.accounts[master];
    top.id = "SU.top";
    top.opening_minor = 0;
    LinkSpec link = s.pools[0].links[0];
    link.id = "master-up";
    link.child = master;
    link.header = static_cast<std::uint32_t>(s.accounts.size());
    s.accounts.push_back(top);
    s.accounts[master].opening_minor = 0;
    s.accounts[master].overdraft_minor = 500'000'00;
    s.pools[0].links[0].depth = 2;
    s.pools[0].links.push_back(link);
    add_late(s, 15, 100'000'00, member, hours{18});
    add_flow(s, member, day(2026, 1, 20), -100'000'00, hours{19});
    const RunResult result = run(s);
    CHECK(refusals(result, "su-up") == 1);
    CHECK(refusals(result, "master-up") == 1);
    CHECK(closing(result, "SZ.master", day(2026, 1, 15)) == 0);
    CHECK(closing(result, "SU.top", day(2026, 1, 20)) == 0);
}

}  // namespace rmbsim::tests::back_valued

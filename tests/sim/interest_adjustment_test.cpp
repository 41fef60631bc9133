// Interest that was settled before a back-valued flow was known: pooling-practice §8.
#include <cstdint>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "ledger/time.hpp"
#include "sim/measure/measure.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::adjusted {
namespace {

using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

InterestTerms monthly(const char* credit) {
    InterestTerms terms;
    terms.credit.fixed = decimal(credit);
    terms.debit.fixed = decimal(credit);
    terms.schedule.every = SettlementSchedule::Every::month;
    return terms;
}

void add_late(Scenario& s, std::int64_t minor) {  // booked on 3 February for 15 January
    add_flow(s, member, day(2026, 2, 3), minor, std::chrono::hours{18});
    s.flows.back().value_day = ledger::day_number(day(2026, 1, 15));
}

// su-up alone, to 10 February; interest is settled on the 20th. Between companies 3.6 %, in the header 1.8 %.
Scenario pool_that_looks_back(BackValueMode mode) {
    Scenario s = small_group();
    s.to = day(2026, 2, 10);
    s.interest_terms = {monthly("0.036"), monthly("0.018")};
    s.accounts[master].interest = 1;
    PoolSpec& pool = s.pools[0];
    pool.links.pop_back();
    pool.domestic_terms = 0;
    pool.back_value = mode;
    return s;
}

std::string kpi(const RunResult& result, std::string_view name, std::string_view entity) {
    const Kpi* found = find_kpi(result, name, entity);
    return found == nullptr ? "none" : found->value;
}

}  // namespace

TEST_CASE("settled interest of a bank account is corrected on the day a back-valued flow is booked",
          "[interest][back-value][world]") {
    struct Row {
        const char* name;
        std::int64_t late;
        std::int64_t on_3_february;
        const char* external;
    };
    // 100,000.00 at 3.6 % on ACT/360 is 10.00 a day: 5 to 20 January 160.00, credited on the 21st.
    const auto row = GENERATE(values<Row>({
        // 15 to 20 January 6 days × 4.00 less: -24.00. Then 13 days × 60,160.00 and 8 × 60,136.00: 126.32
        {"less is taken back", -40'000'00, 60'136'00, "262.32"},
        // 24.00 more. Then 13 days × 140,160.00 and 8 × 140,184.00: 1,822,080.00 + 1,121,472.00: 294.36
        {"more is added", 40'000'00, 140'184'00, "478.36"},
    }));
    CAPTURE(row.name);
    Scenario s = pool_that_looks_back(BackValueMode::none);
    s.pools.clear();
    s.accounts[master].interest = no_index;
    s.accounts[member].interest = 0;
    add_flow(s, member, day(2026, 1, 5), 100'000'00);
    add_late(s, row.late);
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 21)) == 100'160'00 + row.late);
    CHECK(closing(result, "SU.ops", day(2026, 2, 3)) == row.on_3_february);
    CHECK(kpi(result, "interest_external", "su") == row.external);
}

TEST_CASE("an overdraft's settled interest is corrected on its own line",
          "[interest][back-value][world]") {
    // -100,000.00: 160.00 charged on the 21st. 40,000.00 less drawn from the 15th: 24.00 given back.
    // Then 13 days × 60,160.00 and 8 × 60,136.00: 126.32 owed.
    Scenario s = pool_that_looks_back(BackValueMode::none);
    s.pools.clear();
    s.accounts[master].interest = no_index;
    s.accounts[member].interest = 0;
    add_flow(s, member, day(2026, 1, 5), -100'000'00);
    add_late(s, 40'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 2, 3)) == -60'136'00);
    CHECK(kpi(result, "interest_external", "su") == "-262.32");
}

TEST_CASE("the three modes correct settled interest alike where the value day alone changes",
          "[interest][back-value][world]") {
    // All goes up on 15 January. Between companies 6 days × 10.00 = 60.00, in the header 6 × 5.00 = 30.00;
    // both are booked on 3 February: the header has 100,000.00 + 30.00 - 60.00. su's 60.00 go up on the 4th.
    // Since the 21st: between companies 14 days × 100,000.00 + 7 × 100,060.00 at 3.6 %: 210.04; in the header
    // 13 × 100,000.00 + 99,970.00 + 7 × 100,030.00 at 1.8 %: 105.01.
    const auto mode = GENERATE(BackValueMode::reverse_and_replay, BackValueMode::delta_all_days,
                               BackValueMode::delta_value_day);
    CAPTURE(static_cast<int>(mode));
    Scenario s = pool_that_looks_back(mode);
    add_late(s, 100'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 15)) == 100'000'00);
    CHECK(closing(result, "SZ.master", day(2026, 2, 3)) == 99'970'00);
    CHECK(closing(result, "SU.ops", day(2026, 2, 3)) == 60'00);
    CHECK(kpi(result, "interest_intercompany", "su") == "270.04");
    CHECK(kpi(result, "interest_intercompany", "sz") == "-270.04");
    CHECK(kpi(result, "interest_external", "sz") == "135.01");
}

TEST_CASE("8: replay and daily deltas agree to the cent where later days change too",
          "[interest][back-value][world]") {
    // Above 50,000.00 all goes up. Known then, 30,000.00 of the 15th and 30,000.00 of the 16th would have gone
    // up together on the 16th: between companies 5 days × 6.00 = 30.00 of settled interest. The value day
    // alone moves nothing: 60,000.00 go up on 4 February only.
    const auto ran = [](BackValueMode mode) {
        Scenario s = pool_that_looks_back(mode);
        s.pools[0].links[0].method = SweepMethod::threshold;
        s.pools[0].links[0].threshold_minor = 50'000'00;
        s.pools[0].links[0].direction = SweepDirection::up;
        add_flow(s, member, day(2026, 1, 16), 30'000'00);
        add_late(s, 30'000'00);
        return run(s);
    };
    const RunResult replay = ran(BackValueMode::reverse_and_replay),
                    delta = ran(BackValueMode::delta_all_days),
                    value_day = ran(BackValueMode::delta_value_day);
    CHECK(replay.kpis.size() == delta.kpis.size());
    for (const char* name : {"interest_external", "interest_intercompany", "net_result"})
        for (const char* entity : {"su", "sz"})
            CHECK(kpi(replay, name, entity) == kpi(delta, name, entity));
    for (const char* account : {"SU.ops", "SZ.master"})
        for (const ledger::ValueDate on : delta.days)
            CHECK(closing(replay, account, on) == closing(delta, account, on));
    CHECK(closing(delta, "SU.ops", day(2026, 2, 3)) == 30'00);
    // Since the 21st: 21 days × 60,000.00 at 3.6 % = 126.00, and 30.00; su's 30.00 stay below the threshold
    CHECK(kpi(delta, "interest_intercompany", "su") == "156.00");
    // 4 to 10 February: 7 days × 6.00
    CHECK(kpi(value_day, "interest_intercompany", "su") == "42.00");
}

}  // namespace rmbsim::tests::adjusted

// Notional pools in a world: what the bank posts, what the leader passes on, what is denied.
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/measure/measure.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/notional_reckoning.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/hong_kong_group.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

// 5 to 16 January, settled on the 15th, which does not earn: ten days (5 to 14), booked on the 16th. su has
// 600,000.00, sz is 400,000.00 overdrawn. Alone su earns 6.00 a day and sz pays 40.00: -34.00 together;
// the net of 200,000.00 earns 2.00; the benefit is 36.00 a day, 360.00 in all.
Scenario ten_days() {
    Scenario s = hong_kong_group();
    s.interest_terms[0].schedule = {
        .every = SettlementSchedule::Every::month, .day = 15, .settlement_day_earns = false};
    s.to = day(2026, 1, 16);
    add_flow(s, su_hk, day(2026, 1, 5), 600'000'00);
    add_flow(s, sz_hk, day(2026, 1, 5), -400'000'00);
    return s;
}

std::string kpi(const RunResult& result, const char* name, const char* entity = "group") {
    const Kpi* found = find_kpi(result, name, entity);
    return found == nullptr ? "none" : found->value;
}

struct Closing {
    std::int64_t su, sz, hk;
    friend bool operator==(const Closing&, const Closing&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Closing& c) {
        return out << c.su << " " << c.sz << " " << c.hk;
    }
};

Closing on_16th(const RunResult& result) {
    return {closing(result, "SU.ops", day(2026, 1, 16)),
            closing(result, "SZ.master", day(2026, 1, 16)),
            closing(result, "HK.header", day(2026, 1, 16))};
}

}  // namespace

// clang-format off
TEST_CASE("each style and rule leaves in the accounts what its sentence says", "[world][notional]") {
    struct Row { const char* name; bool pooled; NotionalStyle style; AllocationRule rule; Closing closing; };
    using enum AllocationRule;
    const auto row = GENERATE(values<Row>({
        // apart: +60.00, -400.00, nothing
        {"no pool",                              false, NotionalStyle::interest,  central,             {600'060'00, -400'400'00, 0}},
        // the bank credits the header 20.00; su gets 60 + 120, sz pays 400 - 120, the header keeps 120
        {"interest, no worse off",               true,  NotionalStyle::interest,  no_worse_off,        {600'180'00, -400'280'00, 120'00}},
        {"interest, the leader keeps it",        true,  NotionalStyle::interest,  central,             {600'000'00, -400'000'00, 20'00}},
        {"interest, by credit: su has it all",   true,  NotionalStyle::interest,  credit_contribution, {600'020'00, -400'000'00, 0}},
        // the bank pays stand-alone and 360.00 to the header, which distributes that
        {"advantage, the leader keeps it",       true,  NotionalStyle::advantage, central,             {600'060'00, -400'400'00, 360'00}},
        {"advantage, even",                      true,  NotionalStyle::advantage, even,                {600'180'00, -400'280'00, 120'00}},
        {"advantage, matched half and half",     true,  NotionalStyle::advantage, matched_offset,      {600'240'00, -400'220'00, 0}},
    }));
    CAPTURE(row.name);
    Scenario s = ten_days();
    if (row.pooled) offset_together(s, row.style).allocation.rule = row.rule;
    CHECK(on_16th(run(s)) == row.closing);
}
// clang-format on

TEST_CASE("by enhancement matched parts earn and save their margins in their own account",
          "[world][notional]") {
    Scenario s = ten_days();
    NotionalPoolSpec& pool = offset_together(s, NotionalStyle::enhancement);
    pool.credit_margin = decimal("0.0018");  // 400,000.00 matched: 2.00 a day
    pool.debit_margin = decimal("0.009");    // 10.00 a day
    CHECK(on_16th(run(s)) == Closing{600'080'00, -400'300'00, 0});
    // A day's swap points of 0.0018 take the depositor's margin away.
    pool.swap_points = {{.currency = ledger::currency("CNY"), .rate = decimal("0.0018")}};
    CHECK(on_16th(run(s)) == Closing{600'060'00, -400'320'00, 0});
}

TEST_CASE("on a day beyond a cap the bank grants no offset and the refusal is told",
          "[world][notional]") {
    Scenario s = ten_days();
    NotionalPoolSpec& pool = offset_together(s, NotionalStyle::interest);
    pool.allocation.rule = AllocationRule::central;
    pool.gross_overdraft_cap_minor = 399'999'99;
    RunResult result = run(s);
    CHECK(on_16th(result).hk == -340'00);   // what they would have had apart
    REQUIRE(result.refusals.size() == 12);  // 5 to 14 January, and two days of the open period
    CHECK(result.refusals.front().reason == "gross_overdraft_cap");
    pool.gross_overdraft_cap_minor = 400'000'00;
    pool.net_cap_minor = 0;  // the net is in credit
    result = run(s);
    CHECK(on_16th(result).hk == 20'00);
    CHECK(result.refusals.empty());
}

TEST_CASE("a participant that has less than apart is named, and under no-worse-off nobody is",
          "[world][notional]") {
    Scenario s = ten_days();
    offset_together(s, NotionalStyle::interest).allocation.rule = AllocationRule::central;
    const RunResult central = run(s);
    REQUIRE_FALSE(central.warnings.empty());
    CHECK(central.warnings.front() ==
          "notional pool notional to 2026-01-16: su has 60.00 CNH less than its stand-alone "
          "interest");
    s.notional_pools[0].allocation.rule = AllocationRule::no_worse_off;
    CHECK(run(s).warnings.empty());
}

TEST_CASE("a hybrid reckons notional interest on what the day's sweeps left", "[world][notional]") {
    // su sweeps into the header at 16:00 and is empty: the pool is the header against sz.
    Scenario s = ten_days();
    sweep_to_header(s);
    s.pools[0].links.erase(s.pools[0].links.begin() + 1);
    offset_together(s, NotionalStyle::interest).allocation.rule = AllocationRule::no_worse_off;
    const RunResult result = run(s);
    CHECK(closing(result, "HK.header", day(2026, 1, 5)) == 600'000'00);
    CHECK(kpi(result, "interest_external", "su") == "0.00");
    // Ten days at 2.00 and two days on a net that grew by 20.00: 2.0002, rounded with the first two.
    CHECK(kpi(result, "interest_external") == "24.00");
}

TEST_CASE("over currencies the fixing decides the matched share alone", "[pool][notional][fx]") {
    // 100,000.00 USD at 7 cover 1,400,000.00 CNY by half. A day is a 360th.
    Scenario s = hong_kong_group();
    s.accounts[su_hk].currency = ledger::currency("USD");
    NotionalPoolSpec& pool = offset_together(s, NotionalStyle::enhancement);
    pool.credit_margin = decimal("0.0036");
    pool.debit_margin = decimal("0.0072");
    const NotionalReckoning reckoning =
        reckon(s, pool, day(2026, 1, 5), day(2026, 1, 6), [](std::uint32_t account, auto) {
            return std::int64_t{account == su_hk   ? 100'000'00
                                : account == sz_hk ? -1'400'000'00
                                                   : 0};
        });
    CHECK(reckoning.enhancement_minor == std::vector<std::int64_t>{1'00, 14'00, 0});
    CHECK(reckoning.stand_alone_minor == std::vector<std::int64_t>{1'00, -140'00, 0});
    CHECK(reckoning.contributions[1].matched_debit_days == 700'000'00);
}

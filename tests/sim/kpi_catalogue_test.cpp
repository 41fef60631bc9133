// The catalogue holds every indicator that is put out; indicators of outcome and against a baseline.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/benefit_kpis.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/outcome_kpis.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/structure_costs.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::kpis {
namespace {

using namespace sim::testing;

std::string value(const std::vector<sim::Kpi>& all, std::string_view name,
                  std::string_view entity) {
    for (const sim::Kpi& kpi : all)
        if (kpi.name == name && kpi.entity == entity) return kpi.value;
    return "none";
}

sim::RunResult stating(std::vector<sim::Kpi> kpis) {
    sim::RunResult result;
    result.reporting_currency = "CNY";
    result.days.resize(73);  // a fifth of a year
    result.kpis = std::move(kpis);
    return result;
}

}  // namespace

TEST_CASE("every row of the catalogue has a unit, a formula and words in both languages",
          "[measure][catalogue]") {
    constexpr std::array<std::string_view, 12> units{"ccy",   "ccy_seconds", "seconds", "ratio",
                                                     "count", "days",        "months",  "bp",
                                                     "hours", "index",       "date",    "time"};
    std::set<std::string_view> names;
    for (const sim::KpiEntry& row : sim::kpi_catalogue()) {
        CAPTURE(row.name);
        CHECK(names.insert(row.name).second);
        CHECK(row.name.find('.') == std::string_view::npos);
        CHECK(std::ranges::find(units, row.unit) != units.end());
        for (const std::string_view text :
             {row.en, row.zh, row.formula, row.formula_zh, row.source})
            CHECK_FALSE(text.empty());
    }
}

TEST_CASE("every indicator of a run stands in the catalogue, with that row's formula and unit",
          "[measure][catalogue]") {
    sim::Scenario s = small_group();
    s.alternative_rate = decimal("0.018");
    sim::LinkSpec fx = s.pools[0].links[0];
    fx.id = "usd-hk";
    fx.child = dollars;
    fx.header = header;
    fx.depth = 1;
    fx.fx = 0;
    s.pools[0].links.push_back(fx);
    add_flow(s, member, day(2026, 1, 5), 2'000'000'00);
    add_flow(s, dollars, day(2026, 1, 6), 1'000'00);
    const sim::RunResult result = run(s);
    for (const sim::Kpi& kpi : result.kpis) {
        CAPTURE(kpi.name);
        const sim::KpiEntry* row = sim::catalogued(kpi.name);
        REQUIRE(row != nullptr);
        CHECK(kpi.formula == row->formula);
        CHECK(kpi.source == row->source);
        CHECK_FALSE(kpi.unit.empty());
        if (row->unit != "ccy") CHECK(kpi.unit == row->unit);
    }
    for (const char* name : {"sweep_value", "opportunity_cost", "accessible_cash_end",
                             "limit_use_peak.od-quota", "fx_cost_bp", "payment_delay_mean"})
        CHECK(sim::find_kpi(result, name, "group") != nullptr);
}

TEST_CASE("cash at hand is what is neither trapped nor kept, and payments are weighed by value",
          "[measure][kpi]") {
    // SZ.ops holds 120.00, of which 30.00 are trapped and 50.00 kept: 40.00. HK.usd holds 10.00 USD, 70.00.
    // Payments of 100.00 in 2 hours, 300.00 in 30 hours, 100.00 under way: (200 + 9,000) / 400 hours.
    sim::Directory directory;
    directory.books = {{"sz", "", "", "CN", true}, {"hk", "", "", "HK", true}};
    sim::LinkRow link{"sz-up", "pool", "SZ.ops", "SZ.master", "target", "CNY", 2, "domestic"};
    link.buffer_minor = 50'00;
    directory.links.push_back(link);
    sim::RunResult result = stating({sim::stated("daily_outflow_mean", "group", "67.50", "CNY"),
                                     sim::stated("daily_outflow_mean", "hk", "0.00", "CNY")});
    result.balances = {{"SZ.ops", "sz", "CNY", 2, {120'00}, {120'00}},
                       {"SZ.other", "sz", "CNY", 2, {-5'00}, {-5'00}},
                       {"HK.usd", "hk", "USD", 2, {10'00}, {70'00}}};
    result.trapped = {{"SZ.ops", "sz", "quota", "CNY", 2, 30'00, 30'00}};
    constexpr std::int64_t hour = 3'600'000;
    const auto payment = [&](std::int64_t minor, std::optional<std::int64_t> settled) {
        sim::PaymentResult made;
        made.currency = "CNY";
        made.minor = minor;
        made.settled_ms = settled;
        result.payments.push_back(made);
    };
    payment(100'00, 2 * hour);
    payment(300'00, 30 * hour);
    payment(100'00, std::nullopt);
    result.counts.flows_refused = 3;
    const std::vector<sim::Kpi> all = sim::outcome_kpis(directory, result);
    CHECK(value(all, "trapped_cash_end", "group") == "30.00");
    CHECK(value(all, "trapped_cash_ratio", "group") == "0.1579");  // 30 / 190
    CHECK(value(all, "accessible_cash_end", "sz") == "40.00");
    CHECK(value(all, "accessible_cash_end", "group") == "110.00");
    CHECK(value(all, "days_cash_on_hand", "group") == "1.63");  // 110 / 67.50
    CHECK(value(all, "days_cash_on_hand", "hk") == "-");
    CHECK(value(all, "payment_delay_mean", "group") == "23.00");
    CHECK(value(all, "payment_settled_ratio", "group") == "0.2000");
    CHECK(value(all, "flows_refused_count", "group") == "3");
}

TEST_CASE("what a structure brought is told with its rate, its tax and who loses",
          "[measure][kpi][benefit]") {
    // 50.00 more interest in a fifth of a year on 10,000.00: 250 bp a year. 10.00 of it goes to tax.
    const auto money = [](const char* name, const char* entity, const char* amount) {
        return sim::stated(name, entity, amount, "CNY");
    };
    const sim::RunResult before = stating(
        {money("net_result", "group", "100.00"), money("interest_net", "group", "100.00"),
         money("tax_cost", "group", "0.00"), money("idle_cash_mean", "group", "8000.00"),
         money("overdraft_mean", "group", "2000.00"), sim::stated("overdraft_days", "group", "7"),
         money("external_borrowing_mean", "group", "2000.00"),
         money("external_borrowing_peak", "group", "5000.00"), money("net_result", "sz", "0.00"),
         money("net_result", "hk", "100.00")});
    sim::RunResult after = stating(
        {money("net_result", "group", "140.00"), money("interest_net", "group", "150.00"),
         money("tax_cost", "group", "-10.00"), money("idle_cash_mean", "group", "6500.00"),
         money("overdraft_mean", "group", "500.00"), sim::stated("overdraft_days", "group", "2"),
         money("external_borrowing_mean", "group", "500.00"),
         money("external_borrowing_peak", "group", "1800.00"), money("net_result", "sz", "60.00"),
         money("net_result", "hk", "80.00")});
    // 40.00 in a fifth of a year are 200.00 a year, 150.00 after running it: of 400.00, 0.375; back after
    // 32 months; worth 150 / 1.25 + 150 / 1.5625 - 400.
    after.structure_costs = sim::StructureCosts{.set_up_minor = 400'00,
                                                .yearly_minor = 50'00,
                                                .discount_rate = *ledger::Decimal::parse("0.25"),
                                                .years = 2};
    const std::vector<sim::Kpi> all = sim::net_benefits(before, after);
    CHECK(all.front().name == "net_benefit");
    CHECK(all.front().entity == "group");
    struct Row {
        const char *kpi, *entity, *value;
    };
    const std::vector<Row> rows{{"net_benefit", "group", "40.00"},
                                {"net_benefit", "sz", "60.00"},
                                {"net_benefit", "hk", "-20.00"},
                                {"net_interest_benefit", "group", "50.00"},
                                {"net_interest_benefit_bp", "group", "250.00"},
                                {"tax_drag", "group", "10.00"},
                                {"tax_drag_ratio", "group", "0.2000"},
                                {"overdraft_avoided", "group", "1500.00"},
                                {"overdraft_days_avoided", "group", "5"},
                                {"external_borrowing_reduced", "group", "1500.00"},
                                {"external_borrowing_peak_reduced", "group", "3200.00"},
                                {"participation_losers", "group", "1"},
                                {"participation_loss", "group", "-20.00"},
                                {"structure_return", "group", "0.3750"},
                                {"structure_payback", "group", "32.0"},
                                {"structure_npv", "group", "-184.00"},
                                {"tax_drag", "hk", "none"}};
    for (const Row& row : rows) {
        CAPTURE(row.kpi, row.entity);
        CHECK(value(all, row.kpi, row.entity) == row.value);
        CHECK(sim::is_difference(row.kpi));
    }
}

}  // namespace rmbsim::tests::kpis

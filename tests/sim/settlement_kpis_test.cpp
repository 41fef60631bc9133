// Indicators of payment systems against figures worked out by hand (settlement-algorithms §7).
#include "sim/measure/settlement_kpis.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/experiment/comparison.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/measure/settlement_sums.hpp"

namespace rmbsim::tests::settlement_kpis {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

std::string value(const std::vector<sim::Kpi>& all, std::string_view name,
                  std::string_view entity) {
    for (const sim::Kpi& kpi : all)
        if (kpi.name == name && kpi.entity == entity) return kpi.value;
    return "none";
}

// The gridlock of three banks, 10.00 each: a->b 100.00 at 10:00, b->c 95.00 at 10:01, c->a 105.00 at 10:02;
// all three settle together at 12:00, the close is 17:00.
//   waits      7,200 s, 7,140 s, 7,080 s: 21,420 s over three payments: mean 7,140 s
//   Σ a d      100 × 7,200 + 95 × 7,140 + 105 × 7,080 = 720,000 + 678,300 + 743,400 = 2,141,700 CNY·s
//   by value   2,141,700 / 300 = 7,139 s
//   Σ a (T1-t) 100 × 25,200 + 95 × 25,140 + 105 × 25,080 = 2,520,000 + 2,388,300 + 2,633,400 = 7,541,700
//   ρ          2,141,700 / 7,541,700 = 0.283981…
//   nets       a +5.00, b +5.00, c -10.00: Σ|net| = 20.00, gross 300.00: 1 - 20 / 600 = 0.966667
//   UB         a 100.00, b 0 (it has received 100 when it pays 95), c 10.00 (105 - 95)
//   LB         a 0, b 0, c 10.00; U: c 10.00
sim::SettlementResult gridlock() {
    sim::SettlementResult of;
    of.rail = "rtgs";
    of.currency = "CNY";
    of.submitted = of.settled = 3;
    of.submitted_minor = of.settled_minor = 300'00;
    of.value_time_by_payments = of.value_time_by_queue = 2'141'700'00LL * 1000;
    of.value_time_worst = 7'541'700'00LL * 1000;
    of.delay_ms_sum = 21'420'000;
    of.count_by_channel = {0, 0, 0, 3, 0};
    of.minor_by_channel = {0, 0, 0, 300'00, 0};
    of.count_time_by_queue = 21'420'000;
    of.open_ms = 8 * hour_ms;
    of.minor_by_hour = {0, 300'00, 300'00, 300'00, 300'00};
    of.queue_most = 3;
    of.queue_most_minor = 300'00;
    of.resolutions = of.sets = 1;
    of.set_gross_minor = 300'00;
    of.set_net_minor = 20'00;
    of.standstill_measured = true;
    of.gridlocks = 1;
    of.gridlock_ms = 7'080'000;
    of.deadlocks = 1;
    of.deadlock_ms = 120'000;
    of.participants = {{.bank = "a",
                        .opening_minor = 10'00,
                        .upper_bound_minor = 100'00,
                        .sent_minor = 100'00,
                        .received_minor = 105'00,
                        .sent = 1,
                        .received = 1,
                        .submitted = 1,
                        .submitted_minor = 100'00,
                        .delay_value_time = 720'000'00LL * 1000,
                        .value_time_worst = 2'520'000'00LL * 1000,
                        .delay_ms_sum = 7'200'000},
                       {.bank = "b",
                        .opening_minor = 10'00,
                        .sent_minor = 95'00,
                        .received_minor = 100'00,
                        .sent = 1,
                        .received = 1,
                        .submitted = 1,
                        .submitted_minor = 95'00},
                       {.bank = "c",
                        .opening_minor = 10'00,
                        .liquidity_used_minor = 10'00,
                        .upper_bound_minor = 10'00,
                        .lower_bound_minor = 10'00,
                        .sent_minor = 105'00,
                        .received_minor = 95'00,
                        .sent = 1,
                        .received = 1,
                        .submitted = 1,
                        .submitted_minor = 105'00}};
    return of;
}

sim::RunResult bank_day(sim::SettlementResult system) {
    sim::RunResult result;
    result.settlement = {std::move(system)};
    return result;
}

}  // namespace

TEST_CASE("indicators of a gridlock that is resolved at noon are those worked out by hand",
          "[measure][settlement]") {
    const auto all = sim::settlement_kpis(std::vector{gridlock()});
    const struct {
        std::string_view name, entity, value;
    } rows[] = {
        // clang-format off
        {"settlement_submitted_count",           "rtgs",   "3"},
        {"settlement_submitted_value",     "rtgs",   "300.00"},
        {"settlement_settled_value",       "rtgs",   "300.00"},
        {"settlement_returned_count",            "rtgs",   "0"},
        {"settlement_settled_ratio",     "rtgs",   "1.000000"},
        {"settlement_delay_mean",        "rtgs",   "7140.000"},
        {"settlement_delay_value_mean",  "rtgs",   "7139.000"},
        {"settlement_delay_indicator",   "rtgs",   "0.283981"},
        {"queue_value_time",             "rtgs",   "2141700.00000"},
        {"queue_value_time_difference",  "rtgs",   "0.00000"},
        {"queue_longest",                "rtgs",   "3"},
        {"queue_largest",                "rtgs",   "300.00"},
        {"queue_mean_count",             "rtgs",   "0.74"},      // 21,420 / 28,800 = 0.74375
        {"queue_mean_value",             "rtgs",   "74.36"},     // 2,141,700 / 28,800 = 74.364…
        {"liquidity_opening",            "rtgs",   "30.00"},
        {"liquidity_used",               "rtgs",   "10.00"},
        {"liquidity_upper_bound",        "rtgs",   "110.00"},
        {"liquidity_lower_bound",        "rtgs",   "10.00"},
        {"liquidity_relative",           "rtgs",   "0.200000"},  // (30 - 10) / (110 - 10)
        {"turnover_opening",             "rtgs",   "10.000000"}, // 300 / 30
        {"turnover_used",                "rtgs",   "30.000000"}, // 300 / 10
        {"settlement_share.entry",       "rtgs",   "0.000000"},
        {"settlement_share.resolution",  "rtgs",   "1.000000"},
        {"settlement_netting_ratio",     "rtgs",   "0.966667"},
        {"settlement_throughput.10:00",  "rtgs",   "0.000000"},
        {"settlement_throughput.12:00",  "rtgs",   "1.000000"},
        {"gridlock_count",               "rtgs",   "1"},
        {"gridlock_time",                "rtgs",   "7080.000"},
        {"deadlock_time",                "rtgs",   "120.000"},
        {"concentration_liquidity",      "rtgs",   "1.000000"},
        {"concentration_outflow",        "rtgs",   "0.333889"},  // (100² + 95² + 105²) / 300² = 30,050 / 90,000
        {"settlement_delay_indicator",   "rtgs/a", "0.285714"},  // 7,200 / 25,200
        {"settlement_delay_value_mean",  "rtgs/a", "7200.000"},
        {"liquidity_relative",           "rtgs/a", "0.100000"},  // 10 / 100
        {"liquidity_relative",           "rtgs/c", "-"},         // both bounds are 10
        {"turnover_used",                "rtgs/b", "-"},
        {"settlement_received_value",      "rtgs/c", "95.00"},
        // clang-format on
    };
    for (const auto& row : rows) {
        CAPTURE(row.name, row.entity);
        CHECK(value(all, row.name, row.entity) == row.value);
    }
}

TEST_CASE("every indicator of a payment system stands in the catalogue, with its unit",
          "[measure][settlement][catalogue]") {
    for (const sim::Kpi& kpi : sim::settlement_kpis(std::vector{gridlock()})) {
        CAPTURE(kpi.name);
        REQUIRE(sim::catalogued(kpi.name) != nullptr);
        CHECK_FALSE(kpi.unit.empty());
        CHECK_FALSE(kpi.unit.starts_with("ccy"));
    }
    const auto all = sim::settlement_kpis(std::vector{gridlock()});
    CHECK(all.front().unit == "count");
    for (const sim::Kpi& kpi : all)
        if (kpi.name == "queue_value_time") CHECK(kpi.unit == "CNY·s");
}

TEST_CASE("a system that saw no payment states nothing that it would have to divide by",
          "[measure][settlement]") {
    sim::SettlementResult none;
    none.rail = "quiet";
    none.currency = "CNY";
    const auto all = sim::settlement_kpis(std::vector{none});
    for (const char* name :
         {"settlement_settled_ratio", "settlement_delay_mean", "settlement_delay_indicator",
          "turnover_used", "settlement_netting_ratio", "concentration_outflow"})
        CHECK(value(all, name, "quiet") == sim::not_stated);
    CHECK(value(all, "settlement_submitted_count", "quiet") == "0");
    CHECK(value(all, "gridlock_count", "quiet") == "none");  // it was not measured
}

TEST_CASE("a bank's variants are ranked by value settled, then by delay, then by liquidity used",
          "[experiment][settlement]") {
    const sim::SettlementResult base = gridlock();
    sim::SettlementResult less = base, later = base, dearer = base;
    less.settled_minor -= 1;
    less.value_time_by_payments = 0;
    later.value_time_by_payments += 1;
    later.participants[2].liquidity_used_minor = 0;
    dearer.participants[2].liquidity_used_minor += 1;
    const sim::RunResult results[] = {bank_day(less), bank_day(later), bank_day(dearer),
                                      bank_day(base), bank_day(base)};
    const std::vector<const sim::RunResult*> variants = {&results[0], &results[1], &results[2],
                                                         &results[3], &results[4]};
    const sim::VariantComparison found = sim::compare_results(variants, 3);
    CHECK(found.by == sim::RankedBy::settlement);
    CHECK(found.ranking == std::vector<std::size_t>{3, 4, 2, 1, 0});
    CHECK(found.standings[3].rank == 1);
    CHECK(found.standings[4].rank == 1);
    CHECK(found.standings[2].rank == 3);
    CHECK(found.winner == 4);  // the baseline wins nothing
}

TEST_CASE("companies with accounts are ranked by what they earn, payment systems or not",
          "[experiment][settlement]") {
    sim::RunResult with_accounts = bank_day(gridlock());
    with_accounts.balances.resize(1);
    const std::vector<const sim::RunResult*> variants = {&with_accounts};
    CHECK(sim::compare_results(variants, {}).by == sim::RankedBy::net_result);
    CHECK_FALSE(sim::is_bank_run(sim::RunResult{}));
}

TEST_CASE("sums leave out systems of another currency than the first", "[measure][settlement]") {
    sim::SettlementResult dollars = gridlock();
    dollars.currency = "USD";
    const sim::SettlementSums sums =
        sim::settlement_sums(std::vector{gridlock(), dollars, gridlock()});
    CHECK(sums.systems == 2);
    CHECK(sums.left_out == 1);
    CHECK(sums.settled_minor == 600'00);
    CHECK(sim::settled_ratio_text(sums) == "1.000000");
    CHECK(sim::delay_seconds_text(sums) == "7139.000");
}

}  // namespace rmbsim::tests::settlement_kpis

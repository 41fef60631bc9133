#include "sim/experiment/comparison.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/measure/result.hpp"

using namespace rmbsim::sim;

namespace {

Kpi net(std::string entity, std::string value) {
    return {.name = "net_result",
            .entity = std::move(entity),
            .unit = "CNY",
            .value = std::move(value),
            .formula = "interest_net + fx_cost + tax_cost + bank_fees",
            .source = "pooling-practice §20"};
}

RunResult group_of(std::string total, std::string sz = "0.00", std::string hk = "0.00",
                   std::string sg = "0.00") {
    RunResult result;
    result.kpis = {net("group", std::move(total)), net("sz", std::move(sz)),
                   net("hk", std::move(hk)), net("sg", std::move(sg))};
    return result;
}

VariantComparison held(const std::vector<RunResult>& results, std::optional<std::size_t> baseline) {
    std::vector<const RunResult*> variants;
    for (const RunResult& result : results) variants.push_back(&result);
    return compare_results(variants, baseline);
}

}  // namespace

TEST_CASE("variants are ranked by the group's net result, equal ones in the order written",
          "[experiment][compare]") {
    struct Row {
        const char* name;
        std::vector<std::string> net;
        std::optional<std::size_t> baseline;
        std::vector<std::size_t> ranking, ranks;
        std::size_t winner;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"the baseline first, the pool wins",   {"-9.00", "1.00", "0.50"},          0, {1, 2, 0},    {3, 1, 2},    1},
        {"the baseline is best, the next wins", {"5.00", "1.00", "3.00"},           0, {0, 2, 1},    {1, 3, 2},    2},
        {"no baseline",                         {"1.00", "2.00"},        std::nullopt, {1, 0},       {2, 1},       1},
        {"equal results share a rank",          {"0.00", "2.00", "2.00", "1.00"},   0, {1, 2, 3, 0}, {4, 1, 1, 3}, 1},
        {"by value, not by text",               {"-10.00", "-9.00", "-100.00"},     2, {1, 0, 2},    {2, 1, 3},    1},
        {"one variant that is the baseline",    {"1.00"},                           0, {0},          {1},          0},
    }));
    // clang-format on
    CAPTURE(row.name);
    std::vector<RunResult> results;
    for (const std::string& net : row.net) results.push_back(group_of(net));
    const VariantComparison comparison = held(results, row.baseline);
    CHECK(comparison.ranking == row.ranking);
    CHECK(comparison.winner == row.winner);
    for (std::size_t i = 0; i < row.ranks.size(); ++i)
        CHECK(comparison.standings[i].rank == row.ranks[i]);
}

TEST_CASE("a difference keeps the decimals of the finer side", "[experiment][compare]") {
    struct Row {
        const char *value, *baseline, *difference;
    };
    const auto row =
        GENERATE(values<Row>({{"-12.30", "1.5", "-13.80"},
                              {"62", "58", "4"},
                              {"0.2500", "0.3", "-0.0500"},
                              {"1.00", "1.00", "0.00"},
                              {"-92233720368547758.07", "0.01", "-92233720368547758.08"}}));
    CAPTURE(row.value, row.baseline);
    CHECK(difference_of(row.value, row.baseline) == row.difference);
    CHECK(difference_of("2026-01-27", "1") == std::nullopt);
}

TEST_CASE("those who lose under a structure are named with what they lose, the worst first",
          "[experiment][compare]") {
    // Against the baseline: in the pool sz gains 300.00, hk loses 20.50, sg loses 120.00.
    const VariantComparison comparison = held({group_of("0.00", "100.00", "-50.00", "20.00"),
                                               group_of("159.50", "400.00", "-70.50", "-100.00"),
                                               group_of("0.00", "100.00", "-50.00", "20.00")},
                                              0);
    const Standing& pool = comparison.standings[1];
    CHECK(pool.effects ==
          std::vector<EntityEffect>{{"sz", "300.00"}, {"hk", "-20.50"}, {"sg", "-120.00"}});
    CHECK(pool.losers == std::vector<EntityEffect>{{"sg", "-120.00"}, {"hk", "-20.50"}});
    CHECK(comparison.standings[2].losers.empty());
    CHECK(comparison.standings[0].effects.empty());
    for (const PairedDifference& line : comparison.standings[2].differences)
        CHECK(line.difference == "0.00");
}

TEST_CASE("paired differences hold the indicators that both runs have", "[experiment][compare]") {
    RunResult before = group_of("10.00"), after = group_of("25.00");
    after.kpis.push_back({"sweep_count", "group", "count", "7", "", ""});
    before.kpis.push_back({"first_bound", "group", "day", "-", "", ""});
    after.kpis.push_back({"first_bound", "group", "day", "-", "", ""});
    const auto differences = held({before, after}, 0).standings[1].differences;
    REQUIRE(differences.size() == 4);
    CHECK(differences[0] ==
          PairedDifference{"net_result", "group", "CNY", "10.00", "25.00", "15.00"});
}

TEST_CASE("trapped cash is added up by reason, the largest first", "[experiment][compare]") {
    RunResult result = group_of("0.00");
    for (const auto& [reason, minor] : std::vector<std::pair<std::string, std::int64_t>>{
             {"quota", 500}, {"no_account_link", 900}, {"quota", 600}, {"calendar", 1}})
        result.trapped.push_back({.account = "A",
                                  .entity = "sz",
                                  .reason = reason,
                                  .currency = "CNY",
                                  .reporting_minor = minor});
    CHECK(held({result}, std::nullopt).standings[0].trapped ==
          std::vector<TrappedByReason>{
              {"quota", 1100, 2}, {"no_account_link", 900, 1}, {"calendar", 1, 1}});
}

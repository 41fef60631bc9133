#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/money.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;

namespace {

std::vector<Kpi> indicators(std::int64_t net, std::int64_t sweeps) {
    return {{"net_result", "group", "CNY", ledger::to_text(net, 2), "", ""},
            {"sweep_count", "group", "count", std::to_string(sweeps), "", ""}};
}

}  // namespace

TEST_CASE("a variant compared with itself gives exactly zero", "[experiment][property]") {
    rc::prop("over any histories, difference, deviation and interval are zero", [] {
        const auto nets = *rc::gen::container<std::vector<std::int64_t>>(
            rc::gen::inRange<std::int64_t>(-4'000'000'000'000'000, 4'000'000'000'000'000));
        RC_PRE(nets.size() >= 2);
        Replicated histories;
        for (const std::int64_t net : nets) add_history(histories, indicators(net, net % 1000));
        const std::vector<Replicated> variants{histories, histories};
        const auto intervals = intervals_of(variants, 0);
        const IntervalText zero{"0.00", "0.00", "0.00", "0.00"}, none{"0", "0", "0", "0"};
        RC_ASSERT(intervals[1].at(0).difference == zero);
        RC_ASSERT(intervals[1].at(1).difference == none);
        RC_ASSERT(!intervals[0].at(0).difference);
        RC_ASSERT(intervals[0].at(0).level == intervals[1].at(0).level);
    });
    rc::prop("of one run, every paired difference is zero and nobody loses", [](std::int64_t net) {
        RunResult result;
        result.kpis = indicators(net, 7);
        result.kpis.push_back({"net_result", "sz", "CNY", ledger::to_text(net, 2), "", ""});
        const std::vector<const RunResult*> same{&result, &result};
        const Standing standing = compare_results(same, 0).standings[1];
        RC_ASSERT(standing.differences.size() == 3U);
        for (const PairedDifference& line : standing.differences)
            RC_ASSERT(line.difference.find_first_of("123456789-") == std::string::npos);
        RC_ASSERT(standing.losers.empty());
    });
}

// Paired by hand: levels 10, 12, 17 and 9, 10, 13 differ by 1, 2, 4: mean 7/3, deviation
// sqrt(7/3) = 1.5275; t(0.975, 2) = 4.3027, so the half width is 3.7945.
TEST_CASE("differences are taken history by history before they are averaged", "[experiment]") {
    Replicated before, after;
    for (const std::int64_t net : {900, 1000, 1300}) add_history(before, indicators(net, 1));
    for (const std::int64_t net : {1000, 1200, 1700}) add_history(after, indicators(net, 1));
    const std::vector<Replicated> variants{before, after};
    const auto intervals = intervals_of(variants, 0);
    CHECK(intervals[1].at(0).difference == IntervalText{"2.33", "1.53", "-1.46", "6.13"});
    CHECK(find_interval(intervals[1], "net_result", "group")->level.mean == "13.00");
    CHECK(find_interval(intervals[1], "net_result", "hk") == nullptr);
    CHECK_FALSE(intervals_of(variants, std::nullopt)[1].at(0).difference);
}

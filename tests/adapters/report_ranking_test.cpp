#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/text_width.hpp"
#include "report_fixture.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

using namespace rmbsim;
using namespace rmbsim::adapters;

namespace {

// The invented quarter once more with a third structure: the pool at ten times its fees.
struct ThreeStructures {
    fixture::Quarter quarter = fixture::longgang_quarter();
    sim::RunResult dear = quarter.pool;
    std::vector<sim::KpiInterval> intervals;

    ThreeStructures() {
        dear.variant = "dear";
        dear.title_en = "a pool whose rails cost ten times as much as those of the other pool do";
        dear.title_zh = "通道费高出十倍的资金池";
        for (sim::Kpi& kpi : dear.kpis)
            if (kpi.name == "net_result" && kpi.entity == "group") kpi.value = "-2000000.00";
        intervals = {
            {.kpi = "net_result",
             .entity = "group",
             .unit = "CNY",
             .level = {"-1692000.00", "500.00", "-1692100.00", "-1691900.00"},
             .difference = sim::IntervalText{"1843000.00", "500.00", "1842900.00", "1843100.00"}}};
    }
    ReportInput input() const {
        ReportInput input = quarter.compared();
        input.variants.push_back({.result = &dear, .directory = &quarter.directory});
        return input;
    }
};

std::vector<std::string> lines_in(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

nlohmann::ordered_json island_of(const std::string& page) {
    const std::string open = R"(<script id="data" type="application/json">)";
    const std::size_t from = page.find(open) + open.size();
    return nlohmann::ordered_json::parse(page.substr(from, page.find("</script>", from) - from));
}

}  // namespace

TEST_CASE("from three structures on they are ranked, the best first", "[report][ranking]") {
    const ThreeStructures three;
    CHECK_FALSE(has_ranking(three.quarter.compared()));
    const auto rows = ranked_structures(three.input());
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].variant == 1);
    CHECK(rows[1].variant == 2);
    CHECK(rows[2].variant == 0);
    CHECK(rows[2].is_baseline);
    CHECK_FALSE(rows[2].net);
    CHECK(rows[0].net == "1843310.59");
    CHECK(rows[0].losers == 2);
    CHECK(rows[0].tightest->id == "od-quota");
}

TEST_CASE("the ranking fits the terminal, a long name is shortened, in both languages",
          "[report][ranking]") {
    const ThreeStructures three;
    const auto language = GENERATE(Language::en, Language::zh);
    const auto width = GENERATE(90, 100);
    const auto lines = ranking_lines(three.input(), language, width);
    REQUIRE(lines.size() >= 5);
    for (const std::string& line : lines) {
        CAPTURE(line);
        CHECK(columns_of(line) <= width);
    }
    if (language == Language::en) CHECK(lines[lines.size() - 2].find("…") != std::string::npos);
    CHECK(lines.back().find(language == Language::zh ? "基准" : "baseline") != std::string::npos);
}

TEST_CASE("two structures keep the table that they had", "[report][ranking]") {
    const ThreeStructures three;
    const auto two = render_terminal(three.quarter.compared(), Language::en, {});
    const auto all = lines_in(render_terminal(three.input(), Language::en, {}));
    for (const std::string& line : lines_in(two)) {
        CAPTURE(line);
        CHECK(std::find(all.begin(), all.end(), line) != all.end());
    }
    CHECK(two.find("Structures by") == std::string::npos);
}

TEST_CASE("intervals stand beside the benefit in terminal, verdict and page", "[report][ranking]") {
    const ThreeStructures three;
    ReportInput input = three.input();
    input.replications = 30;
    input.variants[1].intervals = three.intervals;
    const std::string table = render_terminal(input, Language::en, {});
    CHECK(table.find("30 random histories: mean +1,843,000.00, deviation 500.00") !=
          std::string::npos);
    const auto data = island_of(render_html(input, Language::en));
    CHECK(data["verdict"]["en"].get<std::string>().find("CNY 1,843,000 ±100 (95 % interval)") !=
          std::string::npos);
    CHECK(data["interval"]["low"] == "1842900.00");
    CHECK(data["structures"]["ranking"][0]["interval"]["high"] == "1843100.00");
    CHECK(data["structures"]["ranking"][1]["interval"].is_null());
}

TEST_CASE("the page knows the losers, limits and details of every structure", "[report][ranking]") {
    const ThreeStructures three;
    const auto data = island_of(render_html(three.input(), Language::zh));
    CHECK(data["structures"]["effects"].size() == 8);
    CHECK(data["structures"]["effects"][1]["entity"] == "hz");
    CHECK(data["structures"]["effects"][1]["values"][0].is_null());  // the baseline
    CHECK(data["structures"]["effects"][1]["values"][1] == "-12040.11");
    CHECK(data["structures"]["limits"][0]["values"][2]["days"] == 9);
    CHECK(data["structures"]["trapped"][0]["reason"] == "quota");
    CHECK(data["views"][0].is_null());
    CHECK(data["views"][1].is_null());  // the candidate: what the page shows first
    CHECK(data["views"][2]["structure"]["links"].size() == 9);
    CHECK(data["verdict"]["zh"].get<std::string>().find("其次为") != std::string::npos);
    const auto two = island_of(render_html(three.quarter.compared(), Language::zh));
    CHECK(two["structures"].is_null());
    CHECK(two["views"].is_null());
}

TEST_CASE("a break-even is told with its bracket, and so is that there is none",
          "[report][ranking]") {
    const ThreeStructures three;
    ReportInput input = three.input();
    input.break_even = sim::BreakEvenFinding{.path = "rails.cips.fee",
                                             .kpi = "net_benefit",
                                             .variant = "pool",
                                             .unit = "CNY",
                                             .outcome = "found",
                                             .at = "176.29",
                                             .low = "176.28",
                                             .high = "176.29",
                                             .gain_at_low = "0.04",
                                             .gain_at_high = "-0.03",
                                             .tolerance = "0.01",
                                             .runs = 12};
    const std::string found = break_even_sentence(*input.break_even, input, Language::en);
    for (const char* part : {"rails.cips.fee = 176.29", "tolerance 0.01", "“pool”", "12 runs",
                             "bracket 176.28 … 176.29"}) {
        CAPTURE(found, part);
        CHECK(found.find(part) != std::string::npos);
    }
    input.break_even->outcome = "no_sign_change";
    CHECK(break_even_sentence(*input.break_even, input, Language::en).find("no change of sign") !=
          std::string::npos);
    CHECK(break_even_sentence(*input.break_even, input, Language::zh).find("符号相同") !=
          std::string::npos);
    CHECK(render_terminal(input, Language::en, {}).find("Breakeven ") != std::string::npos);
}

// A bank's run and comparison as people see it: what decides is said, and nothing of pools is shown.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/settlement_lines.hpp"
#include "adapters/report/text_width.hpp"
#include "adapters/report/verdict.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/result/settlement_json.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_kpis.hpp"
#include "sim/measure/settlement_result.hpp"

namespace rmbsim::tests::bank_report {
namespace {

using adapters::Language;

// 400.00 handed in; `settled` of it goes after `wait_s` on average, on 10.00 of liquidity.
sim::RunResult bank_run(const std::string& name, std::int64_t settled, std::int64_t wait_s) {
    sim::SettlementResult system;
    system.rail = "rtgs";
    system.title_en = "Gross settlement";
    system.title_zh = "实时全额结算";
    system.rules = "rtgs-plain";
    system.currency = "CNY";
    system.submitted = 4;
    system.settled = 3;
    system.submitted_minor = 400'00;
    system.settled_minor = settled;
    system.minor_by_channel = {settled - 100'00, 0, 0, 100'00, 0};
    system.value_time_by_payments = system.value_time_by_queue = 400'00 * wait_s * 1000;
    system.value_time_worst = 400'00LL * 28'800 * 1000;
    system.queue_most = 2;
    system.queue = {{.local_ms = 1'795'341'600'000, .count = 2, .minor = 150'00}};
    system.standstill_measured = true;
    system.gridlocks = 1;
    system.gridlock_ms = 7'080'000;
    system.participants = {{.bank = "north", .liquidity_used_minor = 10'00}, {.bank = "south"}};
    system.named = {{.id = 17,
                     .name = "rent",
                     .status = "settled",
                     .reason = "",
                     .submitted_ms = 1,
                     .ended_ms = 2,
                     .channel = "entry"}};
    sim::RunResult result;
    result.variant = name;
    result.title_en = name;
    result.title_zh = name;
    result.reporting_currency = "CNY";
    result.settlement = {std::move(system)};
    result.kpis = sim::settlement_kpis(result.settlement);
    return result;
}

struct BankDay {
    sim::RunResult alone = bank_run("alone", 300'00, 3600);
    sim::RunResult largest = bank_run("largest", 400'00, 1800);
    sim::Directory directory;

    BankDay() {
        directory.books = {{"north", "North Bank", "北方银行", "CN", false},
                           {"south", "South Bank", "南方银行", "CN", false}};
    }
    adapters::ReportInput input() const {
        adapters::ReportInput input;
        input.variants = {{.result = &alone, .directory = &directory},
                          {.result = &largest, .directory = &directory}};
        input.candidate = 1;
        input.baseline = 0;
        input.scenario = "day";
        input.period = "2026-11-23 … 2026-11-23";
        input.seed = "1";
        input.folder = "out/day-1";
        return input;
    }
};

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a bank's comparison says by what it ranks, and nothing of what companies earn",
          "[report][settlement]") {
    const BankDay day;
    const std::string en =
        adapters::render_terminal(day.input(), Language::en, {.colour = false, .width = 100});
    CHECK(holds(en, "by value settled, then delay indicator ρ, then liquidity used"));
    CHECK(
        holds(en, "100.0 %     0:30:00  0.062           10.00  1:58:00 (1)"));  // 0.0625, half even
    CHECK(holds(en, "75.0 %     1:00:00  0.125           10.00  1:58:00 (1)"));
    CHECK(en.find("largest") < en.find("alone"));
    CHECK(holds(en, "on entry 75.0 % · by resolution 25.0 %"));
    CHECK(holds(en, "kpi settlement_delay_indicator --entity rtgs"));
    for (const char* of_companies : {"Net benefit", "Idle cash", "Worse off", "flows"})
        CHECK_FALSE(holds(en, of_companies));
    const std::string zh =
        adapters::render_terminal(day.input(), Language::zh, {.colour = false, .width = 100});
    CHECK(holds(zh, "各方案依次按结算金额、延迟指标 ρ、占用流动性排序"));
    std::istringstream lines(zh);
    for (std::string line; std::getline(lines, line);) CHECK(adapters::columns_of(line) <= 100);
}

TEST_CASE("the verdict of a bank's day names the winner, its share, wait and liquidity",
          "[report][settlement]") {
    const BankDay day;
    const std::string en = adapters::verdict(day.input(), Language::en);
    CHECK(holds(en, "“largest” does best"));
    CHECK(holds(en, "Of CNY 400 submitted 100.0 % settled, after a wait of 0:30:00 by value"));
    CHECK(holds(en, "Gridlock lasted 1:58:00 in 1 spell."));
    CHECK_FALSE(holds(en, "worse off"));
    adapters::ReportInput other = day.input();
    other.candidate = 0;
    other.baseline = 1;
    CHECK(holds(adapters::verdict(other, Language::en), "“alone” does not do better than"));
}

TEST_CASE("a bank's page holds systems, participants by name and variants in order",
          "[report][settlement]") {
    const BankDay day;
    const std::string page = adapters::render_html(day.input(), Language::en);
    const std::string open = R"(<script id="data" type="application/json">)";
    const std::size_t from = page.find(open) + open.size();
    const auto data =
        nlohmann::ordered_json::parse(page.substr(from, page.find("</script>", from) - from));
    CHECK(data.at("bank") == true);
    CHECK(data.at("settlement_ranking").at(0).at("variant") == 1);
    CHECK(data.at("settlement_ranking").at(0).at("gridlock_s") == "7080.000");
    const auto& system = data.at("variants").at(1).at("settlement").at(0);
    CHECK(system.at("figures").at("settlement_settled_ratio").at("value") == "1.000000");
    CHECK(system.at("participants").at(0).at("name").at("zh") == "北方银行");
    CHECK(system.at("participants").at(0).at("figures").at("liquidity_used").at("value") ==
          "10.00");
    CHECK(system.at("queue").at(0).at(2) == 150'00);
}

TEST_CASE("what is written of payment systems is read back as it was", "[result][settlement]") {
    const sim::RunResult result = bank_run("written", 300'00, 3600);
    const std::string text = adapters::result_json(result, {});
    const auto folder = std::filesystem::temp_directory_path() / "rmbsim-bank-report-test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "result.json", std::ios::binary) << text;
    const auto read = adapters::read_result(folder / "result.json");
    REQUIRE(read);
    CHECK(adapters::result_json(read->result, {}) == text);
    CHECK(read->result.settlement.front().value_time_worst ==
          result.settlement.front().value_time_worst);

    auto broken = adapters::settlement_json(result.settlement);
    broken.at(0).at("settled") = "300.001";  // a part of a cent
    std::ofstream(folder / "broken.json", std::ios::binary) << [&] {
        auto whole = nlohmann::ordered_json::parse(text);
        whole["settlement"] = broken;
        return whole.dump();
    }();
    const auto refused = adapters::read_result(folder / "broken.json");
    REQUIRE_FALSE(refused);
    CHECK(holds(refused.error().message, "'300.001' is not an amount"));
    std::filesystem::remove_all(folder);
}

TEST_CASE("waits read as hours, minutes and seconds, rounded to the second",
          "[report][settlement]") {
    CHECK(adapters::clock_text(0) == "0:00:00");
    CHECK(adapters::clock_text(7'139'000) == "1:58:59");
    CHECK(adapters::clock_text(59'999) == "0:01:00");
    CHECK(adapters::clock_text(93'605'000) == "26:00:05");
    CHECK(adapters::percent_text(1, 3) == "33.3 %");
    CHECK(adapters::percent_text(0, 0) == "–");
}

}  // namespace rmbsim::tests::bank_report

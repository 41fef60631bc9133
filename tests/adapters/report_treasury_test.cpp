// Netting, payments on behalf, hedges, refusals and parameters: read back from result.json, and shown.
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "report_fixture.hpp"
#include "sim/measure/result.hpp"
#include "tests/adapters/yaml_fixture.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::treasury_page {
namespace {

using sim::testing::day;

sim::RunResult treasury_result() {
    sim::RunResult result = adapters::fixture::longgang_quarter().pool;
    result.netting.push_back({.netting = "centre",
                              .option = "net_in_own_currency",
                              .value_date = day(2026, 3, 25),
                              .base = "JPY",
                              .decimals = 0,
                              .gross_minor = 500,
                              .net_minor = 100,
                              .residual_minor = -1,
                              .fx_gross_minor = 400,
                              .fx_net_minor = 90,
                              .items = 6,
                              .transfers = 3,
                              .rates = {{"USD", "150"}},
                              .members = {{.entity = "sz",
                                           .currency = "CNY",
                                           .receivable_minor = 300,
                                           .payable_minor = 250,
                                           .net_minor = 50,
                                           .delay_minor = 2,
                                           .transfers = {{"CNY", 2, -1'234'56, "settled"}}}},
                              .fx = {{"USD", 2, 900, 100}},
                              .gross_legs = {{"I-1", "sz", "hk", "USD", 2, 12'300, day(2026, 3, 2),
                                              day(2026, 3, 20), day(2026, 3, 25), true}},
                              .rolled = {{"I-7", "disputed"}}});
    result.in_house.push_back({.on_behalf = "payments",
                               .kind = "pobo",
                               .entity = "sz",
                               .virtual_account = "880001",
                               .currency = "USD",
                               .decimals = 2,
                               .balance_minor = -9'000'000,
                               .lowest_minor = -12'000'000,
                               .limit_minor = 30'000'000,
                               .value_minor = 13'000'000,
                               .count = 2,
                               .refused = 1,
                               .in_own_name = 0});
    result.hedges.push_back({.hedge = "F-1",
                             .kind = "forward",
                             .entity = "sz",
                             .foreign = "JPY",
                             .home = "CNY",
                             .foreign_decimals = 0,
                             .home_decimals = 2,
                             .sells_foreign = true,
                             .foreign_minor = 1'000'000,
                             .near_home_minor = 0,
                             .home_minor = 4'812'345,
                             .dealt_on = day(2026, 1, 7),
                             .value_on = day(2026, 4, 7),
                             .spot = "0.048000",
                             .rate = "0.048123",
                             .points = "1.23",
                             .stage = "dealt",
                             .carried_minor = -55,
                             .result_minor = -55,
                             .exposure_minor = 900'000});
    return result;
}

}  // namespace

TEST_CASE("netting, payments on behalf and hedges read back are what was written",
          "[report][result]") {
    const ScenarioFolder folder;
    const std::string text = adapters::result_json(treasury_result(), {});
    const auto read = adapters::read_result(folder.write("result.json", text));
    REQUIRE(read.has_value());
    CHECK(adapters::result_json(read->result, {}) == text);
    const auto broken = adapters::read_result(folder.write(
        "broken.json", with(text, "\"2026-03-25\",\n   \"base\"", "\"25 March\",\n   \"base\"")));
    REQUIRE_FALSE(broken.has_value());
    CHECK(broken.error().message == "'25 March' is not a date");
}

TEST_CASE("the page holds what the treasury sections show", "[report]") {
    const auto quarter = adapters::fixture::longgang_quarter();
    const sim::RunResult result = treasury_result();
    adapters::ReportInput input = quarter.compared();
    input.variants[1].result = &result;
    const std::string page = adapters::render_html(input, adapters::Language::en);
    const std::string open = R"(<script id="data" type="application/json">)";
    const std::size_t from = page.find(open) + open.size();
    const auto data =
        nlohmann::ordered_json::parse(page.substr(from, page.find("</script>", from) - from));
    const auto& shown = data["variants"][1]["treasury"];
    CHECK(shown["netting"][0]["compression"] == "80.0");
    CHECK(shown["netting"][0]["fewer"] == "50.0");
    CHECK(shown["netting"][0]["gross"] == "500");
    CHECK(shown["netting"][0]["legs_crossing"] == 1);
    CHECK(shown["netting"][0]["members"][0]["transfers"][0]["amount"] == "-1234.56");
    CHECK(shown["in_house"][0]["balance"] == "-90000.00");
    CHECK(shown["hedges"][0]["notional"] == "1000000");
    CHECK(shown["hedges"][0]["carried"] == "-0.55");
    CHECK(data["variants"][0]["treasury"]["netting"].empty());
}

TEST_CASE("refusals of one cause are one row with their amounts added up", "[report]") {
    auto quarter = adapters::fixture::longgang_quarter();
    quarter.pool.refusals.clear();
    for (const int amount : {100, 250})
        quarter.pool.refusals.push_back({"decision " + std::to_string(amount), "master-hk",
                                         day(2026, 1, amount / 50), amount, 40, "CNY", 2,
                                         "cut_by_limit", "od-quota", "INT-251", "multiple@2025",
                                         "银发〔2025〕251号"});
    quarter.pool.refusals.front().mark = "RECALLED";
    const std::string page = adapters::render_html(quarter.single(), adapters::Language::zh);
    CHECK(page.find(R"("what":"decision 100","count":2,"subject":"master-hk","from":"2026-01-02",)"
                    R"("to":"2026-01-05","currency":"CNY","wish":"3.50","amount":"0.80")") !=
          std::string::npos);
    CHECK(page.find(R"("mark":"RECALLED","note":"","headroom":null)") != std::string::npos);
}

TEST_CASE("the assumptions list the parameters of every structure, each once", "[report]") {
    const auto quarter = adapters::fixture::longgang_quarter();
    sim::Directory other = quarter.directory;
    other.parameters.resize(1);
    other.parameters.push_back({"INT-3", "lending_multiple", "lending_multiple@2024", "0.5",
                                "x_equity", "银发〔2024〕1号", "", "RECALLED", "", ""});
    adapters::ReportInput input = quarter.compared();
    input.variants[0].directory = &other;
    const std::string page = adapters::render_html(input, adapters::Language::en);
    CHECK(page.find(R"("mark":"RECALLED","note":"","sources":"","variants":[0])") !=
          std::string::npos);
    CHECK(page.find(R"("variants":[0,1])") != std::string::npos);
    CHECK(page.find(R"("variants":[1])") != std::string::npos);
}

}  // namespace rmbsim::tests::treasury_page

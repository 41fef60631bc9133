#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/report/assets.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "report_fixture.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"

using namespace rmbsim;
using namespace rmbsim::adapters;

namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++count;
    return count;
}

nlohmann::ordered_json data_of(const std::string& page) {
    const std::string open = R"(<script id="data" type="application/json">)";
    const std::size_t from = page.find(open) + open.size();
    return nlohmann::ordered_json::parse(page.substr(from, page.find("</script>", from) - from));
}

}  // namespace

TEST_CASE("the same run gives the same page, byte for byte", "[report]") {
    const auto once = fixture::longgang_quarter();
    const auto again = fixture::longgang_quarter();
    CHECK(render_html(once.compared(), Language::zh) ==
          render_html(again.compared(), Language::zh));
    ReportInput slower = again.compared();
    slower.elapsed = "9.99 s";  // wall-clock time is no part of the page
    CHECK(render_html(once.compared(), Language::zh) == render_html(slower, Language::zh));
}

TEST_CASE("the page holds both languages and opens in the one asked for", "[report]") {
    const auto quarter = fixture::longgang_quarter();
    const auto language = GENERATE(Language::en, Language::zh);
    const std::string page = render_html(quarter.compared(), language);
    CHECK(page.find(language == Language::zh ? "<html lang=\"zh-CN\">" : "<html lang=\"en\">") !=
          std::string::npos);
    const auto data = data_of(page);
    CHECK(data["language"] == (language == Language::zh ? "zh" : "en"));
    for (const char* tongue : {"en", "zh"}) {
        CHECK_FALSE(data["verdict"][tongue].get<std::string>().empty());
        CHECK_FALSE(data["title"][tongue].get<std::string>().empty());
        CHECK_FALSE(data["labels"]["kpi"]["net_benefit"][tongue].get<std::string>().empty());
    }
}

TEST_CASE("nothing in the page is loaded from elsewhere", "[report]") {
    const std::string page = render_html(fixture::longgang_quarter().compared(), Language::en);
    CHECK(page.find("default-src 'none'") != std::string::npos);
    for (const char* loader : {"<script src", "<link rel=\"stylesheet", "<img", "@import", "url("})
        CHECK(count_of(page.substr(0, page.find("<script id=\"data\"")), loader) == 0);
}

TEST_CASE("a title with markup and quotes is shown, not obeyed", "[report]") {
    auto quarter = fixture::longgang_quarter();
    const std::string title = "</script><b>\"5 < 6\" & 'so' {{data}}";
    quarter.pool.title_en = title;
    ReportInput input = quarter.compared();
    input.scenario_title_en = title;
    const std::string harmless = render_html(quarter.compared(), Language::zh);
    const std::string page = render_html(input, Language::en);
    CHECK(count_of(page, "</script>") == count_of(harmless, "</script>"));
    CHECK(page.find("<title>&lt;/script&gt;&lt;b&gt;&quot;5 &lt; 6&quot; &amp;") !=
          std::string::npos);
    CHECK(data_of(page)["title"]["en"] == title);
}

TEST_CASE("every asset is embedded whole", "[report]") {
    for (const char* name :
         {"report.html", "report.css", "page.css", "words.js", "text.js", "charts.js",
          "structure.js", "benefit.js", "limits.js", "cash.js", "companies.js", "store.js",
          "decisions.js", "glossary.js", "proof.js", "page.js"}) {
        CAPTURE(name);
        CHECK_FALSE(asset(name).empty());
    }
    CHECK(asset("echarts.common.min.js").size() == 715'020);
    CHECK(asset("nothing.js").empty());
}

TEST_CASE("figures of the page are exact text and decisions keep their trace", "[report]") {
    const auto quarter = fixture::longgang_quarter();
    const auto data = data_of(render_html(quarter.compared(), Language::en));
    bool found = false;
    for (const auto& figure : data["figures"])
        if (figure["name"] == "net_benefit" && figure["entity"] == "hz") {
            found = true;
            CHECK(figure["difference"] == "-12040.11");
        }
    CHECK(found);
    for (const auto& row : data["decisions"]["rows"]) {
        if (row["kind"] != "cut") continue;
        CHECK(row["bounds"][row["binding"].get<std::size_t>()]["limit"] == "od-quota");
        CHECK(row["refusal"]["document"] == "银发〔2025〕251号");
        break;
    }
}

TEST_CASE("a run without a baseline has a page too", "[report]") {
    const auto quarter = fixture::longgang_quarter();
    const auto data = data_of(render_html(quarter.single(), Language::zh));
    CHECK(data["baseline"].is_null());
    CHECK(data["variants"].size() == 1);
    CHECK(data["verdict"]["zh"].get<std::string>().find("资金净损益") != std::string::npos);
}

TEST_CASE("a run that found nothing at all still has a page and a table", "[report]") {
    const sim::RunResult nothing;
    const sim::Directory directory;
    ReportInput input;
    input.variants = {{&nothing, {}, &directory}};
    CHECK(data_of(render_html(input, Language::en))["figures"].empty());
    CHECK_FALSE(render_terminal(input, Language::en, {}).empty());
}

TEST_CASE("rounding to whole units is no cut", "[report]") {
    auto quarter = fixture::longgang_quarter();
    sim::Decision& decision = quarter.decisions.front();
    decision.amount_minor = decision.wish_minor - 1'00;
    decision.binding = 0;
    decision.bounds[0].minor = decision.wish_minor;
    const auto data = data_of(render_html(quarter.compared(), Language::en));
    for (const auto& row : data["decisions"]["rows"])
        if (row.contains("id") && row["id"] == decision.id) {
            CHECK(row["kind"] == "moved");
            CHECK_FALSE(row.contains("binding"));
        }
}

#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/text_width.hpp"
#include "report_fixture.hpp"

using namespace rmbsim::adapters;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

const std::string& line_with(const std::vector<std::string>& lines, std::string_view part) {
    static const std::string none;
    for (const std::string& line : lines)
        if (line.find(part) != std::string::npos) return line;
    return none;
}

}  // namespace

TEST_CASE("an ideograph takes two columns and a combining mark none", "[report][terminal]") {
    struct Row {
        const char* text;
        int columns;
    };
    const auto row = GENERATE(values<Row>({{"", 0},
                                           {"pool", 4},
                                           {"资金池", 6},
                                           {"银发〔2025〕251号", 17},
                                           {"\uFF08后\uFF09", 6},
                                           {"… · ▲", 5},
                                           {"e\u0301", 1},
                                           {"\xff", 1}}));
    CAPTURE(row.text);
    CHECK(columns_of(row.text) == row.columns);
    CHECK(columns_of(pad_left(row.text, 20)) == 20);
    CHECK(columns_of(pad_right(row.text, 20)) == 20);
}

TEST_CASE("lines break at spaces and between ideographs, never before a closing mark",
          "[report][terminal]") {
    CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrapped("境外放款\uFF0C额度", 8) == std::vector<std::string>{"境外放", "款\uFF0C额度"});
    CHECK(wrapped("a/long/path/that/is/kept", 6) ==
          std::vector<std::string>{"a/long/path/that/is/kept"});
    CHECK(wrapped("", 6).empty());
}

TEST_CASE("money ends in the same column in both languages", "[report][terminal]") {
    const auto quarter = fixture::longgang_quarter();
    const auto language = GENERATE(Language::en, Language::zh);
    const auto lines = lines_of(render_terminal(quarter.compared(), language, {}));
    const bool zh = language == Language::zh;
    const std::string& interest = line_with(lines, zh ? "  利息" : "  interest");
    const std::string& fees = line_with(lines, zh ? "  银行手续费" : "  bank fees");
    CHECK(interest.ends_with("+1,914,820.20"));
    CHECK(fees.ends_with("-18,244.00"));
    CHECK(columns_of(interest) == columns_of(fees));
    const std::string& headline = line_with(lines, zh ? "净收益" : "Net benefit");
    CHECK(headline.ends_with("+1,843,310.59 CNY   ▲"));
    CHECK(columns_of(headline) == columns_of(interest) + 8);
}

TEST_CASE("no line is wider than the terminal, but for names and commands that must stay whole",
          "[report][terminal]") {
    const auto quarter = fixture::longgang_quarter();
    const auto language = GENERATE(Language::en, Language::zh);
    const auto width = GENERATE(84, 90, 100);
    for (const std::string& line : lines_of(
             render_terminal(quarter.compared(), language, {.colour = false, .width = width}))) {
        CAPTURE(line);
        CHECK(columns_of(line) <= width);
    }
}

TEST_CASE("the table answers first, then says what limits and who pays", "[report][terminal]") {
    const auto quarter = fixture::longgang_quarter();
    const std::string text = render_terminal(quarter.compared(), Language::en, {});
    const auto at = [&](std::string_view part) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
        return text.find(part);
    };
    CHECK(at("Net benefit after tax and fees") < at("  interest"));
    CHECK(at("bound on 2026-02-11 … 02-19 (9 days, 13 sweeps cut)") < at("Trapped"));
    CHECK(at("Trapped") < at("Worse off"));
    CHECK(at("rmbsim explain out/demo-1 kpi net_benefit --entity hz") < at("3,412 flows"));
    CHECK(at("Report: out/demo-1/report.html") <
          at("Next: rmbsim explain out/demo-1 limit od-quota"));
}

TEST_CASE("a single run shows its result without a comparison", "[report][terminal]") {
    const auto quarter = fixture::longgang_quarter();
    const std::string text = render_terminal(quarter.single(), Language::en, {});
    CHECK(text.find("Net result after tax and fees        -1,692,199.59 CNY") != std::string::npos);
    for (const char* absent : {"difference", "Worse off", "▲", "▼"})
        CHECK(text.find(absent) == std::string::npos);
}

TEST_CASE("colour is added only where it is asked for and changes no text", "[report][terminal]") {
    const auto quarter = fixture::longgang_quarter();
    const std::string bare = render_terminal(quarter.compared(), Language::zh, {});
    std::string painted = render_terminal(quarter.compared(), Language::zh, {.colour = true});
    CHECK(bare.find('\x1b') == std::string::npos);
    REQUIRE(painted.find('\x1b') != std::string::npos);
    for (std::size_t at = painted.find('\x1b'); at != std::string::npos; at = painted.find('\x1b'))
        painted.erase(at, painted.find('m', at) - at + 1);
    CHECK(painted == bare);
}

TEST_CASE("a limit that bound on some days of its span says on how many", "[report][terminal]") {
    auto quarter = fixture::longgang_quarter();
    quarter.pool.limits[0].days_bound = 5;
    quarter.pool.limits[1].peak_minor = 0;
    const std::string text =
        render_terminal(quarter.compared(), Language::en, {.colour = false, .width = 120});
    CHECK(text.find("2026-02-11 … 02-19 (5 of these days, 13 sweeps cut)") != std::string::npos);
    CHECK(text.find("1,820,000,000.00 CNY: not used") != std::string::npos);
}

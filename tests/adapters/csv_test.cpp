// The CSV reader, and flow files line by line. § marks the place of a mistake.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/csv/reader.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

std::vector<std::vector<std::string>> records(std::string_view text, adapters::Diagnostics& said) {
    adapters::CsvReader csv(text, "a.csv", said);
    std::vector<std::vector<std::string>> all;
    while (csv.next()) all.emplace_back(csv.fields().begin(), csv.fields().end());
    return all;
}

}  // namespace

TEST_CASE("quoted fields hold commas, lines and doubled quotes", "[adapters][csv]") {
    adapters::Diagnostics said;
    const auto all = records("a,b\n1,\"x, y\"\n\"l1\nl2\",\"say \"\"hi\"\"\"\n,\n", said);
    CHECK(said.empty());
    REQUIRE(all.size() == 3);
    CHECK(all[0][1] == "x, y");
    CHECK(all[1] == std::vector<std::string>{"l1\nl2", "say \"hi\""});
    CHECK(all[2] == std::vector<std::string>{"", ""});
}

TEST_CASE("a last line needs no newline, and a header alone is no record", "[adapters][csv]") {
    adapters::Diagnostics said;
    CHECK(records("a,b\n1,2", said).size() == 1);
    CHECK(records("a,b\n", said).empty());
    CHECK(records("a,b", said).empty());
    CHECK(said.empty());
}

TEST_CASE("what is no CSV is told at its place, and the reading goes on", "[adapters][csv]") {
    struct Row {
        std::string_view text, message;
        std::size_t records;
    };
    const auto row = GENERATE(values<Row>({
        {"a,b\n§1\n3,4\n", "the line has 1 fields", 1},
        {"a,b\n§1,2,3\n3,4\n", "the line has 3 fields", 1},
        {"a,b\n§\n3,4\n", "the line is empty", 1},
        {"a,b\n1,2§\"x\n3,4\n", "a quote stands inside a field", 1},
        {"a,b\n1,\"2\"§x\n3,4\n", "text follows the closing quote", 1},
        {"a,b\n1,§\"2\n3,4\n", "never closed", 0},
        {"中,§中\n3,4\n", "occurs twice", 1},
        {"a,§\n3,4\n", "a column has no name", 1},
        {"a,b\n\"x\ny\",1\n中文,§\"2\n", "never closed", 1},
    }));
    const Marked marked = without_mark(row.text);
    adapters::Diagnostics said;
    const auto all = records(marked.text, said);
    CAPTURE(marked.text, marked.line, marked.column, to_text(said));
    CHECK(says(said, "a.csv", marked.line, marked.column, row.message));
    CHECK(all.size() == row.records);
}

// clang-format off
TEST_CASE("a mistake in a flow file is told at its field", "[adapters][csv]") {
    struct Row {
        std::string_view text, message, hint;
    };
    constexpr std::string_view head = "id,date,time,account,kind,amount,note\n";
    const auto row = GENERATE(values<Row>({
        {"§,2026-01-05,,SZ.ops,sales,1.00,", "the flow has no id", ""},
        {"A,§2026-1-5,,SZ.ops,sales,1.00,", "'2026-1-5' is not a date", ""},
        {"A,§2026-02-01,,SZ.ops,sales,1.00,", "2026-02-01 lies outside the period", ""},
        {"A,2026-01-05,§24:00,SZ.ops,sales,1.00,", "'24:00' is not a time", ""},
        {"A,2026-01-05,,§SZ.op,sales,1.00,", "there is no account 'SZ.op'", "did you mean 'SZ.ops'?"},
        {"A,2026-01-05,,SZ.ops,§sale,1.00,", "'sale' is no kind of flow", "did you mean 'sales'?"},
        {"A,2026-01-05,,SZ.ops,sales,§1e6,", "'1e6' is not an amount", ""},
        {"A,2026-01-05,,SZ.ops,sales,§0.001,", "'0.001' has too many decimals for CNY", ""},
        {"A,2026-01-05,,SZ.ops,sales,§99999999999999999999,", "is too large", ""},
        {"A,2026-01-05,,SZ.ops,sales,\"§1,000.00\",", "'1,000.00' is not an amount", "write 1000.00"},
        {"A,2026-01-05,,SZ.ops,sales,§-1.00,", "sales is received, but its amount is -1.00", ""},
        {"A,2026-01-05,,SZ.ops,payroll,§1.00,", "payroll is paid, but its amount is 1.00", "write -1.00"},
        {"A,2026-01-05,,SZ.ops,sales,§0.00,", "the flow moves nothing", ""},
        {"A,2026-01-05,,SZ.ops,sales,1.00,\n§A,2026-01-05,,SZ.ops,sales,1.00,", "flow 'A' occurs twice; first in", ""},
    }));
    Marked marked = without_mark(std::string(head) + std::string(row.text) + "\n");
    if (row.text.find("\"§") != std::string_view::npos) --marked.column;  // a field starts at its quote
    const auto said = said_of(small_scenario(), marked.text);
    CAPTURE(marked.text, marked.line, marked.column, to_text(said));
    CHECK(says(said, "flows.csv", marked.line, marked.column, row.message));
    if (!row.hint.empty()) CHECK(to_text(said).find(row.hint) != std::string::npos);
}
// clang-format on

TEST_CASE("a column that is missing is named, with those found and the nearest",
          "[adapters][csv]") {
    const auto said = said_of(small_scenario(), "id,date,time,acount,kind,amount\n");
    const std::string text = to_text(said);
    CAPTURE(text);
    CHECK(says(said, "flows.csv", 1, 1, "column 'account' is missing"));
    CHECK(text.find("found are id, date, time, acount, kind, amount") != std::string::npos);
    CHECK(text.find("'acount'") != std::string::npos);
}

TEST_CASE("line 2117 of a long file is told as such", "[adapters][csv]") {
    std::string flows = "id,date,time,account,kind,amount,note\n";
    for (int line = 2; line <= 3000; ++line)
        flows += "F-" + std::to_string(line) +
                 (line == 2117 ? ",2026-01-05,SZ.ops\n" : ",2026-01-05,,SZ.ops,sales,1.00,\n");
    const auto said = said_of(small_scenario(), flows);
    REQUIRE(said.items().size() == 1);
    CHECK(says(said, "flows.csv", 2117, 1, "the line has 3 fields"));
}

TEST_CASE("a file with too many mistakes is given up", "[adapters][csv]") {
    std::string flows = "id,date,time,account,kind,amount,note\n";
    for (int line = 0; line < 5000; ++line) flows += "x,y\n";
    CHECK(said_of(small_scenario(), flows).error_count() < 210);
}

TEST_CASE("a flow file with a header only has no flows", "[adapters][csv]") {
    CHECK(said_of(small_scenario(), "id,date,time,account,kind,amount,note\n").empty());
}

TEST_CASE("columns are counted in characters", "[adapters][text]") {
    const adapters::LineColumn place = adapters::line_column("ab\n中文x", 9);
    CHECK(place.line == 2);
    CHECK(place.column == 3);
}

TEST_CASE("dates are days that exist", "[adapters][csv]") {
    CHECK(adapters::parse_date("2024-02-29"));
    CHECK_FALSE(adapters::parse_date("2025-02-29"));
    CHECK_FALSE(adapters::parse_date("2025-2-9"));
    CHECK_FALSE(adapters::parse_date("２０２５-02-09"));
}

}  // namespace rmbsim::tests

// Amounts and dates as countries spell them. Expected figures follow from the rules in the headers, by hand.
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/seller_reports/amount_text.hpp"
#include "adapters/seller_reports/date_text.hpp"
#include "ledger/iso_text.hpp"

namespace rmbsim::tests {
namespace {
using namespace adapters::sellers;
}  // namespace

TEST_CASE("an amount is read by the mark that its file has shown, and shows one itself",
          "[sellers][amount]") {
    struct Row {
        std::string_view text;
        int decimals;
        DecimalMark known;
        std::int64_t minor;
        DecimalMark shown;
    };
    constexpr auto none = DecimalMark::unknown, point = DecimalMark::point,
                   comma = DecimalMark::comma;
    // clang-format off
    const std::vector<Row> rows{
        {"129.99",        2, none,        12'999, point},
        {"-19,50",        2, none,        -1'950, comma},
        {"820",           2, none,        82'000, none},    // no mark stands in it
        {"1,234.56",      2, none,       123'456, point},   // both: the last is the mark
        {"1.234,56",      2, none,       123'456, comma},
        {"1,234,567",     2, none,   123'456'700, point},   // twice: it groups, so the other is the mark
        {"1.234.567",     2, none,   123'456'700, comma},
        {"1,234",         2, point,      123'400, none},    // the file's mark decides
        {"1.234",         2, comma,      123'400, none},
        {"1,234",         0, none,         1'234, point},   // yen have no decimals: it groups
        {"1.234",         0, none,         1'234, comma},
        {"1,234",         3, comma,        1'234, none},    // dinars have three
        {"0.125",         3, none,           125, point},   // a group does not begin with a lone 0
        {"1234.500",      2, none,       123'450, point},   // zeros beyond the decimals are nothing
        {"0.00000",       2, none,             0, point},
        {"1 234,56",      2, none,       123'456, comma},
        {"1\u00A0234,56", 2, none,       123'456, comma},
        {"1'234.56",      2, none,       123'456, point},
        {"\u22125.00",    2, none,          -500, point},
        {"-$21.83",       2, none,        -2'183, point},
        {"$-21.83",       2, none,        -2'183, point},
        {"€12,5",         2, none,         1'250, comma},
        {" 7.10 ",        2, none,           710, point},
        {"92233720368547758.07", 2, none, INT64_MAX, point},
        {"-92233720368547758.08", 2, none, INT64_MIN, point},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.text, row.decimals);
        const auto read = read_amount(row.text, row.decimals, row.known);
        REQUIRE(read.has_value());
        CHECK(read->minor == row.minor);
        CHECK(read->shown == row.shown);
    }
}

TEST_CASE("an amount that can be read in two ways, or in none, is never guessed",
          "[sellers][amount]") {
    struct Row {
        std::string_view text;
        DecimalMark known;
        AmountProblem problem;
    };
    constexpr auto none = DecimalMark::unknown, point = DecimalMark::point;
    // clang-format off
    const std::vector<Row> rows{
        {"",           none,  AmountProblem::empty},
        {"  ",         none,  AmountProblem::empty},
        {"abc",        none,  AmountProblem::not_an_amount},
        {"1e6",        none,  AmountProblem::not_an_amount},
        {"-",          none,  AmountProblem::not_an_amount},
        {"--5.00",     none,  AmountProblem::not_an_amount},
        {"(12.34)",    none,  AmountProblem::not_an_amount},
        {"12.34-",     none,  AmountProblem::not_an_amount},
        {"0x1F",       none,  AmountProblem::not_an_amount},
        {"NaN",        none,  AmountProblem::not_an_amount},
        {"1,23,456.00",none,  AmountProblem::bad_groups},
        {"1,2345.00",  none,  AmountProblem::bad_groups},
        {"1 23.00",    none,  AmountProblem::bad_groups},
        {"1,234 567.00", none, AmountProblem::bad_groups},   // two kinds of separators
        {"1,234",      none,  AmountProblem::ambiguous},
        {"-1.234",     none,  AmountProblem::ambiguous},
        {"12,34",      point, AmountProblem::other_mark},
        {"1.234,56",   point, AmountProblem::other_mark},
        {"1.234",      point, AmountProblem::too_many_decimals},
        {"0.001",      none,  AmountProblem::too_many_decimals},
        {"92233720368547758.08", none, AmountProblem::beyond_int64},
        {"99999999999999999999", none, AmountProblem::beyond_int64},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto read = read_amount(row.text, 2, row.known);
        REQUIRE(!read.has_value());
        CHECK(read.error() == row.problem);
    }
}

TEST_CASE("a date is the same instant in whatever form a provider writes it", "[sellers][date]") {
    struct Row {
        std::string_view text;
        DayOrder known;
        int zone_minutes;
        std::string_view utc;
    };
    constexpr auto none = DayOrder::unknown, days = DayOrder::day_first,
                   months = DayOrder::month_first;
    // clang-format off
    const std::vector<Row> rows{
        {"2026-06-16 00:00:00 UTC",      none,   0,   "2026-06-16T00:00:00Z"},  // Amazon
        {"16.06.2026 00:00:00 UTC",      none,   0,   "2026-06-16T00:00:00Z"},  // Amazon, Europe
        {"03.04.2026",                   none,   0,   "2026-04-03T00:00:00Z"},  // points: the day comes first
        {"Jun 16, 2026 8:14:22 AM PDT",  none,   0,   "2026-06-16T15:14:22Z"},  // 7 hours behind UTC
        {"Dec 1, 2019 12:07:47 AM PST",  none,   0,   "2019-12-01T08:07:47Z"},  // 12 AM is midnight; 8 hours behind
        {"Jun 16, 2026 12:00:00 PM PDT", none,   0,   "2026-06-16T19:00:00Z"},  // 12 PM is noon
        {"16 June 2026 08:14:22 UTC",    none,   0,   "2026-06-16T08:14:22Z"},
        {"16-Jun-2026",                  none,   0,   "2026-06-16T00:00:00Z"},
        {"2026-06-16 04:15:48 -0700",    none,   0,   "2026-06-16T11:15:48Z"},  // Shopify
        {"2026-06-16T04:15:48+08:00",    none,   0,   "2026-06-15T20:15:48Z"},
        {"2026/6/12",                    none,   0,   "2026-06-12T00:00:00Z"},
        {"2026-06-16 08:14:22",          none,   0,   "2026-06-16T08:14:22Z"},  // Stripe: UTC
        {"2026-06-16 08:14:22",          none, 480,   "2026-06-16T00:14:22Z"},  // WeChat Pay: Beijing
        {"06/16/2026 13:05:00 EST",      months, 0,   "2026-06-16T18:05:00Z"},  // Payoneer; 5 hours behind
        {"06/16/2026",                   none,   0,   "2026-06-16T00:00:00Z"},  // 16 can only be a day
        {"24-08-2020 13:43:54.496",      days,   0,   "2020-08-24T13:43:54Z"},  // Wise
        {"03/04/2026",                   days,   0,   "2026-04-03T00:00:00Z"},
        {"03/04/2026",                   months, 0,   "2026-03-04T00:00:00Z"},
        {"05/05/2026",                   none,   0,   "2026-05-05T00:00:00Z"},  // the same in either order
        {"2026-02-28 23:59 GMT+8",       none,   0,   "2026-02-28T15:59:00Z"},
        {"2028-02-29",                   none,   0,   "2028-02-29T00:00:00Z"},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto read = read_date(row.text, row.known, row.zone_minutes);
        REQUIRE(read.has_value());
        CHECK(ledger::iso_instant(read->at) == row.utc);
    }
}

TEST_CASE("a date that can be read in two ways, or in none, is never guessed", "[sellers][date]") {
    struct Row {
        std::string_view text;
        DayOrder known;
        DateProblem problem;
    };
    constexpr auto none = DayOrder::unknown;
    // clang-format off
    const std::vector<Row> rows{
        {"",                        none, DateProblem::empty},
        {"yesterday",               none, DateProblem::not_a_date},
        {"2026",                    none, DateProblem::not_a_date},
        {"2026-06",                 none, DateProblem::not_a_date},
        {"20260616",                none, DateProblem::not_a_date},
        {"16 juin 2026",            none, DateProblem::not_a_date},
        {"2026-06-31",              none, DateProblem::no_such_day},
        {"2027-02-29",              none, DateProblem::no_such_day},
        {"2026-06-16 24:00:00 UTC", none, DateProblem::no_such_day},
        {"Jun 16, 2026 13:00 PM UTC", none, DateProblem::no_such_day},
        {"03/04/2026",              none, DateProblem::ambiguous},
        {"03-04-2026",              none, DateProblem::ambiguous},
        {"16/06/2026",              DayOrder::month_first, DateProblem::other_order},
        {"2026-06-16 08:00 CST",    none, DateProblem::unknown_zone},   // China, or Chicago
        {"2026-06-16 08:00 +99:00", none, DateProblem::unknown_zone},
        {"2026-06-16 08:00 UTC x",  none, DateProblem::unknown_zone},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto read = read_date(row.text, row.known, 0);
        REQUIRE(!read.has_value());
        CHECK(read.error() == row.problem);
    }
}

}  // namespace rmbsim::tests

#include <cstdint>

#include <catch2/catch.hpp>

#include "adapters/report/figures.hpp"
#include "adapters/report/labels.hpp"
#include "adapters/report/language.hpp"
#include "report_fixture.hpp"

using namespace rmbsim::adapters;

TEST_CASE("decimal text is grouped in thousands and zero has no sign", "[report][figures]") {
    struct Row {
        const char *text, *value, *difference;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"0.00",         "0.00",          "0.00"},
        {"-0.00",        "0.00",          "0.00"},
        {"999",          "999",           "+999"},
        {"1000",         "1,000",         "+1,000"},
        {"-1234567.80",  "-1,234,567.80", "-1,234,567.80"},
        {"n/a",          "n/a",           "+n/a"},
    }));
    // clang-format on
    CAPTURE(row.text);
    CHECK(grouped(row.text) == row.value);
    if (parse_exact(row.text)) CHECK(grouped_signed(row.text) == row.difference);
}

TEST_CASE("decimal text survives the way to minor units and back", "[report][figures]") {
    for (const char* text : {"0", "0.05", "-0.05", "12.30", "9223372036854775807",
                             "-9223372036854775808", "-92233720368547758.08"}) {
        CAPTURE(text);
        const auto value = parse_exact(text);
        REQUIRE(value);
        CHECK(plain(*value) == text);
    }
    for (const char* text : {"", "-", ".", "1e6", "1,000", "+1", "NaN", "9223372036854775808"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_exact(text));
    }
}

TEST_CASE("a difference is exact at the finer scale and has no value beyond int64",
          "[report][figures]") {
    CHECK(plain(*minus({150, 2}, {1, 0})) == "0.50");
    CHECK_FALSE(minus({INT64_MIN, 2}, {1, 2}));
    CHECK_FALSE(minus({INT64_MAX, 0}, {1, 2}));
}

TEST_CASE("percentages are rounded to one decimal, half away from zero", "[report][figures]") {
    CHECK(percent_change({20'000, 2}, {5'825, 2}) == "-70.9");
    CHECK(percent_change({-100, 0}, {-50, 0}) == "50.0");
    CHECK_FALSE(percent_change({0, 2}, {5, 2}));
    CHECK(percent_of(224, 1000) == "22.4");
    CHECK(percent_of(1, 0) == "0.0");
}

TEST_CASE("prose shows three significant digits in the reader's units", "[report][figures]") {
    struct Row {
        std::int64_t cents;
        const char *en, *zh;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {184'331'059,        "CNY 1.84 m",        "184万元"},
        {-1'204'011,         "CNY -12.0 thousand", "-1.20万元"},
        {99'960'000,         "CNY 1.00 m",        "100万元"},
        {20'462'011'802,     "CNY 205 m",         "2.05亿元"},
        {1'234,              "CNY 12.3",          "12.3元"},
        {5,                  "CNY 0.05",          "0.05元"},
        {0,                  "CNY 0",             "0元"},
        {512'345'600'000,    "CNY 5.12 bn",       "51.2亿元"},
    }));
    // clang-format on
    CAPTURE(row.cents);
    CHECK(in_prose({row.cents, 2}, "CNY", Language::en) == row.en);
    CHECK(in_prose({row.cents, 2}, "CNY", Language::zh) == row.zh);
}

TEST_CASE("an indicator of a family is named with what it is of", "[report][labels]") {
    CHECK(label_of(LabelKind::kpi, "limit_use_peak.od-quota", Language::en) ==
          "Highest use of the limit · od-quota");
    CHECK(label_of(LabelKind::kpi, "sweep_skipped_count.calendar_closed", Language::zh) ==
          "未划转笔数 · 非营业日");
    CHECK(label_of(LabelKind::kpi, "no_such_figure", Language::en) == "no such figure");
}

TEST_CASE("those who lose are listed with the largest loss first", "[report][figures]") {
    const auto quarter = fixture::longgang_quarter();
    const auto losers = worse_off(quarter.compared());
    REQUIRE(losers.size() == 2);
    CHECK(losers[0].entity == "hz");
    CHECK(losers[1].entity == "sg");
}

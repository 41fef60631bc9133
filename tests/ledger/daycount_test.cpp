// Proves ledger/daycount.hpp against published examples, and ledger/allocation.hpp by hand.
#include "ledger/daycount.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/allocation.hpp"
#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {
namespace {

using Int64s = std::vector<std::int64_t>;
using Weights = std::vector<Int128>;

ValueDate date(int yyyymmdd) {
    return std::chrono::local_days{std::chrono::year{yyyymmdd / 10'000} / (yyyymmdd / 100 % 100) /
                                   (yyyymmdd % 100)};
}
Decimal thirds(int numerator, int denominator) { return Decimal(numerator) / Decimal(denominator); }

TEST_CASE("30/360 counts a year of twelve months of thirty days", "[ledger][daycount]") {
    // Source: dates and days of bond basis and Eurobond basis from ISDA's sheet
    // 30-360-2006ISDADefs.xls (isda.org/2008/12/22/30-360-day-count-conventions), 2006 ISDA
    // Definitions §4.16(f), (g). 30E+/360 by hand from pooling-practice §13.6: an end on the 31st is
    // the 1st of the next month, so it has one day more than 30E/360.
    struct Row {
        int from, to, us, european, european_plus;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // from       to         30/360 30E/360 30E+/360
        {20070115, 20070130,         15,     15,     15},
        {20070115, 20070131,         16,     15,     16},  // 31 - 15: the start is not a month's end
        {20070131, 20070228,         28,     28,     28},  // 31 → 30; February's end stays as it is
        {20070228, 20070331,         33,     32,     33},  // 30 + 31 - 28: a month of 33 days
        {20070930, 20071031,         30,     30,     31},
        {20071031, 20071128,         28,     28,     28},
        {20070226, 20080229,        363,    363,    363},  // 360 + 29 - 26
        {20080229, 20090228,        359,    359,    359},  // 360 - 1
        {20080229, 20080330,         31,     31,     31},
        {20080229, 20080331,         32,     31,     32},
        {20080228, 20080331,         33,     32,     33},
        {20060831, 20070228,        178,    178,    178},
        {20070831, 20080229,        179,    179,    179},
        {20080229, 20080831,        182,    181,    182},
        {20080820, 20090220,        180,    180,    180},
        {20081231, 20091231,        360,    360,    361},
        {20260320, 20260320,          0,      0,      0},
    }));
    // clang-format on
    CAPTURE(row.from, row.to);
    const auto days = [&](DayCount convention) {
        return (year_fraction(date(row.from), date(row.to), convention) * Decimal(360)).to_text(10);
    };
    const auto text = [](int expected) { return Decimal(expected).to_text(10); };
    CHECK(days(DayCount::thirty_360_us) == text(row.us));
    CHECK(days(DayCount::thirty_e_360) == text(row.european));
    CHECK(days(DayCount::thirty_e_plus_360) == text(row.european_plus));
}

TEST_CASE("ACT/ACT divides the days of a leap year by 366 and the others by 365",
          "[ledger][daycount]") {
    // Source: ISDA, "EMU and Market Conventions: Recent Developments" (1998), examples of the ISDA
    // method; each worked by hand in the columns of days.
    struct Row {
        int from, to, days_of_365, days_of_366;
        const char* published;
    };
    const auto row = GENERATE(values<Row>({
        {20031101, 20040501, 61, 121, "0.4977243806"},
        {19990201, 19990701, 150, 0, "0.4109589041"},
        {19990701, 20000701, 184, 182, "1.0013773486"},
        {20020815, 20030715, 334, 0, "0.9150684932"},
        {20030715, 20040115, 170, 14, "0.5040047908"},
        {19990730, 20000130, 155, 29, "0.5038925069"},
        {20000130, 20000630, 0, 152, "0.4153005464"},
        {20070226, 20110226, 309 + 365 + 365 + 56, 366, "4.0000000000"},
    }));
    CAPTURE(row.from, row.to);
    const Decimal fraction = year_fraction(date(row.from), date(row.to), DayCount::act_act);
    CHECK(fraction.to_text(10) == row.published);
    CHECK(fraction.to_text(45) ==
          (thirds(row.days_of_365, 365) + thirds(row.days_of_366, 366)).to_text(45));
}

TEST_CASE("ACT/360 and ACT/365F count calendar days, the last excluded", "[ledger][daycount]") {
    const auto fraction = [](int from, int to, DayCount c) {
        return year_fraction(date(from), date(to), c);
    };
    CHECK(fraction(20080228, 20080301, DayCount::act_360) == thirds(2, 360));
    CHECK(fraction(20090228, 20090301, DayCount::act_360) == thirds(1, 360));
    CHECK(fraction(20080101, 20090101, DayCount::act_365_fixed) == thirds(366, 365));
    CHECK(fraction(20260101, 20260101, DayCount::act_360).is_zero());
    CHECK_THROWS_AS(fraction(20260102, 20260101, DayCount::act_360), ContractViolation);
}

TEST_CASE("a day count is known by the name that contracts use", "[ledger][daycount]") {
    for (const char* name : {"ACT/360", "ACT/365F", "ACT/ACT", "30/360", "30E/360", "30E+/360"}) {
        CAPTURE(name);
        const auto convention = parse_day_count(name);
        REQUIRE(convention);
        CHECK(name_of(*convention) == name);
    }
    CHECK(parse_day_count("ACT/365") == std::nullopt);  // fixed or actual must be said
    CHECK(parse_day_count("act/360") == std::nullopt);
}

TEST_CASE("interest is balance-days times rate by the days of a year, unrounded",
          "[ledger][daycount]") {
    // 1,000,000.00 yuan for 91 days at 0.35 %: 100,000,000 fen × 91 × 0.0035 / 360 = 88,472.22… fen
    const Int128 balance_days = Int128{100'000'000} * 91;
    const Decimal interest =
        interest_minor(balance_days, *Rate::parse("0.0035"), DayCount::act_360, date(20260320));
    CHECK(interest.to_text(6) == "88472.222222");
    const Rate rate = *Rate::parse("0.0365");
    CHECK(interest_minor(10'000, rate, DayCount::act_365_fixed, date(20240101)) == Decimal(1));
    CHECK(interest_minor(366'00, Rate(1), DayCount::act_act, date(20240601)) == Decimal(100));
    CHECK(interest_minor(365'00, Rate(1), DayCount::act_act, date(20250601)) == Decimal(100));
    CHECK(interest_minor(-10'000, rate, DayCount::act_365_fixed, date(20240101)) == Decimal(-1));
    CHECK(interest_minor(0, rate, DayCount::act_360, date(20240101)).is_zero());
    // A century of 2^63 - 1 fen a day, at a rate of 19 decimals: exact to the last digit.
    const Int128 century = Int128{INT64_MAX} * 36'525;
    const Rate tiny = *Rate::parse("0.00000000000000000036");
    CHECK(interest_minor(century, tiny, DayCount::act_360, date(20260101)).to_text() ==
          "336.883663646120686350675");
}

TEST_CASE("balance-days add up, so interest to the end is that to any day and from it on",
          "[ledger][daycount]") {
    const DayCount convention =
        GENERATE(DayCount::act_360, DayCount::act_365_fixed, DayCount::act_act);
    const ValueDate a = date(20231107), c = date(20250302);
    const Decimal whole = year_fraction(a, c, convention);
    for (ValueDate b = a; b <= c; b += std::chrono::days{17}) {
        const Decimal parts = year_fraction(a, b, convention) + year_fraction(b, c, convention);
        CHECK(parts.to_text(45) == whole.to_text(45));  // fractions end at their 50th digit
    }
    const Rate rate = *Rate::parse("0.0385");
    const auto interest = [&](Int128 balance_days) {
        return interest_minor(balance_days, rate, convention, c);
    };
    CHECK((interest(Int128{123'456'789} * 31) + interest(Int128{123'456'789} * 59)).to_text(30) ==
          interest(Int128{123'456'789} * 90).to_text(30));
}

TEST_CASE("a split gives what is left over to the largest remainders", "[ledger][allocation]") {
    struct Row {
        const char* rule;
        std::int64_t total;
        Weights weights;
        Int64s expected;
    };
    const std::vector<Row> rows{
        // pooling-practice §4.3 with §13.4: exact shares 214.2857… and 285.7142…
        {"500.00 over deficits of 300 and 400", 50'000, {300, 400}, {21'429, 28'571}},
        {"a loss is split as a gain is", -50'000, {300, 400}, {-21'429, -28'571}},
        {"ties go to the first", 100, {1, 1, 1}, {34, 33, 33}},
        {"two units over, three ties", 5, {1, 1, 1}, {2, 2, 1}},
        {"no weight, no share", 7, {0, 1, 0}, {0, 7, 0}},
        {"less than a unit each", 1, {1, 1, 2}, {0, 0, 1}},
        {"nothing to split", 0, {5, 6}, {0, 0}},
        {"one taker", INT64_MAX, {1}, {INT64_MAX}},
        {"the whole of int64 in halves",
         -INT64_MAX,
         {9, 9},
         {-(INT64_MAX / 2 + 1), -(INT64_MAX / 2)}},
        {"weights of 119 bits", 10, {Int128{1} << 118, Int128{1} << 118}, {5, 5}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        CHECK(allocate(row.total, row.weights) == row.expected);
    }
    CHECK_THROWS_AS(allocate(1, Weights{}), ContractViolation);
    CHECK_THROWS_AS(allocate(1, Weights{0, 0}), ContractViolation);
    CHECK_THROWS_AS(allocate(1, Weights{2, -1}), ContractViolation);
    CHECK_THROWS_AS(allocate(INT64_MIN, Weights{1}), ContractViolation);
    CHECK_THROWS_AS(allocate(1, Weights{Int128{1} << 119, Int128{1} << 119}), ContractViolation);
}

}  // namespace
}  // namespace rmbsim::ledger

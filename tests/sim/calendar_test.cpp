// Proves sim/calendar/calendar.hpp: business days, against the published calendars.
#include "sim/calendar/calendar.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ContractViolation;
using published::calendar;
using published::date;

constexpr std::chrono::days one_day{1};

TEST_CASE("an unlisted weekend day is closed and an unlisted weekday open", "[calendar]") {
    const Calendar plain{"plain", date("2026-01-01"), date("2026-12-31"), {}};
    CHECK(plain.is_open(date("2026-03-06")));        // Friday
    CHECK_FALSE(plain.is_open(date("2026-03-07")));  // Saturday
    CHECK_FALSE(plain.is_open(date("2026-03-08")));
    CHECK(plain.is_open(date("2026-03-09")));
}

TEST_CASE("a mainland make-up working day is open though it is a weekend day", "[calendar]") {
    const Calendar cn = calendar("CN");
    const std::string day = GENERATE("2026-01-04", "2026-02-14", "2026-02-28");
    CAPTURE(day);
    CHECK(cn.is_open(date(day)));
    CHECK_FALSE(calendar("HK").is_open(date(day)));
}

TEST_CASE("the mainland is closed over Spring Festival, 15 to 23 February 2026", "[calendar]") {
    const Calendar cn = calendar("CN");
    CHECK(cn.is_open(date("2026-02-14")));
    for (ValueDate day = date("2026-02-15"); day <= date("2026-02-23"); day += one_day)
        CHECK_FALSE(cn.is_open(day));
    CHECK(cn.is_open(date("2026-02-24")));
}

TEST_CASE("the mainland and Hong Kong close on different days", "[calendar]") {
    struct Row {
        const char* day;
        bool cn, hk;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // day           mainland  Hong Kong
        {"2026-02-16",   false,    true},   // New Year's Eve
        {"2026-02-20",   false,    true},   // fourth day of the new year
        {"2026-04-03",   true,     false},  // Good Friday
        {"2026-04-06",   false,    false},  // Qingming on both sides
        {"2026-04-07",   true,     false},  // the day following Easter Monday
        {"2026-07-01",   true,     false},  // establishment day
    }));
    // clang-format on
    CAPTURE(row.day);
    CHECK(calendar("CN").is_open(date(row.day)) == row.cn);
    CHECK(calendar("HK").is_open(date(row.day)) == row.hk);
}

// Oracle: PBOC, Payment System Report 2025: HVPS ran on 248 days.
TEST_CASE("the mainland had 248 working days in 2025", "[calendar][oracle]") {
    const Calendar cn = calendar("CN");
    int open = 0;
    for (ValueDate day = date("2025-01-01"); day <= date("2025-12-31"); day += one_day)
        open += cn.is_open(day) ? 1 : 0;
    CHECK(open == 248);
}

TEST_CASE("a closed day rolls by its convention, an open day stays", "[calendar]") {
    struct Row {
        const char *name, *calendar, *day, *following, *modified, *preceding;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                                   day           following     modified      preceding
        {"an open day stays",              "CN", "2026-02-28", "2026-02-28", "2026-02-28", "2026-02-28"},
        {"mid-month: modified follows",    "CN", "2026-02-15", "2026-02-24", "2026-02-24", "2026-02-14"},
        {"Saturday at the month's end",    "HK", "2026-02-28", "2026-03-02", "2026-02-27", "2026-02-27"},
        {"Sunday at the month's end",      "HK", "2026-05-31", "2026-06-01", "2026-05-29", "2026-05-29"},
        {"Saturday 31 January",            "CN", "2026-01-31", "2026-02-02", "2026-01-30", "2026-01-30"},
        {"the year's end is a month's end","TARGET", "2022-12-31", "2023-01-02", "2022-12-30", "2022-12-30"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Calendar asked = calendar(row.calendar);
    CHECK(asked.roll(date(row.day), RollConvention::following) == date(row.following));
    CHECK(asked.roll(date(row.day), RollConvention::modified_following) == date(row.modified));
    CHECK(asked.roll(date(row.day), RollConvention::preceding) == date(row.preceding));
}

TEST_CASE("T+n counts open days only and T+0 is the next open day", "[calendar]") {
    struct Row {
        const char *name, *calendar, *from;
        int count;
        const char* expected;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                                          from          T+  expected
        {"T+0 of an open day",                    "CN", "2026-02-13",  0, "2026-02-13"},
        {"T+0 of a closed day",                   "CN", "2026-02-15",  0, "2026-02-24"},
        {"T+1 onto a make-up Saturday",           "CN", "2026-02-13",  1, "2026-02-14"},
        {"T+2 over Spring Festival",              "CN", "2026-02-13",  2, "2026-02-24"},
        {"T+2 over the Lunar New Year",           "HK", "2026-02-13",  2, "2026-02-20"},
        {"T+1 from a closed day: the first open", "CN", "2026-02-20",  1, "2026-02-24"},
        {"Saturday + 1 is Monday",                "HK", "2026-03-07",  1, "2026-03-09"},
    }));
    // clang-format on
    CAPTURE(row.name);
    CHECK(calendar(row.calendar).add_business_days(date(row.from), row.count) ==
          date(row.expected));
}

TEST_CASE("the next day that is open in both places can lie past each one's own", "[calendar]") {
    const Calendar cn = calendar("CN"), hk = calendar("HK");
    const std::vector<const Calendar*> both{&cn, &hk};
    CHECK(next_open(both, date("2026-02-13")) == date("2026-02-13"));
    CHECK(next_open(both, date("2026-02-14")) == date("2026-02-24"));  // HK is open on the 16th
    CHECK(next_open(both, date("2026-04-03")) == date("2026-04-08"));  // CN that day and on the 7th
    CHECK_FALSE(all_open(both, date("2026-04-07")));
    CHECK(next_open({}, date("2026-02-15")) == date("2026-02-15"));  // no calendar closes nothing
}

TEST_CASE("behind its end an extended calendar knows weekends only", "[calendar]") {
    const Calendar cn = calendar("CN");
    const Calendar longer = cn.extended_to(date("2027-01-04"));
    CHECK(longer.covered_to() == date("2027-01-04"));
    CHECK(longer.is_open(date("2027-01-01")));        // New Year, which nobody has published yet
    CHECK_FALSE(longer.is_open(date("2027-01-02")));  // Saturday
    CHECK(longer.is_open(date("2026-10-10")) == cn.is_open(date("2026-10-10")));
    CHECK(cn.extended_to(date("2026-06-30")).covered_to() == cn.covered_to());
}

TEST_CASE("a calendar does not guess outside the years it covers", "[calendar]") {
    const Calendar cn = calendar("CN");
    CHECK(cn.covers(date("2026-12-31")));
    CHECK_FALSE(cn.covers(date("2027-01-01")));
    CHECK_THROWS_AS(cn.is_open(date("2027-01-01")), ContractViolation);
    CHECK_THROWS_AS(cn.is_open(date("2014-12-31")), ContractViolation);
    CHECK_THROWS_AS(cn.add_business_days(date("2026-12-31"), 1), ContractViolation);
    CHECK_THROWS_AS(cn.add_business_days(date("2026-03-02"), -1), ContractViolation);
}

TEST_CASE("an exceptional day outside the coverage is a broken contract", "[calendar]") {
    const auto outside = ledger::day_number(date("2027-01-01"));
    CHECK_THROWS_AS(Calendar("x", date("2026-01-01"), date("2026-12-31"), {{outside, false}}),
                    ContractViolation);
    CHECK_THROWS_AS(Calendar("x", date("2026-01-02"), date("2026-01-01"), {}), ContractViolation);
}

}  // namespace
}  // namespace rmbsim::sim

// Proves sim/calendar/calendar.hpp: what clocks show, and when a session takes instructions.
#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "sim/calendar/calendar.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using namespace std::chrono_literals;
using ledger::ContractViolation;
using published::calendar;
using published::date;
using published::utc;
using published::zone;

TEST_CASE("an instant is another date in another zone", "[zone]") {
    const SimTime instant = utc("2026-01-31T16:00Z");
    CHECK(zone("Asia/Shanghai").local_date(instant) == date("2026-02-01"));
    CHECK(zone("Asia/Shanghai").local_time(instant) == 0h);
    CHECK(zone("Asia/Shanghai").local_date(instant - 1ms) == date("2026-01-31"));
    CHECK(zone("Asia/Tokyo").local_time(instant) == 1h);
    CHECK(zone("America/New_York").local_date(instant) == date("2026-01-31"));
    CHECK(zone("America/New_York").local_time(instant) == 11h);
    CHECK(zone("UTC").local_time(instant) == 16h);
}

TEST_CASE("a local time is one instant, also where clocks change", "[zone]") {
    struct Row {
        const char *name, *zone, *day;
        std::chrono::minutes time;
        const char* expected;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                                                                local time  instant
        {"no daylight saving",                "Asia/Shanghai",    "2026-03-08", 9h + 0min, "2026-03-08T01:00Z"},
        {"before the change",                 "America/New_York", "2026-03-08", 1h + 59min,"2026-03-08T06:59Z"},
        {"skipped: the instant the gap ends", "America/New_York", "2026-03-08", 2h + 30min,"2026-03-08T07:00Z"},
        {"after the change",                  "America/New_York", "2026-03-08", 3h + 0min, "2026-03-08T07:00Z"},
        {"twice: its first coming",           "America/New_York", "2026-11-01", 1h + 30min,"2026-11-01T05:30Z"},
        {"once again",                        "America/New_York", "2026-11-01", 2h + 0min, "2026-11-01T07:00Z"},
        {"London skips 01:30",                "Europe/London",    "2026-03-29", 1h + 30min,"2026-03-29T01:00Z"},
        {"London in summer",                  "Europe/London",    "2026-03-30", 9h + 0min, "2026-03-30T08:00Z"},
        {"London has 01:30 twice",            "Europe/London",    "2026-10-25", 1h + 30min,"2026-10-25T00:30Z"},
        {"London in winter",                  "Europe/London",    "2026-10-26", 9h + 0min, "2026-10-26T09:00Z"},
        {"24:00 is the next midnight",        "Asia/Hong_Kong",   "2026-03-31",24h + 0min, "2026-03-31T16:00Z"},
    }));
    // clang-format on
    CAPTURE(row.name);
    CHECK(zone(row.zone).instant(date(row.day), row.time) == utc(row.expected));
}

TEST_CASE("02:30 is never shown on the day New York's clocks go forward", "[zone]") {
    const TimeZone new_york = zone("America/New_York");
    CHECK(new_york.local_time(utc("2026-03-08T07:00Z") - 1ms) == 2h - 1ms);
    CHECK(new_york.local_time(utc("2026-03-08T07:00Z")) == 3h);
}

TEST_CASE("01:30 is shown twice on the day New York's clocks go back", "[zone]") {
    const TimeZone new_york = zone("America/New_York");
    for (const char* instant : {"2026-11-01T05:30Z", "2026-11-01T06:30Z"}) {
        CHECK(new_york.local_time(utc(instant)) == 1h + 30min);
        CHECK(new_york.local_date(utc(instant)) == date("2026-11-01"));
    }
}

TEST_CASE("a zone does not guess before its first offset", "[zone]") {
    const TimeZone new_york = zone("America/New_York");
    CHECK_THROWS_AS(new_york.local_date(utc("2014-12-31T23:59Z")), ContractViolation);
    CHECK_THROWS_AS(new_york.instant(date("2014-12-31"), 0h), ContractViolation);
    CHECK_THROWS_AS(TimeZone("nowhere", {}), ContractViolation);
    CHECK_THROWS_AS(TimeZone("unsorted", {{1000, 60}, {0, 0}}), ContractViolation);
}

TEST_CASE("a session takes instructions from its opening until before its cut-off", "[session]") {
    const Calendar cn = calendar("CN"), hk = calendar("HK");
    const TimeZone shanghai = zone("Asia/Shanghai");
    const Session hours{.open = 9h, .close = 17h};
    struct Row {
        const char* name;
        bool with_hk;
        const char* day;
        TimeOfDay time;
        const char* expected_day;
        TimeOfDay expected;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                                  HK     now                          next opening
        {"before the opening",                   false, "2026-02-12", 8h + 59min,    "2026-02-12", 9h},
        {"at the opening",                       false, "2026-02-12", 9h,            "2026-02-12", 9h},
        {"in the session: now",                  false, "2026-02-12", 13h + 7min,    "2026-02-12", 13h + 7min},
        {"a millisecond before the cut-off",     false, "2026-02-12", 17h - 1ms,     "2026-02-12", 17h - 1ms},
        {"17:00 exactly is closed",              false, "2026-02-12", 17h,           "2026-02-13", 9h},
        {"a make-up Saturday is open",           false, "2026-02-13", 17h,           "2026-02-14", 9h},
        {"over Spring Festival",                 false, "2026-02-14", 17h,           "2026-02-24", 9h},
        {"in the middle of Spring Festival",     false, "2026-02-18", 12h,           "2026-02-24", 9h},
        {"both places: not on Saturday the 14th",true,  "2026-02-13", 17h,           "2026-02-24", 9h},
        {"both places: over Easter",             true,  "2026-04-02", 17h,           "2026-04-08", 9h},
    }));
    // clang-format on
    CAPTURE(row.name);
    std::vector<const Calendar*> calendars{&cn};
    if (row.with_hk) calendars.push_back(&hk);
    CHECK(next_opening(hours, shanghai, calendars, shanghai.instant(date(row.day), row.time)) ==
          shanghai.instant(date(row.expected_day), row.expected));
}

TEST_CASE("a session of the whole day is shut on closed days only", "[session]") {
    const Calendar hk = calendar("HK");
    const TimeZone hong_kong = zone("Asia/Hong_Kong");
    const Session all_day{.open = 0h, .close = 24h};
    const SimTime last = hong_kong.instant(date("2026-03-06"), 24h - 1ms);  // Friday
    CHECK(next_opening(all_day, hong_kong, {&hk}, last) == last);
    CHECK(next_opening(all_day, hong_kong, {&hk}, last + 1ms) ==
          hong_kong.instant(date("2026-03-09"), 0h));
    CHECK(next_opening(all_day, hong_kong, {}, last + 1ms) == last + 1ms);  // round the clock
}

TEST_CASE("a session in the hour that clocks skip does not open that day", "[session]") {
    const TimeZone new_york = zone("America/New_York");
    const Session early{.open = 2h + 15min, .close = 2h + 45min};
    CHECK(next_opening(early, new_york, {}, utc("2026-03-08T05:00Z")) == utc("2026-03-09T06:15Z"));
}

TEST_CASE("a session in the hour that comes twice opens once", "[session]") {
    const TimeZone new_york = zone("America/New_York");
    const Session early{.open = 1h, .close = 1h + 30min};
    CHECK(next_opening(early, new_york, {}, utc("2026-11-01T05:10Z")) == utc("2026-11-01T05:10Z"));
    CHECK(next_opening(early, new_york, {}, utc("2026-11-01T06:10Z")) == utc("2026-11-02T06:00Z"));
}

TEST_CASE("a session that would cross midnight is a broken contract", "[session]") {
    const TimeZone shanghai = zone("Asia/Shanghai");
    const auto now = utc("2026-03-02T00:00Z");
    CHECK_THROWS_AS(next_opening({.open = 22h, .close = 4h}, shanghai, {}, now), ContractViolation);
    CHECK_THROWS_AS(next_opening({.open = 9h, .close = 9h}, shanghai, {}, now), ContractViolation);
    CHECK_THROWS_AS(next_opening({.open = 9h, .close = 25h}, shanghai, {}, now), ContractViolation);
}

}  // namespace
}  // namespace rmbsim::sim

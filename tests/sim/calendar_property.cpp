// What is always true of sim/calendar/calendar.hpp, over any day the data files cover.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using namespace std::chrono_literals;
using published::calendar;
using published::date;
using published::utc;
using published::zone;

constexpr std::chrono::days one_day{1};
constexpr std::int64_t minutes_a_day = 1440;

// RapidCheck starts near the lower end of a range; a date's early years are no simpler than others.
template <class Integer>
Integer anywhere(Integer from, Integer to) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to));
}

// 40 days inside the coverage of every calendar, as the loader keeps it.
ValueDate any_day() {
    return ledger::date_of(
        anywhere(ledger::day_number(date("2018-02-10")), ledger::day_number(date("2026-11-21"))));
}

// Every other one within four hours of a change of clocks in New York or Europe.
SimTime any_instant() {
    const auto count = [](const char* iso) { return utc(iso).time_since_epoch().count(); };
    if (*rc::gen::arbitrary<bool>())
        return SimTime{std::chrono::milliseconds{
            anywhere(count("2018-02-10T00:00Z"), count("2026-11-20T00:00Z"))}};
    const auto change = *rc::gen::element("2026-03-08T07:00Z", "2026-11-01T06:00Z",
                                          "2026-03-29T01:00Z", "2026-10-25T01:00Z");
    return utc(change) + std::chrono::minutes{anywhere(-240, 240)};
}

Session any_session() {
    const auto open = anywhere<std::int64_t>(0, minutes_a_day);
    const auto close = anywhere<std::int64_t>(open + 1, minutes_a_day + 1);
    return {.open = std::chrono::minutes{open}, .close = std::chrono::minutes{close}};
}

int open_days_after(const Calendar& asked, ValueDate from, ValueDate to) {
    int count = 0;
    for (ValueDate day = from + one_day; day <= to; day += one_day)
        count += asked.is_open(day) ? 1 : 0;
    return count;
}

TEST_CASE("rolling lands on the nearest open day and stays there", "[calendar][property]") {
    const Calendar asked = calendar(GENERATE("CN", "HK", "US", "JP"));
    rc::prop("next and previous open day", [&] {
        const ValueDate day = any_day();
        const ValueDate next = asked.next_open(day), previous = asked.previous_open(day);
        RC_ASSERT(asked.is_open(next));
        RC_ASSERT(asked.is_open(previous));
        RC_ASSERT(previous <= day);
        RC_ASSERT(day <= next);
        RC_ASSERT(asked.next_open(next) == next);
        RC_ASSERT(asked.previous_open(previous) == previous);
        RC_ASSERT(open_days_after(asked, previous, next) == (next == previous ? 0 : 1));
    });
    rc::prop("modified following never leaves the month", [&] {
        const ValueDate day = any_day();
        const std::chrono::year_month_day before{day},
            after{asked.roll(day, RollConvention::modified_following)};
        RC_ASSERT(before.month() == after.month());
    });
}

TEST_CASE("T+n is the n-th open day after, however it is counted", "[calendar][property]") {
    const Calendar asked = calendar(GENERATE("CN", "HK"));
    rc::prop("exactly n open days lie after the start", [&] {
        const ValueDate day = any_day();
        const int count = *rc::gen::inRange(1, 15);
        const ValueDate then = asked.add_business_days(day, count);
        RC_ASSERT(asked.is_open(then));
        RC_ASSERT(open_days_after(asked, day, then) == count);
    });
    rc::prop("T+a and then b more days is T+(a+b)", [&] {
        const ValueDate day = any_day();
        const int a = *rc::gen::inRange(1, 8), b = *rc::gen::inRange(0, 8);
        RC_ASSERT(asked.add_business_days(asked.add_business_days(day, a), b) ==
                  asked.add_business_days(day, a + b));
    });
}

TEST_CASE("the next day open in two places is the first that both have", "[calendar][property]") {
    const Calendar cn = calendar("CN"), hk = calendar("HK");
    rc::prop("open in both, and no earlier day is", [&] {
        const ValueDate day = any_day(), found = next_open({&cn, &hk}, day);
        RC_ASSERT(cn.is_open(found));
        RC_ASSERT(hk.is_open(found));
        RC_ASSERT(found >= std::max(cn.next_open(day), hk.next_open(day)));
        for (ValueDate earlier = day; earlier < found; earlier += one_day)
            RC_ASSERT(!(cn.is_open(earlier) && hk.is_open(earlier)));
    });
}

TEST_CASE("the instant of what a clock shows shows the same", "[zone][property]") {
    const TimeZone asked =
        zone(GENERATE("America/New_York", "Asia/Shanghai", "Europe/Berlin", "Europe/London"));
    rc::prop("there and back, but for the second coming of an hour", [&] {
        const SimTime now = any_instant();
        const SimTime again = asked.instant(asked.local_date(now), asked.local_time(now));
        RC_ASSERT(asked.local_date(again) == asked.local_date(now));
        RC_ASSERT(asked.local_time(again) == asked.local_time(now));
        RC_ASSERT(again == now || again == now - 1h);
    });
    rc::prop("a later reading is never an earlier instant", [&] {
        const ValueDate day = asked.local_date(any_instant());
        const auto first = anywhere<std::int64_t>(0, minutes_a_day + 1);
        const auto second = anywhere<std::int64_t>(first, minutes_a_day + 1);
        RC_ASSERT(asked.instant(day, std::chrono::minutes{first}) <=
                  asked.instant(day, std::chrono::minutes{second}));
    });
}

TEST_CASE("a session opens as soon as it can and no sooner", "[session][property]") {
    const Calendar cn = calendar("CN"), hk = calendar("HK");
    const TimeZone asked = zone(GENERATE("Asia/Shanghai", "America/New_York"));
    // Clocks change on Sundays, when the two are closed: without them those nights are met too.
    const std::vector<const Calendar*> calendars =
        GENERATE(0, 1) == 0 ? std::vector<const Calendar*>{} : std::vector{&cn, &hk};
    rc::prop("not before now, open then, and asking again changes nothing", [&] {
        const Session session = any_session();
        const SimTime now = any_instant(), opening = next_opening(session, asked, calendars, now);
        const ValueDate day = asked.local_date(opening);
        RC_ASSERT(opening >= now);
        RC_ASSERT(all_open(calendars, day));
        RC_ASSERT(opening >= asked.instant(day, session.open));
        RC_ASSERT(opening < asked.instant(day, session.close));
        RC_ASSERT(next_opening(session, asked, calendars, opening) == opening);
    });
    rc::prop("who comes later is not served earlier", [&] {
        const Session session = any_session();
        const SimTime now = any_instant();
        const auto wait =
            std::chrono::minutes{*rc::gen::inRange<std::int64_t>(0, 7 * minutes_a_day)};
        RC_ASSERT(next_opening(session, asked, calendars, now) <=
                  next_opening(session, asked, calendars, now + wait));
    });
}

}  // namespace
}  // namespace rmbsim::sim

#include "sim/calendar/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

using ledger::date_of;
using ledger::expects;

namespace {

constexpr std::chrono::days one_day{1};
constexpr TimeOfDay midnight_to_midnight{one_day};

bool is_weekend(ValueDate date) {
    const std::chrono::weekday weekday{date};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

std::size_t days_between(ValueDate from, ValueDate to) {
    return static_cast<std::size_t>((to - from).count());
}

bool same_month(ValueDate a, ValueDate b) {
    const std::chrono::year_month_day first{a}, second{b};
    return first.year() == second.year() && first.month() == second.month();
}

SimTimeMs count_of(SimTime instant) { return instant.time_since_epoch().count(); }

SimTimeMs milliseconds_of(std::int32_t minutes) {
    return std::chrono::milliseconds{std::chrono::minutes{minutes}}.count();
}

}  // namespace

Calendar::Calendar(std::string id, ValueDate covered_from, ValueDate covered_to,
                   const std::vector<ExceptionalDay>& days)
    : id_(std::move(id)), from_(covered_from), to_(covered_to) {
    expects(from_ <= to_, "a calendar covers at least one day");
    open_.reserve(days_between(from_, to_) + 1);
    for (ValueDate date = from_; date <= to_; date += one_day) open_.push_back(!is_weekend(date));
    for (const ExceptionalDay& day : days) {
        expects(covers(date_of(day.day)), "an exceptional day lies in the calendar's coverage");
        open_[days_between(from_, date_of(day.day))] = day.open;
    }
}

Calendar Calendar::extended_to(ValueDate date) const {
    Calendar longer = *this;
    while (longer.to_ < date) {
        longer.to_ += one_day;
        longer.open_.push_back(!is_weekend(longer.to_));
    }
    return longer;
}

bool Calendar::is_open(ValueDate date) const {
    expects(covers(date), "a calendar is asked about days that it covers");
    return open_[days_between(from_, date)];
}

ValueDate Calendar::next_open(ValueDate date) const {
    while (!is_open(date)) date += one_day;
    return date;
}

ValueDate Calendar::previous_open(ValueDate date) const {
    while (!is_open(date)) date -= one_day;
    return date;
}

ValueDate Calendar::roll(ValueDate date, RollConvention convention) const {
    switch (convention) {
        case RollConvention::following:
            return next_open(date);
        case RollConvention::preceding:
            return previous_open(date);
        case RollConvention::modified_following: {
            const ValueDate following = next_open(date);
            return same_month(following, date) ? following : previous_open(date);
        }
    }
    ledger::break_contract("a roll convention is one of the three",
                           std::source_location::current());
}

ValueDate Calendar::add_business_days(ValueDate date, int count) const {
    expects(count >= 0, "business days are counted forward");
    if (count == 0) return next_open(date);
    for (; count > 0; --count) date = next_open(date + one_day);
    return date;
}

bool all_open(const std::vector<const Calendar*>& calendars, ValueDate date) {
    return std::ranges::all_of(
        calendars, [date](const Calendar* calendar) { return calendar->is_open(date); });
}

ValueDate next_open(const std::vector<const Calendar*>& calendars, ValueDate date) {
    while (!all_open(calendars, date)) date += one_day;
    return date;
}

TimeZone::TimeZone(std::string name, std::vector<Offset> offsets)
    : name_(std::move(name)), offsets_(std::move(offsets)) {
    expects(!offsets_.empty(), "a time zone has at least one offset");
    expects(std::ranges::is_sorted(offsets_, std::ranges::less_equal{}, &Offset::from_utc),
            "the offsets of a time zone ascend");
}

std::int32_t TimeZone::offset_at(SimTimeMs utc) const {
    const auto after = std::ranges::upper_bound(offsets_, utc, {}, &Offset::from_utc);
    expects(after != offsets_.begin(), "a time zone is asked about instants that it covers");
    return std::prev(after)->minutes;
}

ValueDate TimeZone::local_date(SimTime instant) const {
    const SimTimeMs utc = count_of(instant);
    const TimeOfDay local{utc + milliseconds_of(offset_at(utc))};
    return ValueDate{std::chrono::floor<std::chrono::days>(local)};
}

TimeOfDay TimeZone::local_time(SimTime instant) const {
    const SimTimeMs utc = count_of(instant);
    const TimeOfDay local{utc + milliseconds_of(offset_at(utc))};
    return local - std::chrono::floor<std::chrono::days>(local);
}

SimTime TimeZone::instant(ValueDate date, TimeOfDay time) const {
    const SimTimeMs local = (TimeOfDay{date.time_since_epoch()} + time).count();
    for (std::size_t i = 0; i < offsets_.size(); ++i) {
        const SimTimeMs utc = local - milliseconds_of(offsets_[i].minutes);
        if (i + 1 < offsets_.size() && utc >= offsets_[i + 1].from_utc) continue;
        expects(i > 0 || utc >= offsets_[i].from_utc,
                "a time zone is asked about days that it covers");
        // Before its own start but past the end of the offset before: the hour that is skipped.
        return SimTime{TimeOfDay{std::max(utc, offsets_[i].from_utc)}};
    }
    ledger::break_contract("the last offset of a time zone has no end",
                           std::source_location::current());
}

std::vector<TimeZone::Offset> TimeZone::offsets_between(SimTime from, SimTime to) const {
    const SimTimeMs first = std::max(count_of(from), offsets_.front().from_utc);
    std::vector<Offset> found{{.from_utc = first, .minutes = offset_at(first)}};
    for (const Offset& offset : offsets_)
        if (offset.from_utc > first && offset.from_utc <= count_of(to)) found.push_back(offset);
    return found;
}

SimTime next_opening(const Session& session, const TimeZone& zone,
                     const std::vector<const Calendar*>& calendars, SimTime now) {
    expects(TimeOfDay::zero() <= session.open && session.open < session.close &&
                session.close <= midnight_to_midnight,
            "a session opens before it closes, on one day");
    for (ValueDate date = zone.local_date(now);; date += one_day) {
        date = next_open(calendars, date);
        const SimTime opening = std::max(now, zone.instant(date, session.open));
        if (opening < zone.instant(date, session.close)) return opening;
    }
}

}  // namespace rmbsim::sim

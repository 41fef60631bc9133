#include "sim/rail/timetable.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::sim {
namespace {

using ledger::SimTime;
using ledger::ValueDate;
using std::chrono::days;

constexpr days lookahead{40};

const Calendar& calendar_of(const std::vector<Calendar>& calendars, const std::string& id) {
    const auto found = std::ranges::find(calendars, id, &Calendar::id);
    ledger::expects(found != calendars.end(), "a rail's calendars are among those given");
    return *found;
}

const TimeZone& zone_of(const std::vector<TimeZone>& zones, const std::string& name) {
    const auto found = std::ranges::find(zones, name, &TimeZone::name);
    ledger::expects(found != zones.end(), "a rail's zone is among those given");
    return *found;
}

bool is_weekend_day(ValueDate date) {
    const std::chrono::weekday weekday{date};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

bool opens_for_others(const AlsoOpen& also, const std::vector<Calendar>& calendars,
                      ValueDate date) {
    if (!also.in_force.holds(date) || is_weekend_day(date)) return false;
    return std::ranges::any_of(also.any_of, [&](const std::string& id) {
        return calendar_of(calendars, id).is_open(date);
    });
}

// Calendars that have to know a day and the one before it.
std::vector<const Calendar*> asked_on(const RailRow& row, const std::vector<Calendar>& calendars,
                                      ValueDate date) {
    std::vector<const Calendar*> asked;
    for (const std::string& id : row.calendars) asked.push_back(&calendar_of(calendars, id));
    if (!row.makeup_calendar.empty()) asked.push_back(&calendar_of(calendars, row.makeup_calendar));
    for (const AlsoOpen& also : row.also_open)
        if (also.in_force.holds(date) || also.in_force.holds(date - days{1}))
            for (const std::string& id : also.any_of) asked.push_back(&calendar_of(calendars, id));
    return asked;
}

bool is_covered(const RailRow& row, const std::vector<Calendar>& calendars, ValueDate date) {
    return std::ranges::all_of(asked_on(row, calendars, date), [&](const Calendar* calendar) {
        return calendar->covers(date) && calendar->covers(date - days{1});
    });
}

SimTime instant_of(const TimeZone& zone, ValueDate date, const LocalClock& clock) {
    return zone.instant(date + std::chrono::days{clock.days}, clock.time);
}

SimTime end_for(const RailSession& session, SessionUse use) {
    return use == SessionUse::funding ? session.closes : session.sweep_from;
}

bool serves(const RailSession& session, SessionUse use) {
    return use == SessionUse::funding || session.accepts == Accepts::all;
}

}  // namespace

bool is_open(const RailRow& row, const std::vector<Calendar>& calendars, ValueDate date) {
    const bool own = std::ranges::all_of(row.calendars, [&](const std::string& id) {
        return calendar_of(calendars, id).is_open(date);
    });
    return own || std::ranges::any_of(row.also_open, [&](const AlsoOpen& also) {
               return opens_for_others(also, calendars, date);
           });
}

bool is_of_kind(const RailRow& row, const std::vector<Calendar>& calendars, DayKind kind,
                ValueDate date) {
    const ValueDate before = date - days{1};
    switch (kind) {
        case DayKind::ordinary:
            return is_open(row, calendars, date) && is_open(row, calendars, before);
        case DayKind::first_after_break:
            return is_open(row, calendars, date) && !is_open(row, calendars, before);
        case DayKind::break_first_day:
            return !is_open(row, calendars, date) && is_open(row, calendars, before);
        case DayKind::makeup_weekend:
            return is_weekend_day(date) && !row.makeup_calendar.empty() &&
                   calendar_of(calendars, row.makeup_calendar).is_open(date);
        case DayKind::every_day:
            return true;
    }
    return false;
}

std::optional<ValueDate> covered_to(const RailRow& row, const std::vector<Calendar>& calendars) {
    std::optional<ValueDate> last;
    const auto bounded_by = [&](const std::string& id) {
        const ValueDate to = calendar_of(calendars, id).covered_to();
        if (!last || to < *last) last = to;
    };
    for (const std::string& id : row.calendars) bounded_by(id);
    if (!row.makeup_calendar.empty()) bounded_by(row.makeup_calendar);
    for (const AlsoOpen& also : row.also_open)
        for (const std::string& id : also.any_of)
            if (!also.in_force.until) bounded_by(id);
    return last;
}

std::vector<RailSession> sessions(const RailRow& row, const std::vector<Calendar>& calendars,
                                  const std::vector<TimeZone>& zones, ValueDate from,
                                  ValueDate to) {
    const TimeZone& zone = zone_of(zones, row.zone);
    std::vector<RailSession> found;
    for (ValueDate date = from; date <= to; date += days{1}) {
        const HoursVersion* hours = row.hours_on(date);
        if (hours == nullptr || !is_covered(row, calendars, date)) continue;
        for (const SessionRule& rule : hours->sessions) {
            const bool held = std::ranges::any_of(
                rule.days, [&](DayKind kind) { return is_of_kind(row, calendars, kind, date); });
            if (!held) continue;
            found.push_back(
                {.business_date = date,
                 .opens = instant_of(zone, date, rule.opens),
                 .sweep_from = instant_of(zone, date, rule.sweep_from.value_or(rule.closes)),
                 .closes = instant_of(zone, date, rule.closes),
                 .kind = rule.kind,
                 .accepts = rule.accepts});
        }
    }
    std::ranges::sort(found, [](const RailSession& a, const RailSession& b) {
        return std::tie(a.opens, a.closes, a.business_date) <
               std::tie(b.opens, b.closes, b.business_date);
    });
    return found;
}

bool takes(const RailSession& session, SessionUse use, SimTime at) {
    return serves(session, use) && session.opens <= at && at < end_for(session, use);
}

std::optional<Slot> next_session(const std::vector<RailSession>& sessions, SimTime at,
                                 SessionUse use) {
    std::optional<Slot> best;
    for (const RailSession& session : sessions) {
        if (!serves(session, use) || end_for(session, use) <= at) continue;
        const SimTime taken = std::max(at, session.opens);
        if (taken >= end_for(session, use)) continue;  // a sweep that begins with the session
        if (!best || taken < best->taken ||
            (taken == best->taken && best->session.opens < session.opens))
            best = Slot{.taken = taken, .session = session};
    }
    return best;
}

std::optional<Slot> next_session(const RailRow& row, const std::vector<Calendar>& calendars,
                                 const std::vector<TimeZone>& zones, SimTime at, SessionUse use) {
    const ValueDate today = zone_of(zones, row.zone).local_date(at);
    // A night session of the day before may still run; most items are taken within the week.
    constexpr days week{7};
    for (const days ahead : {week, lookahead}) {
        const auto slot =
            next_session(sessions(row, calendars, zones, today - days{2}, today + ahead), at, use);
        // One that opens later than the range's end could not be missed by an earlier one in it.
        if (slot) return slot;
    }
    return std::nullopt;
}

std::vector<Gap> gaps(const std::vector<RailSession>& sessions, SessionUse use, SimTime from,
                      SimTime to) {
    std::vector<Gap> found;
    SimTime reached = from;
    for (const RailSession& session : sessions) {  // ascending by opens
        if (!serves(session, use)) continue;
        const SimTime opens = std::min(session.opens, to);
        if (opens > reached) found.push_back({.from = reached, .to = opens});
        reached = std::max(reached, end_for(session, use));
        if (reached >= to) return found;
    }
    if (reached < to) found.push_back({.from = reached, .to = to});
    return found;
}

std::chrono::milliseconds open_time(const std::vector<RailSession>& sessions, SessionUse use,
                                    SimTime from, SimTime to) {
    std::chrono::milliseconds open = to - from;
    for (const Gap& gap : gaps(sessions, use, from, to)) open -= gap.to - gap.from;
    return open;
}

}  // namespace rmbsim::sim

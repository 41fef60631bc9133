// When a place is open, which value date follows, and what its clocks say.
//
// Data        scenarios/calendars/<id>.csv lists exceptional days; coverage.csv says for which years
//             they are known. An unlisted Saturday or Sunday is closed, an unlisted weekday open; a
//             mainland make-up working day (调休) is an open weekend day.
// Errors      asking about a day outside the coverage is a broken contract: the loader has checked that the
//             period lies inside, with 10 days before it, and has extended a calendar that ends sooner than
//             40 days after it
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/time.hpp"

namespace rmbsim::sim {

using ledger::SimTime;
using ledger::ValueDate;
using SimTimeMs = std::int64_t;  // SimTime as a bare count, for events
inline SimTimeMs ms_of(SimTime time) { return time.time_since_epoch().count(); }
using TimeOfDay = std::chrono::milliseconds;  // since local midnight; 24 h only as a close

enum class RollConvention : std::uint8_t { following, modified_following, preceding };

class Calendar {
  public:
    struct ExceptionalDay {
        std::int32_t day;
        bool open;
    };
    // `days` need not be sorted; duplicates are the loader's error.
    Calendar(std::string id, ValueDate covered_from, ValueDate covered_to,
             const std::vector<ExceptionalDay>& days);

    const std::string& id() const { return id_; }
    ValueDate covered_from() const { return from_; }
    ValueDate covered_to() const { return to_; }
    bool covers(ValueDate date) const { return from_ <= date && date <= to_; }
    // The same calendar with days behind its end, of which only the weekends are known: for what falls due
    // after a period, never for a day of it.
    Calendar extended_to(ValueDate date) const;

    bool is_open(ValueDate date) const;
    ValueDate next_open(ValueDate date) const;      // the first open day >= date
    ValueDate previous_open(ValueDate date) const;  // the last open day <= date
    ValueDate roll(ValueDate date, RollConvention convention) const;
    // T+count: the count-th open day after `date`, open or not (Saturday + 1 is Monday); T+0 is the
    // next open day from `date` on. A payment that is only taken on Monday starts from Monday.
    ValueDate add_business_days(ValueDate date, int count) const;

  private:
    std::string id_;
    ValueDate from_, to_;
    std::vector<bool> open_;  // one a covered day
};

// The first day >= date on which all calendars are open.
ValueDate next_open(const std::vector<const Calendar*>& calendars, ValueDate date);
bool all_open(const std::vector<const Calendar*>& calendars, ValueDate date);

// A zone with its offsets pinned as data (zones.csv): a tz update must not change history.
class TimeZone {
  public:
    struct Offset {
        SimTimeMs from_utc;
        std::int32_t minutes;
    };
    TimeZone(std::string name, std::vector<Offset> offsets);  // ascending in from_utc, not empty

    const std::string& name() const { return name_; }
    ValueDate local_date(SimTime instant) const;
    TimeOfDay local_time(SimTime instant) const;
    // The instant at which local clocks show this. In the hour that is skipped: the instant the gap
    // ends; in the hour that comes twice: its first coming.
    SimTime instant(ValueDate date, TimeOfDay time) const;
    // Offsets that hold within a stretch: the one at `from`, with its instant, and each that begins up
    // to `to`.
    std::vector<Offset> offsets_between(SimTime from, SimTime to) const;

  private:
    std::int32_t offset_at(SimTimeMs utc) const;
    std::string name_;
    std::vector<Offset> offsets_;
};

// Opening hours in local time, one stretch within one day: taken from `open` on, and before `close`
// (cut-off 截止时间: at 17:00 exactly it is too late for a close of 17:00).
struct Session {
    TimeOfDay open{};
    TimeOfDay close{};
};

// The first instant >= now in the session of a day on which all calendars are open: now, if it is.
// Where clocks change, the session lasts from the instant its opening is first shown to its close's.
SimTime next_opening(const Session& session, const TimeZone& zone,
                     const std::vector<const Calendar*>& calendars, SimTime now);

}  // namespace rmbsim::sim

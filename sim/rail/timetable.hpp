// When a rail is open: its sessions as instants, and the one that takes an item.
//
// Business date  the day whose value an item of the session has; a session may open the evening before
//                it (HVPS 19:00) and close on the calendar day after it (CIPS night session)
// Intervals      [opens, closes); new payments in [opens, sweep_from), which is `closes` where a session
//                has no sweep (场终清零); funding until `closes`
// Calendars      found by id among those given; a business date that one of them does not cover has no
//                session, so that a timetable ends with its calendars instead of guessing
// Clocks         local hours become instants by TimeZone: daylight saving moves the instants
// Errors         a calendar or zone that is not among those given is a broken contract
// Source         settlement rules §2.3 (CIPS), §3.1 (HVPS), §8 (one calendar a rail)
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::sim {

struct RailSession {
    ledger::ValueDate business_date{};
    ledger::SimTime opens{}, sweep_from{}, closes{};
    SessionKind kind = SessionKind::day;
    Accepts accepts = Accepts::all;
    friend bool operator==(const RailSession&, const RailSession&) = default;
};

// What wants to go through: a payment, or money that funds another system (注资、调增).
enum class SessionUse : std::uint8_t { payment, funding };

// Whether the rail is open on a day: its own calendars, and those on which it also opens.
bool is_open(const RailRow& row, const std::vector<Calendar>& calendars, ledger::ValueDate date);
bool is_of_kind(const RailRow& row, const std::vector<Calendar>& calendars, DayKind kind,
                ledger::ValueDate date);
// The last business date that every calendar of the rail covers; none: it needs no calendar.
std::optional<ledger::ValueDate> covered_to(const RailRow& row,
                                            const std::vector<Calendar>& calendars);

// The sessions of business dates from … to, both included, ascending by (opens, closes).
std::vector<RailSession> sessions(const RailRow& row, const std::vector<Calendar>& calendars,
                                  const std::vector<TimeZone>& zones, ledger::ValueDate from,
                                  ledger::ValueDate to);

struct Slot {  // where an item that is handed in at an instant is taken
    ledger::SimTime taken{};
    RailSession session;
    friend bool operator==(const Slot&, const Slot&) = default;
};

bool takes(const RailSession& session, SessionUse use, ledger::SimTime at);
// The earliest at or after `at`; of two that would take it at one instant, the one that opened later
// (17:00 to 17:30 belongs to the night session). nullopt: none of these.
std::optional<Slot> next_session(const std::vector<RailSession>& sessions, ledger::SimTime at,
                                 SessionUse use);
// The same over the rail's own timetable, up to 40 days ahead.
std::optional<Slot> next_session(const RailRow& row, const std::vector<Calendar>& calendars,
                                 const std::vector<TimeZone>& zones, ledger::SimTime at,
                                 SessionUse use);

// Stretches in [from, to) in which no session takes items for this use: the funding gaps.
struct Gap {
    ledger::SimTime from{}, to{};
    friend bool operator==(const Gap&, const Gap&) = default;
};
std::vector<Gap> gaps(const std::vector<RailSession>& sessions, SessionUse use,
                      ledger::SimTime from, ledger::SimTime to);
// How long the sessions are open for this use in [from, to), overlaps counted once.
std::chrono::milliseconds open_time(const std::vector<RailSession>& sessions, SessionUse use,
                                    ledger::SimTime from, ledger::SimTime to);

}  // namespace rmbsim::sim

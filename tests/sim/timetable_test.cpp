// Proves sim/rail/timetable.hpp on the hours of scenarios/reference/rails.yaml. Every instant is worked by
// hand from settlement rules §2.3 (CIPS), §3.1 (HVPS), §4 (Hong Kong) and the calendars of the State Council.
#include "sim/rail/timetable.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/rail/rail_row.hpp"
#include "tests/sim/published.hpp"
#include "tests/sim/reference_rails.hpp"

namespace rmbsim::sim {
namespace {

using namespace std::chrono_literals;
using published::date;
using published::local;
using published::rail;
using published::rails;

std::vector<RailSession> timetable_of(const char* id, const char* from, const char* to) {
    return sessions(rail(id), rails().calendars, rails().zones, date(from), date(to));
}

std::optional<Slot> slot_of(const char* id, const char* at, SessionUse use) {
    return next_session(rail(id), rails().calendars, rails().zones, local(at), use);
}

// clang-format off
TEST_CASE("a business date has the sessions of its hours and its kind of day", "[rail][timetable]") {
    struct Row {
        const char *name, *rail, *day;
        std::vector<RailSession> expected;
    };
    using enum SessionKind;
    const auto held = [](const char* day, const char* opens, const char* sweep, const char* closes,
                         SessionKind kind, Accepts accepts = Accepts::all,
                         const char* zone = "Asia/Shanghai") {
        return RailSession{date(day), local(opens, zone), local(sweep, zone), local(closes, zone), kind, accepts};
    };
    const std::vector<Row> rows = {
        {"HVPS before 2018-05-02 opens at 23:30", "hvps", "2018-04-24",
         {held("2018-04-24", "2018-04-23 23:30", "2018-04-24 17:15", "2018-04-24 20:30", day)}},
        {"HVPS on a Thursday before 2026-10-19", "hvps", "2026-10-15",
         {held("2026-10-15", "2026-10-14 20:30", "2026-10-15 17:15", "2026-10-15 17:30", day)}},
        {"HVPS on the last Friday of the old hours", "hvps", "2026-10-16",
         {held("2026-10-16", "2026-10-15 20:30", "2026-10-16 17:15", "2026-10-16 17:30", day)}},
        {"HVPS on the first Saturday of the new hours funds from 19:00", "hvps", "2026-10-17",
         {held("2026-10-17", "2026-10-16 19:00", "2026-10-17 08:30", "2026-10-17 08:30", special, Accepts::funding)}},
        {"HVPS on the second day of a weekend is shut", "hvps", "2026-10-18", {}},
        {"HVPS on the first Monday of the new hours opens on Sunday at 19:00", "hvps", "2026-10-19",
         {held("2026-10-19", "2026-10-18 19:00", "2026-10-19 17:15", "2026-10-19 17:30", day)}},
        {"HVPS on a make-up Saturday works", "hvps", "2026-10-10",
         {held("2026-10-10", "2026-10-09 20:30", "2026-10-10 17:15", "2026-10-10 17:30", day)}},
        {"HVPS on the Sunday after a make-up Saturday funds", "hvps", "2026-10-11",
         {held("2026-10-11", "2026-10-10 20:30", "2026-10-11 08:30", "2026-10-11 08:30", special, Accepts::funding)}},
        {"HVPS on the first day of National Day funds", "hvps", "2026-10-01",
         {held("2026-10-01", "2026-09-30 20:30", "2026-10-01 08:30", "2026-10-01 08:30", special, Accepts::funding)}},
        {"HVPS on the second day of National Day is shut", "hvps", "2026-10-02", {}},
        {"CIPS on a Tuesday", "cips", "2026-11-17",
         {held("2026-11-17", "2026-11-17 08:30", "2026-11-17 17:00", "2026-11-17 17:30", day),
          held("2026-11-17", "2026-11-17 17:00", "2026-11-18 08:00", "2026-11-18 08:30", night)}},
        {"CIPS on a Monday opens at 04:30", "cips", "2026-11-23",
         {held("2026-11-23", "2026-11-23 04:30", "2026-11-23 17:00", "2026-11-23 17:30", day),
          held("2026-11-23", "2026-11-23 17:00", "2026-11-24 08:00", "2026-11-24 08:30", night)}},
        {"CIPS on a mainland holiday that is a working day abroad", "cips", "2026-10-02",
         {held("2026-10-02", "2026-10-02 08:30", "2026-10-02 17:00", "2026-10-02 17:30", day),
          held("2026-10-02", "2026-10-02 17:00", "2026-10-03 08:00", "2026-10-03 08:30", night)}},
        {"CIPS on 1 January, which is a holiday everywhere", "cips", "2026-01-01", {}},
        {"CIPS on the day after 1 January opens at 04:30", "cips", "2026-01-02",
         {held("2026-01-02", "2026-01-02 04:30", "2026-01-02 17:00", "2026-01-02 17:30", day),
          held("2026-01-02", "2026-01-02 17:00", "2026-01-03 08:00", "2026-01-03 08:30", night)}},
        {"CIPS on a make-up Saturday", "cips", "2026-10-10",
         {held("2026-10-10", "2026-10-10 08:30", "2026-10-10 17:00", "2026-10-10 17:30", day),
          held("2026-10-10", "2026-10-10 17:00", "2026-10-11 08:00", "2026-10-11 08:30", night)}},
        {"RMB CHATS on a Friday runs into Saturday", "rmb-chats", "2026-11-20",
         {held("2026-11-20", "2026-11-20 08:30", "2026-11-21 05:00", "2026-11-21 05:00", day)}},
        {"RMB CHATS on a mainland make-up Saturday", "rmb-chats", "2026-10-10",
         {held("2026-10-10", "2026-10-10 08:30", "2026-10-10 18:30", "2026-10-10 18:30", special)}},
        {"USD CHATS on a mainland make-up Saturday is shut", "usd-chats", "2026-10-10", {}},
        {"RMB CHATS on a mainland holiday that is a working day in Hong Kong", "rmb-chats", "2026-10-02",
         {held("2026-10-02", "2026-10-02 08:30", "2026-10-03 05:00", "2026-10-03 05:00", day)}},
        {"RMB CHATS on a Hong Kong holiday that is a working day on the mainland", "rmb-chats", "2026-05-25", {}},
        {"HVPS on that day", "hvps", "2026-05-25",
         {held("2026-05-25", "2026-05-24 20:30", "2026-05-25 17:15", "2026-05-25 17:30", day)}},
        {"BEPS on a Sunday", "beps", "2026-11-22",
         {held("2026-11-22", "2026-11-21 16:00", "2026-11-22 16:00", "2026-11-22 16:00", day)}},
        {"Payment Connect southbound", "payment-connect-south", "2026-11-22",
         {held("2026-11-22", "2026-11-22 07:00", "2026-11-22 23:00", "2026-11-22 23:00", day)}},
        {"Payment Connect before it went live", "payment-connect-south", "2025-06-21", {}},
        {"Fedwire in summer time", "fedwire", "2026-07-17",
         {held("2026-07-17", "2026-07-17 09:00", "2026-07-18 06:45", "2026-07-18 07:00", day)}},
        {"Fedwire in standard time, an hour later in Shanghai", "fedwire", "2026-11-20",
         {held("2026-11-20", "2026-11-20 10:00", "2026-11-21 07:45", "2026-11-21 08:00", day)}},
        {"Fedwire on Thanksgiving is shut", "fedwire", "2026-11-26", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK((timetable_of(row.rail, row.day, row.day) == row.expected));
    }
}

TEST_CASE("an item is taken by the first session that is open to it", "[rail][timetable]") {
    struct Row {
        const char *name, *rail, *at;
        SessionUse use;
        const char *taken, *business_date;
        SessionKind kind;
    };
    using enum SessionKind;
    constexpr auto payment = SessionUse::payment, funding = SessionUse::funding;
    const auto row = GENERATE(values<Row>({
        // case                                           rail        handed in           use      taken               business date kind
        {"within the day session",                        "cips",     "2026-11-17 10:00", payment, "2026-11-17 10:00", "2026-11-17", day},
        {"at the opening",                                "cips",     "2026-11-17 08:30", payment, "2026-11-17 08:30", "2026-11-17", day},
        {"a minute before the sweep",                     "cips",     "2026-11-17 16:59", payment, "2026-11-17 16:59", "2026-11-17", day},
        {"from 17:00 on it belongs to the night session", "cips",     "2026-11-17 17:00", payment, "2026-11-17 17:00", "2026-11-17", night},
        {"still at 17:29",                                "cips",     "2026-11-17 17:29", payment, "2026-11-17 17:29", "2026-11-17", night},
        {"funding of the overlap is for the night",       "cips",     "2026-11-17 17:10", funding, "2026-11-17 17:10", "2026-11-17", night},
        {"after midnight it is still that business date", "cips",     "2026-11-18 02:00", payment, "2026-11-18 02:00", "2026-11-17", night},
        {"in the night's sweep it waits for the day",     "cips",     "2026-11-18 08:10", payment, "2026-11-18 08:30", "2026-11-18", day},
        {"on Saturday morning it waits for Monday 04:30", "cips",     "2026-11-21 08:00", payment, "2026-11-23 04:30", "2026-11-23", day},
        {"HVPS payment in its clearing window",           "hvps",     "2026-11-17 17:20", payment, "2026-11-17 19:00", "2026-11-18", day},
        {"HVPS funding in its clearing window",           "hvps",     "2026-11-17 17:20", funding, "2026-11-17 17:20", "2026-11-17", day},
        {"HVPS in the gap under the old hours",           "hvps",     "2026-10-14 19:30", payment, "2026-10-14 20:30", "2026-10-15", day},
        {"HVPS payment on Friday evening",                "hvps",     "2026-11-20 19:30", payment, "2026-11-22 19:00", "2026-11-23", day},
        {"HVPS funding on Friday evening",                "hvps",     "2026-11-20 19:30", funding, "2026-11-20 19:30", "2026-11-21", special},
        {"HVPS funding after the special session",        "hvps",     "2026-11-21 08:30", funding, "2026-11-22 19:00", "2026-11-23", day},
        {"BEPS at 16:00 is the next business day",        "beps",     "2026-11-20 16:00", payment, "2026-11-20 16:00", "2026-11-21", day},
        {"IBPS on a holiday",                             "ibps",     "2026-10-01 03:00", payment, "2026-10-01 03:00", "2026-10-01", day},
        {"HVPS over National Day",                        "hvps",     "2026-09-30 18:00", payment, "2026-10-07 20:30", "2026-10-08", day},
        {"RMB CHATS over a Hong Kong long weekend",       "rmb-chats","2026-05-23 06:00", payment, "2026-05-26 08:30", "2026-05-26", day},
    }));
    CAPTURE(row.name);
    const auto slot = slot_of(row.rail, row.at, row.use);
    REQUIRE(slot);
    CHECK(slot->taken == local(row.taken));
    CHECK(slot->session.business_date == date(row.business_date));
    CHECK(slot->session.kind == row.kind);
}

TEST_CASE("hours are as long as their labels say", "[rail][timetable]") {
    struct Row {
        const char *name, *rail, *from, *to;
        SessionUse use;
        std::chrono::minutes expected;
    };
    const auto row = GENERATE(values<Row>({
        // Each interval holds one day, special session or week only. Payments of HVPS end 15 minutes before its close.
        {"CIPS 5x24+4: Monday 04:30 to Saturday 08:30", "cips", "2026-11-23 00:00", "2026-11-28 23:00", SessionUse::funding, 124h},
        {"HVPS 21 h under the old hours",                "hvps", "2026-10-14 18:00", "2026-10-15 18:00", SessionUse::funding, 21h},
        {"HVPS 22.5 h under the new hours",              "hvps", "2026-11-17 18:00", "2026-11-18 18:00", SessionUse::funding, 22h + 30min},
        {"HVPS special session of 12 h",                 "hvps", "2026-09-04 18:00", "2026-09-05 18:00", SessionUse::funding, 12h},
        {"HVPS special session of 13.5 h",               "hvps", "2026-11-20 18:00", "2026-11-21 18:00", SessionUse::funding, 13h + 30min},
        {"RMB CHATS 20.5 h",                             "rmb-chats", "2026-11-17 08:00", "2026-11-18 08:00", SessionUse::payment, 20h + 30min},
        {"HVPS 5x12 of 2017",                            "hvps", "2017-06-05 00:00", "2017-06-11 00:00", SessionUse::funding, 60h},
    }));
    CAPTURE(row.name);
    const auto table = sessions(rail(row.rail), rails().calendars, rails().zones,
                                date(std::string(row.from).substr(0, 10)) - std::chrono::days{2},
                                date(std::string(row.to).substr(0, 10)) + std::chrono::days{2});
    CHECK(open_time(table, row.use, local(row.from), local(row.to)) == row.expected);
}

TEST_CASE("from Friday evening to Monday 04:30 HVPS cannot fund between Saturday 08:30 and Sunday evening", "[rail][timetable]") {
    const auto row = GENERATE(values<std::vector<const char*>>({
        // weekend                          Friday close        special opens       special closes      Monday's business date opens
        {"2026-09-04", "2026-09-07", "2026-09-04 17:30", "2026-09-04 20:30", "2026-09-05 08:30", "2026-09-06 20:30", "2026-09-07 04:30"},
        {"2026-11-20", "2026-11-23", "2026-11-20 17:30", "2026-11-20 19:00", "2026-11-21 08:30", "2026-11-22 19:00", "2026-11-23 04:30"},
    }));
    const auto table = timetable_of("hvps", row[0], row[1]);
    const std::vector<Gap> expected = {{local(row[2]), local(row[3])}, {local(row[4]), local(row[5])}};
    CHECK((gaps(table, SessionUse::funding, local(row[2]), local(row[6])) == expected));
    // CIPS takes no payment from the night session's sweep on Saturday to its opening on Monday.
    const std::vector<Gap> cips = {{local(std::string(row[4]).substr(0, 10) + " 08:00"), local(row[6])}};
    CHECK((gaps(timetable_of("cips", row[0], row[1]), SessionUse::payment, local(row[2]), local(row[6])) == cips));
}
// clang-format on

TEST_CASE("over National Day CIPS serves days abroad while HVPS brings it no money",
          "[rail][timetable]") {
    // Mainland holiday 1 to 7 October 2026, a Thursday to a Wednesday. HVPS funds until 08:30 on the 1st and
    // opens for the 8th at 20:30 on the 7th; make-up Saturday is the 10th.
    const auto from = local("2026-09-30 17:30"), to = local("2026-10-08 08:30");
    const std::vector<Gap> hvps = {{local("2026-09-30 17:30"), local("2026-09-30 20:30")},
                                   {local("2026-10-01 08:30"), local("2026-10-07 20:30")}};
    CHECK((gaps(timetable_of("hvps", "2026-09-30", "2026-10-08"), SessionUse::funding, from, to) ==
           hvps));
    // CIPS stops for the weekend of the 3rd only; every other stop is the half hour of a night's sweep.
    std::vector<Gap> cips;
    for (const char* day : {"2026-10-01", "2026-10-02"})
        cips.push_back({local(std::string(day) + " 08:00"), local(std::string(day) + " 08:30")});
    cips.push_back({local("2026-10-03 08:00"), local("2026-10-05 04:30")});
    for (const char* day : {"2026-10-06", "2026-10-07", "2026-10-08"})
        cips.push_back({local(std::string(day) + " 08:00"), local(std::string(day) + " 08:30")});
    CHECK((gaps(timetable_of("cips", "2026-09-30", "2026-10-08"), SessionUse::payment, from, to) ==
           cips));
}

TEST_CASE("CIPS had 265 operating days in 2025 and HVPS 248, as the payment report implies",
          "[rail][timetable]") {
    // 180.15 tn / 679.82 bn a day and 8,964.68 tn / 36.15 tn a day (settlement rules §14.1).
    const auto days_of = [](const char* id) {
        int days = 0;
        for (auto day = date("2025-01-01"); day <= date("2025-12-31"); day += std::chrono::days{1})
            days += is_open(rail(id), rails().calendars, day) ? 1 : 0;
        return days;
    };
    CHECK(days_of("cips") == 265);
    CHECK(days_of("hvps") == 248);
}

TEST_CASE("a day that a calendar does not know has no session", "[rail][timetable]") {
    CHECK(timetable_of("hvps", "2027-01-04", "2027-01-08").empty());
    CHECK(covered_to(rail("hvps"), rails().calendars) == date("2026-12-31"));
    CHECK(!slot_of("hvps", "2026-12-31 18:00", SessionUse::payment));
    CHECK(!covered_to(rail("ibps"), rails().calendars));
}

TEST_CASE("sessions of unknown calendars are a broken contract", "[rail][timetable]") {
    CHECK_THROWS_AS(
        sessions(rail("hvps"), {}, rails().zones, date("2026-01-05"), date("2026-01-05")),
        ledger::ContractViolation);
    CHECK_THROWS_AS(
        sessions(rail("hvps"), rails().calendars, {}, date("2026-01-05"), date("2026-01-05")),
        ledger::ContractViolation);
}

}  // namespace
}  // namespace rmbsim::sim

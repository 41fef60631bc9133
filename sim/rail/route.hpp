// Which way a payment goes from one bank to another, when it arrives, what it costs, and why not another.
//
// Routes      simple (no bank twice, no clearing rail twice), up to `legs_most` legs. Two direct participants
//             of a rail are neighbours, so are an indirect participant and its direct one (only for a leg by
//             that rail), so are a bank and the bank that keeps its account
// Times       a leg is submitted when the one before has settled, taken by the next session of its rail
//             (timetable.hpp), settled `latency` later; liquidity is assumed to be there
// Dates       booking: the rail's local date when it settles; value: the business date of the session that
//             took it, and no earlier than the leg's before (settlement rules §8.2)
// Choice      cost: cheapest, then earliest; time: earliest, then cheapest; rmb_first: renminbi before other
//             currencies, then earliest. Ties by number of legs, then by name: then by the order of offers:
//             one answer on every machine
// Cost        fees of the rails' tariffs in yuan by the library's comparison rates; a leg without a public
//             tariff counts nothing and is counted in `legs_unpriced`
// Errors      a bank that is not in the library, one bank as both ends, no offer or an amount that is not
//             positive are broken contracts; the instant lies where the zones begin (2015) or later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::sim {

inline constexpr std::size_t legs_most = 5;
inline constexpr std::size_t paths_most =
    5000;  // more are not looked at, and `paths_left_out` says so

enum class RouteObjective : std::uint8_t { cost, time, rmb_first };
enum class Payer : std::uint8_t { company, person, bank };
std::string_view name_of(RouteObjective objective);  // "rmb_first"
std::string_view name_of(Payer payer);

struct LimitUsed {  // what a person has already sent on a rail in the day or year
    std::string rail;
    LimitPer per = LimitPer::person_day;
    ledger::Money used;
};

struct RouteRequest {
    std::string from, to;               // banks
    std::vector<ledger::Money> offers;  // the same payment in each currency that will do
    ledger::SimTime at{};
    RouteObjective objective = RouteObjective::time;
    Payer payer = Payer::company;
    std::vector<LimitUsed> used = {};
};

struct RouteLeg {
    std::string from, to, rail;
    ledger::SimTime submitted{}, taken{}, settled{};
    SessionKind session = SessionKind::day;
    ledger::ValueDate booking_date{}, value_date{};
    std::vector<ledger::Money> fees;  // by the tariff; empty and not `priced`: none is published
    bool priced = false;
    std::optional<ledger::SimTime> final_at;  // of a deferred system: when its net is settled

    bool waits() const { return taken > submitted; }
};

// Why a route is not the one chosen; first what makes it impossible, in the order in which it is looked at.
enum class RouteReason : std::uint8_t {
    chosen,
    currency_not_carried,
    wrong_direction,  // the rail takes payments the other way, or between other places
    not_for_payer,    // a company on a rail for persons
    over_limit,
    no_comparison_rate,  // a ceiling in a currency that cannot be compared
    no_session,          // within 40 days, or where the calendars end
    not_renminbi,
    dearer,
    later,
    more_legs,
    later_in_name,  // alike in all: the names decide
};
std::string_view name_of(RouteReason reason);

struct RouteVerdict {
    RouteReason reason = RouteReason::chosen;
    std::string rail;                      // at which an impossible one fails
    std::optional<RailLimit> limit;        // over_limit
    ledger::Decimal dearer_cny = 0;        // dearer
    std::chrono::milliseconds later{0};    // later
    std::string closed_rail;               // later because this rail …
    std::optional<ledger::SimTime> opens;  // … was closed until then
};

struct Route {
    ledger::Money amount;
    std::vector<RouteLeg> legs;  // an impossible one has its times up to the leg that fails
    ledger::Decimal cost_cny = 0;
    std::size_t legs_unpriced = 0;
    ledger::SimTime arrives{};
    ledger::ValueDate value_date{};
    RouteVerdict verdict;

    std::string path() const;  // "cn-bank >cips> hk-clearing >rmb-chats> hk-bank"
    bool possible() const;
};

struct RouteAnswer {
    std::optional<Route> best;
    std::vector<Route>
        others;  // possible ones by the objective, then the others by how far they got
    bool paths_left_out = false;
};

RouteAnswer find_route(const RailLibrary& library, const RouteRequest& request);

}  // namespace rmbsim::sim

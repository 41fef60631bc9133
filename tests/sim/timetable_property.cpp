// What is always true of the timetables of the reference rails.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include "ledger/time.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/rail/timetable.hpp"
#include "tests/sim/published.hpp"
#include "tests/sim/reference_rails.hpp"

namespace rmbsim::sim {
namespace {

using published::date;
using published::local;
using published::rails;

struct AnyMoment {
    const RailRow* rail = nullptr;
    ledger::SimTime at{};
    SessionUse use = SessionUse::payment;
};

// A minute of the years 2019 to mid-November 2026, where every calendar and the 40 days after it are known.
AnyMoment any_moment() {
    const auto minutes = (local("2026-11-15 00:00") - local("2019-01-05 00:00")) /
                         std::chrono::milliseconds{std::chrono::minutes{1}};
    const auto& rows = rails().rails;
    return {.rail = &rows[*rc::gen::inRange<std::size_t>(0, rows.size())],
            .at = local("2019-01-05 00:00") +
                  std::chrono::minutes{*rc::gen::inRange<std::int64_t>(0, minutes)},
            .use = *rc::gen::element(SessionUse::payment, SessionUse::funding)};
}

std::optional<Slot> slot_at(const AnyMoment& moment, ledger::SimTime at) {
    return next_session(*moment.rail, rails().calendars, rails().zones, at, moment.use);
}

TEST_CASE("timetables of every rail hold together", "[rail][property]") {
    rc::prop("an item is taken at or after it is handed in, by a session that takes it", [] {
        const AnyMoment moment = any_moment();
        const auto slot = slot_at(moment, moment.at);
        if (!slot) return;  // before the rail existed
        RC_ASSERT(slot->taken >= moment.at);
        RC_ASSERT(takes(slot->session, moment.use, slot->taken));
        RC_ASSERT(slot->session.opens <= slot->session.sweep_from);
        RC_ASSERT(slot->session.sweep_from <= slot->session.closes);
    });
    rc::prop("handing in later is never taken earlier", [] {
        const AnyMoment moment = any_moment();
        const auto later = moment.at + std::chrono::minutes{*rc::gen::inRange(0, 10'000)};
        const auto first = slot_at(moment, moment.at), second = slot_at(moment, later);
        if (first && second) RC_ASSERT(first->taken <= second->taken);
    });
    rc::prop("an item that had to wait finds no session open until it is taken", [] {
        const AnyMoment moment = any_moment();
        const auto slot = slot_at(moment, moment.at);
        if (!slot || slot->taken == moment.at) return;
        const auto zone = published::zone(moment.rail->zone);
        const auto table = sessions(*moment.rail, rails().calendars, rails().zones,
                                    zone.local_date(moment.at) - std::chrono::days{3},
                                    zone.local_date(slot->taken) + std::chrono::days{3});
        for (const RailSession& session : table)
            RC_ASSERT(!takes(session, moment.use, moment.at) &&
                      !takes(session, moment.use, slot->taken - std::chrono::milliseconds{1}));
        RC_ASSERT(open_time(table, moment.use, moment.at, slot->taken) ==
                  std::chrono::milliseconds{0});
    });
    rc::prop("gaps and open time fill a stretch", [] {
        const AnyMoment moment = any_moment();
        const auto to = moment.at + std::chrono::hours{*rc::gen::inRange(1, 200)};
        const auto zone = published::zone(moment.rail->zone);
        const auto table = sessions(*moment.rail, rails().calendars, rails().zones,
                                    zone.local_date(moment.at) - std::chrono::days{3},
                                    zone.local_date(to) + std::chrono::days{3});
        auto sum = open_time(table, moment.use, moment.at, to);
        for (const Gap& gap : gaps(table, moment.use, moment.at, to)) {
            RC_ASSERT(gap.from < gap.to);
            sum += gap.to - gap.from;
        }
        RC_ASSERT(sum == to - moment.at);
    });
}

}  // namespace
}  // namespace rmbsim::sim

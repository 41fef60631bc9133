#include "sim/rail/rail.hpp"

#include <cstdint>
#include <vector>

#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

RailTiming timing(const RailSpec& rail, const std::vector<Calendar>& calendars,
                  const std::vector<TimeZone>& zones, ledger::SimTime now) {
    if (rail.kind == RailKind::book_transfer) return {.taken = now, .arrives = now + rail.latency};
    std::vector<const Calendar*> all;
    for (const std::uint32_t index : rail.calendars) all.push_back(&calendars[index]);
    const ledger::SimTime taken = next_opening(rail.hours, zones[rail.zone], all, now);
    return {.taken = taken, .arrives = taken + rail.latency};
}

}  // namespace rmbsim::sim

// What the passing of time adds to a payment system's indicators: value that waits, standstill, hours open.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/event.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {
namespace {

constexpr std::int64_t quarter_ms = 15 * 60 * 1000;

std::int64_t local_ms(const TimeZone& zone, std::int64_t instant_ms) {
    const ledger::SimTime instant{std::chrono::milliseconds{instant_ms}};
    const auto midnight = zone.local_date(instant).time_since_epoch();
    return std::chrono::milliseconds{midnight + zone.local_time(instant)}.count();
}

void add_quarters(std::vector<QueueQuarter>& queue, std::int64_t from, std::int64_t to,
                  const settlement::Queued& queued) {
    for (std::int64_t at = from - from % quarter_ms; at < to; at += quarter_ms) {
        if (queue.empty() || queue.back().local_ms < at) queue.push_back({.local_ms = at});
        queue.back().count = std::max(queue.back().count, queued.count);
        queue.back().minor = std::max(queue.back().minor, queued.minor);
    }
}

}  // namespace

// Up to now, and before anything changes at this instant: what stands has stood since the last one. So a
// standstill that ends within the instant in which it began is none.
void SettlementDesk::look_at_clock(System& system) {
    using Standstill = settlement::Engine::Standstill;
    const std::int64_t now = desk_.now().time_since_epoch().count();
    const TimeZone& zone = desk_.scenario.zones[desk_.scenario.rails[system.spec.rail].zone];
    if (system.looked_ms == now) return;
    if (system.looked_ms != INT64_MIN) {
        SettlementResult& result = system.result;
        const std::int64_t passed = now - system.looked_ms;
        const settlement::Queued queued = system.engine.queued();
        const bool open = !system.down &&
                          std::ranges::find(system.session_open, true) != system.session_open.end();
        if (open) result.open_ms += passed;
        if (queued.count > 0) {
            result.value_time_by_queue += ledger::Int128{queued.minor} * passed;
            result.count_time_by_queue += ledger::Int128{queued.count} * passed;
            add_quarters(result.queue, local_ms(zone, system.looked_ms), local_ms(zone, now),
                         queued);
        }
        if (system.spec.measure_standstill) {
            const Standstill before = system.standstill;
            system.standstill =
                queued.count > 0 && open ? system.engine.standstill() : Standstill::none;
            const bool begins = system.standstill != before;
            if (system.standstill == Standstill::gridlock) {
                result.gridlock_ms += passed;
                result.gridlocks += begins;
            }
            if (system.standstill == Standstill::deadlock) {
                result.deadlock_ms += passed;
                result.deadlocks += begins;
            }
        }
    }
    system.looked_ms = now;
    system.local_time = zone.local_time(desk_.now());
}

}  // namespace rmbsim::sim

// Two kinds of time, never mixed: an instant (UTC) and a day on a calendar (no zone).
#pragma once

#include <chrono>
#include <cstdint>

namespace rmbsim::ledger {

using SimTime = std::chrono::sys_time<std::chrono::milliseconds>;
using ValueDate = std::chrono::local_days;

// Days since 1970-01-01; fits 16 bits only by accident, so 32 are kept.
constexpr std::int32_t day_number(ValueDate date) {
    return static_cast<std::int32_t>(date.time_since_epoch().count());
}
constexpr ValueDate date_of(std::int32_t day) { return ValueDate{std::chrono::days{day}}; }

}  // namespace rmbsim::ledger

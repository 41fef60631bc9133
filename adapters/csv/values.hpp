// Dates, times and instants as text: "2026-01-05", "16:30", "2026-01-05T08:30:00Z".
//
// Errors      nullopt: not that form, or no such day or time
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::adapters {

std::optional<ledger::ValueDate> parse_date(std::string_view text);
std::optional<sim::TimeOfDay> parse_time_of_day(std::string_view text);
std::optional<sim::SimTimeMs> parse_utc_instant(std::string_view text);
std::optional<std::int64_t> parse_whole(std::string_view text);  // "-12"; no sign but minus
std::string to_text(ledger::ValueDate date);                     // "2026-01-05"

// What to say of an amount that parse_minor refused, for a currency with so many decimals.
struct AmountFault {
    std::string message, expected, hint;
};
AmountFault fault_of(ledger::AmountError error, std::string_view text, std::string_view currency,
                     int decimals);

}  // namespace rmbsim::adapters

// Dates and times as reports spell them: "2026-06-16 00:00:00 UTC", "16.06.2026 00:00:00 UTC",
// "Jun 16, 2026 8:14:22 AM PDT", "2026-06-16 04:15:48 -0700", "2026/6/12", "16-Jun-2026", "06/16/2026 13:05".
//
// Order       points: day, month, year. Slashes and hyphens: the file's own order, shown by any date whose day is
//             beyond 12; until then such a date is ambiguous
// Zone        written out, or the report's; names that two zones share (CST, IST) are refused
// Names       of months in English, three letters or more
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {

enum class DayOrder : std::uint8_t { unknown, day_first, month_first };

enum class DateProblem : std::uint8_t {
    empty,
    not_a_date,
    no_such_day,   // 31.02.2026, 25:00
    ambiguous,     // 03/04/2026 in a file that has shown no order
    other_order,   // 16/06/2026 in a file whose months come first
    unknown_zone,  // CST
};

struct DateRead {
    ledger::SimTime at{};
    DayOrder shown = DayOrder::unknown;  // what this date says of its file
};

// `zone_minutes` is the offset of a date that names none.
std::expected<DateRead, DateProblem> read_date(std::string_view text, DayOrder known,
                                               int zone_minutes);
std::optional<int> zone_offset_minutes(std::string_view name);  // "UTC", "PDT", "+08:00", "GMT+8"

}  // namespace rmbsim::adapters::sellers

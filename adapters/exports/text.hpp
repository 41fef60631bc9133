// How numbers, days and strings are spelled in the exported formats, appended to a buffer.
//
// Units       amounts in minor units with the currency's decimals: -125050 with 2 is "-1250.50"
// Cost        no allocation beyond the buffer's own
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rmbsim::adapters::exports {

void append_integer(std::string& out, std::int64_t value);
void append_amount(std::string& out, std::int64_t minor, int decimals);
void append_date(std::string& out, std::int32_t day);         // 2026-01-05
void append_instant(std::string& out, std::int64_t time_ms);  // 2026-01-05T01:30:00.000Z

void append_csv(std::string& out, std::string_view text);        // RFC 4180: quoted when it must be
void append_json(std::string& out, std::string_view text);       // quoted and escaped
void append_beancount(std::string& out, std::string_view text);  // quoted, on one line
void append_line(std::string& out, std::string_view text);       // control characters become spaces

}  // namespace rmbsim::adapters::exports

#include "adapters/exports/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rmbsim::adapters::exports {
namespace {

void append_padded(std::string& out, unsigned value, int width) {
    std::array<char, 10> digits{};
    for (int i = width; i-- > 0; value /= 10)
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    out.append(digits.data(), static_cast<std::size_t>(width));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

void append_integer(std::string& out, std::int64_t value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

void append_amount(std::string& out, std::int64_t minor, int decimals) {
    // Magnitude without overflow: the most negative number has no positive counterpart.
    const auto bits = static_cast<std::uint64_t>(minor);
    std::uint64_t rest = minor < 0 ? ~bits + 1 : bits;
    std::array<char, 48> digits{};
    std::size_t at = digits.size();
    for (int written = 0; written <= decimals || rest != 0; ++written, rest /= 10) {
        if (written == decimals && decimals > 0) digits[--at] = '.';
        digits[--at] = static_cast<char>('0' + rest % 10);
    }
    if (minor < 0) digits[--at] = '-';
    out.append(digits.data() + at, digits.size() - at);
}

void append_date(std::string& out, std::int32_t day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    append_padded(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.day()), 2);
}

void append_instant(std::string& out, std::int64_t time_ms) {
    const std::chrono::milliseconds instant{time_ms};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss clock{instant - day};
    append_date(out, static_cast<std::int32_t>(day.count()));
    out += 'T';
    append_padded(out, static_cast<unsigned>(clock.hours().count()), 2);
    out += ':';
    append_padded(out, static_cast<unsigned>(clock.minutes().count()), 2);
    out += ':';
    append_padded(out, static_cast<unsigned>(clock.seconds().count()), 2);
    out += '.';
    append_padded(out, static_cast<unsigned>(clock.subseconds().count()), 3);
    out += 'Z';
}

void append_csv(std::string& out, std::string_view text) {
    // find_first_of would search the four in a call a character.
    const bool must_quote = std::ranges::any_of(
        text, [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; });
    if (!must_quote) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

void append_json(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append(1, '\\').append(1, c);
        else if (byte < 0x20)
            out.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        else
            out += c;
    }
    out += '"';
}

void append_beancount(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += is_control(c) ? ' ' : c;
    }
    out += '"';
}

void append_line(std::string& out, std::string_view text) {
    for (const char c : text) out += is_control(c) ? ' ' : c;
}

}  // namespace rmbsim::adapters::exports

#include "adapters/csv/values.hpp"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::adapters {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits only, all of them.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string without(std::string_view text, std::string_view dropped) {
    std::string result;
    for (const char c : text)
        if (dropped.find(c) == std::string_view::npos) result += c;
    return result;
}

// How an amount that is not plain should have been written, when that can be told.
std::string plain_form_hint(std::string_view text) {
    const std::string bare = without(text, ",_ '");
    if (bare != text && ledger::parse_minor(bare, 4)) return fmt::format("write {}", bare);
    if (text.find_first_of("eE") != std::string_view::npos && !text.empty() &&
        is_digit(text.back()))
        return "write all digits: 1e6 is 1000000";
    return "";
}

}  // namespace

std::optional<ledger::ValueDate> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)),
               day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return ledger::ValueDate{date};
}

std::optional<sim::TimeOfDay> parse_time_of_day(std::string_view text) {
    if ((text.size() != 5 && text.size() != 8) || text[2] != ':') return std::nullopt;
    if (text.size() == 8 && text[5] != ':') return std::nullopt;
    const auto hour = digits(text.substr(0, 2)), minute = digits(text.substr(3, 2)),
               second = text.size() == 8 ? digits(text.substr(6, 2)) : 0;
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

std::optional<sim::SimTimeMs> parse_utc_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[19] != 'Z') return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const auto time = parse_time_of_day(text.substr(11, 8));
    if (!date || !time) return std::nullopt;
    return std::int64_t{ledger::day_number(*date)} * 86'400'000 + time->count();
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string to_text(ledger::ValueDate date) {
    const std::chrono::year_month_day ymd{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

AmountFault fault_of(ledger::AmountError error, std::string_view text, std::string_view currency,
                     int decimals) {
    const std::string example = decimals == 0 ? "1250" : fmt::format("1250.{:0<{}}", "5", decimals);
    switch (error) {
        case ledger::AmountError::empty:
            return {"the amount is empty", fmt::format("a plain decimal, such as {}", example), ""};
        case ledger::AmountError::not_plain_decimal:
            return {fmt::format("'{}' is not an amount", text),
                    fmt::format("a plain decimal, such as {}: digits, one point, no exponent, no "
                                "separators",
                                example),
                    plain_form_hint(text)};
        case ledger::AmountError::too_many_decimals:
            return {fmt::format("'{}' has too many decimals for {}", text, currency),
                    fmt::format("at most {} decimal{}", decimals, decimals == 1 ? "" : "s"),
                    fmt::format("round it yourself: the smallest {} amount is {}", currency,
                                ledger::to_text(1, decimals))};
        case ledger::AmountError::beyond_int64:
            break;
    }
    return {fmt::format("'{}' is too large for an amount in {}", text, currency),
            fmt::format("at most {}", ledger::to_text(INT64_MAX, decimals)),
            "amounts are 64-bit whole numbers of the smallest unit"};
}

}  // namespace rmbsim::adapters

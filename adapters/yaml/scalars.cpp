#include "adapters/yaml/scalars.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "ledger/currency.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::adapters {
namespace {

bool is_id_character(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || c == '-' || byte >= 0x80;
}

}  // namespace

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), is_id_character);
}

bool is_country(std::string_view text) {
    return text.size() == 2 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<bool> parse_boolean(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    return std::nullopt;
}

std::optional<NamedCurrency> parse_currency(std::string_view text) {
    if (text == "CNH") return NamedCurrency{ledger::currency("CNY"), true};
    const auto found = ledger::find_currency(text);
    if (!found) return std::nullopt;
    return NamedCurrency{*found, false};
}

std::string currency_hint(std::string_view text) {
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (upper == "RMB" || upper == "CNR" || upper == "YUAN")
        return "write CNY; for offshore renminbi write CNH";
    if (upper == "CNH" || ledger::find_currency(upper)) return fmt::format("write {}", upper);
    const std::string_view near = ledger::nearest_currency(upper);
    return near.empty() ? "" : fmt::format("did you mean {}?", near);
}

AmountText split_amount(std::string_view text) {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return {text, {}};
    const std::string_view last = text.substr(blank + 1);
    const bool is_code = last.size() == 3 && std::all_of(last.begin(), last.end(), [](char c) {
                             return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
                         });
    if (!is_code) return {text, {}};
    return {text.substr(0, blank), last};
}

std::optional<ZonedTime> parse_zoned_time(std::string_view text) {
    const std::size_t blank = text.find(' ');
    const auto time = parse_time_of_day(text.substr(0, blank));
    if (!time) return std::nullopt;
    if (blank == std::string_view::npos) return ZonedTime{*time, {}};
    const std::string_view zone = text.substr(blank + 1);
    if (zone.empty() || zone.find(' ') != std::string_view::npos) return std::nullopt;
    return ZonedTime{*time, zone};
}

std::optional<sim::Session> parse_hours(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto open = parse_time_of_day(text.substr(0, dash));
    const std::string_view end = text.substr(dash + 1);
    const auto close = end == "24:00" ? std::optional<sim::TimeOfDay>{std::chrono::hours{24}}
                                      : parse_time_of_day(end);
    if (!open || !close || *close <= *open) return std::nullopt;
    return sim::Session{*open, *close};
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units = {
        {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
    for (const auto& [unit, ms] : units) {
        if (!text.ends_with(unit)) continue;
        const auto count = parse_whole(text.substr(0, text.size() - unit.size()));
        if (!count || *count < 0 || *count > 366 * 86'400'000LL / ms) continue;
        return std::chrono::milliseconds{*count * ms};
    }
    return std::nullopt;
}

}  // namespace rmbsim::adapters

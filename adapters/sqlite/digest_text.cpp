#include "adapters/sqlite/digest_text.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "ledger/digest.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

std::optional<unsigned> digit_from(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    return std::nullopt;
}

constexpr std::int64_t days_most = 3'000'000;  // beyond the years that people write
constexpr std::int64_t ms_a_day = 86'400'000;

}  // namespace

std::optional<ledger::Digest> digest_from(std::string_view text) {
    constexpr std::string_view prefix = "sha256:";
    ledger::Digest digest;
    if (!text.starts_with(prefix)) return std::nullopt;
    text.remove_prefix(prefix.size());
    if (text.size() != 2 * digest.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
        const auto high = digit_from(text[2 * i]), low = digit_from(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        digest.bytes[i] = static_cast<std::byte>(*high << 4 | *low);
    }
    return digest;
}

std::string chain_text(const ledger::Chain& chain) {
    return ledger::to_hex(std::as_bytes(std::span(&chain, 1)));
}

std::string date_text(std::int64_t day) {
    if (day < -days_most || day > days_most) return fmt::format("day {}", day);
    const std::chrono::year_month_day date{
        std::chrono::sys_days{std::chrono::days{static_cast<int>(day)}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string time_text(std::int64_t time_ms) {
    if (time_ms < -days_most * ms_a_day || time_ms > days_most * ms_a_day)
        return fmt::format("{} ms", time_ms);
    const std::int64_t day = (time_ms - (((time_ms % ms_a_day) + ms_a_day) % ms_a_day)) / ms_a_day;
    const std::int64_t rest = time_ms - day * ms_a_day;
    const std::int64_t seconds = rest / 1000;
    std::string text = fmt::format("{} {:02}:{:02}:{:02}", date_text(day), seconds / 3600,
                                   seconds / 60 % 60, seconds % 60);
    if (rest % 1000 != 0) text += fmt::format(".{:03}", rest % 1000);
    return text + "Z";
}

}  // namespace rmbsim::adapters::sqlite

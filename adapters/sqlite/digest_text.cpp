#include "adapters/sqlite/digest_text.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

std::optional<unsigned> digit_from(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    return std::nullopt;
}

constexpr std::int64_t days_most = 3'000'000;  // beyond the years that people write
constexpr std::int64_t ms_a_day = 86'400'000;
constexpr std::int64_t days_of_four_digits = 2'932'897;  // 10000-01-01

std::int32_t minutes_at(std::int64_t time_ms, const std::vector<sim::ZoneOffset>& offsets) {
    if (offsets.empty()) return 0;
    std::int32_t minutes = offsets.front().minutes;
    for (const sim::ZoneOffset& offset : offsets)
        if (offset.from_ms <= time_ms) minutes = offset.minutes;
    return minutes;
}

void append_padded(std::string& out, unsigned value, std::size_t width) {
    std::array<char, 4> digits{};
    for (std::size_t i = width; i-- > 0; value /= 10)
        digits[i] = static_cast<char>('0' + value % 10);
    out.append(digits.data(), width);
}

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

std::string offsets_text(const std::vector<sim::ZoneOffset>& offsets) {
    std::string text;
    for (const sim::ZoneOffset& offset : offsets) {
        if (!text.empty()) text += "; ";
        text += fmt::format("{} from {}", offset.minutes, offset.from_ms);
    }
    return text;
}

std::vector<sim::ZoneOffset> offsets_from(std::string_view text) {
    constexpr std::string_view from = " from ", next = "; ";
    constexpr std::int32_t minutes_most = 24 * 60;
    std::vector<sim::ZoneOffset> offsets;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(next));
        text.remove_prefix(one.size());
        if (text.starts_with(next)) text.remove_prefix(next.size());
        sim::ZoneOffset offset;
        const char* const end = one.data() + one.size();
        const auto minutes = std::from_chars(one.data(), end, offset.minutes);
        const auto rest = static_cast<std::size_t>(end - minutes.ptr);
        if (minutes.ec != std::errc() || rest < from.size() ||
            std::string_view(minutes.ptr, from.size()) != from)
            continue;
        const auto instant = std::from_chars(minutes.ptr + from.size(), end, offset.from_ms);
        if (instant.ec != std::errc() || instant.ptr != end || offset.minutes > minutes_most ||
            offset.minutes < -minutes_most)
            continue;
        offsets.push_back(offset);
    }
    return offsets;
}

std::string local_time_text(std::int64_t time_ms, const std::vector<sim::ZoneOffset>& offsets) {
    if (offsets.empty() || time_ms < -days_most * ms_a_day || time_ms > days_most * ms_a_day)
        return time_text(time_ms);
    const std::int32_t minutes = minutes_at(time_ms, offsets);
    std::string text = time_text(time_ms + std::int64_t{minutes} * 60'000);
    text.pop_back();  // its Z
    const std::int32_t size = minutes < 0 ? -minutes : minutes;
    return text + fmt::format(" {}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

std::string local_iso_text(std::int64_t time_ms, const std::vector<sim::ZoneOffset>& offsets) {
    std::string text;
    append_local_iso(text, time_ms, offsets);
    return text;
}

// By hand for the years that runs have: a file of payments has two a line.
void append_local_iso(std::string& out, std::int64_t time_ms,
                      const std::vector<sim::ZoneOffset>& offsets) {
    const std::int32_t minutes = minutes_at(time_ms, offsets);
    const std::int64_t local_ms = time_ms + std::int64_t{minutes} * 60'000;
    if (time_ms < 0 || local_ms < 0 || local_ms >= days_of_four_digits * ms_a_day) {
        std::string text = local_time_text(time_ms, offsets);
        if (const auto day_end = text.find(' '); day_end != std::string::npos) text[day_end] = 'T';
        std::erase(text, ' ');
        out += text;
        return;
    }
    const std::chrono::year_month_day date{
        std::chrono::sys_days{std::chrono::days{static_cast<int>(local_ms / ms_a_day)}}};
    const auto ms = static_cast<unsigned>(local_ms % ms_a_day);
    append_padded(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    append_padded(out += '-', static_cast<unsigned>(date.month()), 2);
    append_padded(out += '-', static_cast<unsigned>(date.day()), 2);
    append_padded(out += 'T', ms / 3'600'000, 2);
    append_padded(out += ':', ms / 60'000 % 60, 2);
    append_padded(out += ':', ms / 1000 % 60, 2);
    if (ms % 1000 != 0) append_padded(out += '.', ms % 1000, 3);
    if (offsets.empty()) {
        out += 'Z';
        return;
    }
    const auto size = static_cast<unsigned>(minutes < 0 ? -minutes : minutes);
    append_padded(out += minutes < 0 ? '-' : '+', size / 60, 2);
    append_padded(out += ':', size % 60, 2);
}

}  // namespace rmbsim::adapters::sqlite

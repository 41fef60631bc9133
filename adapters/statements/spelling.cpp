#include "adapters/statements/spelling.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {
namespace {

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> two_digits(std::string_view text, std::size_t at) {
    if (at + 2 > text.size() || !is_ascii_digit(text[at]) || !is_ascii_digit(text[at + 1]))
        return std::nullopt;
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

std::optional<ledger::ValueDate> day_of(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return ledger::ValueDate{date};
}

void append_two(std::string& out, unsigned value) {
    out += static_cast<char>('0' + value / 10 % 10);
    out += static_cast<char>('0' + value % 10);
}

// Letters of Latin-1 and a few more as the x set can have them.
constexpr std::array<std::pair<char32_t, std::string_view>, 32> spelled_out{{
    {U'Ä', "AE"}, {U'Ö', "OE"}, {U'Ü', "UE"}, {U'ä', "ae"}, {U'ö', "oe"}, {U'ü', "ue"},
    {U'ß', "ss"}, {U'É', "E"},  {U'È', "E"},  {U'é', "e"},  {U'è', "e"},  {U'ê', "e"},
    {U'ë', "e"},  {U'á', "a"},  {U'à', "a"},  {U'â', "a"},  {U'å', "a"},  {U'Å', "A"},
    {U'ç', "c"},  {U'í', "i"},  {U'î', "i"},  {U'ï', "i"},  {U'ñ', "n"},  {U'ó', "o"},
    {U'ô', "o"},  {U'ø', "o"},  {U'Ø', "O"},  {U'ú', "u"},  {U'û', "u"},  {U'&', "+"},
    {U'_', "-"},  {U';', ","},
}};

// One character of well-formed UTF-8; anything else is taken byte by byte.
char32_t take(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (length == 1 || at + length > text.size()) {
        ++at;
        return first;
    }
    char32_t value = first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) value = (value << 6) | (byte(at + i) & 0x3fU);
    at += length;
    return value;
}

}  // namespace

std::expected<std::int64_t, ledger::AmountError> parse_unsigned(std::string_view text,
                                                                int decimals) {
    if (text.empty()) return std::unexpected(ledger::AmountError::empty);
    const std::size_t mark = text.find_first_of(",.");
    const std::string_view whole = text.substr(0, mark);
    std::string_view fraction = mark == std::string_view::npos ? "" : text.substr(mark + 1);
    if (!is_digits(whole) || (!fraction.empty() && !is_digits(fraction)))
        return std::unexpected(ledger::AmountError::not_plain_decimal);
    while (fraction.size() > static_cast<std::size_t>(decimals) && fraction.ends_with('0'))
        fraction.remove_suffix(1);
    std::string plain(whole);
    if (!fraction.empty()) plain.append(1, '.').append(fraction);
    return ledger::parse_minor(plain, decimals);
}

std::string with_comma(std::int64_t minor, int decimals) {
    std::string text = ledger::to_text(minor, decimals);
    if (text.starts_with('-')) text.erase(0, 1);
    const std::size_t mark = text.find('.');
    if (mark == std::string::npos) return text + ",";
    text[mark] = ',';
    return text;
}

std::optional<ledger::ValueDate> parse_yymmdd(std::string_view text) {
    const auto year = two_digits(text, 0), month = two_digits(text, 2), day = two_digits(text, 4);
    if (text.size() != 6 || !year || !month || !day) return std::nullopt;
    return day_of(*year >= 80 ? 1900 + *year : 2000 + *year, *month, *day);
}

std::string mmdd(ledger::ValueDate date) {
    const std::chrono::year_month_day parts{date};
    std::string text;
    append_two(text, static_cast<unsigned>(parts.month()));
    append_two(text, static_cast<unsigned>(parts.day()));
    return text;
}

std::string yymmdd(ledger::ValueDate date) {
    const std::chrono::year_month_day parts{date};
    std::string text;
    append_two(text, static_cast<unsigned>(static_cast<int>(parts.year())) % 100);
    return text + mmdd(date);
}

std::optional<ledger::ValueDate> parse_mmdd(std::string_view text, ledger::ValueDate near) {
    const auto month = two_digits(text, 0), day = two_digits(text, 2);
    if (text.size() != 4 || !month || !day) return std::nullopt;
    const int year = static_cast<int>(std::chrono::year_month_day{near}.year());
    std::optional<ledger::ValueDate> best;
    for (const int candidate : {year, year - 1, year + 1}) {
        const auto date = day_of(candidate, *month, *day);
        if (date && (!best || std::chrono::abs(*date - near) < std::chrono::abs(*best - near)))
            best = date;
    }
    return best;
}

bool is_digits(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text)
        if (!is_ascii_digit(c)) return false;
    return true;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

std::string latin1_to_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 16);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xc0 | (byte >> 6));
            text += static_cast<char>(0x80 | (byte & 0x3f));
        }
    }
    return text;
}

bool is_swift_x(char c) {
    return is_ascii_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("/-?:().,'+ ").find(c) != std::string_view::npos;
}

std::string to_swift_x(std::string_view utf8) {
    std::string text;
    for (std::size_t at = 0; at < utf8.size();) {
        if (is_swift_x(utf8[at])) {
            text += utf8[at++];
            continue;
        }
        const char32_t character = take(utf8, at);
        std::string_view said = character < 0x20 ? " " : ".";
        for (const auto& [from, to] : spelled_out)
            if (from == character) said = to;
        text += said;
    }
    return text;
}

}  // namespace rmbsim::adapters::statements

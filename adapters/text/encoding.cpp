#include "adapters/text/encoding.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
}

bool is_between(std::uint8_t byte, int low, int high) { return byte >= low && byte <= high; }

// Length of the well-formed sequence that starts at i, 0 when there is none (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t i) {
    const std::uint8_t first = byte_at(text, i), second = byte_at(text, i + 1);
    const auto follows = [&](std::size_t nth) {
        return is_between(byte_at(text, i + nth), 0x80, 0xBF);
    };
    if (first < 0x80) return 1;
    if (is_between(first, 0xC2, 0xDF)) return follows(1) ? 2 : 0;
    if (is_between(first, 0xE0, 0xEF)) {
        const int low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
        return is_between(second, low, high) && follows(2) ? 3 : 0;
    }
    if (is_between(first, 0xF0, 0xF4)) {
        const int low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
        return is_between(second, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

// Bytes from i on that are ASCII and neither NUL nor CR, eight at a time while that lasts.
std::size_t plain_run(std::string_view text, std::size_t i) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    const std::size_t start = i;
    while (i + 8 <= text.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        const std::uint64_t no_cr = word ^ (ones * '\r');
        const bool has_zero = ((word - ones) & ~word & tops) != 0;
        const bool has_cr = ((no_cr - ones) & ~no_cr & tops) != 0;
        if ((word & tops) != 0 || has_zero || has_cr) break;
        i += 8;
    }
    return i - start;
}

Diagnostic offence(std::string_view text, const std::string& shown, std::size_t offset,
                   std::string message, std::string expected, std::string hint) {
    const LineColumn place = line_column(text, offset);
    return {.file = shown,
            .line = place.line,
            .column = place.column,
            .message = std::move(message),
            .expected = std::move(expected),
            .hint = std::move(hint)};
}

Diagnostic not_utf8(std::string_view text, const std::string& shown, std::size_t offset) {
    const bool chinese = looks_like_gb18030(text);
    std::string message = fmt::format("byte 0x{:02X} is not UTF-8", byte_at(text, offset));
    if (chinese) message += "; the file looks like GBK or GB18030";
    return offence(text, shown, offset, std::move(message), "UTF-8 text",
                   chinese ? fmt::format("iconv -f GB18030 -t UTF-8 '{0}' > '{0}.utf8'", shown)
                           : "save the file as UTF-8");
}

}  // namespace

std::uint32_t count_characters(std::string_view utf8) {
    return static_cast<std::uint32_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
    }));
}

LineColumn line_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t newline = before.rfind('\n');
    const std::string_view line =
        newline == std::string_view::npos ? before : before.substr(newline + 1);
    return {.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1,
            .column = count_characters(line) + 1};
}

std::optional<std::size_t> first_not_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        i += plain_run(text, i);
        if (i == text.size()) break;
        const std::size_t length = sequence_length(text, i);
        if (length == 0) return i;
        i += length;
    }
    return std::nullopt;
}

bool looks_like_gb18030(std::string_view text) {
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::uint8_t first = byte_at(text, i), second = byte_at(text, i + 1);
        if (first < 0x80) {
            ++i;
        } else if (is_between(first, 0x81, 0xFE) && is_between(second, 0x40, 0xFE) &&
                   second != 0x7F) {
            ++pairs;
            i += 2;
        } else if (is_between(first, 0x81, 0xFE) && is_between(second, 0x30, 0x39) &&
                   is_between(byte_at(text, i + 2), 0x81, 0xFE) &&
                   is_between(byte_at(text, i + 3), 0x30, 0x39)) {
            ++pairs;
            i += 4;
        } else {
            return false;
        }
    }
    return pairs > 0;
}

std::optional<Diagnostic> offence_in(std::string_view text, const std::string& shown) {
    if (text.empty()) {
        return offence(text, shown, 0, "the file is empty", "at least one line", "");
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        return offence(text, shown, 0, "the file starts with a byte-order mark (BOM)",
                       "UTF-8 without a byte-order mark",
                       fmt::format("sed -i '1s/^\\xEF\\xBB\\xBF//' '{}'", shown));
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return offence(text, shown, 0, "the file looks like UTF-16", "UTF-8 text",
                       fmt::format("iconv -f UTF-16 -t UTF-8 '{0}' > '{0}.utf8'", shown));
    }
    for (std::size_t i = 0; i < text.size();) {
        i += plain_run(text, i);
        if (i == text.size()) break;
        if (text[i] == '\0') {
            return offence(text, shown, i, "a NUL byte stands in the text", "UTF-8 text",
                           "is this the right file? It looks like a binary one");
        }
        if (text[i] == '\r') {
            return offence(text, shown, i, "the line ends in CR LF", "lines that end in LF only",
                           fmt::format("sed -i 's/\\r$//' '{}'", shown));
        }
        const std::size_t length = sequence_length(text, i);
        if (length == 0) return not_utf8(text, shown, i);
        i += length;
    }
    return std::nullopt;
}

}  // namespace rmbsim::adapters

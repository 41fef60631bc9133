// Encodings, read chunk by chunk: the same lines whichever a file comes in, however a character is cut.
#include <array>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/seller_reports/decoded_text.hpp"
#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/seller_reports/collected.hpp"

namespace rmbsim::tests {
namespace {

using adapters::sellers::DecodedText;

// ASCII only, as UTF-16.
std::string utf16(std::string_view ascii, bool little) {
    std::string bytes = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char c : ascii) {
        if (!little) bytes += '\0';
        bytes += c;
        if (little) bytes += '\0';
    }
    return bytes;
}

std::string decoded(const std::string& bytes) {
    std::istringstream stream(bytes);
    DecodedText text(stream);
    std::string out;
    while (text.read_more(out)) {
    }
    return text.fault() ? out + "|" + text.fault()->message : out;
}

}  // namespace

TEST_CASE("a settlement is the same in UTF-8 with a mark, in UTF-16 and with CR LF",
          "[sellers][encoding]") {
    const std::string expected = joined(read_seller_text(small_settlement()).lines);
    std::string with_returns;
    for (const char c : small_settlement()) with_returns += c == '\n' ? "\r\n" : std::string(1, c);
    for (const std::string& bytes :
         {"\xEF\xBB\xBF" + small_settlement(), utf16(small_settlement(), true),
          utf16(small_settlement(), false), with_returns}) {
        const Collected report = read_seller_text(bytes);
        CHECK(report.only_error() == "");
        CHECK(joined(report.lines) == expected);
    }
}

TEST_CASE("a file in GBK is read as such", "[sellers][encoding]") {
    // 运费 "freight" is D4 CB B7 D1 in GBK
    const Collected report =
        read_seller_text(replaced(small_settlement(), "Commission", "\xD4\xCB\xB7\xD1"));
    CHECK(report.only_error() == "");
    CHECK(joined(report.lines) == "3 sales Principal 100.00; 4 unknown 运费 -15.00");
}

TEST_CASE("characters that are cut by a chunk's end are whole again", "[sellers][encoding]") {
    for (std::size_t before = DecodedText::chunk_bytes - 5; before <= DecodedText::chunk_bytes;
         ++before) {
        CAPTURE(before);
        const std::string lead(before, 'a');
        CHECK(decoded(lead + "费费\n") == lead + "费费\n");                      // three bytes each
        CHECK(decoded(lead + "\xB7\xD1\xB7\xD1\n") == lead + "费费\n");          // GBK, two each
        CHECK(decoded(lead + "\xF0\x9F\x9B\x92") == lead + "\xF0\x9F\x9B\x92");  // four
        CHECK(decoded(utf16(lead, true) + std::string("\x39\x8D", 2)) == lead + "费");
    }
}

TEST_CASE("a text ends at its first byte of no encoding, and says so", "[sellers][encoding]") {
    struct Row {
        std::string bytes, expected;
    };
    // clang-format off
    const std::array<Row, 7> rows{{
        {"a\xFF" "b",                           "a|byte 0xFF is not UTF-8"},
        {"费a\xD4\xCB",                         "费a|byte 0xD4 is not UTF-8"},   // it has been UTF-8 before
        {"费b\xE8\xB4",                         "费b|byte 0xE8 is not UTF-8"},   // cut off
        {std::string("a\0b", 3),                "a|a NUL byte stands in the text"},
        {utf16("ab", true) + "c",               "ab|the file ends in the middle of a character"},
        {utf16("ab", true) + std::string("\x00\xDC" "a\0b\0", 6), "ab|byte 0x00 is no UTF-16 text"},  // half a pair
        {"",                                    ""},
    }};
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.expected);
        CHECK(decoded(row.bytes) == row.expected);
    }
}

}  // namespace rmbsim::tests

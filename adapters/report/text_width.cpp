#include "adapters/report/text_width.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmbsim::adapters {
namespace {

struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
};

Character first_of(std::string_view text) {  // a broken byte counts as one character
    const auto byte = static_cast<unsigned char>(text[0]);
    const std::size_t bytes = byte < 0x80   ? 1
                              : byte < 0xC0 ? 1
                              : byte < 0xE0 ? 2
                              : byte < 0xF0 ? 3
                                            : 4;
    if (bytes == 1 || bytes > text.size()) return {byte, 1};
    char32_t code = byte & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80U) return {byte, 1};
        code = (code << 6U) | (next & 0x3FU);
    }
    return {code, bytes};
}

struct Range {
    char32_t first, last;
};
constexpr Range double_width[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE4F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
constexpr Range no_width[] = {
    {0x0300, 0x036F}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
};

bool lies_in(char32_t code, const auto& ranges) {
    return std::ranges::any_of(
        ranges, [code](Range range) { return code >= range.first && code <= range.last; });
}

int columns_of_code(char32_t code) {
    if (lies_in(code, no_width)) return 0;
    return lies_in(code, double_width) ? 2 : 1;
}

// A line does not begin with these …
bool closes(char32_t code) {
    return std::u32string_view(U"，。；：、）〕》」』！？),;").find(code) !=
           std::u32string_view::npos;
}
// … nor end with these.
bool opens(char32_t code) {
    return std::u32string_view(U"（〔《「『(").find(code) != std::u32string_view::npos;
}

struct Piece {  // what is never broken; the space before it belongs to no piece
    std::string text;
    int columns = 0;
    bool space_before = false;
};

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    bool space = false;
    char32_t previous = 0;
    while (!text.empty()) {
        const Character character = first_of(text);
        const std::string_view bytes = text.substr(0, character.bytes);
        text.remove_prefix(character.bytes);
        if (character.code == U' ') {
            space = true;
            continue;
        }
        const int columns = columns_of_code(character.code);
        const bool ideographic = columns == 2 || columns_of_code(previous) == 2;
        const bool breaks = ideographic && !closes(character.code) && !opens(previous);
        if (pieces.empty() || space || breaks) pieces.push_back({"", 0, space});
        pieces.back().text += bytes;
        pieces.back().columns += columns;
        previous = character.code;
        space = false;
    }
    return pieces;
}

}  // namespace

int columns_of(std::string_view utf8) {
    int columns = 0;
    while (!utf8.empty()) {
        const Character character = first_of(utf8);
        columns += columns_of_code(character.code);
        utf8.remove_prefix(character.bytes);
    }
    return columns;
}

std::string pad_right(std::string text, int columns) {
    const int missing = columns - columns_of(text);
    if (missing > 0) text.append(static_cast<std::size_t>(missing), ' ');
    return text;
}

std::string pad_left(std::string text, int columns) {
    const int missing = columns - columns_of(text);
    if (missing > 0) text.insert(0, static_cast<std::size_t>(missing), ' ');
    return text;
}

std::vector<std::string> wrapped(std::string_view text, int columns) {
    std::vector<std::string> lines;
    int used = 0;
    for (const Piece& piece : pieces_of(text)) {
        const int space = piece.space_before ? 1 : 0;
        if (lines.empty() || used + space + piece.columns > columns) {
            lines.push_back(piece.text);
            used = piece.columns;
        } else {
            if (space == 1) lines.back() += ' ';
            lines.back() += piece.text;
            used += space + piece.columns;
        }
    }
    return lines;
}

}  // namespace rmbsim::adapters

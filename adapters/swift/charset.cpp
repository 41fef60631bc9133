#include "adapters/swift/charset.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace rmbsim::adapters::swift {
namespace {

struct Plain {
    std::string_view from, to;
};
constexpr Plain plain_forms[] = {
    {"À", "A"},  {"Á", "A"},   {"Â", "A"},  {"Ã", "A"},  {"Ä", "AE"}, {"Å", "A"},  {"Æ", "AE"},
    {"Ç", "C"},  {"È", "E"},   {"É", "E"},  {"Ê", "E"},  {"Ë", "E"},  {"Ì", "I"},  {"Í", "I"},
    {"Î", "I"},  {"Ï", "I"},   {"Ñ", "N"},  {"Ò", "O"},  {"Ó", "O"},  {"Ô", "O"},  {"Õ", "O"},
    {"Ö", "OE"}, {"Ø", "O"},   {"Ù", "U"},  {"Ú", "U"},  {"Û", "U"},  {"Ü", "UE"}, {"Ý", "Y"},
    {"ß", "ss"}, {"à", "a"},   {"á", "a"},  {"â", "a"},  {"ã", "a"},  {"ä", "ae"}, {"å", "a"},
    {"æ", "ae"}, {"ç", "c"},   {"è", "e"},  {"é", "e"},  {"ê", "e"},  {"ë", "e"},  {"ì", "i"},
    {"í", "i"},  {"î", "i"},   {"ï", "i"},  {"ñ", "n"},  {"ò", "o"},  {"ó", "o"},  {"ô", "o"},
    {"õ", "o"},  {"ö", "oe"},  {"ø", "o"},  {"ù", "u"},  {"ú", "u"},  {"û", "u"},  {"ü", "ue"},
    {"ý", "y"},  {"ÿ", "y"},   {"–", "-"},  {"—", "-"},  {"‘", "'"},  {"’", "'"},  {"“", "'"},
    {"”", "'"},  {"…", "..."}, {"（", "("}, {"）", ")"}, {"，", ","}, {"。", "."}, {"：", ":"},
    {"　", " "}, {"&", "+"},   {"_", "-"},  {"\"", "'"}, {";", ","},  {"[", "("},  {"]", ")"},
    {"{", "("},  {"}", ")"},
};

std::size_t character_size(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
    return size;
}

}  // namespace

bool is_x_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(" /-?:().,'+").find(c) != std::string_view::npos;
}

std::optional<std::size_t> first_not_x(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!is_x_character(text[i]) && text[i] != '\n' && text[i] != '\r') return i;
    return std::nullopt;
}

Transliterated transliterate(std::string_view utf8) {
    Transliterated result;
    while (!utf8.empty()) {
        const std::size_t size = character_size(utf8);
        const std::string_view character = utf8.substr(0, size);
        utf8.remove_prefix(size);
        if (size == 1 && (is_x_character(character.front()) || character.front() == '\n')) {
            result.text += character;
            continue;
        }
        const auto* const plain = std::find_if(std::begin(plain_forms), std::end(plain_forms),
                                               [&](const Plain& p) { return p.from == character; });
        if (plain != std::end(plain_forms)) {
            result.text += plain->to;
        } else {
            result.text += '.';
            ++result.replaced;
        }
    }
    for (std::size_t i = 0; i < result.text.size(); ++i) {
        char& c = result.text[i];
        if ((i == 0 || result.text[i - 1] == '\n') && (c == ':' || c == '-')) c = '.';
    }
    return result;
}

}  // namespace rmbsim::adapters::swift

// SWIFT's character set X, in which MT messages are written.
//
// Range       letters, digits, space and / - ? : ( ) . , ' +; braces belong to the blocks
// Transliteration   accents are dropped (é is e), common marks become their plain form; what has none,
//             Chinese among it, becomes a full stop. A line does not begin with ':' or '-', which
//             would end a field or the message
// Source      SWIFT User Handbook, FIN System Messages, character sets
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmbsim::adapters::swift {

bool is_x_character(char c);
std::optional<std::size_t> first_not_x(std::string_view text);  // line ends are allowed

struct Transliterated {
    std::string text;
    std::size_t replaced = 0;  // characters without a counterpart
};
Transliterated transliterate(std::string_view utf8);

}  // namespace rmbsim::adapters::swift

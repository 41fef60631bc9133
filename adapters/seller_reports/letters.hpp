// Letters and digits of ASCII, whatever the locale.
#pragma once

namespace rmbsim::adapters::sellers {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr bool is_letter(char c) { return lowered(c) >= 'a' && lowered(c) <= 'z'; }

}  // namespace rmbsim::adapters::sellers

// Text on a terminal: how many columns it takes, and how to fill or break lines by columns.
//
// Width       ideographs, kana, hangul, full-width forms and their punctuation take two columns,
//             combining marks none (Unicode 15 East Asian Width: W and F), everything else one
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rmbsim::adapters {

int columns_of(std::string_view utf8);
std::string pad_right(std::string text, int columns);  // text first, then spaces
std::string pad_left(std::string text, int columns);   // spaces first: right-aligned

// Lines of at most `columns`; breaks at spaces, and between double-width characters. A word that is
// too long gets a line of its own and is never cut: it may be a path or a command.
std::vector<std::string> wrapped(std::string_view text, int columns);

}  // namespace rmbsim::adapters

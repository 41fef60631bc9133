// A SWIFT MT text cut into messages and tagged fields, with or without SWIFT's blocks around them.
//
// Messages    begin at ":20:" or with a block header; end at a line "-" or "-}", at the next ":20:", or with
//             the text. Header lines that banks write before (BIC, "940") give the type and are passed over
// Fields      ":NN:" or ":NNx:" at a line's start; further lines belong to the field, apart by LF, blank
//             lines at its end fall away. "@@" for a line's end is taken where a text begins with it
// Encoding    UTF-8, else Latin-1 (SWIFT has neither: a warning names the first such place); NUL and UTF-16 are
//             refused
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::statements {

struct MtField {
    std::string tag;  // "61", "60F"
    std::string value;
    std::uint32_t line = 1;
    std::uint32_t column = 1;  // of the value's first character
};

struct MtMessage {
    std::string type;  // "940" where a header says so, else empty
    std::vector<MtField> fields;
    std::uint32_t line = 1;
};

// False: the encoding is refused, and nothing was handed out.
bool for_each_mt_message(std::string_view bytes, const std::string& shown, Diagnostics& diagnostics,
                         const std::function<void(const MtMessage&)>& take);

}  // namespace rmbsim::adapters::statements

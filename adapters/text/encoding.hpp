// Text as this project reads it: UTF-8 without a byte-order mark, lines that end in LF, no NUL.
//
// Errors      the first offence is one Diagnostic with the command that mends it
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters {

struct LineColumn {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

// Where a byte stands, counted in characters. `offset` may be the text's end.
LineColumn line_column(std::string_view text, std::size_t offset);
std::uint32_t count_characters(std::string_view utf8);

// The first byte that is not part of well-formed UTF-8 (no overlong forms, no surrogates).
std::optional<std::size_t> first_not_utf8(std::string_view text);

// Whether the bytes can be GB18030 (which includes GBK and GB2312) with Chinese in it.
bool looks_like_gb18030(std::string_view text);

// nullopt: the text may be read. `shown` is the file's name.
std::optional<Diagnostic> offence_in(std::string_view text, const std::string& shown);

}  // namespace rmbsim::adapters

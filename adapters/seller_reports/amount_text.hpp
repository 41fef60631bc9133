// Amounts as reports spell them, in whatever country: "1,234.56", "1.234,56", "1 234,56", "-12.5", "$21.83".
//
// Units       minor units of the currency; nothing is rounded: zeros beyond its decimals are dropped, any other digit
//             there is an error
// Mark        of decimals: a point or a comma, one for a whole file. An amount shows it when both stand in it, when one
//             stands in it twice, or when other than three digits follow; "1,234" shows nothing and is ambiguous until
//             another amount has shown it. A currency without decimals has no mark, so that there it groups
// Groups      of three digits, by the other mark, a blank (also no-break), or an apostrophe
// Sign        before the digits, - or U+2212; one currency sign may stand beside it
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

namespace rmbsim::adapters::sellers {

enum class DecimalMark : std::uint8_t { unknown, point, comma };

enum class AmountProblem : std::uint8_t {
    empty,
    not_an_amount,
    bad_groups,  // "1,23,456.00"
    ambiguous,   // "1,234" in a file that has shown no mark
    other_mark,  // "12,34" in a file that has a point elsewhere
    too_many_decimals,
    beyond_int64,
};

struct AmountRead {
    std::int64_t minor = 0;
    DecimalMark shown = DecimalMark::unknown;  // what this amount says of its file
};

std::expected<AmountRead, AmountProblem> read_amount(std::string_view text, int decimals,
                                                     DecimalMark known);

}  // namespace rmbsim::adapters::sellers

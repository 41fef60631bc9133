// Amounts, days and letters as statement formats spell them.
//
// Amounts     "1234,5" and "1234.5" are the same; zeros beyond the currency's decimals are dropped, any other
//             digit there is an error; no sign (the formats keep it elsewhere)
// Years       of two digits: 80 to 99 are 1980 to 1999, the rest 2000 to 2079 (SWIFT)
// Characters  everything inside is UTF-8; SWIFT's x set has letters, digits and / - ? : ( ) . , ' + and blank
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

std::expected<std::int64_t, ledger::AmountError> parse_unsigned(std::string_view text,
                                                                int decimals);
std::string with_comma(std::int64_t minor, int decimals);  // magnitude: "1250,50", "1250,"

std::optional<ledger::ValueDate> parse_yymmdd(std::string_view text);
std::string yymmdd(ledger::ValueDate date);
std::string mmdd(ledger::ValueDate date);
// A month and day of the year in which they lie nearest to `near`.
std::optional<ledger::ValueDate> parse_mmdd(std::string_view text, ledger::ValueDate near);

bool is_digits(std::string_view text);
std::string_view trimmed(std::string_view text);  // blanks and line ends at both sides

std::string latin1_to_utf8(std::string_view bytes);
bool is_swift_x(char c);
// What SWIFT's x set has of it: accents fall, umlauts are spelled out, the rest becomes '.'; line ends too.
std::string to_swift_x(std::string_view utf8);

}  // namespace rmbsim::adapters::statements

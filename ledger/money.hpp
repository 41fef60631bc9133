// Money: a whole number of minor units in one currency. CNY 12.34 is {1234, CNY}.
//
// Units       minor units (fen, cents); the currency says how many make one
// Range       int64: ±92 quadrillion yuan; leaving it is an error, never a wrap
// Errors      checked_* say nullopt on overflow; Money's operators break a contract instead, so
//             use them only where the sum is known to fit (balances already posted)
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/currency.hpp"

namespace rmbsim::ledger {

struct Money {
    std::int64_t minor = 0;
    CurrencyId currency{};
    friend constexpr bool operator==(Money, Money) = default;
};

std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b);
std::optional<std::int64_t> checked_subtract(std::int64_t a, std::int64_t b);

Money operator+(Money a, Money b);  // same currency, or a broken contract
Money operator-(Money a, Money b);
Money operator-(Money a);

// Why a text is not an amount; order is precedence.
enum class AmountError : std::uint8_t {
    empty,
    not_plain_decimal,  // "1e6", "NaN", "1,000", "0x1F": only digits, one point, one sign
    too_many_decimals,  // "0.001" yuan: the currency has two
    beyond_int64,
};

// "-1250.5" in a currency with two decimals is -125050. No exponent, no separators, no rounding.
std::expected<std::int64_t, AmountError> parse_minor(std::string_view text, int decimals);
std::expected<Money, AmountError> parse_money(std::string_view text, CurrencyId currency);

std::string to_text(std::int64_t minor, int decimals);  // "-1250.50"
std::string to_text(Money money);                       // same, without the code

}  // namespace rmbsim::ledger

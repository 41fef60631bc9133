// Decimal: an exact decimal number for rates, accruals and shares; decimal.cpp is the one home of Multiprecision.
//
// Range       50 significant digits; a product of an int64 amount and a rate of 20 digits is exact
// Invariants  a binary floating-point value cannot enter: those constructors are deleted, because
//             cpp_dec_float accepts 0.1 without a word and keeps its binary error
// Errors      division by zero is a broken contract; text that is no plain decimal gives nullopt
#pragma once

#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/int128.hpp"

namespace rmbsim::ledger {

class Decimal {
  public:
    Decimal();  // zero
    Decimal(const Decimal& other);
    Decimal& operator=(const Decimal& other);
    template <std::integral T>
        requires(!std::same_as<T, bool> && sizeof(T) <= 8)
    Decimal(T whole)
        : Decimal(from_int128(whole)) {
    }  // NOLINT(google-explicit-constructor): whole numbers are exact
    template <std::floating_point T>
    Decimal(T) = delete;

    // "-0.0385", to 50 digits after leading zeros; no exponent.
    static std::optional<Decimal> parse(std::string_view plain_decimal);
    static Decimal from_int128(Int128 whole);
    static Decimal from_minor(std::int64_t minor, int decimals);  // 1234 with two decimals: 12.34

    friend Decimal operator+(const Decimal& a, const Decimal& b);
    friend Decimal operator-(const Decimal& a, const Decimal& b);
    friend Decimal operator*(const Decimal& a, const Decimal& b);
    friend Decimal operator/(const Decimal& a, const Decimal& b);  // to 50 digits, half even
    friend Decimal operator-(const Decimal& a);
    friend bool operator==(const Decimal& a, const Decimal& b);
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

    bool is_negative() const;
    bool is_zero() const;

    // Whole part and remainder of this × 10^places, both truncated toward zero; nullopt beyond int64.
    struct Split;
    std::optional<Split> split_at(int places) const;

    // Plain text with exactly `places` decimals, half even; and the shortest exact text.
    std::string to_text(int places) const;
    std::string to_text() const;

  private:
    // The number itself, a cpp_dec_float<50>, which decimal.cpp alone sees: its header takes longer to
    // compile than most files that use a Decimal.
    friend struct DecimalInside;
    alignas(std::uint32_t) std::array<std::byte, 56> inside_;
};

struct Decimal::Split {
    std::int64_t whole;
    Decimal remainder;  // same sign as the number, |remainder| < 1, in units of 10^-places
};

using Rate = Decimal;  // a fraction a year (0.0385 is 3.85 %) or a price of one currency in another

}  // namespace rmbsim::ledger

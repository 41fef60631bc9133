#include "ledger/money.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::ledger {

std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
    return sum;
}

std::optional<std::int64_t> checked_subtract(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) return std::nullopt;
    return difference;
}

Money operator+(Money a, Money b) {
    expects(a.currency == b.currency, "only money of one currency is added");
    const auto sum = checked_add(a.minor, b.minor);
    expects(sum.has_value(), "a sum of money fits int64");
    return {*sum, a.currency};
}

Money operator-(Money a, Money b) {
    expects(a.currency == b.currency, "only money of one currency is subtracted");
    const auto difference = checked_subtract(a.minor, b.minor);
    expects(difference.has_value(), "a difference of money fits int64");
    return {*difference, a.currency};
}

Money operator-(Money a) { return Money{0, a.currency} - a; }

std::expected<std::int64_t, AmountError> parse_minor(std::string_view text, int decimals) {
    if (text.empty()) return std::unexpected(AmountError::empty);
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);

    std::int64_t minor = 0;
    int digits = 0, digits_after_point = -1;  // -1: no point yet
    bool overflowed = false;
    const auto append = [&](int digit) {
        overflowed = overflowed || __builtin_mul_overflow(minor, std::int64_t{10}, &minor) ||
                     __builtin_sub_overflow(minor, std::int64_t{digit}, &minor);
    };
    bool too_fine = false;
    for (const char c : text) {
        if (c == '.' && digits_after_point < 0 && digits > 0) {
            digits_after_point = 0;
            continue;
        }
        if (c < '0' || c > '9') return std::unexpected(AmountError::not_plain_decimal);
        ++digits;
        if (digits_after_point >= 0) ++digits_after_point;
        if (digits_after_point > decimals) {
            too_fine = too_fine || c != '0';  // 1.500 yuan is 1.50 yuan
            continue;
        }
        append(c - '0');  // built below zero, because int64's range reaches further there
    }
    if (digits == 0 || digits_after_point == 0)
        return std::unexpected(AmountError::not_plain_decimal);
    if (too_fine) return std::unexpected(AmountError::too_many_decimals);
    for (int i = std::max(digits_after_point, 0); i < decimals; ++i) append(0);
    if (!negative && !overflowed)
        overflowed = __builtin_sub_overflow(std::int64_t{0}, minor, &minor);
    if (overflowed) return std::unexpected(AmountError::beyond_int64);
    return minor;
}

std::expected<Money, AmountError> parse_money(std::string_view text, CurrencyId currency) {
    const auto minor = parse_minor(text, decimals_of(currency));
    if (!minor) return std::unexpected(minor.error());
    return Money{*minor, currency};
}

std::string to_text(std::int64_t minor, int decimals) {
    std::string digits = std::to_string(minor);
    const bool negative = digits.front() == '-';
    if (negative) digits.erase(0, 1);
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, 1, '.');
    return negative ? "-" + digits : digits;
}

std::string to_text(Money money) { return to_text(money.minor, decimals_of(money.currency)); }

}  // namespace rmbsim::ledger

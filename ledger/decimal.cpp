#include "ledger/decimal.hpp"

#include <algorithm>
#include <limits>

#include "ledger/contract.hpp"

namespace rmbsim::ledger {
namespace {

bool is_plain_decimal(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction =
        point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1);
    const auto all_digits = [](std::string_view part) {
        return !part.empty() &&
               std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    return all_digits(whole) && all_digits(fraction) && whole.size() + fraction.size() <= 50;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view plain_decimal) {
    if (!is_plain_decimal(plain_decimal)) return std::nullopt;
    return Decimal(Value(std::string(plain_decimal)));
}

Decimal Decimal::from_int128(Int128 whole) {
    // Two halves of 10^18 each: every half fits int64, so each conversion is exact.
    constexpr Int128 half = 1'000'000'000'000'000'000;
    const auto high = static_cast<std::int64_t>(whole / half / half);
    const auto middle = static_cast<std::int64_t>(whole / half % half);
    const auto low = static_cast<std::int64_t>(whole % half);
    const Value base(std::int64_t{1'000'000'000'000'000'000});
    return Decimal((Value(high) * base + Value(middle)) * base + Value(low));
}

Decimal Decimal::from_minor(std::int64_t minor, int decimals) {
    Value scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    return Decimal(Value(minor) / scale);
}

Decimal operator+(const Decimal& a, const Decimal& b) { return Decimal(a.value_ + b.value_); }
Decimal operator-(const Decimal& a, const Decimal& b) { return Decimal(a.value_ - b.value_); }
Decimal operator*(const Decimal& a, const Decimal& b) { return Decimal(a.value_ * b.value_); }
Decimal operator-(const Decimal& a) { return Decimal(-a.value_); }

Decimal operator/(const Decimal& a, const Decimal& b) {
    expects(!b.value_.is_zero(), "a divisor is not zero");
    const Decimal::Value quotient = a.value_ / b.value_;
    // The library truncates somewhere past the 50th digit; print and parse to end at 50, half even.
    return Decimal(Decimal::Value(quotient.str(50, std::ios_base::scientific)));
}

bool operator==(const Decimal& a, const Decimal& b) { return a.value_ == b.value_; }

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int order = a.value_.compare(b.value_);
    return order < 0   ? std::strong_ordering::less
           : order > 0 ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
}

bool Decimal::is_negative() const { return value_ < 0; }
bool Decimal::is_zero() const { return value_.is_zero(); }

std::optional<Decimal::Split> Decimal::split_at(int places) const {
    Value scaled = value_;
    for (int i = 0; i < places; ++i) scaled *= 10;
    const Value whole = trunc(scaled);
    if (whole > Value(std::numeric_limits<std::int64_t>::max()) ||
        whole < Value(std::numeric_limits<std::int64_t>::min()))
        return std::nullopt;
    return Split{.whole = static_cast<std::int64_t>(whole), .remainder = Decimal(scaled - whole)};
}

std::string Decimal::to_text(int places) const {
    // Half even on the decimal digits themselves: the library's own fixed printing rounds half up.
    Value scaled = value_;
    for (int i = 0; i < places; ++i) scaled *= 10;
    Value whole = trunc(scaled);
    const Value rest = abs(scaled - whole);
    const Value half = Value(1) / 2;
    const bool odd = trunc(whole / 2) * 2 != whole;
    if (rest > half || (rest == half && odd)) whole += scaled < 0 ? -1 : 1;
    std::string digits = whole.str(0, std::ios_base::fixed);
    const bool negative = digits.front() == '-';
    if (negative) digits.erase(0, 1);
    digits = digits.substr(0, digits.find('.'));
    const auto width = static_cast<std::size_t>(places);
    if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
    if (width > 0) digits.insert(digits.size() - width, 1, '.');
    return negative && whole != 0 ? "-" + digits : digits;
}

std::string Decimal::to_text() const {
    std::string text = to_text(40);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace rmbsim::ledger

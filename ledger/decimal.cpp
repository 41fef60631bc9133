#include "ledger/decimal.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <ios>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/multiprecision/cpp_dec_float.hpp>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"

namespace rmbsim::ledger {
namespace {

using Value = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<50>,
                                            boost::multiprecision::et_off>;
static_assert(std::is_trivially_destructible_v<Value>);  // a Decimal ends without a word

constexpr int digits_kept = 50;

// As many digits as may be kept, leading zeros aside, with a digit on both sides of a point.
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
    if (!all_digits(whole) || !all_digits(fraction)) return false;
    const auto first = text.find_first_not_of("0.");
    if (first == std::string_view::npos) return true;
    const auto significant = text.substr(first);
    return significant.size() - static_cast<std::size_t>(significant.contains('.')) <= digits_kept;
}

}  // namespace

struct DecimalInside {
    static_assert(sizeof(Value) == sizeof(Decimal::inside_) && alignof(Value) == alignof(Decimal));
    static void* place(Decimal& d) { return d.inside_.data(); }
    static Value& of(Decimal& d) { return *std::launder(static_cast<Value*>(place(d))); }
};

namespace {

const Value& value(const Decimal& d) { return DecimalInside::of(const_cast<Decimal&>(d)); }

Decimal decimal(const Value& value) {
    Decimal made;
    DecimalInside::of(made) = value;
    return made;
}

}  // namespace

Decimal::Decimal() { ::new (DecimalInside::place(*this)) Value(0); }
Decimal::Decimal(const Decimal& other) { ::new (DecimalInside::place(*this)) Value(value(other)); }
Decimal& Decimal::operator=(const Decimal& other) {
    DecimalInside::of(*this) = value(other);
    return *this;
}

std::optional<Decimal> Decimal::parse(std::string_view plain_decimal) {
    if (!is_plain_decimal(plain_decimal)) return std::nullopt;
    return decimal(Value(std::string(plain_decimal)));
}

Decimal Decimal::from_int128(Int128 whole) {
    // Two halves of 10^18 each: every half fits int64, so each conversion is exact.
    constexpr Int128 half = 1'000'000'000'000'000'000;
    const auto high = static_cast<std::int64_t>(whole / half / half);
    const auto middle = static_cast<std::int64_t>(whole / half % half);
    const auto low = static_cast<std::int64_t>(whole % half);
    const Value base(std::int64_t{1'000'000'000'000'000'000});
    return decimal((Value(high) * base + Value(middle)) * base + Value(low));
}

Decimal Decimal::from_minor(std::int64_t minor, int decimals) {
    Value scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    return decimal(Value(minor) / scale);
}

Decimal operator+(const Decimal& a, const Decimal& b) { return decimal(value(a) + value(b)); }
Decimal operator-(const Decimal& a, const Decimal& b) { return decimal(value(a) - value(b)); }
Decimal operator*(const Decimal& a, const Decimal& b) { return decimal(value(a) * value(b)); }
Decimal operator-(const Decimal& a) { return decimal(-value(a)); }

Decimal operator/(const Decimal& a, const Decimal& b) {
    expects(!value(b).is_zero(), "a divisor is not zero");
    // The library multiplies by an inverse, so that a quotient that ends comes out as …4999… near the
    // 75th digit. Rounding to 69 digits first mends that, and cannot make a tie of anything else while
    // the divisor has fewer than 18 digits; then to 50, half even, on the text: one print, one parse.
    const std::string text =
        (value(a) / value(b)).str(68, std::ios_base::scientific);  // -1.23…e+04
    const auto e = text.find('e');
    const auto kept = text.find('.') + digits_kept;  // the point and 49 digits after the first
    if (e == std::string::npos || e <= kept) return decimal(Value(text));
    const std::string_view rest = std::string_view(text).substr(kept, e - kept);
    const auto beyond_tie = rest.find_first_not_of('0', 1) != std::string_view::npos;
    const bool odd = (text[kept - 1] - '0') % 2 != 0;
    const bool up = rest.front() > '5' || (rest.front() == '5' && (beyond_tie || odd));
    const std::string exponent = text.substr(e + 1);
    const Value down(text.substr(0, kept) + text.substr(e));
    if (!up) return decimal(down);
    const Value unit("1e" + std::to_string(std::stoi(exponent) - (digits_kept - 1)));
    return decimal(down < 0 ? Value(down - unit) : Value(down + unit));
}

bool operator==(const Decimal& a, const Decimal& b) { return value(a) == value(b); }

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int order = value(a).compare(value(b));
    return order < 0   ? std::strong_ordering::less
           : order > 0 ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
}

bool Decimal::is_negative() const { return value(*this) < 0; }
bool Decimal::is_zero() const { return value(*this).is_zero(); }

std::optional<Decimal::Split> Decimal::split_at(int places) const {
    Value scaled = value(*this);
    for (int i = 0; i < places; ++i) scaled *= 10;
    const Value whole = trunc(scaled);
    if (whole > Value(std::numeric_limits<std::int64_t>::max()) ||
        whole < Value(std::numeric_limits<std::int64_t>::min()))
        return std::nullopt;
    return Split{.whole = static_cast<std::int64_t>(whole), .remainder = decimal(scaled - whole)};
}

std::string Decimal::to_text(int places) const {
    // Half even on the decimal digits themselves: the library's own fixed printing rounds half up.
    Value scaled = value(*this);
    for (int i = 0; i < places; ++i) scaled *= 10;
    Value whole = abs(trunc(scaled));
    const Value twice_rest = abs(scaled) * 2 - whole * 2;
    const auto digits_of = [](const Value& v) {
        const std::string text = v.str(0, std::ios_base::fixed);
        return text.substr(0, text.find('.'));
    };
    std::string digits = digits_of(whole);
    const bool odd = (digits.back() - '0') % 2 != 0;
    if (twice_rest > 1 || (twice_rest == 1 && odd)) digits = digits_of(whole += 1);
    const auto width = static_cast<std::size_t>(places);
    if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
    if (width > 0) digits.insert(digits.size() - width, 1, '.');
    return scaled < 0 && whole != 0 ? "-" + digits : digits;
}

std::string Decimal::to_text() const {
    if (value(*this).is_zero()) return "0";
    const std::string all =
        abs(value(*this)).str(0, std::ios_base::scientific);  // "2.50e+03", every digit
    const auto e = all.find('e');
    std::string digits = all.substr(0, e);
    std::erase(digits, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    const int before_point = std::stoi(all.substr(e + 1)) + 1;
    if (before_point <= 0) digits.insert(0, static_cast<std::size_t>(1 - before_point), '0');
    const auto point = static_cast<std::size_t>(std::max(before_point, 1));
    if (digits.size() < point) digits.append(point - digits.size(), '0');
    if (digits.size() > point) digits.insert(point, 1, '.');
    return value(*this) < 0 ? "-" + digits : digits;
}

}  // namespace rmbsim::ledger

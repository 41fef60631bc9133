#include "adapters/seller_reports/amount_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/seller_reports/letters.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::sellers {
namespace {

using Result = std::expected<AmountRead, AmountProblem>;

constexpr std::array<std::string_view, 3> blanks{" ", "\u00A0", "\u202F"};
constexpr std::array<std::string_view, 5> currency_signs{"$", "€", "£", "¥", "￥"};
constexpr std::size_t group_digits = 3, amount_bytes_most = 64;

template <std::size_t N>
bool take(std::string_view& text, const std::array<std::string_view, N>& prefixes) {
    for (const std::string_view prefix : prefixes)
        if (text.starts_with(prefix)) {
            text.remove_prefix(prefix.size());
            return true;
        }
    return false;
}

AmountProblem problem_of(ledger::AmountError error) {
    switch (error) {
        case ledger::AmountError::empty:
        case ledger::AmountError::not_plain_decimal:
            return AmountProblem::not_an_amount;
        case ledger::AmountError::too_many_decimals:
            return AmountProblem::too_many_decimals;
        case ledger::AmountError::beyond_int64:
            return AmountProblem::beyond_int64;
    }
    return AmountProblem::not_an_amount;
}

Result parsed(std::string_view plain, int decimals, DecimalMark shown) {
    const auto minor = ledger::parse_minor(plain, decimals);
    if (!minor) return std::unexpected(problem_of(minor.error()));
    return AmountRead{.minor = *minor, .shown = shown};
}

// Digits at both ends, and nothing but digits and separators between.
bool is_written_with_digits(std::string_view text) {
    constexpr std::string_view allowed = "0123456789., '\u00A0\u202F";  // by bytes
    return !text.empty() && is_digit(text.front()) && is_digit(text.back()) &&
           text.find_first_not_of(allowed) == std::string_view::npos;
}

// Digits with at most one point, which is how nearly all amounts come.
bool is_plain(std::string_view text) {
    const bool all = std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; });
    return all && std::ranges::count(text, '.') <= 1;
}

// The whole part without its separators; nullopt: they do not stand three digits apart, or are of two kinds.
std::optional<std::string> without_groups(std::string_view whole) {
    std::string digits;
    std::string_view used;  // the separator that came first
    std::size_t since = 0;
    while (!whole.empty()) {
        if (is_digit(whole.front())) {
            digits += whole.front();
            whole.remove_prefix(1);
            ++since;
            continue;
        }
        const std::string_view before = whole;
        if (whole.front() == ',' || whole.front() == '.' || whole.front() == '\'')
            whole.remove_prefix(1);
        else if (!take(whole, blanks))
            return std::nullopt;
        const std::string_view separator = before.substr(0, before.size() - whole.size());
        const bool is_first = used.empty();
        if (is_first ? since == 0 || since > group_digits
                     : since != group_digits || separator != used)
            return std::nullopt;
        used = separator;
        since = 0;
    }
    if (!used.empty() && since != group_digits) return std::nullopt;
    return digits;
}

struct Marks {
    DecimalMark mark = DecimalMark::unknown;  // of decimals, in this amount
    bool decides = true;                      // false: only other amounts can tell
    std::size_t at = std::string_view::npos;  // of the mark that stands in it; npos: no decimals
};

DecimalMark mark_of(char c) { return c == '.' ? DecimalMark::point : DecimalMark::comma; }
DecimalMark other_than(DecimalMark mark) {
    return mark == DecimalMark::point ? DecimalMark::comma : DecimalMark::point;
}

Marks marks_in(std::string_view text, int decimals) {
    const std::size_t last = text.find_last_of(".,");
    if (last == std::string_view::npos) return {};
    const char c = text[last];
    const bool has_other = text.find(c == '.' ? ',' : '.') != std::string_view::npos;
    if (has_other) return {.mark = mark_of(c), .at = last};
    if (text.find(c) != last) return {.mark = other_than(mark_of(c))};  // twice: it groups
    const std::string_view before = text.substr(0, last);
    const bool may_group = text.size() - last - 1 == group_digits && !before.empty() &&
                           before.size() <= group_digits && before != "0";
    if (!may_group) return {.mark = mark_of(c), .at = last};
    if (decimals == 0) return {.mark = other_than(mark_of(c))};
    return {.mark = mark_of(c), .decides = false, .at = last};
}

}  // namespace

Result read_amount(std::string_view text, int decimals, DecimalMark known) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    if (text.empty()) return std::unexpected(AmountProblem::empty);
    if (text.size() > amount_bytes_most) return std::unexpected(AmountProblem::not_an_amount);
    std::string_view digits = text;
    std::string plain;
    take(digits, currency_signs);
    const bool is_negative = take(digits, std::array<std::string_view, 2>{"-", "\u2212"});
    if (!is_negative) take(digits, std::array<std::string_view, 1>{"+"});
    take(digits, currency_signs);
    if (is_negative) plain = "-";
    if (!is_plain(digits) && !is_written_with_digits(digits))
        return std::unexpected(AmountProblem::not_an_amount);

    Marks marks = marks_in(digits, decimals);
    if (!marks.decides) {
        if (known == DecimalMark::unknown) return std::unexpected(AmountProblem::ambiguous);
        if (known != marks.mark) marks = {.mark = known, .decides = false};  // it groups
    } else if (known != DecimalMark::unknown && marks.mark != DecimalMark::unknown &&
               marks.mark != known) {
        return std::unexpected(AmountProblem::other_mark);
    }
    const DecimalMark shown = marks.decides ? marks.mark : DecimalMark::unknown;
    if (marks.at != std::string_view::npos && digits[marks.at] == '.' && is_plain(digits))
        return parsed(plain.append(digits), decimals, shown);

    const std::string_view whole = digits.substr(0, marks.at);
    const auto bare = without_groups(whole);
    if (!bare) return std::unexpected(AmountProblem::bad_groups);
    plain += *bare;
    if (marks.at != std::string_view::npos) plain.append(".").append(digits.substr(marks.at + 1));
    return parsed(plain, decimals, shown);
}

}  // namespace rmbsim::adapters::sellers

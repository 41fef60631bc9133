#include "adapters/iso20022/checks.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

struct IbanLength {
    std::string_view country;
    int length;
};
constexpr IbanLength iban_lengths[] = {
#include "adapters/iso20022/iban_lengths.inc"
};

constexpr std::string_view check_digits_wrong = "its check digits do not fit";
constexpr std::string_view length_wrong = "its country's IBANs have";

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper_or_digit(char c) { return is_upper(c) || is_digit(c); }

template <class Test>
bool all(std::string_view text, Test test) {
    return std::all_of(text.begin(), text.end(), test);
}

// ISO 7064 MOD 97-10: letters count 10 to 35.
int modulo_97(std::string_view text, int carried = 0) {
    for (const char c : text) {
        if (is_digit(c)) {
            carried = (carried * 10 + (c - '0')) % 97;
        } else {
            const int letter = (c | 0x20) - 'a' + 10;
            carried = (carried * 100 + letter) % 97;
        }
    }
    return carried;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

// What may follow a day or an instant: nothing, "Z", "+08:00".
bool is_zone(std::string_view text) {
    if (text.empty() || text == "Z") return true;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
    const std::string_view hours = text.substr(1, 2), minutes = text.substr(4, 2);
    if (!all(hours, is_digit) || !all(minutes, is_digit)) return false;
    return number(minutes) <= 59 &&
           (number(hours) <= 13 || (number(hours) == 14 && number(minutes) == 0));
}

bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const std::string_view year = text.substr(0, 4), month = text.substr(5, 2),
                           day = text.substr(8, 2);
    if (!all(year, is_digit) || !all(month, is_digit) || !all(day, is_digit)) return false;
    return std::chrono::year_month_day(std::chrono::year(number(year)),
                                       std::chrono::month(static_cast<unsigned>(number(month))),
                                       std::chrono::day(static_cast<unsigned>(number(day))))
        .ok();
}

// "08:30:00" with any fraction; 24:00:00 is the day's end.
bool is_time(std::string_view text) {
    if (text.size() < 8 || text[2] != ':' || text[5] != ':') return false;
    const std::string_view h = text.substr(0, 2), m = text.substr(3, 2), s = text.substr(6, 2);
    if (!all(h, is_digit) || !all(m, is_digit) || !all(s, is_digit)) return false;
    const std::string_view fraction = text.substr(8);
    if (!fraction.empty() &&
        (fraction.size() < 2 || fraction[0] != '.' || !all(fraction.substr(1), is_digit)))
        return false;
    if (number(h) == 24) return number(m) == 0 && number(s) == 0;
    return number(h) <= 23 && number(m) <= 59 && number(s) <= 59;
}

}  // namespace

std::string fault_of_bic(std::string_view text) {
    const bool right = (text.size() == 8 || text.size() == 11) && all(text, is_upper_or_digit) &&
                       is_upper(text[4]) && is_upper(text[5]);
    if (right) return {};
    return fmt::format(
        "'{}' is not a BIC: 8 or 11 capital letters and digits, the 5th and 6th a country", text);
}

int iban_length(std::string_view country) {
    const auto* const found = std::lower_bound(
        std::begin(iban_lengths), std::end(iban_lengths), country,
        [](const IbanLength& row, std::string_view wanted) { return row.country < wanted; });
    return found != std::end(iban_lengths) && found->country == country ? found->length : 0;
}

std::string fault_of_iban(std::string_view text) {
    const auto is_letter_or_digit = [](char c) {
        return is_upper_or_digit(c) || (c >= 'a' && c <= 'z');
    };
    if (text.size() < 5 || text.size() > 34 || !is_upper(text[0]) || !is_upper(text[1]) ||
        !is_digit(text[2]) || !is_digit(text[3]) || !all(text.substr(4), is_letter_or_digit))
        return fmt::format(
            "'{}' is not an IBAN: two capital letters, two digits, then up to 30 letters and "
            "digits",
            text);
    const int length = iban_length(text.substr(0, 2));
    if (length != 0 && text.size() != static_cast<std::size_t>(length))
        return fmt::format("'{}' has {} characters, {} {}", text, text.size(), length_wrong,
                           length);
    if (modulo_97(text.substr(0, 4), modulo_97(text.substr(4))) != 1)
        return fmt::format("'{}' is not an IBAN: {} (ISO 7064 MOD 97-10)", text,
                           check_digits_wrong);
    return {};
}

std::string fault_of_lei(std::string_view text) {
    if (text.size() != 20 || !all(text, is_upper_or_digit) || !is_digit(text[18]) ||
        !is_digit(text[19]))
        return fmt::format(
            "'{}' is not an LEI: 18 capital letters and digits, then two check digits", text);
    if (modulo_97(text) != 1)
        return fmt::format("'{}' is not an LEI: {} (ISO 7064 MOD 97-10)", text, check_digits_wrong);
    return {};
}

bool is_check_digit_fault(std::string_view fault) {
    return fault.find(check_digits_wrong) != std::string_view::npos ||
           fault.find(length_wrong) != std::string_view::npos;
}

std::string fault_of_uetr(std::string_view text) {
    bool right = text.size() == 36;
    for (std::size_t i = 0; right && i < text.size(); ++i) {
        const char c = text[i];
        if (i == 8 || i == 13 || i == 18 || i == 23)
            right = c == '-';
        else if (i == 14)
            right = c == '4';
        else if (i == 19)
            right = c == '8' || c == '9' || c == 'a' || c == 'b';
        else
            right = is_digit(c) || (c >= 'a' && c <= 'f');
    }
    if (right) return {};
    return fmt::format("'{}' is not a UETR: a UUID of version 4 in lower case", text);
}

std::string fault_of_date(std::string_view text) {
    if (text.size() >= 10 && is_day(text.substr(0, 10)) && is_zone(text.substr(10))) return {};
    return fmt::format("'{}' is not a day as 2026-01-05", text);
}

std::string fault_of_instant(std::string_view text) {
    if (text.size() >= 19 && is_day(text.substr(0, 10)) && text[10] == 'T') {
        const std::string_view rest = text.substr(11);
        const std::size_t zone = rest.find_first_not_of("0123456789:.");
        const std::string_view time = rest.substr(0, zone);
        if (is_time(time) &&
            is_zone(zone == std::string_view::npos ? std::string_view{} : rest.substr(zone)))
            return {};
    }
    return fmt::format("'{}' is not an instant as 2026-01-05T08:30:00+08:00", text);
}

std::expected<ledger::Money, std::string> money_of(std::string_view text,
                                                   std::string_view currency) {
    if (currency.empty()) return std::unexpected("has no currency (attribute Ccy)");
    const auto id = ledger::find_currency(currency);
    if (!id) {
        if (currency == "CNH")
            return std::unexpected(
                "'CNH' is a market's word for offshore renminbi; messages carry CNY");
        return std::unexpected(fmt::format(
            "'{}' is not an ISO 4217 currency with a minor unit, so no amount can be kept in it",
            currency));
    }
    const int decimals = ledger::decimals_of(*id);
    std::string_view plain = text;
    if (plain.starts_with('+')) plain.remove_prefix(1);
    const std::size_t point = plain.find('.');
    if (point != std::string_view::npos) {  // zeros beyond the currency's decimals say nothing
        const std::size_t most = point + 1 + static_cast<std::size_t>(decimals);
        while (plain.size() > most && plain.back() == '0') plain.remove_suffix(1);
        if (plain.back() == '.') plain.remove_suffix(1);
    }
    std::string with_zero;
    if (plain.starts_with('.')) {
        with_zero = fmt::format("0{}", plain);
        plain = with_zero;
    }
    const auto minor = ledger::parse_minor(plain, decimals);
    if (minor && *minor >= 0 && !plain.starts_with('-')) return ledger::Money{*minor, *id};
    if (minor) return std::unexpected(fmt::format("'{}' is negative", text));
    switch (minor.error()) {
        case ledger::AmountError::too_many_decimals:
            return std::unexpected(
                fmt::format("'{}' has more decimals than {} has ({})", text, currency, decimals));
        case ledger::AmountError::beyond_int64:
            return std::unexpected(fmt::format("'{}' is too large", text));
        case ledger::AmountError::empty:
        case ledger::AmountError::not_plain_decimal:
            break;
    }
    return std::unexpected(fmt::format("'{}' is not a decimal number", text));
}

std::string uetr_of(std::uint64_t high, std::uint64_t low) {
    high = (high & ~std::uint64_t{0xF000}) | 0x4000;
    low = (low & ~(std::uint64_t{3} << 62)) | (std::uint64_t{2} << 62);
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                       high & 0xFFFF, low >> 48, low & 0xFFFFFFFFFFFF);
}

}  // namespace rmbsim::adapters::iso20022

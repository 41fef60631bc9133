#include "adapters/statements/mt_value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/csv/values.hpp"
#include "adapters/statements/mt_fields.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::statements {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool MtValue::at_digits(std::size_t count) const {
    return rest_.size() >= count && is_digits(rest_.substr(0, count));
}

std::string_view MtValue::take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
}

std::string_view MtValue::take_digits() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    return take(count);
}

std::uint32_t MtValue::column() const {
    const std::size_t taken = field_.value.size() - rest_.size();
    return field_.column + count_characters(std::string_view(field_.value).substr(0, taken));
}

void MtValue::refuse(std::string message, std::string expected, std::string hint) {
    refuse_at(column(), std::move(message), std::move(expected), std::move(hint));
}

void MtValue::refuse_at(std::uint32_t column, std::string message, std::string expected,
                        std::string hint) {
    diagnostics_.add({.file = shown_,
                      .line = field_.line,
                      .column = column,
                      .message = std::move(message),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
}

std::optional<ledger::CurrencyId> MtValue::take_currency() {
    const std::uint32_t begins = column();
    const std::string_view code = take(3);
    const auto currency = ledger::find_currency(code);
    if (!currency)
        refuse_at(begins, "currency '" + std::string(code) + "' is not an ISO 4217 code",
                  "a three-letter code such as CNY");
    return currency;
}

std::optional<std::int64_t> MtValue::take_minor(ledger::CurrencyId currency) {
    const std::uint32_t begins = column();
    const std::string_view from = rest_;
    const std::size_t end = rest_.find_first_not_of("0123456789,.");
    const std::string_view text = take(end == std::string_view::npos ? rest_.size() : end);
    const int decimals = ledger::decimals_of(currency);
    const auto minor = parse_unsigned(text, decimals);
    if (minor) return *minor;
    if (minor.error() == ledger::AmountError::not_plain_decimal ||
        minor.error() == ledger::AmountError::empty) {
        const std::string_view found = text.empty() ? from.substr(0, from.find('\n')) : text;
        refuse_at(begins, "'" + std::string(found.substr(0, 15)) + "' is no amount",
                  "digits with a comma, such as 1250,50");
        return std::nullopt;
    }
    AmountFault fault = fault_of(minor.error(), text, ledger::code_of(currency), decimals);
    refuse_at(begins, std::move(fault.message), std::move(fault.expected), std::move(fault.hint));
    return std::nullopt;
}

}  // namespace rmbsim::adapters::statements

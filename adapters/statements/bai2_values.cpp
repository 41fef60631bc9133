#include "adapters/statements/bai2_values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/statements/bai2_records.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

BalanceKind kind_of_code(std::string_view code) {
    return code == "010"   ? BalanceKind::opening
           : code == "015" ? BalanceKind::closing
           : code == "040" ? BalanceKind::opening_available
           : code == "045" ? BalanceKind::closing_available
                           : BalanceKind::other;
}

int direction_of(std::string_view code) {
    if (code.size() != 3) return 0;
    return (code >= "100" && code <= "399") || (code >= "920" && code <= "959")   ? 1
           : (code >= "400" && code <= "699") || (code >= "960" && code <= "999") ? -1
                                                                                  : 0;
}

void BaiValues::error(std::uint32_t line, std::uint32_t column, std::string message,
                      std::string expected, std::string hint) {
    diagnostics_.add({.file = shown_,
                      .line = line,
                      .column = column,
                      .message = std::move(message),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
}

void BaiValues::error(const BaiFields& at, std::string message, std::string expected) {
    error(at.line(), at.column(), std::move(message), std::move(expected));
}

void BaiValues::take_currency(const BaiFields& fields, std::string_view code,
                              ledger::CurrencyId& to) {
    if (const auto currency = ledger::find_currency(code))
        to = *currency;
    else
        error(fields, "currency '" + std::string(code) + "' is not an ISO 4217 code",
              "a three-letter code such as USD, or nothing");
}

std::optional<std::int64_t> BaiValues::minor_of(const BaiFields& fields, std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.empty()) return 0;
    constexpr std::int64_t most = 999'999'999'999'999'999;
    const bool whole = is_digits(text.substr(text.starts_with('-') ? 1 : 0));
    const auto minor = ledger::parse_minor(text, 0);
    if (whole && minor && *minor >= -most && *minor <= most) return *minor;
    error(fields, "'" + std::string(text) + "' is no amount",
          "whole minor units of at most 18 digits, without a point");
    return std::nullopt;
}

std::optional<ledger::ValueDate> BaiValues::take_funds(BaiFields& fields, bool& well_formed) {
    const std::string_view type = fields.next().value_or("");
    if (type == "S") {
        for (int i = 0; i < 3; ++i) fields.next();
    } else if (type == "V") {
        const std::string_view day = fields.next().value_or("");
        const auto date = parse_yymmdd(day);
        if (!date) {
            well_formed = false;
            error(fields, "'" + std::string(day) + "' is not a date", "a day as YYMMDD");
        }
        fields.next();
        return date;
    } else if (type == "D") {
        const std::string_view count = fields.next().value_or("");
        if (!is_digits(count) || count.size() > 3) {
            well_formed = false;
            error(fields, "'" + std::string(count) + "' is no number of parts",
                  "how many pairs of days and amounts follow");
            return std::nullopt;
        }
        int parts = 0;
        for (const char c : count) parts = parts * 10 + (c - '0');
        for (int i = 0; i < 2 * parts; ++i) fields.next();
    } else if (!type.empty() && type != "Z" && type != "0" && type != "1" && type != "2") {
        well_formed = false;
        error(fields, "'" + std::string(type) + "' is no funds type",
              "Z, 0, 1, 2, S, V, D or nothing");
    }
    return std::nullopt;
}

}  // namespace rmbsim::adapters::statements

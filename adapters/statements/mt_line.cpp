#include "adapters/statements/mt_line.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/mt_value.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::statements {
namespace {

bool is_type_code(std::string_view type) {
    return type.size() == 4 && is_letter(type[0]) &&
           std::ranges::all_of(type.substr(1),
                               [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

std::string said_reference(std::string_view reference) {
    reference = trimmed(reference);
    return std::string(reference == "NONREF" ? std::string_view{} : reference);
}

void read_references(std::string_view text, Entry& entry, std::string& supplement) {
    const std::size_t line_end = text.find('\n');
    const std::string_view references = text.substr(0, line_end);
    if (line_end != std::string_view::npos) supplement = trimmed(text.substr(line_end));
    const std::size_t slashes = references.find("//");
    entry.client_reference = said_reference(references.substr(0, slashes));
    if (slashes != std::string_view::npos)
        entry.servicer_reference = said_reference(references.substr(slashes + 2));
}

// Value date and, where there is one, entry date; false: refused.
bool take_days(MtValue& value, Entry& entry) {
    const std::optional<ledger::ValueDate> day =
        value.at_digits(6) ? parse_yymmdd(value.rest().substr(0, 6)) : std::nullopt;
    constexpr const char* example = "such as :61:2601050105C1250,50NTRFNONREF";
    if (!day) {
        value.refuse(":61: has no value date", "a day that there is, as YYMMDD", example);
        return false;
    }
    value.take(6);
    entry.value_date = *day;
    if (!value.at_digits(4)) return true;
    entry.booking_date = parse_mmdd(value.rest().substr(0, 4), *day);
    if (!entry.booking_date) {
        value.refuse(":61: has no entry date", "a day that there is, as MMDD", example);
        return false;
    }
    value.take(4);
    return true;
}

}  // namespace

std::optional<Entry> read_mt_line(MtValue& value, ledger::CurrencyId currency,
                                  std::string& supplement) {
    Entry entry;
    entry.currency = currency;
    if (!take_days(value, entry)) return std::nullopt;
    const std::string_view rest = value.rest();
    if (rest.starts_with("RC") || rest.starts_with("RD")) {
        entry.is_reversal = true;
        value.take(1);
    } else if (rest.starts_with("EC") || rest.starts_with("ED")) {
        entry.status = EntryStatus::pending;
        value.take(1);
    }
    const char mark = value.peek();
    if (mark != 'C' && mark != 'D') {
        value.refuse(":61: has no debit or credit mark", "C, D, RC or RD");
        return std::nullopt;
    }
    value.take(1);
    if (is_letter(value.peek())) value.take(1);  // funds code: the currency's third letter
    const auto minor = value.take_minor(currency);
    if (!minor) return std::nullopt;
    const bool is_credit = (mark == 'C') != entry.is_reversal;
    entry.minor = is_credit ? *minor : -*minor;
    if (!is_type_code(value.rest().substr(0, 4))) {
        value.refuse(":61: has no transaction type", "N, F or S and three characters: NTRF");
        return std::nullopt;
    }
    entry.code.swift_type = value.take(4);
    read_references(value.rest(), entry, supplement);
    return entry;
}

}  // namespace rmbsim::adapters::statements

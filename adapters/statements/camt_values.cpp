#include "adapters/statements/camt_values.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/csv/values.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

std::optional<ledger::ValueDate> day_in(std::string_view text) {
    if (text.size() > 10 && std::string_view("TZ+-").find(text[10]) == std::string_view::npos)
        return std::nullopt;
    return parse_date(text.substr(0, 10));
}

std::optional<ledger::CurrencyId> currency_in(std::string_view code, xml::Cursor& at) {
    const auto currency = ledger::find_currency(code);
    if (!currency)
        at.refuse(
            "currency '" + std::string(code) + "' of " + at.path() + " is not an ISO 4217 code",
            "a three-letter code such as CNY");
    return currency;
}

std::optional<std::int64_t> minor_in(std::string_view text, ledger::CurrencyId currency,
                                     xml::Cursor& at) {
    const int decimals = ledger::decimals_of(currency);
    const bool comma = text.find(',') != std::string_view::npos;
    const auto minor = comma ? std::unexpected(ledger::AmountError::not_plain_decimal)
                             : parse_unsigned(text, decimals);
    if (minor) return *minor;
    const AmountFault fault = fault_of(minor.error(), text, ledger::code_of(currency), decimals);
    at.refuse(at.path() + ": " + fault.message, fault.expected, fault.hint);
    return std::nullopt;
}

std::optional<ledger::ValueDate> date_in(std::string_view text, xml::Cursor& at) {
    const auto date = day_in(text);
    if (!date)
        at.refuse("'" + std::string(text) + "' in " + at.path() + " is not a date",
                  "a day such as 2026-01-05");
    return date;
}

int sign_in(std::string_view text, xml::Cursor& at) {
    if (text == "CRDT") return 1;
    if (text == "DBIT") return -1;
    at.refuse("'" + std::string(text) + "' in " + at.path() + " is no direction", "CRDT or DBIT");
    return 0;
}

void demand(bool there, xml::Place place, const std::string& parent, const char* name,
            xml::Cursor& at) {
    if (!there)
        at.refuse_at(place, "element " + parent + " has no " + name,
                     std::string(name) + " in every " + parent);
}

}  // namespace rmbsim::adapters::statements

// The values of a camt message as they stand in an element; what is none is refused at its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/xml/xml_reader.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

// "2014-12-31", "2014-12-31+01:00", "2014-12-31T13:15:00+01:00": the day that is written.
std::optional<ledger::ValueDate> day_in(std::string_view text);

std::optional<ledger::CurrencyId> currency_in(std::string_view code, xml::Cursor& at);
std::optional<std::int64_t> minor_in(std::string_view text, ledger::CurrencyId currency,
                                     xml::Cursor& at);
std::optional<ledger::ValueDate> date_in(std::string_view text, xml::Cursor& at);
int sign_in(std::string_view text, xml::Cursor& at);  // +1 credit, -1 debit; 0: refused

// Refuses a parent that lacks an element.
void demand(bool there, xml::Place place, const std::string& parent, const char* name,
            xml::Cursor& at);

}  // namespace rmbsim::adapters::statements

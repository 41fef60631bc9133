// ISO 4217 currencies and their minor units.
//
// Renminbi is one currency, CNY, at par across the border. Whether an account's renminbi lies
// onshore or offshore is the account's Market (account.hpp): it decides which exchange rate and
// curve apply. People read offshore renminbi as "CNH"; messages carry "CNY".
//
// Source      ISO 4217 table A.1 (scenarios/reference/iso4217.csv); the table is generated from it
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/id.hpp"

namespace rmbsim::ledger {

using CurrencyId = Id<struct CurrencyTag>;  // index into the ISO table, which is sorted by code

struct CurrencyInfo {
    std::string_view code;  // "CNY"
    std::uint16_t numeric;  // 156
    std::uint8_t decimals;  // 2: one yuan is 10^2 minor units
};

std::optional<CurrencyId> find_currency(std::string_view iso_code);
const CurrencyInfo& info(CurrencyId currency);
inline std::string_view code_of(CurrencyId currency) { return info(currency).code; }
inline int decimals_of(CurrencyId currency) { return info(currency).decimals; }

// For tests and tables in code; a code that is not in the table is a broken contract.
CurrencyId currency(std::string_view iso_code);

// The ISO code nearest in spelling, for "did you mean".
std::string_view nearest_currency(std::string_view text);

std::uint32_t currency_count();

}  // namespace rmbsim::ledger

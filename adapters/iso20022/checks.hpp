// What a value of a payment message must look like: identifiers with their check digits, amounts, times.
//
// Errors      an empty string: it is right; else what is wrong, to stand after the element's name
// Source      BIC: ISO 9362 as ISO 20022 patterns it since 2014; IBAN: ISO 13616, lengths by country in
//             scenarios/reference/iban_lengths.csv, check digits ISO 7064 MOD 97-10; LEI: ISO 17442, the
//             same check digits; UETR: RFC 4122 UUID of version 4 in lower case
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022 {

std::string fault_of_bic(std::string_view text);
std::string fault_of_iban(std::string_view text);
std::string fault_of_lei(std::string_view text);
std::string fault_of_uetr(std::string_view text);
std::string fault_of_date(std::string_view text);     // "2026-01-05", a zone may follow
std::string fault_of_instant(std::string_view text);  // "2026-01-05T08:30:00.5+08:00"

// Faults of IBAN and LEI that lie in the check digits or the country's length only: the form is right.
bool is_check_digit_fault(std::string_view fault);

// How long an IBAN of that country is; 0: not a country of the registry.
int iban_length(std::string_view country);

// "0012.50" in CNY is 1250: the decimals of XML Schema, so zeros may lead and trail; no sign.
std::expected<ledger::Money, std::string> money_of(std::string_view text,
                                                   std::string_view currency);

// A UETR from 128 random bits of the run's streams: version and variant are put in.
std::string uetr_of(std::uint64_t high, std::uint64_t low);

}  // namespace rmbsim::adapters::iso20022

// The bank's codes for our rules: why a line stands in a statement, in ISO 20022's, SWIFT's and BAI2's words.
//
// Certain     only codes whose meaning is published and clear; a rule without a row has its own name as
//             proprietary code alone (issuer RMBSIM), which every line carries
// Source      ISO 20022 external code set, bank transaction codes: domain, family, sub-family; :61: type codes and
//             BAI2 type codes as banks use them (tests/data/statements has CAMT/ACCB/SWEP, 275, 354, 698)
#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::exports {

// `minor` above zero: a credit.
statements::BankCode bank_code(std::string_view rule_code, std::int64_t minor);

}  // namespace rmbsim::adapters::exports

// Field :61:, a statement line: 6!n[4!n]2a[1!a]15d1!a3!c16x[//16x], then [34x] on a line of its own.
//
// Signs       C and D, RC and RD (reversals: the other direction), EC and ED (expected: pending)
#pragma once

#include <optional>
#include <string>

#include "adapters/statements/mt_value.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::statements {

// nullopt: refused. `supplement` is what stands on the second line.
std::optional<Entry> read_mt_line(MtValue& value, ledger::CurrencyId currency,
                                  std::string& supplement);

}  // namespace rmbsim::adapters::statements

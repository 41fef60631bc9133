// What the fields of BAI2's records say: amounts, currencies, funds types, and what a type code means.
//
// Errors      a Diagnostic at the field; the value is then none
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/bai2_records.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

BalanceKind kind_of_code(std::string_view code);
int direction_of(std::string_view code);  // +1 credit, -1 debit, 0 neither: loans, information

class BaiValues {
  public:
    BaiValues(const std::string& shown, Diagnostics& diagnostics)
        : shown_(shown), diagnostics_(diagnostics) {}

    void error(std::uint32_t line, std::uint32_t column, std::string message, std::string expected,
               std::string hint = {});
    void error(const BaiFields& at, std::string message, std::string expected);

    void take_currency(const BaiFields& fields, std::string_view code, ledger::CurrencyId& to);
    // Digits with a sign or none; empty: zero.
    std::optional<std::int64_t> minor_of(const BaiFields& fields, std::string_view text);
    // The parts behind a funds type; the day of V.
    std::optional<ledger::ValueDate> take_funds(BaiFields& fields, bool& well_formed);

  private:
    const std::string& shown_;
    Diagnostics& diagnostics_;
};

}  // namespace rmbsim::adapters::statements

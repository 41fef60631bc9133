// A field's value taken from its front, with every refusal at the character where it stops.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/mt_fields.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::statements {

bool is_letter(char c);

class MtValue {
  public:
    MtValue(const MtField& field, const std::string& shown, Diagnostics& diagnostics)
        : field_(field), shown_(shown), diagnostics_(diagnostics), rest_(field.value) {}

    std::string_view rest() const { return rest_; }
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool at_digits(std::size_t count) const;
    std::string_view take(std::size_t count);
    std::string_view take_digits();
    std::uint32_t column() const;

    void refuse(std::string message, std::string expected, std::string hint = {});
    void refuse_at(std::uint32_t column, std::string message, std::string expected,
                   std::string hint = {});

    // nullopt: refused where it begins.
    std::optional<ledger::CurrencyId> take_currency();                    // 3!a
    std::optional<std::int64_t> take_minor(ledger::CurrencyId currency);  // 15d

  private:
    const MtField& field_;
    const std::string& shown_;
    Diagnostics& diagnostics_;
    std::string_view rest_;
};

}  // namespace rmbsim::adapters::statements

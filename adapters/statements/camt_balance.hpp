// One Bal while its elements come.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/statements/camt_elements.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::statements {

std::string_view code_of(BalanceKind kind);  // "OPBD"; empty for `other`

class CamtBalanceReading {
  public:
    explicit CamtBalanceReading(xml::Place place) : place_(place) { balance_.line = place.line; }
    void take(BalanceText what, std::string_view text, std::string_view currency, xml::Cursor& at);
    // nullopt: it lacks what was refused.
    std::optional<Balance> finish(xml::Cursor& at);

  private:
    Balance balance_;
    xml::Place place_;
    std::optional<int> sign_;
    bool has_type_ = false, has_amount_ = false, is_broken_ = false;
};

}  // namespace rmbsim::adapters::statements

// The values of a row, each told at its field when it is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/seller_reports/amount_text.hpp"
#include "adapters/seller_reports/date_text.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/survey.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {

class RowValues {
  public:
    RowValues(Records& rows, const BoundColumns& columns, const Layout& layout, Habits habits);

    std::string_view text(std::size_t field) const {
        return field < rows_.fields().size() ? rows_.fields()[field] : std::string_view();
    }
    std::string_view text(Role role) const { return text(columns_[role]); }

    // nullopt: diagnosed.
    std::optional<std::int64_t> amount(std::size_t field, ledger::CurrencyId currency);
    // The row's own, else the file's; nullopt: diagnosed.
    std::optional<ledger::CurrencyId> currency();
    // nullopt without a diagnostic: the field is empty, or not there.
    std::optional<ledger::SimTime> date(std::size_t field);
    std::optional<ledger::SimTime> posted();

  private:
    std::optional<ledger::SimTime> date_in(std::string_view text, std::size_t field);
    void tell(AmountProblem problem, std::size_t field, ledger::CurrencyId currency);
    void tell(DateProblem problem, std::string_view text, std::size_t field);

    Records& rows_;
    const BoundColumns& columns_;
    const Layout& layout_;
    Habits habits_;
    std::string last_currency_text_, last_date_text_, joined_;
    std::optional<ledger::CurrencyId> last_currency_;
    std::optional<ledger::SimTime> last_date_;
};

}  // namespace rmbsim::adapters::sellers

// What a report says of its own sums, held against its lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/seller_reports/difference.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {

// Row by row. The caller says where a finding stands.
class RowChecks {
  public:
    RowChecks(const BoundColumns& columns, const Layout& layout)
        : columns_(columns), layout_(layout), column_sums_(columns.amounts.size()) {}

    std::optional<Finding> row_total(std::int64_t row_minor, std::optional<std::int64_t> net_minor,
                                     ledger::CurrencyId currency) const;
    // The rows of a wallet stand oldest first or newest first, which its first two rows tell.
    std::optional<Finding> running_balance(std::int64_t row_minor,
                                           std::optional<std::int64_t> balance_minor,
                                           ledger::CurrencyId currency);

    // Summaries at the end: the names in their header say which column each adds up.
    void add_to_column(std::size_t amount, std::int64_t minor);
    bool is_summary(std::span<const std::string_view> fields) const;
    std::optional<std::size_t> summed_column(
        std::string_view name) const;  // index into BoundColumns::amounts
    std::optional<Finding> summary(std::string_view name, std::size_t amount, std::int64_t minor,
                                   ledger::CurrencyId currency) const;

  private:
    const BoundColumns& columns_;
    const Layout& layout_;
    std::vector<std::optional<std::int64_t>> column_sums_;  // nullopt once beyond int64
    struct Balance {
        std::int64_t before = 0, after = 0;
    };
    std::optional<Balance> last_;
    std::optional<bool> oldest_first_;
};

std::optional<Finding> wrong_total(
    const Settled& settled);  // nullopt: it adds up, or says no total
// Harmless in a settlement that adds up with it, as the marketplace has counted it twice, too; and in an order export
// whose rows have no id, as an order may have the same item twice.
Finding repeated_row(const std::vector<Settled>& settled, bool rows_have_id, std::uint32_t line,
                     std::uint32_t first);

}  // namespace rmbsim::adapters::sellers

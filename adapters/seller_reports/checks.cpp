#include "adapters/seller_reports/checks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/seller_reports/difference.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::sellers {
namespace {

std::string text_of(std::int64_t minor, ledger::CurrencyId currency) {
    return ledger::to_text(minor, ledger::decimals_of(currency));
}

}  // namespace

std::string_view word_of(FindingKind kind) {
    constexpr std::array<std::string_view, 7> words{
        "report_total", "row_total",         "running_balance",    "summary_total",
        "repeated_row", "negative_shipping", "refund_beyond_order"};
    return words.at(static_cast<std::size_t>(kind));
}

std::optional<Finding> RowChecks::row_total(std::int64_t row_minor,
                                            std::optional<std::int64_t> net_minor,
                                            ledger::CurrencyId currency) const {
    if (!net_minor || *net_minor == row_minor) return std::nullopt;
    const std::int64_t difference = ledger::checked_subtract(row_minor, *net_minor).value_or(0);
    return Finding{
        .kind = FindingKind::row_total,
        .message = fmt::format("the row's amounts add up to {} {}, and it says {}: difference {}",
                               text_of(row_minor, currency), ledger::code_of(currency),
                               text_of(*net_minor, currency), text_of(difference, currency)),
        .expected = "what the row says in total = the sum of its amounts",
        .difference_minor = difference};
}

std::optional<Finding> RowChecks::running_balance(std::int64_t row_minor,
                                                  std::optional<std::int64_t> balance_minor,
                                                  ledger::CurrencyId currency) {
    if (!balance_minor) return std::nullopt;
    const auto before = ledger::checked_subtract(*balance_minor, row_minor);
    if (!before) return std::nullopt;
    const std::optional<Balance> last = last_;
    last_ = Balance{.before = *before, .after = *balance_minor};
    if (!last) return std::nullopt;
    const bool goes_on = last->after == *before, goes_back = last->before == *balance_minor;
    if (!oldest_first_ && (goes_on || goes_back)) oldest_first_ = goes_on;
    const bool forward = oldest_first_.value_or(true);
    if (forward ? goes_on : goes_back) return std::nullopt;
    const std::int64_t expected = forward ? last->after : last->before;
    const std::int64_t found = forward ? *before : *balance_minor;
    return Finding{.kind = FindingKind::running_balance,
                   .message = fmt::format(
                       "the running balance {} this row is {} {}, and the row before leaves {}",
                       forward ? "before" : "after", text_of(found, currency),
                       ledger::code_of(currency), text_of(expected, currency)),
                   .expected = "balances that follow from each other, in one order of time",
                   .difference_minor = ledger::checked_subtract(found, expected).value_or(0)};
}

void RowChecks::add_to_column(std::size_t amount, std::int64_t minor) {
    std::optional<std::int64_t>& sum = column_sums_[amount];
    sum = ledger::checked_add(sum.value_or(0), minor);
}

bool RowChecks::is_summary(std::span<const std::string_view> fields) const {
    return std::ranges::any_of(layout_.columns, [&](const LayoutColumn& column) {
        return (column.role == Role::rows || column.role == Role::sum) && !fields.empty() &&
               is_same_name(fields.front(), column.name);
    });
}

std::optional<std::size_t> RowChecks::summed_column(std::string_view name) const {
    for (const LayoutColumn& column : layout_.columns) {
        if (column.role != Role::sum || !is_same_name(column.name, name)) continue;
        const auto found =
            std::ranges::find(columns_.amounts, std::string_view(column.of), &BoundAmount::code);
        if (found != columns_.amounts.end())
            return static_cast<std::size_t>(found - columns_.amounts.begin());
    }
    return std::nullopt;
}

std::optional<Finding> RowChecks::summary(std::string_view name, std::size_t amount,
                                          std::int64_t minor, ledger::CurrencyId currency) const {
    const BoundAmount& column = columns_.amounts[amount];
    const std::int64_t lines = column_sums_[amount].value_or(0);
    const auto sum = column.is_minus ? ledger::checked_subtract(0, lines) : lines;
    if (!sum || *sum == minor) return std::nullopt;
    const std::int64_t difference = ledger::checked_subtract(*sum, minor).value_or(0);
    return Finding{
        .kind = FindingKind::summary_total,
        .message = fmt::format("column {} adds up to {} {}, and {} says {}: difference {}",
                               column.code, text_of(*sum, currency), ledger::code_of(currency),
                               name, text_of(minor, currency), text_of(difference, currency)),
        .expected = "a summary that is the sum of its column",
        .difference_minor = difference};
}

std::optional<Finding> wrong_total(const Settled& settled) {
    if (!settled.differs()) return std::nullopt;
    const auto difference = settled.difference();
    const std::string name = settled.id.empty() ? "the report" : "settlement " + settled.id;
    return Finding{
        .kind = FindingKind::report_total,
        .line = settled.line,
        .column = settled.column,
        .message = fmt::format(
            "{} says a total of {} {}, and its {} lines from {} to {} add up to {}: difference {}",
            name, text_of(*settled.total_minor, settled.currency),
            ledger::code_of(settled.currency), settled.lines, settled.first_line, settled.last_line,
            text_of(settled.sum_minor, settled.currency),
            difference ? text_of(*difference, settled.currency) : "beyond an amount"),
        .expected = "total = sum of the lines",
        .hint = settled.suspects.empty() ? "no single line explains it"
                                         : fmt::format("{}", fmt::join(settled.suspects, "; ")),
        .difference_minor = difference.value_or(0),
        .currency = settled.currency,
        .settlement = settled.id};
}

Finding repeated_row(const std::vector<Settled>& settled, bool rows_have_id, std::uint32_t line,
                     std::uint32_t first) {
    const auto of = std::ranges::find_if(settled, [&](const Settled& one) {
        return one.first_line <= line && line <= one.last_line;
    });
    Finding finding{.kind = FindingKind::repeated_row,
                    .line = line,
                    .message = fmt::format("the row is the same as the one at line {}", first),
                    .expected = "each row once"};
    if (!rows_have_id) {
        finding.is_harmless = true;
        finding.hint = "rows of this report have no id, and an order may have the same item twice";
    }
    if (of == settled.end()) return finding;
    finding.currency = of->currency;
    finding.settlement = of->id;
    if (of->total_minor && !of->differs()) {
        finding.is_harmless = true;
        finding.hint = "the total counts both, so both are kept";
    }
    return finding;
}

}  // namespace rmbsim::adapters::sellers

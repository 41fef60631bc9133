#include "adapters/csv/netting_items.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/reader.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::array<std::string_view, 7> needed = {"id",     "on",       "debtor", "creditor",
                                                    "amount", "currency", "due"};
enum Column : std::size_t { id, on, debtor, creditor, amount, currency, due };

std::optional<ledger::ValueDate> date_at(CsvReader& csv, std::size_t column) {
    const std::string_view text = csv.fields()[column];
    const auto date = parse_date(text);
    if (!date)
        csv.error_at(column, fmt::format("'{}' is not a date", text), "a day such as 2026-01-05");
    return date;
}

// An optional column: nullopt when it is missing or empty; false when it is wrong.
bool optional_date(CsvReader& csv, std::optional<std::size_t> column,
                   std::optional<ledger::ValueDate>& date) {
    if (!column || csv.fields()[*column].empty()) return true;
    date = date_at(csv, *column);
    return date.has_value();
}

std::optional<ledger::Money> money_at(CsvReader& csv, std::size_t amount_column,
                                      std::size_t currency_column) {
    const std::string_view code = csv.fields()[currency_column];
    const auto found = ledger::find_currency(code == "CNH" ? "CNY" : code);
    if (!found) {
        csv.error_at(currency_column, fmt::format("currency '{}' is not an ISO 4217 code", code),
                     "a three-letter code such as CNY or HKD");
        return std::nullopt;
    }
    const std::string_view text = csv.fields()[amount_column];
    const auto minor = ledger::parse_minor(text, ledger::decimals_of(*found));
    if (!minor) {
        AmountFault fault = fault_of(minor.error(), text, code, ledger::decimals_of(*found));
        csv.error_at(amount_column, std::move(fault.message), std::move(fault.expected),
                     std::move(fault.hint));
        return std::nullopt;
    }
    return ledger::Money{*minor, *found};
}

}  // namespace

std::vector<NettingItemRow> read_netting_items(const OpenedFile& file, Diagnostics& diagnostics) {
    std::vector<NettingItemRow> rows;
    CsvReader csv(file.text, file.shown, diagnostics);
    std::array<std::size_t, needed.size()> at{};
    bool complete = true;
    for (std::size_t i = 0; i < needed.size(); ++i) {
        const auto column = csv.column(needed[i]);
        complete = complete && column.has_value();
        at[i] = column.value_or(0);
    }
    if (!complete) return rows;
    const auto disputed = csv.find_column("disputed_until"), accepted = csv.find_column("accepted");
    while (csv.next()) {
        NettingItemRow row;
        const auto fields = csv.fields();
        row.id = fields[at[id]];
        row.debtor = fields[at[debtor]];
        row.creditor = fields[at[creditor]];
        row.line = csv.line();
        row.column = csv.place_of(at[id]).column;
        const auto invoiced = date_at(csv, at[on]), falls_due = date_at(csv, at[due]);
        const auto money = money_at(csv, at[amount], at[currency]);
        const bool good = optional_date(csv, disputed, row.disputed_until) &
                          optional_date(csv, accepted, row.accepted);
        if (row.id.empty()) {
            csv.error_at(at[id], "the item has no id", "a name that no other item has");
            continue;
        }
        if (!invoiced || !falls_due || !money || !good) continue;
        row.on = *invoiced;
        row.due = *falls_due;
        row.minor = money->minor;
        row.currency = money->currency;
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace rmbsim::adapters

#include "adapters/csv/series.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/reader.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/decimal.hpp"
#include "ledger/spelling.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters {
namespace {

std::optional<std::size_t> column_of(CsvReader& csv, const WantedColumn& wanted,
                                     Diagnostics& diagnostics) {
    if (wanted.named_at.file.empty()) return csv.column(wanted.column);
    const auto found = csv.find_column(wanted.column);
    if (found) return found;
    const std::vector<std::string_view> names(csv.header().begin(), csv.header().end());
    const std::string_view near = ledger::nearest(wanted.column, names);
    diagnostics.add({.file = wanted.named_at.file,
                     .line = wanted.named_at.line,
                     .column = wanted.named_at.column,
                     .message = csv.missing_column_text(wanted.column),
                     .expected = csv.columns_found_text(),
                     .hint = near.empty() ? "" : fmt::format("did you mean '{}'?", near)});
    return std::nullopt;
}

}  // namespace

std::vector<std::vector<DatedRate>> read_series(const OpenedFile& file,
                                                std::vector<WantedColumn>& wanted,
                                                RateLimits limits, Diagnostics& diagnostics) {
    CsvReader csv(file.text, file.shown, diagnostics);
    if (wanted.empty())
        for (const std::string& name : csv.header())
            if (name != "date") wanted.push_back({name, {}});

    std::vector<std::vector<DatedRate>> series(wanted.size());
    const auto date_column = csv.column("date");
    std::vector<std::optional<std::size_t>> columns;
    for (const WantedColumn& want : wanted) columns.push_back(column_of(csv, want, diagnostics));
    if (!date_column) return series;

    std::optional<ledger::ValueDate> before;
    while (csv.next()) {
        const std::string_view text = csv.fields()[*date_column];
        const auto date = parse_date(text);
        if (!date) {
            csv.error_at(*date_column, fmt::format("'{}' is not a date", text),
                         "a day such as 2026-01-05");
            continue;
        }
        if (before && *date <= *before) {
            csv.error_at(*date_column, fmt::format("{} comes after {}", text, to_text(*before)),
                         "ascending dates, each once");
            continue;
        }
        before = date;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!columns[i]) continue;
            const std::string_view field = csv.fields()[*columns[i]];
            if (field.empty()) continue;
            const auto value = ledger::Decimal::parse(field);
            if (!value) {
                csv.error_at(*columns[i], fmt::format("'{}' is not a rate", field),
                             "a plain decimal, such as 6.9194");
            } else if (limits.positive && (value->is_negative() || value->is_zero())) {
                csv.error_at(*columns[i], fmt::format("an exchange rate of {}", field),
                             "a rate above zero");
            } else {
                series[i].push_back({ledger::day_number(*date), *value});
            }
        }
    }
    return series;
}

}  // namespace rmbsim::adapters

#include "adapters/csv/payments.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/reader.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::array<std::string_view, 6> payment_columns = {"id",    "date",  "time",
                                                             "payer", "payee", "amount"};
enum PaymentColumn : std::size_t { name, date, time_of_day, payer, payee, worth };

// An amount above zero.
std::optional<std::int64_t> paid_at(CsvReader& csv, std::size_t column,
                                    ledger::CurrencyId currency) {
    const std::string_view text = csv.fields()[column];
    const int decimals = ledger::decimals_of(currency);
    const auto minor = ledger::parse_minor(text, decimals);
    if (!minor) {
        AmountFault fault = fault_of(minor.error(), text, ledger::code_of(currency), decimals);
        csv.error_at(column, std::move(fault.message), std::move(fault.expected),
                     std::move(fault.hint));
        return std::nullopt;
    }
    if (*minor > 0) return *minor;
    csv.error_at(column, fmt::format("a payment of {}", text), "an amount above zero");
    return std::nullopt;
}

}  // namespace

std::vector<PaymentRow> read_payment_rows(const OpenedFile& file, ledger::CurrencyId currency,
                                          Diagnostics& diagnostics) {
    std::vector<PaymentRow> rows;
    CsvReader csv(file.text, file.shown, diagnostics);
    std::array<std::size_t, payment_columns.size()> at{};
    bool complete = true;
    for (std::size_t i = 0; i < payment_columns.size(); ++i) {
        const auto column = csv.column(payment_columns[i]);
        complete = complete && column.has_value();
        at[i] = column.value_or(0);
    }
    if (!complete) return rows;
    const auto priority = csv.find_column("priority"), link = csv.find_column("link");
    while (csv.next()) {
        const auto fields = csv.fields();
        PaymentRow row;
        row.id = fields[at[name]];
        row.payer = fields[at[payer]];
        row.payee = fields[at[payee]];
        row.line = csv.line();
        row.id_column = csv.place_of(at[name]).column;
        row.payer_column = csv.place_of(at[payer]).column;
        row.payee_column = csv.place_of(at[payee]).column;
        bool good = true;
        if (row.id.empty()) {
            csv.error_at(at[name], "the payment has no id", "a name that no other payment has");
            good = false;
        }
        const auto day = parse_date(fields[at[date]]);
        if (!day)
            csv.error_at(at[date], fmt::format("'{}' is not a date", fields[at[date]]),
                         "a day such as 2026-01-05");
        const auto time = parse_time_of_day(fields[at[time_of_day]]);
        if (!time)
            csv.error_at(at[time_of_day],
                         fmt::format("'{}' is not a time", fields[at[time_of_day]]),
                         "HH:MM or HH:MM:SS, local to the rail");
        const auto minor = paid_at(csv, at[worth], currency);
        if (priority && !fields[*priority].empty()) {
            const auto whole = parse_whole(fields[*priority]);
            if (whole && *whole >= 0 && *whole <= 255) {
                row.priority = static_cast<std::uint32_t>(*whole);
            } else {
                csv.error_at(*priority, fmt::format("'{}' is no priority class", fields[*priority]),
                             "0 for urgent, 1, 2 or 3, or nothing for the least urgent");
                good = false;
            }
        }
        if (link) row.link = fields[*link];
        if (!good || !day || !time || !minor) continue;
        row.date = *day;
        row.time = *time;
        row.minor = *minor;
        rows.push_back(std::move(row));
    }
    if (csv.is_hopeless())
        csv.error_at(0, fmt::format("too many errors; {} is given up here", file.shown));
    return rows;
}

}  // namespace rmbsim::adapters

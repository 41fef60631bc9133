#include "adapters/seller_reports/row_values.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/seller_reports/amount_text.hpp"
#include "adapters/seller_reports/date_text.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/survey.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {
namespace {

// A field may hold a megabyte; a message shows its beginning.
std::string shortened(std::string_view text) {
    constexpr std::size_t shown_most = 60;
    if (text.size() <= shown_most) return std::string(text);
    std::size_t end = shown_most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "…";
}

}  // namespace

RowValues::RowValues(Records& rows, const BoundColumns& columns, const Layout& layout,
                     Habits habits)
    : rows_(rows), columns_(columns), layout_(layout), habits_(std::move(habits)) {}

std::optional<std::int64_t> RowValues::amount(std::size_t field, ledger::CurrencyId currency) {
    const auto read = read_amount(text(field), ledger::decimals_of(currency), habits_.mark);
    if (!read) {
        tell(read.error(), field, currency);
        return std::nullopt;
    }
    habits_.learn(read->shown, text(field), rows_.line());
    return read->minor;
}

std::optional<ledger::CurrencyId> RowValues::currency() {
    const std::size_t field = columns_[Role::currency];
    const std::string_view written = text(field);
    if (written.empty()) {
        if (!habits_.currency)
            rows_.error_at(field == no_column ? 0 : field, "no currency is known for this row",
                           "a currency in the row, or a marketplace of seller_marketplaces.csv",
                           "add the marketplace and its currency there");
        return habits_.currency;
    }
    if (written == last_currency_text_) return last_currency_;
    std::string code(written.substr(0, 16));
    std::ranges::transform(code, code.begin(), [](unsigned char c) { return std::toupper(c); });
    last_currency_ = ledger::find_currency(code);
    last_currency_text_ = written;
    if (!last_currency_) {
        rows_.error_at(field, fmt::format("'{}' is no currency", shortened(written)),
                       "a code of ISO 4217, such as USD", "");
        last_currency_text_.clear();
    }
    return last_currency_;
}

std::optional<ledger::SimTime> RowValues::date(std::size_t field) {
    const std::string_view written = text(field);
    if (written.empty()) return std::nullopt;
    return date_in(written, field);
}

std::optional<ledger::SimTime> RowValues::posted() {
    const std::size_t field =
        text(Role::posted).empty() ? columns_[Role::posted_day] : columns_[Role::posted];
    const std::string_view time = text(Role::time), zone = text(Role::zone);
    if (text(field).empty() || (time.empty() && zone.empty())) return date(field);
    joined_.assign(text(field)).append(" ").append(time).append(" ").append(zone);
    return date_in(joined_, field);
}

std::optional<ledger::SimTime> RowValues::date_in(std::string_view written, std::size_t field) {
    if (written == last_date_text_ && last_date_) return last_date_;
    const auto read = read_date(written, habits_.order, layout_.zone_minutes);
    if (!read) {
        tell(read.error(), written, field);
        return std::nullopt;
    }
    habits_.learn(read->shown, written, rows_.line());
    last_date_text_ = written;
    last_date_ = read->at;
    return read->at;
}

void RowValues::tell(AmountProblem problem, std::size_t field, ledger::CurrencyId currency) {
    const std::string written = shortened(text(field));
    const int decimals = ledger::decimals_of(currency);
    const std::string_view code = ledger::code_of(currency);
    const char* const usual = "an amount such as 1234.56, or 1,234.56, or 1.234,56";
    switch (problem) {
        case AmountProblem::empty:
            return rows_.error_at(field, "the amount is empty", usual, "write 0.00 for nothing");
        case AmountProblem::not_an_amount:
            return rows_.error_at(field, fmt::format("'{}' is no amount", written), usual,
                                  "a sign stands before the digits");
        case AmountProblem::bad_groups:
            return rows_.error_at(
                field, fmt::format("the digits of '{}' are not in groups of three", written), usual,
                "");
        case AmountProblem::ambiguous:
            return rows_.error_at(
                field,
                fmt::format(
                    "'{}' may be read in two ways: nothing in the file tells whether it groups",
                    written),
                "an amount elsewhere in the file that can be read one way only, such as 12.50",
                "write it without separators of thousands");
        case AmountProblem::other_mark:
            return rows_.error_at(field,
                                  fmt::format("'{}' has other marks than '{}' at line {}", written,
                                              habits_.mark_seen, habits_.mark_line),
                                  habits_.mark == DecimalMark::point
                                      ? "a point before decimals in the whole file"
                                      : "a comma before decimals in the whole file",
                                  "were two files joined?");
        case AmountProblem::too_many_decimals:
            return rows_.error_at(
                field, fmt::format("'{}' has too many decimals for {}", written, code),
                fmt::format("at most {}", decimals), "nothing is rounded here: round it yourself");
        case AmountProblem::beyond_int64:
            return rows_.error_at(
                field, fmt::format("'{}' is too large for an amount in {}", written, code),
                fmt::format("at most {}",
                            ledger::to_text(std::numeric_limits<std::int64_t>::max(), decimals)),
                "");
    }
}

void RowValues::tell(DateProblem problem, std::string_view written, std::size_t field) {
    const std::string shown = shortened(written);
    const char* const usual =
        "a date such as 2026-06-16 08:14:22 UTC, 16.06.2026 or Jun 16, 2026 8:14:22 AM PDT";
    switch (problem) {
        case DateProblem::empty:
        case DateProblem::not_a_date:
            return rows_.error_at(field, fmt::format("'{}' is no date", shown), usual,
                                  "names of months are read in English");
        case DateProblem::no_such_day:
            return rows_.error_at(field, fmt::format("there is no such day or time as '{}'", shown),
                                  usual, "");
        case DateProblem::ambiguous:
            return rows_.error_at(
                field,
                fmt::format(
                    "'{}' may be read in two ways: nothing in the file tells day from month",
                    shown),
                "a date elsewhere in the file whose day is beyond 12", "write dates as 2026-06-16");
        case DateProblem::other_order:
            return rows_.error_at(
                field,
                habits_.order_line == 0
                    ? fmt::format("'{}' has its day where a {} has its month", shown, layout_.name)
                    : fmt::format("'{}' has another order than '{}' at line {}", shown,
                                  habits_.order_seen, habits_.order_line),
                "one order of day and month in the whole file", "were two files joined?");
        case DateProblem::unknown_zone:
            return rows_.error_at(
                field, fmt::format("the time zone of '{}' is not known", shown),
                "UTC, GMT, an offset such as +08:00, or PST, PDT, EST, EDT, CET, CEST, JST …",
                "names that two zones share, such as CST, must be written as an offset");
    }
}

}  // namespace rmbsim::adapters::sellers

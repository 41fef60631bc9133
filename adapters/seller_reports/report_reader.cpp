#include "adapters/seller_reports/report_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/seller_reports/difference.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {

void ReportReader::read() {
    while (!rows_.is_hopeless() && !given_up_ && rows_.next()) {
        if (checks_.is_summary(rows_.fields())) {
            read_summary();
        } else if (rows_.fields().size() != column_count_) {
            tell_count();
        } else {
            repeated_.add(rows_.row(), rows_.line());
            read_row();
        }
    }
    end_settlement();
}

bool ReportReader::has_settlements() const {
    return columns_[Role::settlement] != no_column && columns_[Role::total] != no_column;
}

void ReportReader::tell_count() {
    const std::size_t count = rows_.fields().size();
    if (rows_.is_cut_off())
        return rows_.error_at(0,
                              fmt::format("the file ends in the middle of a row: {} of {} fields",
                                          count, column_count_),
                              "a whole file", "download it again");
    rows_.error_at(
        0, fmt::format("the row has {} fields", count),
        fmt::format("{} fields, as in the header at line {}", column_count_, header_line_),
        layout_.separator == ',' ? "a field with a comma in it stands in double quotes" : "");
}

void ReportReader::read_row() {
    if (has_settlements()) {
        if (!values_.text(Role::total).empty()) return begin_settlement();
        if (!is_of_open_settlement()) return;
    } else if (!open_) {
        begin_file();
    }
    if (!open_) return;
    const auto currency = values_.currency();
    if (!currency) return;
    if (*currency != head_.currency)
        return rows_.error_at(
            columns_[Role::currency],
            fmt::format("the row is in {}, and the report since line {} in {}",
                        ledger::code_of(*currency), head_.line, ledger::code_of(head_.currency)),
            "one currency a report", "make a report for each currency");
    read_amounts();
}

bool ReportReader::is_of_open_settlement() {
    const std::string_view id = values_.text(Role::settlement);
    if (open_ && id == head_.settlement) return true;
    if (id != strayed_)
        rows_.error_at(
            columns_[Role::settlement],
            fmt::format("settlement '{}' has no total before this row", id.substr(0, 40)),
            "first the row with the total and no transaction type, then the lines",
            "is the file whole, and not sorted anew?");
    strayed_ = id;
    return false;
}

void ReportReader::begin_settlement() {
    end_settlement();
    const std::string id(values_.text(Role::settlement));
    const std::string place = fmt::format("{}:{}", rows_.shown(), rows_.line());
    const auto [first, is_new] =
        context_.settlements.emplace(layout_.provider + '\x1f' + id, place);
    if (!is_new)
        return rows_.error_at(
            columns_[Role::settlement],
            fmt::format("settlement '{}' was read already, at {}", id, first->second),
            "each settlement once", "leave one of the two out");
    const auto currency = values_.currency();
    if (!currency) return;
    head_ = {.layout = &layout_,
             .settlement = id,
             .line = rows_.line(),
             .currency = *currency,
             .start = values_.date(columns_[Role::start]),
             .end = values_.date(columns_[Role::end]),
             .deposit = values_.date(columns_[Role::deposit]),
             .total_minor = values_.amount(columns_[Role::total], *currency)};
    open(rows_.column_of(columns_[Role::total]));
}

void ReportReader::begin_file() {
    const auto currency = values_.currency();
    if (!currency) return;
    head_ = {.layout = &layout_, .line = rows_.line(), .currency = *currency};
    open(1);
}

void ReportReader::open(std::uint32_t column) {
    open_ = true;
    now_ = {.id = head_.settlement,
            .currency = head_.currency,
            .line = head_.line,
            .column = column,
            .total_minor = head_.total_minor};
    sink_.begin(head_);
}

void ReportReader::end_settlement() {
    if (!std::exchange(open_, false)) return;
    sink_.end(head_, {.first_line = now_.first_line,
                      .last_line = now_.last_line,
                      .lines = now_.lines,
                      .sum_minor = now_.sum_minor});
    settled_.push_back(now_);
}

void ReportReader::found(Finding finding, std::size_t field) {
    finding.line = rows_.line();
    finding.column = rows_.column_of(field);
    finding.currency = head_.currency;
    finding.settlement = head_.settlement;
    sink_.finding(std::move(finding));
}

void ReportReader::read_summary() {
    const std::vector<std::string> names(rows_.fields().begin(), rows_.fields().end());
    if (!rows_.next())
        return rows_.error_at(0, "the file ends before its summary",
                              "a row below the summary's header", "download it again");
    for (std::size_t i = 0; i < names.size() && i < rows_.fields().size(); ++i) {
        const auto column = checks_.summed_column(names[i]);
        if (!column || !open_) continue;
        const auto minor = values_.amount(i, head_.currency);
        if (!minor) continue;
        if (auto wrong = checks_.summary(names[i], *column, *minor, head_.currency))
            found(std::move(*wrong), i);
    }
}

}  // namespace rmbsim::adapters::sellers

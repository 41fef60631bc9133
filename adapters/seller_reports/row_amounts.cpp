#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/seller_reports/report_reader.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::sellers {

void ReportReader::read_amounts() {
    lines_.clear();
    ReportLine line{.line = rows_.line(),
                    .at = values_.posted(),
                    .order = values_.text(Role::order),
                    .marketplace = values_.text(Role::marketplace),
                    .sku = values_.text(Role::sku),
                    .quantity = values_.text(Role::quantity),
                    .group = values_.text(Role::group),
                    .status = values_.text(Role::status)};
    std::int64_t row_minor = 0;
    for (std::size_t i = 0; i < columns_.amounts.size(); ++i) {
        const auto minor = read_amount_of(columns_.amounts[i]);
        if (!minor) return;
        checks_.add_to_column(i, *minor);
        if (*minor == 0 && columns_.amounts.size() > 1) continue;
        const auto kind = kind_of(columns_.amounts[i]);
        const auto sum = ledger::checked_add(row_minor, *minor);
        if (!kind) return give_up_too_many_codes(columns_.amounts[i].field);
        if (!sum) return give_up_too_large(columns_.amounts[i].field);
        check_shipping(*minor, *kind, columns_.amounts[i].field);
        row_minor = *sum;
        line.kind = *kind;
        line.minor = *minor;
        lines_.push_back(line);
        line.is_first_of_row = false;
    }
    check_row(row_minor);
    hand_out(row_minor);
}

std::optional<std::int64_t> ReportReader::read_amount_of(const BoundAmount& amount) {
    if (columns_.amounts.size() > 1 && values_.text(amount.field).empty()) return 0;
    const auto read = values_.amount(amount.field, head_.currency);
    if (!read || !amount.is_minus) return read;
    const auto turned = ledger::checked_subtract(0, *read);
    if (!turned) give_up_too_large(amount.field);
    return turned;
}

std::optional<std::uint32_t> ReportReader::kind_of(const BoundAmount& amount) {
    const std::string_view code = values_.text(amount.code_field);
    const bool has_column = columns_[Role::amount_type] != no_column;
    return context_.kinds.find(layout_.provider, values_.text(Role::type),
                               has_column ? values_.text(Role::amount_type) : amount.amount_type,
                               code.empty() ? amount.code : code);
}

void ReportReader::give_up_too_large(std::size_t field) {
    given_up_ = true;
    rows_.error_at(field, "the sum of the lines is too large for an amount",
                   fmt::format("sums up to {}",
                               ledger::to_text(INT64_MAX, ledger::decimals_of(head_.currency))),
                   "are the amounts those of one seller?");
}

void ReportReader::give_up_too_many_codes(std::size_t field) {
    given_up_ = true;
    rows_.error_at(
        field,
        fmt::format("the file has more than {} different codes of amounts", Kinds::kinds_most),
        "names of fees, not free text", "is this the right column? Say with --as what the file is");
}

std::optional<std::int64_t> ReportReader::declared(Role role) {
    if (values_.text(role).empty()) return std::nullopt;
    return values_.amount(columns_[role], head_.currency);
}

void ReportReader::check_row(std::int64_t row_minor) {
    if (auto wrong = checks_.row_total(row_minor, declared(Role::net), head_.currency))
        found(std::move(*wrong), columns_[Role::net]);
    if (auto wrong = checks_.running_balance(row_minor, declared(Role::balance), head_.currency))
        found(std::move(*wrong), columns_[Role::balance]);
}

void ReportReader::check_shipping(std::int64_t minor, std::uint32_t kind, std::size_t field) {
    if (minor >= 0 || context_.kinds[kind].amount_class != AmountClass::shipping) return;
    found({.kind = FindingKind::negative_shipping,
           .message = fmt::format("shipping of {} is below zero",
                                  ledger::to_text(minor, ledger::decimals_of(head_.currency))),
           .expected = "zero or more: a discount is a promotion, a repayment is a refund",
           .difference_minor = minor},
          field);
}

void ReportReader::hand_out(std::int64_t row_minor) {
    const auto sum = ledger::checked_add(now_.sum_minor, row_minor);
    if (!sum) return give_up_too_large(columns_.amounts.front().field);
    now_.sum_minor = *sum;
    if (now_.first_line == 0) now_.first_line = rows_.line();
    now_.last_line = rows_.line();
    now_.lines += lines_.size();
    for (ReportLine& line : lines_) {
        line.row_minor = row_minor;
        sink_.line(head_, line);
    }
}

}  // namespace rmbsim::adapters::sellers

#include "adapters/seller_reports/read.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ios>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/seller_reports/checks.hpp"
#include "adapters/seller_reports/difference.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/repeated_rows.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/seller_reports/row_values.hpp"
#include "adapters/seller_reports/survey.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {
namespace {

constexpr std::size_t header_bytes_read = 65'536;

// A pass over the file, up to and with its header.
bool start_at(std::istream& bytes, Records& rows, const Header& header) {
    bytes.clear();
    bytes.seekg(0);
    while (rows.next())
        if (rows.line() == header.line) return true;
    return false;
}

class ReportReader {
  public:
    ReportReader(Records& rows, const Header& header, const BoundColumns& columns, Habits habits,
                 const ReadContext& context, ReportSink& sink)
        : rows_(rows),
          layout_(*header.layout),
          columns_(columns),
          context_(context),
          sink_(sink),
          column_count_(rows.fields().size()),
          values_(rows, columns_, layout_, std::move(habits)),
          checks_(columns_, layout_),
          repeated_(context.scratch) {}

    void read() {
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

    std::vector<Settled>& settled() { return settled_; }
    RepeatedRows& repeated() { return repeated_; }

  private:
    bool has_settlements() const {
        return columns_[Role::settlement] != no_column && columns_[Role::total] != no_column;
    }

    void tell_count() {
        const std::size_t count = rows_.fields().size();
        if (rows_.is_cut_off())
            return rows_.error_at(
                0,
                fmt::format("the file ends in the middle of a row: {} of {} fields", count,
                            column_count_),
                "a whole file", "download it again");
        rows_.error_at(
            0, fmt::format("the row has {} fields", count),
            fmt::format("{} fields, as in the header at line {}", column_count_, header_line_),
            layout_.separator == ',' ? "a field with a comma in it stands in double quotes" : "");
    }

    void read_row() {
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
                            ledger::code_of(*currency), head_.line,
                            ledger::code_of(head_.currency)),
                "one currency a report", "make a report for each currency");
        read_amounts();
    }

    bool is_of_open_settlement() {
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

    void begin_settlement() {
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

    void begin_file() {
        const auto currency = values_.currency();
        if (!currency) return;
        head_ = {.layout = &layout_, .line = rows_.line(), .currency = *currency};
        open(1);
    }

    void open(std::uint32_t column) {
        open_ = true;
        now_ = {.id = head_.settlement,
                .currency = head_.currency,
                .line = head_.line,
                .column = column,
                .total_minor = head_.total_minor};
        sink_.begin(head_);
    }

    void end_settlement() {
        if (!std::exchange(open_, false)) return;
        sink_.end(head_, {.first_line = now_.first_line,
                          .last_line = now_.last_line,
                          .lines = now_.lines,
                          .sum_minor = now_.sum_minor});
        settled_.push_back(now_);
    }

    void read_amounts() {
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
            if (!kind || !sum) return tell_limits(kind.has_value(), columns_.amounts[i].field);
            row_minor = *sum;
            line.kind = *kind;
            line.minor = *minor;
            lines_.push_back(line);
            line.is_first_of_row = false;
        }
        check_row(row_minor);
        hand_out(row_minor);
    }

    // nullopt: diagnosed. Zero where a row has several columns for amounts and leaves this one empty.
    std::optional<std::int64_t> read_amount_of(const BoundAmount& amount) {
        if (columns_.amounts.size() > 1 && values_.text(amount.field).empty()) return 0;
        const auto read = values_.amount(amount.field, head_.currency);
        if (!read || !amount.is_minus) return read;
        const auto turned = ledger::checked_subtract(0, *read);
        if (!turned) tell_limits(true, amount.field);
        return turned;
    }

    std::optional<std::uint32_t> kind_of(const BoundAmount& amount) {
        const std::string_view code = values_.text(amount.code_field);
        const bool has_column = columns_[Role::amount_type] != no_column;
        return context_.kinds.find(
            layout_.provider, values_.text(Role::type),
            has_column ? values_.text(Role::amount_type) : amount.amount_type,
            code.empty() ? amount.code : code);
    }

    void tell_limits(bool has_kind, std::size_t field) {
        given_up_ = true;
        if (has_kind)
            return rows_.error_at(
                field, "the sum of the lines is too large for an amount",
                fmt::format("sums up to {}",
                            ledger::to_text(INT64_MAX, ledger::decimals_of(head_.currency))),
                "are the amounts those of one seller?");
        rows_.error_at(
            field,
            fmt::format("the file has more than {} different codes of amounts", Kinds::kinds_most),
            "names of fees, not free text",
            "is this the right column? Say with --as what the file is");
    }

    void check_row(std::int64_t row_minor) {
        const auto declared = [&](Role role) {
            return values_.text(role).empty() ? std::optional<std::int64_t>()
                                              : values_.amount(columns_[role], head_.currency);
        };
        if (auto wrong = checks_.row_total(row_minor, declared(Role::net), head_.currency))
            found(std::move(*wrong), columns_[Role::net]);
        if (auto wrong =
                checks_.running_balance(row_minor, declared(Role::balance), head_.currency))
            found(std::move(*wrong), columns_[Role::balance]);
        for (const ReportLine& line : lines_)
            if (line.minor < 0 && context_.kinds[line.kind].amount_class == AmountClass::shipping)
                found(
                    {.kind = FindingKind::negative_shipping,
                     .message = fmt::format(
                         "shipping of {} is below zero",
                         ledger::to_text(line.minor, ledger::decimals_of(head_.currency))),
                     .expected = "zero or more: a discount is a promotion, a repayment is a refund",
                     .difference_minor = line.minor},
                    columns_.amounts.front().field);
    }

    void found(Finding finding, std::size_t field) {
        finding.line = rows_.line();
        finding.column = rows_.column_of(field);
        finding.currency = head_.currency;
        finding.settlement = head_.settlement;
        sink_.finding(std::move(finding));
    }

    void hand_out(std::int64_t row_minor) {
        const auto sum = ledger::checked_add(now_.sum_minor, row_minor);
        if (!sum) return tell_limits(true, columns_.amounts.front().field);
        now_.sum_minor = *sum;
        if (now_.first_line == 0) now_.first_line = rows_.line();
        now_.last_line = rows_.line();
        now_.lines += lines_.size();
        for (ReportLine& line : lines_) {
            line.row_minor = row_minor;
            sink_.line(head_, line);
        }
    }

    // The row after the summary's header, by the names in it.
    void read_summary() {
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

    Records& rows_;
    const Layout& layout_;
    const BoundColumns& columns_;
    const ReadContext& context_;
    ReportSink& sink_;
    std::size_t column_count_;
    std::uint32_t header_line_ = rows_.line();
    RowValues values_;
    RowChecks checks_;
    RepeatedRows repeated_;
    ReportHead head_;
    Settled now_;
    bool open_ = false, given_up_ = false;
    std::string strayed_;
    std::vector<ReportLine> lines_;
    std::vector<Settled> settled_;
};

}  // namespace

void read_report(std::istream& bytes, const std::string& shown, const ReadContext& context,
                 ReportSink& sink, Diagnostics& said) {
    std::string first(header_bytes_read, '\0');
    bytes.read(first.data(), static_cast<std::streamsize>(first.size()));
    first.resize(static_cast<std::size_t>(bytes.gcount()));
    const auto header = find_header(first, shown, context.reference, context.wanted, said);
    if (!header) return;

    Diagnostics ignored;  // what is wrong is told when the file is read
    Records surveyed(bytes, header->layout->separator, shown, ignored);
    if (!start_at(bytes, surveyed, *header)) return;
    const BoundColumns columns = bind_columns(*header->layout, surveyed.fields());
    const Habits habits = survey(surveyed, *header, columns, context.reference);

    Records rows(bytes, header->layout->separator, shown, said);
    const std::size_t errors_before = said.error_count();
    if (!start_at(bytes, rows, *header)) return;
    ReportReader reader(rows, *header, columns, habits, context, sink);
    reader.read();
    if (said.error_count() > errors_before) return;

    std::vector<Settled>& settled = reader.settled();
    if (std::ranges::any_of(settled, &Settled::differs)) {
        Records again(bytes, header->layout->separator, shown, ignored);
        if (start_at(bytes, again, *header)) find_suspects(again, columns, habits, settled);
    }
    for (const Settled& one : settled)
        if (auto wrong = wrong_total(one)) sink.finding(std::move(*wrong));
    reader.repeated().drain([&](std::uint32_t line, std::uint32_t first_line) {
        sink.finding(repeated_row(settled, line, first_line));
    });
}

}  // namespace rmbsim::adapters::sellers

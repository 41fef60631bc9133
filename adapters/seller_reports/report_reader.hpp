// The rows of one report, from behind its header to its end. Settlements and summaries are in report_reader.cpp, a
// row's amounts in row_amounts.cpp; read.hpp says what is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/seller_reports/checks.hpp"
#include "adapters/seller_reports/difference.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/read.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/repeated_rows.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/seller_reports/row_values.hpp"
#include "adapters/seller_reports/survey.hpp"

namespace rmbsim::adapters::sellers {

class ReportReader {
  public:
    // `rows` stand at the header.
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

    void read();
    std::vector<Settled>& settled() { return settled_; }
    RepeatedRows& repeated() { return repeated_; }

  private:
    // report_reader.cpp
    void tell_count();
    void read_row();
    bool has_settlements() const;
    bool is_of_open_settlement();  // false: diagnosed
    void begin_settlement();
    void begin_file();
    void open(std::uint32_t column);
    void end_settlement();
    void read_summary();  // the row after the summary's header, by the names in it
    void found(Finding finding, std::size_t field);

    // row_amounts.cpp
    void read_amounts();
    // nullopt: diagnosed. Zero where a row has several columns for amounts and leaves this one empty.
    std::optional<std::int64_t> read_amount_of(const BoundAmount& amount);
    std::optional<std::uint32_t> kind_of(const BoundAmount& amount);  // nullopt: too many
    std::optional<std::int64_t> declared(Role role);                  // nullopt: not, or diagnosed
    void check_row(std::int64_t row_minor);
    void hand_out(std::int64_t row_minor);
    void check_shipping(std::int64_t minor, std::uint32_t kind, std::size_t field);
    void give_up_too_large(std::size_t field);
    void give_up_too_many_codes(std::size_t field);

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
    ReportHead head_;  // of the settlement that is open, as is now_
    Settled now_;
    bool open_ = false, given_up_ = false;
    std::string strayed_;            // the settlement without a total that was told last
    std::vector<ReportLine> lines_;  // of the row
    std::vector<Settled> settled_;
};

}  // namespace rmbsim::adapters::sellers

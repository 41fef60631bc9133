// A report as a sink takes it: heads, lines, findings; the same structs whichever layout it was.
//
// Order       begin, its lines, end; a file may hold several settlements one after the other
// Units       minor units, above zero in the seller's favour
// Lifetime    views are valid until the call returns
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/seller_reports/reference.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {

struct ReportHead {
    const Layout* layout = nullptr;
    std::string settlement = {};  // empty: the report knows none
    std::uint32_t line = 1;       // of its total, or its first row
    ledger::CurrencyId currency{};
    std::optional<ledger::SimTime> start = {}, end = {}, deposit = {};
    std::optional<std::int64_t> total_minor = {};  // as the report says
};

struct ReportLine {  // one amount; a row has one or several
    std::uint32_t line = 1;
    std::uint32_t kind = 0;  // index into Kinds: class, type, amount type, code
    std::int64_t minor = 0;
    std::optional<ledger::SimTime> at = {};
    std::string_view order = {}, marketplace = {}, sku = {}, quantity = {}, group = {}, status = {};
    bool is_first_of_row = true;
    std::int64_t row_minor = 0;  // of the whole row
};

struct ReportEnd {
    std::uint32_t first_line = 0, last_line = 0;
    std::uint64_t lines = 0;
    std::int64_t sum_minor = 0;
};

// Can be read, but does not add up or cannot be: refused or listed, as the user says.
enum class FindingKind : std::uint8_t {
    report_total,     // sum of lines is not the total
    row_total,        // a row's amounts are not its net
    running_balance,  // balance before + row is not the balance after
    summary_total,    // a column is not its sum in the summary
    repeated_row,
    negative_shipping,
    refund_beyond_order,
};
std::string_view word_of(FindingKind kind);

struct Finding {
    FindingKind kind = FindingKind::report_total;
    std::uint32_t line = 1, column = 1;
    std::string message, expected = {}, hint = {};
    std::int64_t difference_minor = 0;
    ledger::CurrencyId currency{};
    std::string settlement = {};
    bool is_harmless =
        false;  // told, and neither refused nor counted: a repeated row whose report adds up
};

class ReportSink {
  public:
    virtual ~ReportSink() = default;
    virtual void begin(const ReportHead& head) = 0;
    virtual void line(const ReportHead& head, const ReportLine& line) = 0;
    virtual void end(const ReportHead& head, const ReportEnd& end) = 0;
    virtual void finding(Finding finding) = 0;
};

}  // namespace rmbsim::adapters::sellers

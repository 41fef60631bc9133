// A seller's report, every amount accounted for: by class and code, and from what was earned to what the bank receives.
//
// Identity    earned = bank receipt + reserve change + fees + left with the provider
//             earned        all lines but fees, advertising, reserve and payouts
//             bank receipt  the total of a settlement; else the payouts among the lines, or the rows themselves
//             left          sum of lines - bank receipt of a settlement (its difference); else what the lines add up to
// Units       minor units of the report's currency
// Errors      a sum beyond int64 is nullopt, and printed as such
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/cli/csv_rows.hpp"
#include "adapters/report/language.hpp"
#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/report.hpp"

namespace rmbsim::adapters::cli {

struct Tallied {
    std::uint64_t lines = 0;
    std::optional<std::int64_t> minor = 0;  // nullopt: beyond int64
};

class SellerReconciliation {
  public:
    SellerReconciliation(std::string file, const sellers::ReportHead& head)
        : file_(std::move(file)), head_(head) {}

    void add(const sellers::Kind& kind, std::int64_t minor);
    void end(const sellers::ReportEnd& end) { end_ = end; }

    bool holds() const { return !head_.total_minor || *head_.total_minor == end_.sum_minor; }
    std::uint64_t lines() const { return end_.lines; }
    std::uint64_t unknown_lines() const;
    void write(CsvRows& rows) const;
    void print(Language language, std::string& out) const;

  private:
    using Key = std::pair<sellers::AmountClass, std::string>;
    struct Sums {
        std::optional<std::int64_t> earned, receipt, reserve_change, fees, left;
    };
    std::optional<std::int64_t> sum_of(bool (*counts)(sellers::AmountClass)) const;
    Sums sums() const;

    std::string file_;
    sellers::ReportHead head_;
    sellers::ReportEnd end_;
    std::map<Key, Tallied> tallies_;
};

}  // namespace rmbsim::adapters::cli

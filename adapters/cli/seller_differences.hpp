// What does not add up in sellers' reports: refused, which is an error, or listed in differences.csv.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "adapters/cli/csv_rows.hpp"
#include "adapters/report/language.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {

class SellerDifferences {
  public:
    explicit SellerDifferences(std::ostream& out)
        : rows_(out, "file,line,column,kind,settlement,difference,currency,message,hint") {}

    void refuse(bool refuses) { refuses_ = refuses; }
    // Into `refused` when they are refused; a harmless one always, as a warning.
    void add(const std::string& file, sellers::Finding finding, Diagnostics& refused);
    std::uint64_t count() const { return count_; }  // of those that are listed
    void flush() { rows_.flush(); }
    void print(Language language, std::string& out) const;

  private:
    CsvRows rows_;
    bool refuses_ = true;
    std::uint64_t count_ = 0;
    std::string text_;  // of the first ones
};

}  // namespace rmbsim::adapters::cli

// The orders of sellers' reports into orders.csv and earlier_orders.csv (import_sellers.hpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/cli/csv_rows.hpp"
#include "adapters/cli/seller_differences.hpp"
#include "adapters/seller_reports/orders.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {

class SellerOrders {
  public:
    explicit SellerOrders(const std::filesystem::path& scratch) : orders_(scratch) {}

    // `files` are those read so far, of which the line stands in the last.
    void add(const sellers::ReportHead& head, const sellers::ReportLine& line,
             sellers::AmountClass amount_class, const std::vector<std::string>& files,
             Diagnostics& said);
    // All of them, by id; how many. Refunds beyond their order go to `differences`, or as errors to `said`.
    std::uint64_t write(std::ostream& sold, std::ostream& earlier,
                        const std::vector<std::string>& files, SellerDifferences& differences,
                        Diagnostics& said);

  private:
    sellers::Orders orders_;
};

}  // namespace rmbsim::adapters::cli

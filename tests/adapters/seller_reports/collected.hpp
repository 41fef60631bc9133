// A seller's report read from text, with all that a sink was told of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::tests {

struct Collected {
    std::vector<std::string> lines;   // "3 sales Principal 129.99"
    std::vector<std::string> orders;  // of each line, as its order id
    std::vector<std::string> times;   // of each line, "2026-06-17T08:14:22Z" or ""
    std::vector<adapters::sellers::ReportHead> heads;
    std::vector<std::int64_t> sums_minor;  // of each head
    std::vector<adapters::sellers::Finding> findings;
    adapters::Diagnostics said;

    std::string only_error() const;    // its text; "" without one, and a broken test with several
    std::string only_finding() const;  // "line: message; hint"
};

// The tables of this project.
const adapters::sellers::Reference& seller_reference();

// `as` names a layout; empty: told from the header.
Collected read_seller_text(std::string_view bytes, std::string_view as = "");

std::string joined(const std::vector<std::string>& texts);  // by "; "

// Amazon's settlement of the shared sample, shortened to two lines: 100.00 sold, 15.00 of commission, total 85.00.
std::string small_settlement();
std::string replaced(std::string text, std::string_view from,
                     std::string_view to);  // the first one replaced

}  // namespace rmbsim::tests

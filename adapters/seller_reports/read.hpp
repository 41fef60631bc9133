// One report out of a stream, of any size, in constant memory: its layout is told from its header, its habits (decimal
// mark, order of days, currency) from its first rows; then every amount goes to the sink, in order.
//
// Stream      must allow going back to its start: a report is surveyed, read, and read again where it does not add up
// Checked     a settlement's lines against its total, a row's amounts against its net, a wallet's running balance, the
//             summary of a bill, rows that stand twice, shipping below zero: Findings. Those of a whole
//             settlement come last, and only from a file that could be read
// Errors      Diagnostics with line and column for what cannot be read; then nothing of the file should be kept.
//             The sink must not add to `said` while it is called
// Speed       some 150 MB/s of Amazon's V2 rows
#pragma once

#include <filesystem>
#include <functional>
#include <istream>
#include <map>
#include <string>

#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::sellers {

struct ReadContext {
    const Reference& reference;
    Kinds& kinds;
    std::filesystem::path scratch;   // a folder for scratch files
    const Layout* wanted = nullptr;  // the user has said which
    // Settlements that were read, with the place of each: over all files.
    std::map<std::string, std::string, std::less<>>& settlements;
};

void read_report(std::istream& bytes, const std::string& shown, const ReadContext& context,
                 ReportSink& sink, Diagnostics& said);

}  // namespace rmbsim::adapters::sellers

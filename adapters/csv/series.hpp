// Dated rates from CSV: a `date` column and one column a series, ascending in date.
//
// Units       as in the file; an empty field is a day without a value of that series
// Errors      a Diagnostic at the field; a column that is not there: at the place that names it
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::adapters {

struct WantedColumn {
    std::string column;  // in the file
    NamedAt named_at;    // without a file: blame the header
};

struct DatedRate {
    std::int32_t day = 0;
    ledger::Decimal value;
};

struct RateLimits {
    bool positive = false;  // exchange rates; interest rates may be negative
};

// One list for each wanted column, in the same order. No wanted columns: all but `date`.
std::vector<std::vector<DatedRate>> read_series(const OpenedFile& file,
                                                std::vector<WantedColumn>& wanted,
                                                RateLimits limits, Diagnostics& diagnostics);

}  // namespace rmbsim::adapters

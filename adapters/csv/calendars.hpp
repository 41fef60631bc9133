// Calendars, their coverage and time zones from scenarios/calendars/*.csv.
//
// Errors      a Diagnostic at the field; the row is left out
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::adapters {

struct Coverage {
    ledger::ValueDate from{}, to{};
};

std::vector<sim::Calendar::ExceptionalDay> read_exceptional_days(const OpenedFile& file,
                                                                 const std::string& calendar,
                                                                 const Coverage& coverage,
                                                                 Diagnostics& diagnostics);
std::map<std::string, Coverage> read_coverage(const OpenedFile& file, Diagnostics& diagnostics);
std::map<std::string, std::vector<sim::TimeZone::Offset>> read_zones(const OpenedFile& file,
                                                                     Diagnostics& diagnostics);

}  // namespace rmbsim::adapters

// The one sentence a board would read, from figures only: who gains what, what limits it, who pays.
#pragma once

#include <string>

#include "adapters/report/report.hpp"

namespace rmbsim::adapters {

std::string verdict(const ReportInput& input, Language language);

// "2026-02-11 … 02-19 (9 days, 14 sweeps cut)"; empty when the limit never bound.
std::string when_bound(const sim::LimitResult& limit, Language language);
// The limit that cut most sweeps; nullptr when none did.
const sim::LimitResult* tightest_limit(const ReportInput& input);

std::string iso_date(ledger::ValueDate date);  // "2026-02-11"

}  // namespace rmbsim::adapters

// Days and instants as ISO 8601 text.
//
// Range       years 0 to 9999
#pragma once

#include <string>

#include "ledger/time.hpp"

namespace rmbsim::ledger {

std::string iso_date(ValueDate date);      // "2026-01-05"
std::string iso_instant(SimTime instant);  // "2026-01-05T08:30:00Z": whole seconds, UTC

}  // namespace rmbsim::ledger

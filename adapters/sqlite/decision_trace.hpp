// The bounds that a decision looked at, as JSON for the column decision.trace: complete and exact.
//
//   {"bounds":[{"kind":"value_dated_surplus","minor":325000000},
//              {"kind":"limit_headroom","minor":1250,"limit":0}]}
//
// Written and read by the same table of names, so what was written is what is read.
#pragma once

#include <string>
#include <string_view>

#include "sim/kernel/decision.hpp"

namespace rmbsim::adapters::sqlite {

void append_trace(std::string& to, const sim::Decision& decision);

// Fills bound_count and bounds; false when the text is not such a trace.
bool read_trace(std::string_view text, sim::Decision& decision);

}  // namespace rmbsim::adapters::sqlite

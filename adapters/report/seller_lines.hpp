// Online selling on the terminal: how long money takes and what it costs to bring it home, a line a variant.
#pragma once

#include <string>
#include <vector>

#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"

namespace rmbsim::adapters {

// A line of heads, then one line a variant, differences against the baseline behind what they are of; none
// without online stores.
std::vector<std::string> seller_lines(const ReportInput& input, Language language, int width);

}  // namespace rmbsim::adapters

// The labels in a BAI2 line's text.
#pragma once

#include <string>
#include <string_view>

#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::statements {

// Labels are read for the direction that the entry's amount has; what has none is information.
void read_bai_text(std::string_view text, Entry& entry);
std::string write_bai_text(const Entry& entry);  // lines apart by LF

}  // namespace rmbsim::adapters::statements

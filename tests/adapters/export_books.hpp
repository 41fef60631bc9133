// A small group's books, with what is awkward in an export: yen without decimals, dinars with three,
// offshore renminbi, an overdraft, a back-valued entry, a reversal, a conversion, names that no tool
// takes as they are.
#pragma once

#include "adapters/exports/export.hpp"

namespace rmbsim::adapters {

// Three days, the last one without an entry.
ExportSource awkward_books();
std::string exported(const ExportSource& source, ExportFormat format);

}  // namespace rmbsim::adapters

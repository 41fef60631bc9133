// Bank statements of a run into a folder, a file an account.
#pragma once

#include <string>

#include "adapters/exports/export.hpp"
#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::cli {

// Whether --out asks for a folder: it is one, or ends in '/'.
bool names_folder(const std::string& out);

// SZ.master.xml, .sta or .bai for each account that moved; what was begun is removed when anything fails.
void write_statement_folder(const ExportSource& source, statements::Format format,
                            const std::string& folder);

}  // namespace rmbsim::adapters::cli

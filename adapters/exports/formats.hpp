// One function a format; export_journal() chooses.
#pragma once

#include <iosfwd>

#include "adapters/exports/export.hpp"

namespace rmbsim::adapters::exports {

enum class PlainTextTool : std::uint8_t { ledger, hledger };

void write_csv(const ExportSource& source, std::ostream& out);
void write_json(const ExportSource& source, std::ostream& out);
void write_plain_text(const ExportSource& source, PlainTextTool tool, std::ostream& out);
void write_beancount(const ExportSource& source, std::ostream& out);

}  // namespace rmbsim::adapters::exports

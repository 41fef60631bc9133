#include "adapters/exports/export.hpp"

#include <array>
#include <optional>
#include <ostream>
#include <source_location>
#include <string>
#include <string_view>

#include "adapters/exports/bank_statements.hpp"
#include "adapters/exports/formats.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/contract.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::array formats{ExportFormat::csv,     ExportFormat::json,      ExportFormat::ledger,
                             ExportFormat::hledger, ExportFormat::beancount, ExportFormat::camt052,
                             ExportFormat::camt053, ExportFormat::camt054,   ExportFormat::mt940,
                             ExportFormat::mt942,   ExportFormat::bai2};

}  // namespace

std::string_view name_of(ExportFormat format) {
    switch (format) {
        case ExportFormat::csv:
            return "csv";
        case ExportFormat::json:
            return "json";
        case ExportFormat::ledger:
            return "ledger";
        case ExportFormat::hledger:
            return "hledger";
        case ExportFormat::beancount:
            return "beancount";
        case ExportFormat::camt052:
            return "camt052";
        case ExportFormat::camt053:
            return "camt053";
        case ExportFormat::camt054:
            return "camt054";
        case ExportFormat::mt940:
            return "mt940";
        case ExportFormat::mt942:
            return "mt942";
        case ExportFormat::bai2:
            return "bai2";
    }
    ledger::break_contract("export format is one of its enumerators",
                           std::source_location::current());
}

std::optional<ExportFormat> find_export_format(std::string_view name) {
    for (const ExportFormat format : formats)
        if (name_of(format) == name) return format;
    return std::nullopt;
}

std::string export_format_names() {
    std::string names;
    for (const ExportFormat format : formats) {
        if (!names.empty()) names += format == formats.back() ? " or " : ", ";
        names += name_of(format);
    }
    return names;
}

void export_journal(const ExportSource& source, ExportFormat format, std::ostream& out) {
    ledger::expects(source.directory != nullptr && source.for_each_day,
                    "an export has a directory and days");
    switch (format) {
        case ExportFormat::csv:
            return exports::write_csv(source, out);
        case ExportFormat::json:
            return exports::write_json(source, out);
        case ExportFormat::ledger:
            return exports::write_plain_text(source, exports::PlainTextTool::ledger, out);
        case ExportFormat::hledger:
            return exports::write_plain_text(source, exports::PlainTextTool::hledger, out);
        case ExportFormat::beancount:
            return exports::write_beancount(source, out);
        case ExportFormat::camt052:
        case ExportFormat::camt053:
        case ExportFormat::camt054:
        case ExportFormat::mt940:
        case ExportFormat::mt942:
        case ExportFormat::bai2:
            return exports::write_bank_statements(source, *statements::find_format(name_of(format)),
                                                  out);
    }
}

}  // namespace rmbsim::adapters

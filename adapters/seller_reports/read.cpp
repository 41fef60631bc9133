#include "adapters/seller_reports/read.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ios>
#include <istream>
#include <string>
#include <utility>
#include <vector>

#include "adapters/seller_reports/checks.hpp"
#include "adapters/seller_reports/difference.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/repeated_rows.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/seller_reports/report_reader.hpp"
#include "adapters/seller_reports/survey.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::sellers {
namespace {

constexpr std::size_t header_bytes_read = 65'536;

// A pass over the file, up to and with its header.
bool start_at(std::istream& bytes, Records& rows, const Header& header) {
    bytes.clear();
    bytes.seekg(0);
    while (rows.next())
        if (rows.line() == header.line) return true;
    return false;
}

}  // namespace

void read_report(std::istream& bytes, const std::string& shown, const ReadContext& context,
                 ReportSink& sink, Diagnostics& said) {
    std::string first(header_bytes_read, '\0');
    bytes.read(first.data(), static_cast<std::streamsize>(first.size()));
    first.resize(static_cast<std::size_t>(bytes.gcount()));
    const auto header = find_header(first, shown, context.reference, context.wanted, said);
    if (!header) return;

    Diagnostics ignored;  // what is wrong is told when the file is read
    Records surveyed(bytes, header->layout->separator, shown, ignored);
    if (!start_at(bytes, surveyed, *header)) return;
    const BoundColumns columns = bind_columns(*header->layout, surveyed.fields());
    const Habits habits = survey(surveyed, *header, columns, context.reference);

    Records rows(bytes, header->layout->separator, shown, said);
    const std::size_t errors_before = said.error_count();
    if (!start_at(bytes, rows, *header)) return;
    ReportReader reader(rows, *header, columns, habits, context, sink);
    reader.read();
    if (said.error_count() > errors_before) return;

    std::vector<Settled>& settled = reader.settled();
    if (settled.empty())
        said.add({.file = shown,
                  .line = header->line,
                  .severity = Severity::warning,
                  .message = "there is no row below the header",
                  .expected = {},
                  .hint = {}});
    if (std::ranges::any_of(settled, &Settled::differs)) {
        Records again(bytes, header->layout->separator, shown, ignored);
        if (start_at(bytes, again, *header)) find_suspects(again, columns, habits, settled);
    }
    for (const Settled& one : settled)
        if (auto wrong = wrong_total(one)) sink.finding(std::move(*wrong));
    const bool rows_have_id =
        header->layout->flows != FlowRule::none || columns[Role::id] != no_column;
    reader.repeated().drain([&](std::uint32_t line, std::uint32_t first_line) {
        sink.finding(repeated_row(settled, rows_have_id, line, first_line));
    });
}

}  // namespace rmbsim::adapters::sellers

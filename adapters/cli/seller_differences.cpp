#include "adapters/cli/seller_differences.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "adapters/exports/text.hpp"
#include "adapters/report/language.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::cli {
namespace {

constexpr std::uint64_t differences_printed = 100;

std::string with_way_out(std::string hint) {
    if (!hint.empty()) hint += "; ";
    return hint + "--on-mismatch list imports it all the same and lists what differs";
}

}  // namespace

void SellerDifferences::add(const std::string& file, sellers::Finding finding,
                            Diagnostics& refused) {
    if (finding.is_harmless || refuses_) {
        refused.add(
            {.file = file,
             .line = finding.line,
             .column = finding.column,
             .severity = finding.is_harmless ? Severity::warning : Severity::error,
             .message = std::move(finding.message),
             .expected = std::move(finding.expected),
             .hint = finding.is_harmless ? finding.hint : with_way_out(std::move(finding.hint))});
        return;
    }
    ++count_;
    rows_.text(file).number(finding.line).number(finding.column).text(word_of(finding.kind));
    rows_.text(finding.settlement);
    rows_.amount(finding.difference_minor, ledger::decimals_of(finding.currency));
    rows_.text(ledger::code_of(finding.currency)).text(finding.message).text(finding.hint).end();
    if (count_ > differences_printed) return;
    exports::append_line(text_, fmt::format("{}:{}: {}{}{}", file, finding.line, finding.message,
                                            finding.hint.empty() ? "" : ": ", finding.hint));
    text_ += '\n';
}

void SellerDifferences::print(Language language, std::string& out) const {
    out += text_;
    if (count_ <= differences_printed) return;
    const std::uint64_t more = count_ - differences_printed;
    out += language == Language::zh ? fmt::format("另有 {} 条差异, 见 differences.csv\n", more)
                                    : fmt::format("and {} more: differences.csv\n", more);
}

}  // namespace rmbsim::adapters::cli

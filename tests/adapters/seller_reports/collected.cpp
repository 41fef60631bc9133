#include "tests/adapters/seller_reports/collected.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/read.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"

namespace rmbsim::tests {
namespace {

using namespace adapters::sellers;

class Collector : public ReportSink {
  public:
    Collector(Collected& into, const Kinds& kinds) : into_(into), kinds_(kinds) {}
    void begin(const ReportHead& head) override { into_.heads.push_back(head); }
    void line(const ReportHead& head, const ReportLine& line) override {
        const Kind& kind = kinds_[line.kind];
        into_.lines.push_back(std::to_string(line.line) + " " +
                              std::string(word_of(kind.amount_class)) + " " + kind.code + " " +
                              ledger::to_text(line.minor, ledger::decimals_of(head.currency)));
        into_.orders.emplace_back(line.order);
        into_.times.push_back(line.at ? ledger::iso_instant(*line.at) : "");
    }
    void end(const ReportHead&, const ReportEnd& end) override {
        into_.sums_minor.push_back(end.sum_minor);
    }
    void finding(Finding finding) override { into_.findings.push_back(std::move(finding)); }

  private:
    Collected& into_;
    const Kinds& kinds_;
};

}  // namespace

std::string Collected::only_error() const {
    if (said.error_count() == 0) return "";
    const auto sorted = said.sorted();
    CAPTURE(adapters::to_text(said));
    REQUIRE(said.error_count() == 1);
    return std::to_string(sorted[0].line) + ":" + std::to_string(sorted[0].column) + " " +
           sorted[0].message;
}

std::string Collected::only_finding() const {
    if (findings.empty()) return "";
    REQUIRE(findings.size() == 1);
    const Finding& finding = findings.front();
    return std::to_string(finding.line) + ":" + std::to_string(finding.column) + " " +
           finding.message + (finding.hint.empty() ? "" : "; " + finding.hint);
}

const Reference& seller_reference() {
    static const Reference reference = [] {
        adapters::Diagnostics said;
        auto read = read_reference(
            std::filesystem::path(RMBSIM_SOURCE_DIR) / "scenarios" / "reference", said);
        INFO(adapters::to_text(said));
        REQUIRE(read.has_value());
        return *std::move(read);
    }();
    return reference;
}

Collected read_seller_text(std::string_view bytes, std::string_view as) {
    Collected collected;
    Kinds kinds(seller_reference());
    std::map<std::string, std::string, std::less<>> settlements;
    Collector collector(collected, kinds);
    std::istringstream stream{std::string(bytes)};
    read_report(stream, "r",
                {.reference = seller_reference(),
                 .kinds = kinds,
                 .scratch = std::filesystem::temp_directory_path(),
                 .wanted = seller_reference().find(as),
                 .settlements = settlements},
                collector, collected.said);
    return collected;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
    return all;
}

std::string small_settlement() {
    return "settlement-id\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-"
           "id\tmarketplace-name\t"
           "amount-type\tamount-description\tamount\tposted-date\n"
           "S1\t2026-07-02 00:00:00 UTC\t85.00\tUSD\t\t\t\t\t\t\t\n"
           "S1\t\t\tUSD\tOrder\tA-1\tamazon.com\tItemPrice\tPrincipal\t100.00\t2026-06-17 00:00:00 "
           "UTC\n"
           "S1\t\t\tUSD\tOrder\tA-1\tamazon.com\tItemFees\tCommission\t-15.00\t2026-06-17 00:00:00 "
           "UTC\n";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace rmbsim::tests

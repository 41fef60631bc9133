#include "adapters/cli/import_sellers.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/csv_rows.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/import_folder.hpp"
#include "adapters/cli/import_formats.hpp"
#include "adapters/cli/seller_differences.hpp"
#include "adapters/cli/seller_orders.hpp"
#include "adapters/cli/seller_reconciliation.hpp"
#include "adapters/report/language.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/read.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::cli {
namespace {

using sellers::AmountClass;
using sellers::FlowRule;

std::string day_of(ledger::SimTime at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return ledger::iso_date(ledger::ValueDate(day.time_since_epoch()));
}

class SellerImporter : public Importer, private sellers::ReportSink {
  public:
    explicit SellerImporter(ImportFolder& into)
        : into_(into),
          orders_(into.folder()),
          lines_(into.open("lines.csv"),
                 "file,line,settlement,class,type,amount_type,code,order,store,amount,currency,"
                 "posted_at,sku,quantity"),
          flows_(into.open("flows.csv"), "id,date,time,account,kind,amount,note"),
          differences_(into.open("differences.csv")) {}

    void read(const ImportFile& file, Diagnostics& said) override {
        differences_.refuse(file.on_mismatch != "list");
        if (!load_reference(file, said)) return;
        files_.push_back(file.shown);
        Diagnostics found;
        refused_ = &found;
        std::ifstream bytes(file.path, std::ios::binary);
        try {
            sellers::read_report(bytes, file.shown,
                                 {.reference = *reference_,
                                  .kinds = *kinds_,
                                  .scratch = into_.folder(),
                                  .wanted = reference_->find(file.as),
                                  .settlements = settlements_},
                                 *this, said);
        } catch (const std::system_error& error) {
            fail_on_disk(error);
        }
        said.add_all(problems_);
        said.add_all(found);
        problems_ = Diagnostics();
    }

    bool finish(Language language, std::string& printed) override {
        Diagnostics refused;
        try {
            order_count_ = orders_.write(into_.open("orders.csv"), into_.open("earlier_orders.csv"),
                                         files_, differences_, refused);
        } catch (const std::system_error& error) {
            fail_on_disk(error);
        }
        if (refused.has_errors()) throw CommandFailure(refused);
        write_reconciliation(language, printed);
        lines_.flush();
        flows_.flush();
        differences_.flush();
        return differences_.count() == 0;
    }

  private:
    [[noreturn]] static void fail_on_disk(const std::system_error& error) {
        throw CommandFailure(
            surroundings_failed,
            fmt::format("rmbsim: {}. Free some room or choose another --into.", error.what()));
    }

    bool load_reference(const ImportFile& file, Diagnostics& said) {
        if (!reference_ && !std::exchange(tried_, true)) {
            reference_ =
                sellers::read_reference(std::filesystem::path(file.library) / "reference", said);
            if (reference_) kinds_.emplace(*reference_);
        }
        return reference_.has_value();
    }

    void begin(const sellers::ReportHead& head) override {
        reports_.emplace_back(files_.back(), head);
        payouts_ = 0;
    }

    void line(const sellers::ReportHead& head, const sellers::ReportLine& line) override {
        const sellers::Kind& kind = (*kinds_)[line.kind];
        reports_.back().add(kind, line.minor);
        write_line(head, line, kind);
        if (kind.amount_class != AmountClass::payout)
            orders_.add(head, line, kind.amount_class, files_, problems_);
        if (head.layout->flows == FlowRule::rows && line.is_first_of_row)
            write_flow(head, line.line, line.at, line.row_minor, line.status);
        if (head.layout->flows == FlowRule::payouts && kind.amount_class == AmountClass::payout &&
            line.minor != INT64_MIN)
            write_flow(head, line.line, line.at, -line.minor, line.group);
    }

    void end(const sellers::ReportHead& head, const sellers::ReportEnd& end) override {
        reports_.back().end(end);
        if (head.layout->flows != FlowRule::deposit || !head.total_minor) return;
        const auto at = head.deposit ? head.deposit : head.end;
        write_flow(head, head.line, at, *head.total_minor, "settlement " + head.settlement);
    }

    void finding(sellers::Finding finding) override {
        differences_.add(files_.back(), std::move(finding), *refused_);
    }

    void write_line(const sellers::ReportHead& head, const sellers::ReportLine& line,
                    const sellers::Kind& kind) {
        lines_.text(files_.back()).number(line.line).text(head.settlement);
        lines_.text(sellers::word_of(kind.amount_class))
            .text(kind.type)
            .text(kind.amount_type)
            .text(kind.code);
        lines_.text(line.order).text(line.marketplace);
        lines_.amount(line.minor, ledger::decimals_of(head.currency))
            .text(ledger::code_of(head.currency));
        lines_.instant(line.at).text(line.sku).text(line.quantity).end();
    }

    void write_flow(const sellers::ReportHead& head, std::uint32_t line,
                    std::optional<ledger::SimTime> at, std::int64_t minor, std::string_view note) {
        if (minor == 0) return;
        if (!at) {
            problems_.add({.file = files_.back(),
                           .line = line,
                           .severity = Severity::warning,
                           .message = "this payout has no date, and is left out of flows.csv",
                           .expected = {},
                           .hint = {}});
            return;
        }
        const bool is_wallet = head.layout->flows == FlowRule::rows;
        const std::string_view kind = minor < 0   ? "other_payment"
                                      : is_wallet ? "other_receipt"
                                                  : "sales";
        flows_.text(fmt::format("R{}-{}-{}", reports_.size(), line, ++payouts_))
            .text(day_of(*at))
            .text("");
        flows_.text(fmt::format("{}-{}", head.layout->provider, ledger::code_of(head.currency)))
            .text(kind);
        flows_.amount(minor, ledger::decimals_of(head.currency)).text(note).end();
    }

    void write_reconciliation(Language language, std::string& printed) {
        CsvRows rows(into_.open("reconciliation.csv"),
                     "file,line,report,settlement,currency,item,class,code,lines,amount");
        for (const SellerReconciliation& report : reports_) report.write(rows);
        rows.flush();
        std::string text;
        print(Language::en, text);
        into_.open("reconciliation.txt") << text;
        print(language, printed);
    }

    void print(Language language, std::string& out) const {
        std::uint64_t lines = 0, unknown = 0;
        for (const SellerReconciliation& report : reports_) {
            report.print(language, out);
            lines += report.lines();
            unknown += report.unknown_lines();
        }
        differences_.print(language, out);
        out += fmt::format(
            fmt::runtime(language == Language::zh
                             ? "{} 份报告, {} 条明细, {} 个订单, {} 条代码未知, {} 条差异\n"
                             : "{} reports, {} lines, {} orders, {} lines of unknown codes, {} "
                               "differences\n"),
            reports_.size(), lines, order_count_, unknown, differences_.count());
    }

    ImportFolder& into_;
    bool tried_ = false;
    std::optional<sellers::Reference> reference_;
    std::optional<sellers::Kinds> kinds_;
    std::map<std::string, std::string, std::less<>> settlements_;
    std::vector<std::string> files_;
    SellerOrders orders_;
    CsvRows lines_, flows_;
    SellerDifferences differences_;
    std::vector<SellerReconciliation> reports_;
    Diagnostics problems_;            // of what the sink saw while a file was read
    Diagnostics* refused_ = nullptr;  // of the file that is read
    std::uint64_t order_count_ = 0, payouts_ = 0;
};

}  // namespace

bool is_seller_report(std::string_view first) { return sellers::looks_like_report(first); }

std::unique_ptr<Importer> open_sellers(ImportFolder& into) {
    return std::make_unique<SellerImporter>(into);
}

}  // namespace rmbsim::adapters::cli

#include "adapters/cli/import_sellers.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ios>
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
#include "adapters/cli/seller_reconciliation.hpp"
#include "adapters/exports/text.hpp"
#include "adapters/report/language.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/orders.hpp"
#include "adapters/seller_reports/read.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::cli {
namespace {

using sellers::AmountClass;
using sellers::FlowRule;

constexpr std::string_view orders_header =
    "id,store,at,price,currency,shipping,tax_collected,tax_withheld,refunds,fees,promotions,"
    "advertising,other,net,lines,file,line";
constexpr std::size_t differences_printed = 100;

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
          differences_(into.open("differences.csv"),
                       "file,line,column,kind,settlement,difference,currency,message,hint") {}

    void read(const ImportFile& file, Diagnostics& said) override {
        refuses_ = file.on_mismatch != "list";
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
        write_orders();
        if (refused_at_end_.has_errors()) throw CommandFailure(refused_at_end_);
        write_reconciliation(language, printed);
        for (CsvRows* rows : {&lines_, &flows_, &differences_}) rows->flush();
        return differing_ == 0;
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
        if (kind.amount_class != AmountClass::payout) add_to_order(head, line, kind.amount_class);
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
        tell(files_.back(), std::move(finding), *refused_);
    }

    void add_to_order(const sellers::ReportHead& head, const sellers::ReportLine& line,
                      AmountClass amount_class) {
        const auto file = static_cast<std::uint32_t>(files_.size() - 1);
        switch (orders_.add(head, line, amount_class, file)) {
            case sellers::OrderProblem::none:
                return;
            case sellers::OrderProblem::id_too_long:
                problems_.add(
                    {.file = files_.back(),
                     .line = line.line,
                     .message =
                         "the order's id is too long, or the file has more than 10,000 stores",
                     .expected =
                         fmt::format("an id of at most {} bytes", sellers::order_id_bytes_most),
                     .hint = "is this the right column? Say with --as what the file is"});
                return;
            case sellers::OrderProblem::beyond_int64:
                tell_too_large(problems_, files_.back(), line.line);
        }
    }

    static void tell_too_large(Diagnostics& said, const std::string& file, std::uint32_t line) {
        said.add({.file = file,
                  .line = line,
                  .message = "the amounts of this order add up to more than an amount can hold",
                  .expected = "sums within 64 bits of the smallest unit",
                  .hint = {}});
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

    void tell(const std::string& file, sellers::Finding finding, Diagnostics& refused) {
        if (finding.is_harmless || refuses_) {
            refused.add({.file = file,
                         .line = finding.line,
                         .column = finding.column,
                         .severity = finding.is_harmless ? Severity::warning : Severity::error,
                         .message = std::move(finding.message),
                         .expected = std::move(finding.expected),
                         .hint = finding.is_harmless
                                     ? std::move(finding.hint)
                                     : finding.hint + (finding.hint.empty() ? "" : "; ") +
                                           "--on-mismatch list imports it all the same and lists "
                                           "what differs"});
            return;
        }
        ++differing_;
        differences_.text(file)
            .number(finding.line)
            .number(finding.column)
            .text(sellers::word_of(finding.kind));
        differences_.text(finding.settlement)
            .amount(finding.difference_minor, ledger::decimals_of(finding.currency));
        differences_.text(ledger::code_of(finding.currency))
            .text(finding.message)
            .text(finding.hint)
            .end();
        if (differing_ > differences_printed) return;
        exports::append_line(differences_text_,
                             fmt::format("{}:{}: {}{}{}", file, finding.line, finding.message,
                                         finding.hint.empty() ? "" : ": ", finding.hint));
        differences_text_ += '\n';
    }

    void write_orders() {
        CsvRows sold(into_.open("orders.csv"), orders_header);
        CsvRows earlier(into_.open("earlier_orders.csv"), orders_header);
        try {
            orders_.drain([&](const sellers::Order& order) {
                ++order_count_;
                check_order(order);
                write_order(order[AmountClass::sales] > 0 ? sold : earlier, order);
            });
        } catch (const std::system_error& error) {
            fail_on_disk(error);
        }
        sold.flush();
        earlier.flush();
    }

    void check_order(const sellers::Order& order) {
        if (order.overflowed || !order.net())
            tell_too_large(refused_at_end_, files_[order.file], order.line);
        const std::int64_t beyond = order.refunded_beyond();
        if (beyond == 0) return;
        const auto text = [&](std::int64_t minor) {
            return ledger::to_text(minor, ledger::decimals_of(order.currency));
        };
        tell(files_[order.refund_file],
             {.kind = sellers::FindingKind::refund_beyond_order,
              .line = order.refund_line,
              .message = fmt::format(
                  "refunds of order {} are {}, and it was sold for {} with shipping of {}: {} more",
                  order.id, text(order[AmountClass::refunds]), text(order[AmountClass::sales]),
                  text(order[AmountClass::shipping]), text(beyond)),
              .expected = "refunds of at most what the order was sold for",
              .difference_minor = beyond,
              .currency = order.currency},
             refused_at_end_);
    }

    void write_order(CsvRows& rows, const sellers::Order& order) const {
        const int decimals = ledger::decimals_of(order.currency);
        rows.text(order.id)
            .text(order.store)
            .instant(order.at)
            .amount(order[AmountClass::sales], decimals);
        rows.text(ledger::code_of(order.currency));
        std::int64_t other = order.net().value_or(0) - order[AmountClass::sales];
        for (const AmountClass shown :
             {AmountClass::shipping, AmountClass::tax_collected, AmountClass::tax_withheld,
              AmountClass::refunds, AmountClass::fees, AmountClass::promotions,
              AmountClass::advertising}) {
            rows.amount(order[shown], decimals);
            other -= order[shown];
        }
        rows.amount(other, decimals).amount(order.net().value_or(0), decimals).number(order.lines);
        rows.text(files_[order.file]).number(order.line).end();
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
        out += differences_text_;
        if (differing_ > differences_printed)
            out += fmt::format(fmt::runtime(language == Language::zh
                                                ? "另有 {} 条差异, 见 differences.csv\n"
                                                : "and {} more differences: differences.csv\n"),
                               differing_ - differences_printed);
        out += fmt::format(
            fmt::runtime(language == Language::zh
                             ? "{} 份报告, {} 条明细, {} 个订单, {} 条代码未知, {} 条差异\n"
                             : "{} reports, {} lines, {} orders, {} lines of unknown codes, {} "
                               "differences\n"),
            reports_.size(), lines, order_count_, unknown, differing_);
    }

    ImportFolder& into_;
    bool refuses_ = true, tried_ = false;
    std::optional<sellers::Reference> reference_;
    std::optional<sellers::Kinds> kinds_;
    std::map<std::string, std::string, std::less<>> settlements_;
    std::vector<std::string> files_;
    sellers::Orders orders_;
    CsvRows lines_, flows_, differences_;
    std::vector<SellerReconciliation> reports_;
    Diagnostics problems_;            // of what the sink saw while a file was read
    Diagnostics* refused_ = nullptr;  // of the file that is read
    Diagnostics refused_at_end_;
    std::string differences_text_;
    std::uint64_t differing_ = 0, order_count_ = 0, payouts_ = 0;
};

}  // namespace

bool is_seller_report(std::string_view first) { return sellers::looks_like_report(first); }

std::unique_ptr<Importer> open_sellers(ImportFolder& into) {
    return std::make_unique<SellerImporter>(into);
}

}  // namespace rmbsim::adapters::cli

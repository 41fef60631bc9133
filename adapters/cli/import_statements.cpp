#include "adapters/cli/import_statements.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/cli/import_folder.hpp"
#include "adapters/cli/import_formats.hpp"
#include "adapters/exports/text.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/text_width.hpp"
#include "adapters/statements/read.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::cli {
namespace {

using statements::Balance;
using statements::Entry;
using statements::EntryStatus;
using statements::Reconciliation;
using statements::Statement;

std::string_view status_word(EntryStatus status) {
    constexpr std::array<std::string_view, 3> words{"booked", "pending", "information"};
    return words.at(static_cast<std::size_t>(status));
}

std::string day_text(const std::optional<ledger::ValueDate>& day) {
    return day ? ledger::iso_date(*day) : std::string();
}

std::string amount_text(std::int64_t minor, ledger::CurrencyId currency) {
    return ledger::to_text(minor, ledger::decimals_of(currency));
}

// One row of CSV.
class CsvRow {
  public:
    CsvRow& add(std::string_view text) {
        if (!first_) row_ += ',';
        first_ = false;
        exports::append_csv(row_, text);
        return *this;
    }
    CsvRow& add(std::uint64_t number) { return add(std::to_string(number)); }
    void write(std::ostream& out) {
        row_ += '\n';
        out << row_;
    }

  private:
    std::string row_;
    bool first_ = true;
};

struct StatementRow {
    std::string file;
    Statement statement;  // without its lines
    Reconciliation result;

    std::string amount(const std::optional<Balance>& balance) const {
        return balance ? amount_text(balance->minor, balance->currency) : std::string();
    }
    std::string sum(std::int64_t minor) const {
        return statement.currency ? amount_text(minor, *statement.currency) : std::string();
    }
    std::string difference() const {
        return result.difference_minor ? sum(*result.difference_minor) : std::string();
    }
    std::string currency() const {
        return statement.currency ? std::string(ledger::code_of(*statement.currency))
                                  : std::string();
    }
    std::string number() const {
        return statement.number + (statement.page.empty() ? "" : "/" + statement.page);
    }
    // A difference of zero is reconciled; without two balances nothing was held against it.
    std::string_view outcome() const {
        return !result.holds() ? "differs" : result.difference_minor ? "reconciled" : "no balances";
    }
};

class StatementImporter : public Importer, private statements::StatementSink {
  public:
    explicit StatementImporter(ImportFolder& into)
        : into_(into), entries_(into.open("entries.csv")), flows_(into.open("flows.csv")) {
        entries_ << "file,line,statement,account,currency,booking_date,value_date,amount,status,"
                    "reversal,domain,family,sub_family,proprietary,issuer,swift_type,bai_type,"
                    "end_to_end_id,servicer_reference,client_reference,counterparty,"
                    "counterparty_account,counterparty_agent,remittance,information\n";
        flows_ << "id,date,time,account,kind,amount,note\n";
    }

    void read(const ImportFile& file, Diagnostics& said) override {
        file_ = file.shown;
        said_ = &said;
        wanted_ = statements::find_format(file.as);
        const auto syntax = wanted_ ? syntax_of(*wanted_) : statements::recognise(file.first);
        std::unique_ptr<xml::Schemas> schemas;
        if (!file.schemas.empty()) schemas = std::make_unique<xml::Schemas>(file.schemas);
        statements::read_file(syntax.value_or(statements::Syntax::xml), file.path, file.shown,
                              *this, said, schemas.get());
    }

    bool finish(Language language, std::string& printed) override {
        write_statements(into_.open("statements.csv"));
        std::string text;
        write_table(Language::en, text);
        into_.open("reconciliation.txt") << text;
        into_.open("reconciliation.json") << json().dump(1) << '\n';
        write_table(language, printed);
        return std::ranges::all_of(rows_,
                                   [](const StatementRow& row) { return row.result.holds(); });
    }

  private:
    static statements::Syntax syntax_of(statements::Format format) {
        switch (format) {
            case statements::Format::camt052:
            case statements::Format::camt053:
            case statements::Format::camt054:
                return statements::Syntax::xml;
            case statements::Format::mt940:
            case statements::Format::mt942:
                return statements::Syntax::mt;
            case statements::Format::bai2:
                return statements::Syntax::bai2;
        }
        return statements::Syntax::xml;
    }

    void begin(const Statement& head) override {
        tally_ = {};
        ++count_;
        line_ = 0;
        if (wanted_ && head.format != *wanted_)
            said_->add({.file = file_,
                        .line = head.line,
                        .column = 1,
                        .message = "the file is " + std::string(name_of(head.format)) + ", not " +
                                   std::string(name_of(*wanted_)),
                        .expected = "a file in the format that --as names",
                        .hint = "without --as the content tells"});
    }

    void entry(const Statement& head, Entry entry) override {
        tally_.add(head, entry);
        ++line_;
        write_entry(head, entry);
        if (entry.status == EntryStatus::booked && entry.minor != 0) write_flow(head, entry);
    }

    void end(const Statement& whole) override {
        rows_.push_back(
            {.file = file_, .statement = whole, .result = statements::reconcile(whole, tally_)});
    }

    void write_entry(const Statement& head, const Entry& entry) {
        CsvRow row;
        row.add(file_).add(entry.line).add(count_).add(head.account.id);
        row.add(ledger::code_of(entry.currency));
        row.add(day_text(entry.booking_date)).add(day_text(entry.value_date));
        row.add(amount_text(entry.minor, entry.currency)).add(status_word(entry.status));
        row.add(entry.is_reversal ? "yes" : "");
        for (const std::string* text :
             {&entry.code.domain, &entry.code.family, &entry.code.sub_family,
              &entry.code.proprietary, &entry.code.issuer, &entry.code.swift_type,
              &entry.code.bai_type, &entry.end_to_end_id, &entry.servicer_reference,
              &entry.client_reference, &entry.counterparty, &entry.counterparty_account,
              &entry.counterparty_agent, &entry.remittance, &entry.information})
            row.add(*text);
        row.write(entries_);
    }

    void write_flow(const Statement& head, const Entry& entry) {
        const auto day = entry.booking_date ? entry.booking_date : entry.value_date;
        if (!day) return;
        const std::string_view kind = entry.minor < 0 ? "other_payment" : "other_receipt";
        std::string note = entry.counterparty.empty() ? entry.remittance : entry.counterparty;
        std::ranges::replace(note, '\n', ' ');
        CsvRow row;
        row.add("S" + std::to_string(count_) + "-" + std::to_string(line_));
        row.add(ledger::iso_date(*day)).add("").add(head.account.id).add(kind);
        row.add(amount_text(entry.minor, entry.currency)).add(note);
        row.write(flows_);
    }

    void write_statements(std::ostream& out) const {
        out << "statement,file,line,format,id,number,account,scheme,owner,servicer,currency,date,"
               "opening_date,opening,credits,debits,closing_date,closing,credit_count,debit_count,"
               "not_booked,difference,outcome\n";
        std::uint64_t count = 0;
        for (const StatementRow& row : rows_) {
            const Statement& statement = row.statement;
            const Reconciliation& result = row.result;
            CsvRow csv;
            csv.add(++count).add(row.file).add(statement.line).add(name_of(statement.format));
            csv.add(statement.id).add(row.number()).add(statement.account.id);
            csv.add(statement.account.scheme).add(statement.account.owner);
            csv.add(statement.account.servicer).add(row.currency()).add(day_text(statement.date));
            csv.add(result.opening ? day_text(result.opening->date) : "");
            csv.add(row.amount(result.opening));
            csv.add(row.sum(result.tally.credits_minor)).add(row.sum(result.tally.debits_minor));
            csv.add(result.closing ? day_text(result.closing->date) : "");
            csv.add(row.amount(result.closing));
            csv.add(result.tally.credits).add(result.tally.debits).add(result.tally.not_booked);
            csv.add(row.difference()).add(row.outcome());
            csv.write(out);
        }
    }

    nlohmann::ordered_json json() const {
        nlohmann::ordered_json all;
        std::uint64_t differing = 0;
        for (const StatementRow& row : rows_) {
            nlohmann::ordered_json one;
            one["file"] = row.file;
            one["account"] = row.statement.account.id;
            one["number"] = row.number();
            one["currency"] = row.currency();
            one["opening"] = row.amount(row.result.opening);
            one["credits"] = row.sum(row.result.tally.credits_minor);
            one["debits"] = row.sum(row.result.tally.debits_minor);
            one["closing"] = row.amount(row.result.closing);
            one["lines"] = row.result.tally.lines();
            one["difference"] = row.difference();
            one["outcome"] = row.outcome();
            auto findings = nlohmann::ordered_json::array();
            for (const statements::Finding& finding : row.result.findings)
                findings.push_back({{"line", finding.line}, {"text", finding.text}});
            one["findings"] = std::move(findings);
            all["statements"].push_back(std::move(one));
            differing += row.result.holds() ? 0 : 1;
        }
        all["differing"] = differing;
        return all;
    }

    void write_table(Language language, std::string& out) const {
        using Cells = std::array<std::string, 8>;
        const bool zh = language == Language::zh;
        std::vector<Cells> cells;
        cells.push_back(zh ? Cells{"账户", "编号", "币种", "期初余额", "贷方合计", "借方合计",
                                   "期末余额", "差额"}
                           : Cells{"account", "number", "currency", "opening", "credits", "debits",
                                   "closing", "difference"});
        for (const StatementRow& row : rows_)
            cells.push_back({row.statement.account.id, row.number(), row.currency(),
                             row.amount(row.result.opening),
                             row.sum(row.result.tally.credits_minor),
                             row.sum(row.result.tally.debits_minor), row.amount(row.result.closing),
                             row.difference()});
        std::array<int, 8> widths{};
        for (const Cells& row : cells)
            for (std::size_t i = 0; i < row.size(); ++i)
                widths.at(i) = std::max(widths.at(i), columns_of(row.at(i)));
        for (const Cells& row : cells) {
            std::string line;
            for (std::size_t i = 0; i < row.size(); ++i) {
                line += i == 0 ? "" : "  ";
                line +=
                    i < 3 ? pad_right(row.at(i), widths.at(i)) : pad_left(row.at(i), widths.at(i));
            }
            line.resize(line.find_last_not_of(' ') + 1);
            exports::append_line(out, line);  // a file's text may hold what a terminal obeys
            out += '\n';
        }
        std::uint64_t lines = 0;
        std::uint64_t differing = 0;
        for (const StatementRow& row : rows_) {
            lines += row.result.tally.lines();
            differing += row.result.holds() ? 0 : 1;
            for (const statements::Finding& finding : row.result.findings) {
                out += row.file + ":" + std::to_string(finding.line) + ": ";
                exports::append_line(out, finding.text);
                out += '\n';
            }
        }
        out += zh ? std::to_string(rows_.size()) + " 份对账单," + std::to_string(lines) +
                        " 笔明细," + std::to_string(differing) + " 份不平\n"
                  : std::to_string(rows_.size()) + " statements, " + std::to_string(lines) +
                        " lines, " + std::to_string(differing) + " do not add up\n";
    }

    ImportFolder& into_;
    std::ofstream& entries_;
    std::ofstream& flows_;
    std::string file_;
    std::optional<statements::Format> wanted_;
    Diagnostics* said_ = nullptr;
    statements::Tally tally_;
    std::uint64_t count_ = 0, line_ = 0;
    std::vector<StatementRow> rows_;
};

}  // namespace

std::unique_ptr<Importer> open_statements(ImportFolder& into) {
    return std::make_unique<StatementImporter>(into);
}

}  // namespace rmbsim::adapters::cli

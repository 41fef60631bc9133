#include "adapters/exports/bank_statements.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/exports/bank_codes.hpp"
#include "adapters/exports/export.hpp"
#include "adapters/exports/journal_walk.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/statements/statement_file.hpp"
#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/entry.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::exports {
namespace {

constexpr std::uint32_t nowhere = UINT32_MAX;
constexpr std::size_t reference_most = 16, iso_reference_most = 35;

// "SZ.master" of "1002.SZ.master".
std::string name_behind_line(const std::string& code) {
    const std::size_t point = code.find('.');
    return point == std::string::npos ? code : code.substr(point + 1);
}

struct BankAccount {
    std::uint32_t company = nowhere, mirror = nowhere;  // accounts of the directory
    std::int64_t sign =
        1;  // of a posting in the holder's eyes: -1 where the account is the servicer's
    std::int64_t opening_minor = 0;  // of the day at hand
    std::int64_t minor = 0;
    std::optional<ledger::ValueDate> last_day;  // that had a statement
    std::uint32_t statements = 0;
    std::vector<statements::Entry> lines;
};

class StatementBuilder {
  public:
    StatementBuilder(const ExportSource& source, statements::Format format,
                     const TakeStatement& take)
        : directory_(*source.directory), format_(format), take_(take), causes_(directory_) {
        bank_of_.assign(directory_.accounts.size(), nowhere);
        totals_.assign(directory_.accounts.size(), 0);
        std::map<std::uint32_t, std::uint32_t> mirrors;
        for (std::uint32_t i = 0; i < directory_.accounts.size(); ++i) {
            const sim::AccountRow& row = directory_.accounts[i];
            if (row.bank_account == nowhere) continue;
            if (row.spec.type == ledger::AccountType::liability)
                mirrors.emplace(row.bank_account, i);
        }
        for (std::uint32_t i = 0; i < directory_.accounts.size(); ++i) {
            const sim::AccountRow& row = directory_.accounts[i];
            const bool participant = row.line == ledger::ChartLine::participant_balance;
            const bool customer =
                row.bank_account != nowhere && row.spec.type == ledger::AccountType::asset;
            if (!participant && !customer) continue;
            bank_of_[i] = static_cast<std::uint32_t>(accounts_.size());
            BankAccount& account = accounts_.emplace_back();
            account.company = i;
            if (participant) account.sign = -1;
            if (const auto mirror = mirrors.find(row.bank_account); mirror != mirrors.end())
                account.mirror = mirror->second;
        }
        for (const sim::RuleRow& rule : directory_.rules)
            opens_.push_back(rule.code == sim::rule_row(sim::Rule::opening).code);
    }

    // --- what walk() asks of a writer; the buffer stays empty ---
    void begin(std::string&, std::int32_t) {}
    void entry(std::string&, const EntryView& view) {
        if (day_ && *day_ != view.day) end_day();
        day_ = view.day;
        std::size_t nth = 0;
        for (const ledger::PostingRow& posting : view.postings) {
            totals_[posting.account.index] += posting.minor;
            const std::uint32_t bank = bank_of_[posting.account.index];
            if (bank == nowhere) continue;
            BankAccount& account = accounts_[bank];
            const std::int64_t moved = account.sign * posting.minor;
            account.minor += moved;
            if (opens_[view.row.rule])
                account.opening_minor += moved;
            else if (posting.minor != 0)
                account.lines.push_back(line_of(view, posting, account, nth++));
        }
    }
    void end(std::string&, std::int32_t, std::span<const std::int64_t>) {
        if (day_) end_day();
    }

  private:
    const std::string& book_name(std::uint32_t account) const {
        return directory_.books.at(directory_.accounts[account].spec.book.index).name_en;
    }

    // A participant's account is named by the system too, as a bank has one in each.
    std::string account_id(std::uint32_t index) const {
        const sim::AccountRow& row = directory_.accounts[index];
        const std::string name = name_behind_line(row.spec.code);
        if (row.line != ledger::ChartLine::participant_balance) return name;
        return directory_.books.at(row.spec.book.index).code + "." + name;
    }
    const std::string& owner_of(std::uint32_t index) const {
        const sim::AccountRow& row = directory_.accounts[index];
        if (row.line != ledger::ChartLine::participant_balance) return book_name(index);
        return directory_.books.at(row.partner_book).name_en;
    }

    statements::Entry line_of(const EntryView& view, const ledger::PostingRow& posting,
                              const BankAccount& account, std::size_t nth) const {
        const sim::RuleRow& rule = directory_.rules[view.row.rule];
        statements::Entry line;
        line.booking_date = ledger::date_of(view.day);
        line.value_date = ledger::date_of(view.row.value_day);
        line.minor = account.sign * posting.minor;
        line.currency = directory_.accounts[account.company].spec.currency;
        line.is_reversal = view.row.reverses != ledger::none;
        line.code = bank_code(rule.code, line.minor);
        line.servicer_reference = "E" + std::to_string(view.id.index);
        if (nth > 0) line.servicer_reference += "-" + std::to_string(nth + 1);
        line.remittance = rule.en + ", ";
        causes_.append(line.remittance, view);
        if (view.client_id.size() <= iso_reference_most) line.end_to_end_id = view.client_id;
        if (view.client_id.size() <= reference_most) line.client_reference = view.client_id;
        tell_other_side(view, account, line);
        return line;
    }

    // The one other company, and its one account here, that the entry moved.
    void tell_other_side(const EntryView& view, const BankAccount& account,
                         statements::Entry& line) const {
        const std::uint32_t own_book = directory_.accounts[account.company].spec.book.index;
        std::set<std::uint32_t> books, banks;
        for (const ledger::PostingRow& posting : view.postings) {
            const std::uint32_t index = posting.account.index;
            const std::uint32_t book = directory_.accounts[index].spec.book.index;
            if (bank_of_[index] != nowhere && index != account.company) banks.insert(index);
            if (book != own_book && directory_.books[book].is_entity) books.insert(book);
        }
        if (banks.size() == 1) {
            line.counterparty_account = account_id(*banks.begin());
            line.counterparty = owner_of(*banks.begin());
        } else if (books.size() == 1) {
            line.counterparty = directory_.books[*books.begin()].name_en;
        }
    }

    void end_day() {
        for (BankAccount& account : accounts_) {
            check_mirror(account);
            if (!account.lines.empty()) take_(account.company, statement_of(account));
            account.lines.clear();
            account.opening_minor = account.minor;
        }
    }

    void check_mirror(const BankAccount& account) {
        if (account.mirror == nowhere) return;
        if (totals_[account.mirror] == -account.minor) return;
        throw ExportFailure("on " + ledger::iso_date(ledger::date_of(*day_)) + " account " +
                            directory_.accounts[account.company].spec.code + " and its bank's " +
                            directory_.accounts[account.mirror].spec.code + " disagree");
    }

    statements::Statement statement_of(BankAccount& account) {
        const ledger::AccountSpec& spec = directory_.accounts[account.company].spec;
        const ledger::ValueDate day = ledger::date_of(*day_);
        const bool interim = format_ == statements::Format::camt052;
        statements::Statement statement;
        statement.format = format_;
        std::string compact = ledger::iso_date(day);
        std::erase(compact, '-');
        statement.id = compact + "-" + std::to_string(bank_of_[account.company] + 1);
        statement.number = std::to_string(++account.statements);
        statement.account.id = account_id(account.company);
        statement.account.name = spec.name;
        statement.account.owner = owner_of(account.company);
        if (account.sign < 0) statement.account.servicer = book_name(account.company);
        if (account.mirror != nowhere) statement.account.servicer = book_name(account.mirror);
        statement.currency = spec.currency;
        statement.date = day;
        const auto add = [&](statements::BalanceKind kind, ledger::ValueDate on,
                             std::int64_t minor) {
            statement.balances.push_back(
                {.kind = kind, .date = on, .minor = minor, .currency = spec.currency, .code = {}});
        };
        if (format_ != statements::Format::camt054 && format_ != statements::Format::mt942) {
            add(statements::BalanceKind::opening, account.last_day.value_or(day),
                account.opening_minor);
            add(interim ? statements::BalanceKind::interim_booked
                        : statements::BalanceKind::closing,
                day, account.minor);
        }
        account.last_day = day;
        statement.entries = std::move(account.lines);
        return statement;
    }

    const sim::Directory& directory_;
    statements::Format format_;
    const TakeStatement& take_;
    Causes causes_;
    std::vector<std::uint32_t> bank_of_;  // by account: index into accounts_
    std::vector<BankAccount> accounts_;
    std::vector<std::int64_t> totals_;  // by account
    std::vector<bool> opens_;
    std::optional<std::int32_t> day_;
};

std::int32_t last_day_of(const ExportSource& source) {
    std::int32_t last = 0;
    source.for_each_day([&](const sim::DayRecord& day) { last = day.seal.day; });
    return last;
}

// One file with the stream that it goes to.
struct OpenFile {
    std::string buffer;
    std::unique_ptr<statements::StatementFile> file;
    std::ostream* out = nullptr;
    void spill_when_full() {
        if (buffer.size() >= buffer_bytes) spill(buffer, *out);
    }
};

class StatementFiles {
  public:
    StatementFiles(const ExportSource& source, statements::Format format)
        : source_(source), format_(format), made_on_(ledger::date_of(last_day_of(source))) {}

    OpenFile& open(std::uint32_t key, const std::string& name, std::ostream& out) {
        auto& opened = files_[key];
        if (opened) return *opened;
        opened = std::make_unique<OpenFile>();
        opened->out = &out;
        opened->file = statements::statement_file(
            format_,
            {.message_id = name, .sender = "RMBSIM", .receiver = "CUSTOMER", .made_on = made_on_},
            opened->buffer);
        opened->file->begin();
        return *opened;
    }
    void finish() {
        if (files_.empty()) throw ExportFailure("no bank account moved: there is no statement");
        for (auto& [key, opened] : files_) {
            opened->file->finish();
            spill(opened->buffer, *opened->out);
            opened->out->flush();
        }
    }

  private:
    const ExportSource& source_;
    statements::Format format_;
    ledger::ValueDate made_on_;
    std::map<std::uint32_t, std::unique_ptr<OpenFile>> files_;
};

void write_one(OpenFile& opened, const statements::Statement& statement) {
    if (const auto written = opened.file->write(statement); !written)
        throw ExportFailure("statement " + statement.id + " of " + statement.account.id + ": " +
                            written.error());
    opened.spill_when_full();
}

}  // namespace

void for_each_bank_statement(const ExportSource& source, statements::Format format,
                             const TakeStatement& take) {
    StatementBuilder builder(source, format, take);
    std::ostream nothing(nullptr);
    walk(source, builder, nothing);
}

std::string bank_account_id(const ExportSource& source, std::uint32_t account) {
    return name_behind_line(source.directory->accounts.at(account).spec.code);
}

void write_bank_statements(const ExportSource& source, statements::Format format,
                           std::ostream& out) {
    StatementFiles files(source, format);
    for_each_bank_statement(
        source, format, [&](std::uint32_t, const statements::Statement& statement) {
            write_one(files.open(0, source.directory->scenario, out), statement);
        });
    files.finish();
}

void write_bank_statements(const ExportSource& source, statements::Format format,
                           const std::function<std::ostream&(std::uint32_t account)>& open) {
    StatementFiles files(source, format);
    for_each_bank_statement(
        source, format, [&](std::uint32_t account, const statements::Statement& statement) {
            write_one(files.open(account, bank_account_id(source, account), open(account)),
                      statement);
        });
    files.finish();
}

}  // namespace rmbsim::adapters::exports

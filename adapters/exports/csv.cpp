#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "adapters/exports/export.hpp"
#include "adapters/exports/formats.hpp"
#include "adapters/exports/journal_walk.hpp"
#include "adapters/exports/text.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::exports {
namespace {

class CsvWriter {
  public:
    explicit CsvWriter(const sim::Directory& directory) : causes_(directory) {
        for (const sim::RuleRow& rule : directory.rules)
            append_csv(rules_.emplace_back(), rule.code);
        for (const sim::AccountRow& row : directory.accounts) {
            Account& account = accounts_.emplace_back();
            for (const std::string& text :
                 {directory.books.at(row.spec.book.index).code, row.spec.code, row.spec.name}) {
                append_csv(account.columns, text);
                account.columns += ',';
            }
            account.columns += ledger::code_of(row.spec.currency);
            account.columns += ',';
            account.market = ledger::name_of(row.spec.market);
            account.decimals = ledger::decimals_of(row.spec.currency);
        }
    }

    void begin(std::string& out, std::int32_t) const {
        out +=
            "entry,line,booked_at,value_date,rule,book,account,account_name,currency,amount,"
            "client_id,cause,market,reverses\n";
    }

    void entry(std::string& out, const EntryView& entry) {
        before_.clear();
        append_instant(before_, entry.row.time_ms);
        before_ += ',';
        append_date(before_, entry.row.value_day);
        before_ += ',';
        before_ += rules_[entry.row.rule];
        before_ += ',';
        after_ = ",";
        append_csv(after_, entry.client_id);
        after_ += ',';
        cause_.clear();
        causes_.append(cause_, entry);
        append_csv(after_, cause_);
        after_ += ',';
        for (std::size_t line = 0; line < entry.postings.size(); ++line) {
            const ledger::PostingRow& posting = entry.postings[line];
            const Account& account = accounts_[posting.account.index];
            append_integer(out, entry.id.index);
            out += ',';
            append_integer(out, static_cast<std::int64_t>(line));
            out += ',';
            out += before_;
            out += account.columns;
            append_amount(out, posting.minor, account.decimals);
            out += after_;
            out += account.market;
            out += ',';
            if (entry.row.reverses != ledger::none) append_integer(out, entry.row.reverses);
            out += '\n';
        }
    }

    void end(std::string&, std::int32_t, std::span<const std::int64_t>) const {}

  private:
    struct Account {
        std::string columns;  // book,account,account_name,currency,
        std::string_view market;
        int decimals = 2;
    };
    Causes causes_;
    std::vector<std::string> rules_;
    std::vector<Account> accounts_;
    std::string before_, after_, cause_;  // of the entry at hand, reused
};

}  // namespace

void write_csv(const ExportSource& source, std::ostream& out) {
    walk(source, CsvWriter(*source.directory), out);
}

}  // namespace rmbsim::adapters::exports

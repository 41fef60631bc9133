#include <cstddef>
#include <cstdint>
#include <ostream>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/exports/account_names.hpp"
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

class BeancountWriter {
  public:
    explicit BeancountWriter(const ExportSource& source)
        : directory_(*source.directory),
          title_(source.title),
          causes_(directory_),
          names_(beancount_names(directory_)) {
        for (const sim::RuleRow& rule : directory_.rules) {
            std::string& text = rules_.emplace_back(" * ");
            append_beancount(text, rule.code);
            text += ' ';
            append_beancount(text, rule.en);
        }
        for (const sim::AccountRow& row : directory_.accounts) {
            decimals_.push_back(ledger::decimals_of(row.spec.currency));
            commodities_.push_back(" " + std::string(ledger::code_of(row.spec.currency)));
        }
    }

    void begin(std::string& out, std::int32_t first_day) const {
        out += "; dates: booking date; the value date is metadata\noption \"title\" ";
        append_beancount(out, title_);
        if (!directory_.reporting_currency.empty()) {
            out += "\noption \"operating_currency\" ";
            append_beancount(out, directory_.reporting_currency);
        }
        // By default half of the last digit passes as balanced; here nothing does.
        out += "\noption \"inferred_tolerance_multiplier\" \"0\"\n\n";
        std::set<std::string_view> codes;
        for (const sim::AccountRow& row : directory_.accounts)
            codes.insert(ledger::code_of(row.spec.currency));
        for (const std::string_view code : codes) {
            append_date(out, first_day);
            out.append(" commodity ").append(code).append("\n  decimals: ");
            append_integer(out, ledger::decimals_of(*ledger::find_currency(code)));
            out += '\n';
        }
        out += '\n';
        for (std::size_t i = 0; i < names_.size(); ++i) open_account(out, i, first_day);
        out += '\n';
    }

    void entry(std::string& out, const EntryView& entry) {
        append_date(out, entry.day);
        out += rules_[entry.row.rule];
        out += "\n  entry: ";
        append_integer(out, entry.id.index);
        out += "\n  booked: \"";
        append_instant(out, entry.row.time_ms);
        out += "\"\n  value-date: ";
        append_date(out, entry.row.value_day);
        out += "\n  cause: ";
        cause_.clear();
        causes_.append(cause_, entry);
        append_beancount(out, cause_);
        if (!entry.client_id.empty()) {
            out += "\n  client: ";
            append_beancount(out, entry.client_id);
        }
        if (entry.row.reverses != ledger::none) {
            out += "\n  reverses: ";
            append_integer(out, entry.row.reverses);
        }
        out += '\n';
        for (const ledger::PostingRow& posting : entry.postings) {
            const std::uint32_t account = posting.account.index;
            out.append("  ").append(names_[account]).append("  ");
            append_amount(out, posting.minor, decimals_[account]);
            out.append(commodities_[account]).append(1, '\n');
        }
        out += '\n';
    }

    // A balance directive holds at the day's beginning, so the day after the last sees it all.
    void end(std::string& out, std::int32_t last_day,
             std::span<const std::int64_t> balances) const {
        for (std::size_t i = 0; i < balances.size(); ++i) {
            append_date(out, last_day + 1);
            out.append(" balance ").append(names_[i]).append("  ");
            append_amount(out, balances[i], decimals_[i]);
            out += " ~ ";
            append_amount(out, 0, decimals_[i]);
            out.append(commodities_[i]).append(1, '\n');
        }
    }

  private:
    void open_account(std::string& out, std::size_t i, std::int32_t day) const {
        const ledger::AccountSpec& spec = directory_.accounts[i].spec;
        append_date(out, day);
        out.append(" open ").append(names_[i]).append(commodities_[i]).append("\n  book: ");
        append_beancount(out, directory_.books.at(spec.book.index).code);
        out += "\n  code: ";
        append_beancount(out, spec.code);
        out += "\n  name: ";
        append_beancount(out, spec.name);
        out += "\n  market: ";
        append_beancount(out, ledger::name_of(spec.market));
        out += '\n';
    }

    const sim::Directory& directory_;
    const std::string& title_;
    Causes causes_;
    std::vector<std::string> names_, commodities_, rules_;
    std::vector<int> decimals_;
    std::string cause_;
};

}  // namespace

void write_beancount(const ExportSource& source, std::ostream& out) {
    walk(source, BeancountWriter(source), out);
}

}  // namespace rmbsim::adapters::exports

// ledger and hledger read nearly the same language; where they differ, the tool says which is written.
#include <array>
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

constexpr std::array tags{"booked", "cause", "client", "reverses"};
constexpr std::string_view closing_payee = "closing balances";

std::string_view hledger_type(ledger::AccountType type) {
    constexpr std::array<std::string_view, 5> letters{"A", "L", "E", "R", "X"};
    return letters.at(static_cast<std::size_t>(type));
}

class PlainTextWriter {
  public:
    PlainTextWriter(const ExportSource& source, PlainTextTool tool)
        : directory_(*source.directory),
          title_(source.title),
          tool_(tool),
          causes_(directory_),
          names_(plain_text_names(directory_)) {
        for (const sim::AccountRow& row : directory_.accounts) {
            decimals_.push_back(ledger::decimals_of(row.spec.currency));
            commodities_.push_back(" " + std::string(ledger::code_of(row.spec.currency)));
        }
    }

    void begin(std::string& out, std::int32_t) const {
        out += "; ";
        append_line(out, title_);
        out += tool_ == PlainTextTool::ledger
                   ? "\n; dates: booking date, with the value date behind it where it differs "
                     "(--aux-date)\n\n"
                   : "\n; dates: booking date, with the value date behind it where it differs "
                     "(--date2)\n\n";
        declare_commodities(out);
        if (tool_ == PlainTextTool::ledger)
            for (const char* tag : tags) out.append("tag ").append(tag).append(1, '\n');
        std::set<std::string_view> payees{closing_payee};
        for (const sim::RuleRow& rule : directory_.rules) payees.insert(rule.code);
        for (const std::string_view payee : payees) {
            out += "payee ";
            append_line(out, payee);
            out += '\n';
        }
        out += '\n';
        for (std::size_t i = 0; i < names_.size(); ++i) declare_account(out, i);
        out += '\n';
    }

    void entry(std::string& out, const EntryView& entry) const {
        append_date(out, entry.day);
        if (entry.row.value_day != entry.day) {
            out += '=';
            append_date(out, entry.row.value_day);
        }
        out += " * (";
        append_integer(out, entry.id.index);
        out += ") ";
        append_line(out, directory_.rules[entry.row.rule].code);
        out += "\n    ; booked: ";
        append_instant(out, entry.row.time_ms);
        out += "\n    ; cause: ";
        append_cause(out, entry);
        if (!entry.client_id.empty()) {
            out += "\n    ; client: ";
            append_line(out, entry.client_id);
        }
        if (entry.row.reverses != ledger::none) {
            out += "\n    ; reverses: ";
            append_integer(out, entry.row.reverses);
        }
        out += '\n';
        for (const ledger::PostingRow& posting : entry.postings) {
            append_posting(out, posting.account.index, posting.minor);
            out += '\n';
        }
        out += '\n';
    }

    // One transaction a book that moves nothing and asserts every balance.
    void end(std::string& out, std::int32_t last_day,
             std::span<const std::int64_t> balances) const {
        for (std::uint32_t book = 0; book < directory_.books.size(); ++book) {
            bool begun = false;
            for (std::size_t i = 0; i < balances.size(); ++i) {
                if (directory_.accounts[i].spec.book.index != book) continue;
                if (!begun) {
                    append_date(out, last_day);
                    out.append(" * ").append(closing_payee).append(1, '\n');
                    begun = true;
                }
                append_posting(out, i, 0);
                out += tool_ == PlainTextTool::ledger ? " = " : " == ";
                append_amount(out, balances[i], decimals_[i]);
                out += commodities_[i];
                out += '\n';
            }
            if (begun) out += '\n';
        }
    }

  private:
    void declare_commodities(std::string& out) const {
        std::set<std::string_view> codes;
        for (const sim::AccountRow& row : directory_.accounts)
            codes.insert(ledger::code_of(row.spec.currency));
        for (const std::string_view code : codes) {
            const int decimals = ledger::decimals_of(*ledger::find_currency(code));
            out.append("commodity ").append(code).append("\n    format ");
            append_amount(out, decimals == 0 ? 1000 : ten_to(decimals) * 1000, decimals);
            // hledger wants the decimal mark even where nothing follows it.
            if (decimals == 0 && tool_ == PlainTextTool::hledger) out += '.';
            out.append(1, ' ').append(code).append(1, '\n');
        }
    }

    static std::int64_t ten_to(int exponent) {
        std::int64_t power = 1;
        while (exponent-- > 0) power *= 10;
        return power;
    }

    void declare_account(std::string& out, std::size_t i) const {
        const ledger::AccountSpec& spec = directory_.accounts[i].spec;
        out.append("account ").append(names_[i]);
        if (tool_ == PlainTextTool::ledger) {
            out += "\n    note ";
            append_line(out, spec.code);
            out.append(" (").append(ledger::name_of(spec.market)).append(") ");
            append_line(out, spec.name);
        } else {
            out.append("  ; type:").append(hledger_type(spec.type));
            out.append(", market:").append(ledger::name_of(spec.market)).append("\n    ; code: ");
            append_line(out, spec.code);
            out += "\n    ; name: ";
            append_line(out, spec.name);
        }
        out += '\n';
    }

    void append_cause(std::string& out, const EntryView& entry) const {
        const std::size_t from = out.size();
        causes_.append(out, entry);
        for (std::size_t i = from; i < out.size(); ++i)
            if (static_cast<unsigned char>(out[i]) < 0x20) out[i] = ' ';
    }

    void append_posting(std::string& out, std::size_t account, std::int64_t minor) const {
        out.append("    ").append(names_[account]).append("    ");
        append_amount(out, minor, decimals_[account]);
        out += commodities_[account];
    }

    const sim::Directory& directory_;
    const std::string& title_;
    PlainTextTool tool_;
    Causes causes_;
    std::vector<std::string> names_, commodities_;
    std::vector<int> decimals_;
};

}  // namespace

void write_plain_text(const ExportSource& source, PlainTextTool tool, std::ostream& out) {
    walk(source, PlainTextWriter(source, tool), out);
}

}  // namespace rmbsim::adapters::exports

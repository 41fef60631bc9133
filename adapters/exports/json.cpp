#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
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

void append_key(std::string& out, std::string_view key, std::string_view text) {
    out += key;
    append_json(out, text);
}

class JsonWriter {
  public:
    explicit JsonWriter(const ExportSource& source)
        : directory_(*source.directory), title_(source.title), causes_(directory_) {
        for (const sim::RuleRow& rule : directory_.rules)
            append_json(rules_.emplace_back(), rule.code);
        for (const sim::AccountRow& row : directory_.accounts) {
            std::string& account = accounts_.emplace_back();
            append_key(account, "{\"book\":", directory_.books.at(row.spec.book.index).code);
            append_key(account, ",\"account\":", row.spec.code);
            append_key(account, ",\"currency\":", ledger::code_of(row.spec.currency));
            account += ",\"amount\":\"";
        }
    }

    void begin(std::string& out, std::int32_t) const {
        append_key(out, "{\"title\":", title_);
        append_key(out, ",\"scenario\":", directory_.scenario);
        out += ",\n\"books\":[";
        const char* separator = "\n";
        for (const sim::BookRow& book : directory_.books) {
            out += separator;
            append_key(out, "{\"book\":", book.code);
            append_key(out, ",\"name_en\":", book.name_en);
            append_key(out, ",\"name_zh\":", book.name_zh);
            append_key(out, ",\"jurisdiction\":", book.jurisdiction);
            out += '}';
            separator = ",\n";
        }
        out += "],\n\"accounts\":[";
        separator = "\n";
        for (const sim::AccountRow& row : directory_.accounts) {
            out += separator;
            append_key(out, "{\"book\":", directory_.books.at(row.spec.book.index).code);
            append_key(out, ",\"account\":", row.spec.code);
            append_key(out, ",\"name\":", row.spec.name);
            append_key(out, ",\"type\":", ledger::name_of(row.spec.type));
            append_key(out, ",\"currency\":", ledger::code_of(row.spec.currency));
            append_key(out, ",\"market\":", ledger::name_of(row.spec.market));
            out += '}';
            separator = ",\n";
        }
        out += "],\n\"entries\":[";
    }

    void entry(std::string& out, const EntryView& entry) {
        out += first_ ? "\n{\"entry\":" : ",\n{\"entry\":";
        first_ = false;
        append_integer(out, entry.id.index);
        out += ",\"booking_date\":\"";
        append_date(out, entry.day);
        out += "\",\"booked_at\":\"";
        append_instant(out, entry.row.time_ms);
        out += "\",\"value_date\":\"";
        append_date(out, entry.row.value_day);
        out += "\",\"rule\":";
        out += rules_[entry.row.rule];
        cause_.clear();
        causes_.append(cause_, entry);
        append_key(out, ",\"cause\":", cause_);
        if (!entry.client_id.empty()) append_key(out, ",\"client_id\":", entry.client_id);
        if (entry.row.reverses != ledger::none) {
            out += ",\"reverses\":";
            append_integer(out, entry.row.reverses);
        }
        out += ",\"postings\":[";
        for (std::size_t line = 0; line < entry.postings.size(); ++line) {
            if (line > 0) out += ',';
            append_amount_of(out, entry.postings[line].account.index, entry.postings[line].minor);
        }
        out += "]}";
    }

    void end(std::string& out, std::int32_t, std::span<const std::int64_t> balances) const {
        out += "],\n\"balances\":[";
        for (std::size_t i = 0; i < balances.size(); ++i) {
            out += i == 0 ? "\n" : ",\n";
            append_amount_of(out, i, balances[i]);
        }
        out += "]}\n";
    }

  private:
    void append_amount_of(std::string& out, std::size_t account, std::int64_t minor) const {
        out += accounts_[account];
        append_amount(out, minor, ledger::decimals_of(directory_.accounts[account].spec.currency));
        out += "\"}";
    }

    const sim::Directory& directory_;
    const std::string& title_;
    Causes causes_;
    std::vector<std::string> rules_;
    std::vector<std::string> accounts_;  // {"book":…,"account":…,"currency":…,"amount":"
    std::string cause_;
    bool first_ = true;
};

}  // namespace

void write_json(const ExportSource& source, std::ostream& out) {
    walk(source, JsonWriter(source), out);
}

}  // namespace rmbsim::adapters::exports

// explain kpi NAME: its value and formula, the indicators and accounts it is made of, the entries behind.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::size_t entries_shown = 10;

const sim::Kpi* find(std::span<const sim::Kpi> kpis, std::string_view name,
                     std::string_view entity) {
    for (const sim::Kpi& kpi : kpis)
        if (kpi.name == name && kpi.entity == entity) return &kpi;
    return nullptr;
}

// Names and account codes in a formula: runs of letters, digits, points and underscores.
std::vector<std::string> terms_of(std::string_view formula) {
    std::vector<std::string> terms;
    std::string term;
    for (const char c : std::string(formula) + " ") {
        const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        if (part) {
            term.push_back(c);
            continue;
        }
        while (term.ends_with('.')) term.pop_back();
        if (!term.empty() && std::ranges::find(terms, term) == terms.end()) terms.push_back(term);
        term.clear();
    }
    return terms;
}

// Account codes behind a formula, also of the indicators that it names.
void add_codes(std::span<const sim::Kpi> kpis, const sim::Kpi& kpi, std::set<std::string>& codes,
               int depth = 0) {
    for (const std::string& term : terms_of(kpi.formula)) {
        for (std::uint8_t i = 0; i < ledger::chart_line_count; ++i)
            if (ledger::chart_row(static_cast<ledger::ChartLine>(i)).code == term)
                codes.insert(term);
        if (depth > 3 || term == kpi.name) continue;
        if (const sim::Kpi* part = find(kpis, term, kpi.entity))
            add_codes(kpis, *part, codes, depth + 1);
    }
}

struct Line {
    ledger::Int128 minor = 0;
    std::uint64_t entries = 0;
};
struct Large {
    std::uint32_t entry = 0;
    std::uint32_t account = 0;
    ledger::EntryRow row;
    std::int64_t minor = 0;
    std::string cause;
};

class Behind {
  public:
    Behind(JournalFile& file, const std::set<std::string>& codes, const std::string& entity,
           Language language)
        : directory_(file.directory()),
          watched_(directory_.accounts.size()),
          lines_(directory_.accounts.size()) {
        for (std::size_t i = 0; i < watched_.size(); ++i) {
            const sim::AccountRow& account = directory_.accounts[i];
            const sim::BookRow& book = directory_.books[account.spec.book.index];
            watched_[i] = book.is_entity && (entity == "group" || book.code == entity) &&
                          codes.contains(std::string(ledger::chart_row(account.line).code));
        }
        for_each_journal_entry(file, [&](std::uint32_t id, const ledger::EntryRow& row,
                                         std::span<const ledger::PostingRow> postings,
                                         std::string_view client_id, const sim::DayRecord&) {
            for (const ledger::PostingRow& p : postings) {
                if (!watched_[p.account.index]) continue;
                lines_[p.account.index].minor += p.minor;
                ++lines_[p.account.index].entries;
                keep({.entry = id,
                      .account = p.account.index,
                      .row = row,
                      .minor = p.minor,
                      .cause = {}},
                     client_id, language);
            }
        });
    }

    void tell(Explanation& to) const {
        TextTable table(
            {Align::left, Align::left, Align::right, Align::left, Align::right, Align::left});
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].entries == 0) continue;
            const sim::AccountRow& account = directory_.accounts[i];
            const ledger::AccountSpec& spec = account.spec;
            table.row({directory_.books[spec.book.index].code, spec.code,
                       balance(lines_[i].minor, spec),
                       std::string(ledger::display_code(spec.currency, spec.market)),
                       fmt::format("{}", lines_[i].entries), account_name(account, to.language())});
        }
        if (table.empty()) return;
        to.heading({"accounts: balance at the end, number of postings", "科目:期末余额、笔数"});
        to.table(table);
        TextTable largest({Align::left, Align::left, Align::right, Align::left, Align::left});
        for (const Large& large : largest_) {
            const ledger::AccountSpec& spec = directory_.accounts[large.account].spec;
            largest.row({fmt::format("entry {}", large.entry), date_text(large.row.value_day),
                         grouped_with_unit(large.minor, spec), spec.code, large.cause});
        }
        to.heading({"the largest postings to them", "最大发生额"});
        to.table(largest);
    }

  private:
    static std::string balance(ledger::Int128 minor, const ledger::AccountSpec& spec) {
        if (minor > INT64_MAX || minor < INT64_MIN) return "?";
        return grouped(static_cast<std::int64_t>(minor), ledger::decimals_of(spec.currency));
    }
    static std::uint64_t size_of(std::int64_t minor) {
        return minor < 0 ? 0 - static_cast<std::uint64_t>(minor)
                         : static_cast<std::uint64_t>(minor);
    }
    void keep(Large large, std::string_view client_id, Language language) {
        const bool full = largest_.size() == entries_shown;
        if (full && size_of(largest_.back().minor) >= size_of(large.minor)) return;
        large.cause = cause_of(large.row, client_id, language);
        if (full) largest_.pop_back();
        const auto at = std::ranges::find_if(largest_, [&](const Large& other) {
            return size_of(other.minor) < size_of(large.minor);
        });
        largest_.insert(at, std::move(large));
    }

    const sim::Directory& directory_;
    std::vector<bool> watched_;
    std::vector<Line> lines_;
    std::vector<Large> largest_;
};

}  // namespace

Explained explain_kpi(JournalFile& file, const std::string& name, const ExplainOptions& options) {
    const Language language = options.language;
    const std::string entity = options.entity.empty() ? "group" : options.entity;
    const sim::Kpi* kpi = find(options.kpis, name, entity);
    if (kpi == nullptr) {
        std::vector<std::string> names, entities;
        for (const sim::Kpi& other : options.kpis) {
            names.push_back(other.name);
            if (other.name == name) entities.push_back(other.entity);
        }
        if (entities.empty())
            return std::unexpected(
                fmt::format("this run has no kpi {}{}", name, did_you_mean(name, names, language)));
        std::string known;
        for (const std::string& other : entities) known += " " + other;
        return std::unexpected(
            fmt::format("kpi {} is not stated for {}; it is for:{}", name, entity, known));
    }
    const bool zh = language == Language::zh;
    Explanation to(language);
    to.title(zh ? fmt::format("指标 {}({})", name, entity)
                : fmt::format("kpi {} of {}", name, entity));
    to.fact({"value", "数值"}, kpi->value + " " + kpi->unit);
    const sim::KpiEntry* row = sim::catalogued(kpi->name);
    if (row != nullptr) to.fact({"meaning", "含义"}, std::string(zh ? row->zh : row->en));
    to.fact({"formula", "公式"},
            zh && row != nullptr ? std::string(row->formula_zh) : kpi->formula);
    to.fact({"source", "出处"}, kpi->source);

    TextTable parts({Align::left, Align::left, Align::right, Align::left});
    for (const std::string& term : terms_of(kpi->formula))
        if (const sim::Kpi* part = find(options.kpis, term, entity); part != nullptr && part != kpi)
            parts.row({term, entity, part->value, part->unit});
    if (entity == "group")
        for (const sim::Kpi& part : options.kpis)
            if (part.name == name && part.entity != "group")
                parts.row({name, part.entity, part.value, part.unit});
    if (!parts.empty()) {
        to.heading({"made of", "构成"});
        to.table(parts);
    }
    std::set<std::string> codes;
    add_codes(options.kpis, *kpi, codes);
    if (!codes.empty()) Behind(file, codes, entity, language).tell(to);
    return to.text();
}

}  // namespace rmbsim::adapters::sqlite

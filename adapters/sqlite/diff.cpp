#include "adapters/sqlite/diff.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/account.hpp"
#include "ledger/entry.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using namespace sqlite;

// Hands out the entries and decisions of a journal one after the other.
class EntryWalk {
  public:
    explicit EntryWalk(JournalFile& file)
        : directory_(file.directory()), reader_(file.database(), directory_, file.notes()) {}

    std::optional<FoundEntry> next() {
        while (at_ == day_.entries.size()) {
            if (!reader_.next(day_)) return std::nullopt;
            at_ = posting_ = client_ = 0;
        }
        const ledger::EntryRow& row = day_.entries[at_];
        const auto postings = std::span(day_.postings).subspan(posting_, row.posting_count);
        FoundEntry entry{.id = day_.ids[at_],
                         .day = day_.closed ? day_.closed->day : 0,
                         .row = row,
                         .postings = {},
                         .client_id = {},
                         .seal = day_.seals[at_]};
        for (const ledger::PostingRow& p : postings)
            if (p.account.index < directory_.accounts.size()) entry.postings.push_back(p);
        if (client_ < day_.client_ids.size() && day_.client_ids[client_].entry.index == entry.id)
            entry.client_id = day_.client_ids[client_++].client_id;
        posting_ += row.posting_count;
        ++at_;
        return entry;
    }
    const std::vector<sim::Decision>& decisions_of_day() const { return day_.decisions; }

  private:
    const sim::Directory& directory_;
    DayReader reader_;
    DayRows day_;
    std::size_t at_ = 0, posting_ = 0, client_ = 0;
};

bool same_postings(const sim::Directory& left, const FoundEntry& a, const sim::Directory& right,
                   const FoundEntry& b) {
    return std::ranges::equal(a.postings, b.postings, [&](const auto& x, const auto& y) {
        const ledger::AccountSpec& one = left.accounts[x.account.index].spec;
        const ledger::AccountSpec& other = right.accounts[y.account.index].spec;
        return x.minor == y.minor && one.code == other.code && one.currency == other.currency &&
               left.books[one.book.index].code == right.books[other.book.index].code;
    });
}

std::string rule_code(const sim::Directory& directory, std::uint32_t rule) {
    return rule < directory.rules.size() ? directory.rules[rule].code : fmt::format("{}", rule);
}

// By what they say, not by their numbers: two scenarios number accounts and rules differently.
bool same_entry(const sim::Directory& left, const FoundEntry& a, const sim::Directory& right,
                const FoundEntry& b) {
    return a.row.time_ms == b.row.time_ms && a.row.value_day == b.row.value_day &&
           rule_code(left, a.row.rule) == rule_code(right, b.row.rule) &&
           a.client_id == b.client_id && same_postings(left, a, right, b);
}

class Differ {
  public:
    Differ(JournalFile& left, JournalFile& right, Language language)
        : left_(left), right_(right), to_(language) {}

    void entries() {
        EntryWalk left(left_), right(right_);
        for (std::uint64_t count = 0;; ++count) {
            const auto a = left.next();
            const auto b = right.next();
            if (!a && !b) return entries_agree(count);
            if (a && b && same_entry(left_.directory(), *a, right_.directory(), *b)) continue;
            same_ = false;
            to_.title(say(
                {"The journals part after {} equal entries.", "两份账册在 {} 笔相同分录之后分歧。"},
                count));
            tell_side({"left", "左"}, left_, a, left);
            tell_side({"right", "右"}, right_, b, right);
            return;
        }
    }

    void kpis(std::span<const sim::Kpi> left, std::span<const sim::Kpi> right) {
        TextTable table({Align::left, Align::left, Align::right, Align::right, Align::left});
        const auto value_in = [](std::span<const sim::Kpi> kpis, const sim::Kpi& like) {
            for (const sim::Kpi& kpi : kpis)
                if (kpi.name == like.name && kpi.entity == like.entity) return kpi.value;
            return std::string("–");
        };
        for (const sim::Kpi& kpi : left)
            if (const auto other = value_in(right, kpi); other != kpi.value)
                table.row({kpi.name, kpi.entity, kpi.value, other, kpi.unit});
        for (const sim::Kpi& kpi : right)
            if (value_in(left, kpi) == "–")
                table.row({kpi.name, kpi.entity, "–", kpi.value, kpi.unit});
        tell({"Indicators that differ: left, right", "不同的指标:左、右"}, table);
    }

    void facts() {
        TextTable table({Align::left, Align::left, Align::left});
        std::map<std::string, std::pair<std::string, std::string>> all;
        for (const auto& [key, value] : left_.facts()) all[key].first = value;
        for (const auto& [key, value] : right_.facts()) all[key].second = value;
        for (const auto& [key, values] : all)
            if (values.first != values.second) table.row({key, values.first, values.second});
        const auto parameters = [](const sim::Directory& directory) {
            std::map<std::string, std::string> of;
            for (const sim::ParameterRow& p : directory.parameters)
                of[p.version] = p.value + " " + p.unit + " [" + p.instrument + "]";
            return of;
        };
        auto left = parameters(left_.directory()), right = parameters(right_.directory());
        for (const auto& [version, value] : left)
            if (right[version] != value) table.row({version, value, right[version]});
        for (const auto& [version, value] : right)
            if (!left.contains(version) && !value.empty()) table.row({version, "", value});
        tell({"Facts and parameters that differ: left, right", "不同的事实与参数:左、右"}, table);
    }

    Difference result() {
        for (JournalFile* file : {&left_, &right_})
            if (!file->findings().empty())
                to_.line(say({"A journal is damaged ({}): run audit on it.",
                              "账册有损坏({}):请运行 audit。"},
                             file->findings().front()));
        return {.same = same_, .text = to_.text()};
    }

  private:
    template <class... Args>
    std::string say(Words words, const Args&... args) const {
        return fmt::format(fmt::runtime(words.in(to_.language())), args...);
    }
    void entries_agree(std::uint64_t count) {
        to_.title(
            say({"The journals have the same {} entries.", "两份账册的 {} 笔分录相同。"}, count));
        if (left_.root() == right_.root()) return;
        same_ = false;
        to_.line(say({"Their digests differ all the same: {} and {}.", "但摘要不同:{} 与 {}。"},
                     left_.root(), right_.root()));
    }
    void tell_side(Words side, JournalFile& file, const std::optional<FoundEntry>& entry,
                   const EntryWalk& walk) {
        const sim::Directory& directory = file.directory();
        if (!entry)
            return to_.fact(side, Words{"no further entry", "无更多分录"}.in(to_.language()));
        to_.fact(side, fmt::format("entry {}", entry->id));
        to_.fact({"booked", "记账时间"}, time_text(entry->row.time_ms));
        to_.fact({"value date", "起息日"}, date_text(entry->row.value_day));
        to_.fact({"rule", "规则"}, rule_text(directory, entry->row.rule, to_.language()));
        to_.fact({"cause", "起因"}, cause_of(entry->row, entry->client_id, to_.language()));
        for (const sim::Decision& d : walk.decisions_of_day())
            if (d.first_entry == entry->id && d.link < directory.links.size())
                to_.fact({"decided by", "决策"},
                         fmt::format("decision {} (link {})", d.id, directory.links[d.link].id));
        tell_postings(to_, directory, *entry);
    }
    void tell(Words heading, const TextTable& table) {
        if (table.empty()) return;
        same_ = false;
        to_.heading(heading);
        to_.table(table);
    }

    JournalFile& left_;
    JournalFile& right_;
    Explanation to_;
    bool same_ = true;
};

}  // namespace

std::expected<Difference, std::string> diff_journals(const DiffSide& left, const DiffSide& right,
                                                     Language language) {
    auto one = JournalFile::open(left.journal);
    if (!one) return std::unexpected(one.error());
    auto other = JournalFile::open(right.journal);
    if (!other) return std::unexpected(other.error());
    Differ differ(*one, *other, language);
    differ.entries();
    differ.kpis(left.kpis, right.kpis);
    differ.facts();
    return differ.result();
}

}  // namespace rmbsim::adapters

#include "adapters/sqlite/day_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/decision_trace.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/read_directory.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

std::optional<Statement> prepare(const Database& database, const char* table, const char* sql,
                                 Findings& findings) {
    try {
        return std::optional<Statement>(std::in_place, database, sql);
    } catch (const SqliteError& error) {
        findings.add(fmt::format("table {} cannot be read: {}", table, error.what()));
        return std::nullopt;
    }
}

std::optional<sim::SweepOutcome> outcome_named(std::string_view name) {
    for (std::size_t i = 0; i < sim::sweep_outcome_count; ++i)
        if (name_of(static_cast<sim::SweepOutcome>(i)) == name)
            return static_cast<sim::SweepOutcome>(i);
    return std::nullopt;
}

}  // namespace

ledger::JournalSlice DayRows::slice() const {
    return {.first = ledger::EntryId{first},
            .entries = entries,
            .postings = postings,
            .seals = seals,
            .client_ids = client_ids};
}

DayReader::DayReader(const Database& database, const sim::Directory& directory, Findings& findings)
    : directory_(directory),
      findings_(findings),
      entries_(prepare(database, "entry",
                       "SELECT id, time_ms, value_day, rule, kind, origin, nth, subject, reverses, "
                       "settles, client_id, seal FROM entry ORDER BY id",
                       findings)),
      postings_(prepare(database, "posting", "SELECT id, account, minor FROM posting ORDER BY id",
                        findings)),
      decisions_(database, "decision", findings, 1),
      limit_days_(database, "limit_day", findings) {
    SealedRows days(database, "day", findings);
    while (days.next())
        days_.push_back({.day = days.number<std::int32_t>(1),
                         .entries_before = days.number<std::uint32_t>(2),
                         .decisions_before = days.integer(3),
                         .limit_days_before = days.integer(4),
                         .digest = std::string(days.text(5))});
    ends_.push_back({"day", days.rows(), days.last_seal(), days.read_to_end()});
    read_entry();
    read_posting();
    read_decision();
    read_limit_day();
}

std::uint32_t DayReader::unsigned_column(int column, std::uint64_t most, const char* name) {
    const std::int64_t value = entries_->integer(column);
    if (value >= 0 && static_cast<std::uint64_t>(value) <= most)
        return static_cast<std::uint32_t>(value);
    findings_.add(
        fmt::format("entry {}: column {} cannot hold {}", entries_->integer(0), name, value));
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) & most);
}

void DayReader::read_entry() {
    const auto last = entry_ ? std::optional(entry_->id) : std::nullopt;
    entry_.reset();
    if (!entries_) return;
    try {
        if (!entries_->step()) return entries_.reset();
    } catch (const SqliteError& error) {
        findings_.add(last ? fmt::format("entries after {} cannot be read: {}", *last, error.what())
                           : fmt::format("no entry can be read: {}", error.what()));
        return entries_.reset();
    }
    OpenEntry open;
    open.id = unsigned_column(0, UINT32_MAX, "id");
    const auto index_or_none = [&](int column, const char* name) {
        return entries_->is_null(column) ? ledger::none : unsigned_column(column, UINT32_MAX, name);
    };
    const std::int64_t value_day = entries_->integer(2);
    if (value_day < INT32_MIN || value_day > INT32_MAX)
        findings_.add(fmt::format("entry {}: column value_day cannot hold {}", open.id, value_day));
    open.row = {.time_ms = entries_->integer(1),
                .value_day = static_cast<std::int32_t>(value_day),
                .rule = unsigned_column(3, UINT32_MAX, "rule"),
                .origin = unsigned_column(5, UINT32_MAX, "origin"),
                .nth = unsigned_column(6, UINT32_MAX, "nth"),
                .subject = unsigned_column(7, UINT32_MAX, "subject"),
                .kind = static_cast<std::uint16_t>(unsigned_column(4, UINT16_MAX, "kind")),
                .posting_count = 0,
                .reverses = index_or_none(8, "reverses"),
                .settles = index_or_none(9, "settles")};
    if (!entries_->is_null(10)) open.client_id = std::string(entries_->text(10));
    open.seal = static_cast<std::uint64_t>(entries_->integer(11));
    entry_ = std::move(open);
}

void DayReader::read_posting() {
    const auto last = posting_ ? std::optional(posting_->entry) : std::nullopt;
    posting_.reset();
    if (!postings_) return;
    try {
        if (!postings_->step()) return postings_.reset();
    } catch (const SqliteError& error) {
        findings_.add(last ? fmt::format("postings after those of entry {} cannot be read: {}",
                                         *last, error.what())
                           : fmt::format("no posting can be read: {}", error.what()));
        return postings_.reset();
    }
    const std::int64_t key = postings_->integer(0);
    const std::int64_t account = postings_->integer(1);
    if (account < 0 || account > UINT32_MAX || key < 0 || key >> 16 > UINT32_MAX)
        findings_.add(fmt::format("posting {} of entry {}: account {} cannot be", (key & 65535) + 1,
                                  key >> 16, account));
    OpenPosting open{.entry = static_cast<std::uint32_t>(key >> 16),
                     .line = static_cast<std::uint32_t>(key & 65535),
                     .row = {}};
    open.row = {.account = {static_cast<std::uint32_t>(account)},
                .entry = {open.entry},
                .minor = postings_->integer(2)};
    posting_ = open;
}

void DayReader::read_decision() {
    decision_.reset();
    if (!decisions_.next()) return;
    SealedRows& r = decisions_;
    sim::Decision d{.id = r.number<std::uint32_t>(0),
                    .link = r.number<std::uint32_t>(1),
                    .time_ms = r.integer(2),
                    .child_minor = r.integer(4),
                    .header_minor = r.integer(5),
                    .wish_minor = r.integer(6),
                    .amount_minor = r.integer(7),
                    .upward = r.flag(3),
                    .binding = r.is_null(9) ? std::uint8_t{UINT8_MAX} : r.number<std::uint8_t>(9),
                    .first_entry = r.index_or_none(10),
                    .parameter = r.index_or_none(11)};
    if (const auto outcome = outcome_named(r.text(8)))
        d.outcome = *outcome;
    else
        findings_.add(fmt::format("decision {}: '{}' is no outcome", d.id, r.text(8)));
    if (!read_trace(r.text(12), d))
        findings_.add(fmt::format("decision {}: its trace cannot be read", d.id));
    decision_ = d;
}

void DayReader::read_limit_day() {
    limit_day_.reset();
    if (!limit_days_.next()) return;
    SealedRows& r = limit_days_;
    limit_day_ = {.limit = r.number<std::uint32_t>(2),
                  .cap_minor = r.integer(3),
                  .used_minor = r.integer(4),
                  .peak_minor = r.integer(5),
                  .blocked_minor = r.integer(6),
                  .cuts = r.number<std::uint32_t>(7),
                  .parameter = r.index_or_none(8)};
}

void DayReader::take_postings(DayRows& day, ledger::EntryRow& row, std::uint32_t id) {
    while (posting_ && posting_->entry < id) {
        findings_.add(fmt::format("posting {} of entry {} belongs to no entry", posting_->line + 1,
                                  posting_->entry));
        read_posting();
    }
    std::uint32_t expected = 0;
    for (; posting_ && posting_->entry == id; read_posting()) {
        if (posting_->line != expected)
            findings_.add(fmt::format("entry {}: posting {} is missing", id, expected + 1));
        expected = posting_->line + 1;
        if (posting_->row.account.index >= directory_.accounts.size()) {
            findings_.add(fmt::format("entry {}: posting {} names account {}, which does not exist",
                                      id, posting_->line + 1, posting_->row.account.index));
            day.sound = false;
        }
        day.postings.push_back(posting_->row);
        ++row.posting_count;
    }
    if (row.posting_count == 0) findings_.add(fmt::format("entry {} has no postings", id));
}

void DayReader::take_entry(DayRows& day) {
    OpenEntry& open = *entry_;
    if (open.id > expected_entry_)
        findings_.add(
            open.id == expected_entry_ + 1
                ? fmt::format("entry {} is missing", expected_entry_)
                : fmt::format("entries {} to {} are missing", expected_entry_, open.id - 1));
    if (open.id != expected_entry_) day.sound = false;
    expected_entry_ = std::uint64_t{open.id} + 1;
    if (open.row.rule >= directory_.rules.size()) {
        findings_.add(fmt::format("entry {}: there is no rule {}", open.id, open.row.rule));
        day.sound = false;
    }
    take_postings(day, open.row, open.id);
    day.entries.push_back(open.row);
    day.ids.push_back(open.id);
    day.seals.push_back(open.seal);
    if (open.client_id)
        day.client_ids.push_back({.entry = {open.id}, .client_id = std::move(*open.client_id)});
    read_entry();
}

bool DayReader::next(DayRows& day) {
    day.entries.clear(), day.ids.clear(), day.postings.clear(), day.seals.clear();
    day.client_ids.clear(), day.decisions.clear(), day.limits.clear();
    day.sound = true;
    day.first = static_cast<std::uint32_t>(expected_entry_);
    if (next_day_ < days_.size()) {
        day.closed = days_[next_day_++];
    } else {
        day.closed.reset();
        if (tail_given_) return false;
        tail_given_ = true;
    }
    const auto is_mine = [&](std::int64_t at, std::int64_t before) {
        return !day.closed || at < before;
    };
    while (entry_ && is_mine(entry_->id, day.closed ? day.closed->entries_before : 0))
        take_entry(day);
    for (; decision_ && is_mine(decisions_taken_, day.closed ? day.closed->decisions_before : 0);
         ++decisions_taken_) {
        const sim::Decision& d = *decision_;
        bool fits = d.link < directory_.links.size();
        fits &= d.parameter == UINT32_MAX || d.parameter < directory_.parameters.size();
        fits &= d.binding == UINT8_MAX || d.binding < d.bound_count;
        for (std::size_t i = 0; i < d.bound_count; ++i)
            fits &= d.bounds[i].limit == UINT32_MAX || d.bounds[i].limit < directory_.limits.size();
        if (!fits)
            findings_.add(fmt::format(
                "decision {} names a link, limit, bound or parameter that does not exist", d.id));
        day.sound &= fits;
        day.decisions.push_back(d);
        read_decision();
    }
    for (; limit_day_ && is_mine(limit_days_taken_, day.closed ? day.closed->limit_days_before : 0);
         ++limit_days_taken_) {
        const bool fits = limit_day_->limit < directory_.limits.size() &&
                          (limit_day_->parameter == UINT32_MAX ||
                           limit_day_->parameter < directory_.parameters.size());
        if (!fits) findings_.add("a row of limit_day names a limit that does not exist");
        day.sound &= fits;
        day.limits.push_back(*limit_day_);
        read_limit_day();
    }
    if (day.closed) return true;
    if (posting_)
        findings_.add(fmt::format("posting {} of entry {} belongs to no entry", posting_->line + 1,
                                  posting_->entry));
    return !day.entries.empty() || !day.decisions.empty() || !day.limits.empty();
}

std::vector<TableEnd> DayReader::ends() const {
    std::vector<TableEnd> all = ends_;
    all.push_back(
        {"decision", decisions_.rows(), decisions_.last_seal(), decisions_.read_to_end()});
    all.push_back(
        {"limit_day", limit_days_.rows(), limit_days_.last_seal(), limit_days_.read_to_end()});
    return all;
}

}  // namespace rmbsim::adapters::sqlite

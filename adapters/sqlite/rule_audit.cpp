#include "adapters/sqlite/rule_audit.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <fmt/format.h>

#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "ledger/entry.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

bool caps_amount(sim::BoundKind kind) {
    switch (kind) {
        case sim::BoundKind::value_dated_surplus:
        case sim::BoundKind::header_capacity:
        case sim::BoundKind::limit_headroom:
        case sim::BoundKind::maximum:
        case sim::BoundKind::unit:
        case sim::BoundKind::sibling_share:
            return true;
        case sim::BoundKind::minimum:
        case sim::BoundKind::onshore_price:
        case sim::BoundKind::offshore_price:
        case sim::BoundKind::offshore_not_allowed:
            return false;
    }
    return false;
}

bool moves(std::span<const ledger::PostingRow> postings, std::int64_t minor) {
    return std::ranges::any_of(postings, [&](const ledger::PostingRow& p) {
        return p.minor == minor || p.minor == -minor;
    });
}

}  // namespace

void RuleAudit::read(const DayRows& day) {
    for (const sim::LimitDay& row : day.limits)
        if (row.limit < last_.size()) check_limit(day, row);
    for (const sim::Decision& decision : day.decisions) check_decision(day, decision);
}

void RuleAudit::check_limit(const DayRows& day, const sim::LimitDay& now) {
    const sim::LimitRow& limit = directory_.limits[now.limit];
    const auto text = [&](std::int64_t minor) {
        return ledger::to_text(minor, std::min<int>(limit.decimals, 18)) + " " + limit.currency;
    };
    const auto date = day.closed ? date_text(day.closed->day) : std::string("the open day");
    const std::optional<sim::LimitDay> before = last_[now.limit];
    last_[now.limit] = now;
    if (now.used_minor > now.peak_minor)
        findings_.add(fmt::format("limit {} on {}: its use of {} is above the day's peak of {}",
                                  limit.id, date, text(now.used_minor), text(now.peak_minor)));
    if (before && before->parameter != now.parameter) return;
    const std::int64_t used_before = before ? before->used_minor : 0;
    const std::int64_t peak_before = before ? before->peak_minor : 0;
    if (now.used_minor > now.cap_minor && now.used_minor > used_before)
        findings_.add(fmt::format("limit {} on {}: use grew to {}, above its cap of {}", limit.id,
                                  date, text(now.used_minor), text(now.cap_minor)));
    else if (now.peak_minor > now.cap_minor && now.peak_minor > peak_before)
        findings_.add(fmt::format("limit {} on {}: the peak of {} is above its cap of {}", limit.id,
                                  date, text(now.peak_minor), text(now.cap_minor)));
}

void RuleAudit::check_decision(const DayRows& day, const sim::Decision& d) {
    if (d.amount_minor > d.wish_minor && d.outcome == sim::SweepOutcome::moved) {
        // A link may raise its wish to its minimum, and a funding rounds up to whole units; then a
        // bound of that kind says so.
        const bool raised =
            std::ranges::any_of(std::span(d.bounds).first(d.bound_count), [](const auto& bound) {
                return bound.kind == sim::BoundKind::minimum || bound.kind == sim::BoundKind::unit;
            });
        if (!raised) findings_.add(fmt::format("decision {} moved more than its wish", d.id));
    }
    for (std::size_t i = 0; i < d.bound_count; ++i)
        if (caps_amount(d.bounds[i].kind) && d.amount_minor > d.bounds[i].minor)
            findings_.add(fmt::format("decision {} moved more than its bound {} ({}) allows", d.id,
                                      i + 1, name_of(d.bounds[i].kind)));
    if (d.outcome != sim::SweepOutcome::moved && d.outcome != sim::SweepOutcome::converted) return;
    const auto entry = std::ranges::find(day.ids, d.first_entry);
    if (entry == day.ids.end()) {
        findings_.add(fmt::format("decision {}: entry {}, which carried it out, is not of its day",
                                  d.id, d.first_entry));
        return;
    }
    const auto at = static_cast<std::size_t>(entry - day.ids.begin());
    std::size_t from = 0;
    for (std::size_t i = 0; i < at; ++i) from += day.entries[i].posting_count;
    const auto postings = std::span(day.postings).subspan(from, day.entries[at].posting_count);
    if (!moves(postings, d.amount_minor))
        findings_.add(
            fmt::format("decision {}: entry {} moves another amount", d.id, d.first_entry));
}

}  // namespace rmbsim::adapters::sqlite

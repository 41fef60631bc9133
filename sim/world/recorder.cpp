#include "sim/world/recorder.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>

#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/rules.hpp"

namespace rmbsim::sim {

std::expected<ledger::EntryId, ledger::PostError> Recorder::post(
    const EntryTerms& terms, std::span<const ledger::Posting> lines) {
    const auto posted = ledger_.post({.time = now(),
                                      .value_date = terms.value_date,
                                      .rule = id_of(terms.rule),
                                      .cause = {.origin = event_.origin(),
                                                .nth = event_.nth,
                                                .subject = terms.subject,
                                                .kind = static_cast<std::uint16_t>(event_.kind)},
                                      .postings = lines,
                                      .client_id = terms.client_id});
    if (posted && (!earliest_value_date_ || terms.value_date < *earliest_value_date_))
        earliest_value_date_ = terms.value_date;
    if (posted && outlet_ != nullptr) tell_entry(*posted, terms, lines);
    return posted;
}

// One record a book, in order of the book's first line, continued beyond four lines.
void Recorder::tell_entry(ledger::EntryId id, const EntryTerms& terms,
                          std::span<const ledger::Posting> lines) {
    const auto book_of = [&](const ledger::Posting& line) {
        return directory_.accounts[line.account.index].spec.book.index;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::uint32_t book = book_of(lines[i]);
        const auto told = std::ranges::any_of(
            lines.first(i), [&](const auto& line) { return book_of(line) == book; });
        if (told) continue;
        Record record{.book = book,
                      .subject = id.index,
                      .rule = id_of(terms.rule).index,
                      .value_day = ledger::day_number(terms.value_date),
                      .kind = RecordKind::entry};
        for (const ledger::Posting& line : lines.subspan(i)) {
            if (book_of(line) != book) continue;
            if (record.posting_count == Record::postings_max) {
                record.more = true;
                tell(record);
                record.more = false;
                record.posting_count = 0;
            }
            record.postings[record.posting_count++] = {.minor = line.minor,
                                                       .account = line.account.index};
        }
        tell(record);
    }
}

void Recorder::decide(Decision& decision) {
    decision.id = ++decision_count_;
    decision.time_ms = event_.time_ms;
    decisions_.push_back(decision);
    if (outlet_ == nullptr) return;
    const bool whole =
        decision.outcome == SweepOutcome::moved && decision.amount_minor == decision.wish_minor;
    Record record{.amount_minor = decision.amount_minor,
                  .other_minor = decision.wish_minor,
                  .subject = decision.id,
                  .link = decision.link,
                  .code = static_cast<std::uint16_t>(decision.outcome),
                  .kind = RecordKind::sweep};
    if (decision.outcome == SweepOutcome::moved) tell(record);
    if (whole) return;
    record.kind = RecordKind::refusal;
    tell(record);
}

void Recorder::tell(Record record) {
    if (outlet_ == nullptr) return;
    record.seq = ++seq_;
    record.time_ms = event_.time_ms;
    outlet_->publish(record);
}

}  // namespace rmbsim::sim

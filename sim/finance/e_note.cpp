#include "sim/finance/e_note.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <source_location>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/allocation.hpp"
#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim::finance {

std::string_view name_of(NoteState state) {
    switch (state) {
        case NoteState::open:
            return "open";
        case NoteState::divided:
            return "divided";
        case NoteState::paid:
            return "paid";
        case NoteState::dishonoured:
            return "dishonoured";
    }
    ledger::break_contract("state is one of its enumerators", std::source_location::current());
}

std::string_view name_of(NoteRefusal refusal) {
    switch (refusal) {
        case NoteRefusal::not_open:
            return "not_open";
        case NoteRefusal::not_holder:
            return "not_holder";
        case NoteRefusal::amount_not_positive:
            return "amount_not_positive";
        case NoteRefusal::parts_do_not_sum:
            return "parts_do_not_sum";
        case NoteRefusal::beyond_term:
            return "beyond_term";
        case NoteRefusal::past_due:
            return "past_due";
        case NoteRefusal::same_holder:
            return "same_holder";
        case NoteRefusal::beyond_tiers:
            return "beyond_tiers";
    }
    ledger::break_contract("refusal is one of its enumerators", std::source_location::current());
}

std::expected<NoteId, NoteRefusal> NoteBook::issue(const NoteIssue& issue) {
    if (issue.amount.minor <= 0) return std::unexpected(NoteRefusal::amount_not_positive);
    if (terms_.days_max && issue.due - issue.issued > std::chrono::days{*terms_.days_max})
        return std::unexpected(NoteRefusal::beyond_term);
    if (issue.due <= issue.issued) return std::unexpected(NoteRefusal::past_due);
    if (issue.issuer == issue.holder) return std::unexpected(NoteRefusal::same_holder);
    const NoteId id{size()};
    notes_.push_back({.root = id,
                      .issuer = issue.issuer,
                      .holders = {issue.holder},
                      .amount = issue.amount,
                      .due = issue.due});
    return id;
}

std::optional<NoteRefusal> NoteBook::refusal(NoteId note, std::uint32_t holder) const {
    const Note& one = (*this)[note];
    if (one.state != NoteState::open) return NoteRefusal::not_open;
    if (one.holder() != holder) return NoteRefusal::not_holder;
    return std::nullopt;
}

NoteId NoteBook::part(NoteId parent, std::int64_t minor) {
    Note one = (*this)[parent];
    one.parent = parent;
    one.amount.minor = minor;
    one.state = NoteState::open;
    notes_.push_back(one);
    return {size() - 1};
}

std::expected<std::vector<NoteId>, NoteRefusal> NoteBook::divide(
    NoteId note, std::uint32_t holder, std::span<const std::int64_t> parts) {
    if (const auto refused = refusal(note, holder)) return std::unexpected(*refused);
    ledger::Int128 sum = 0;
    for (const std::int64_t minor : parts) {
        if (minor <= 0) return std::unexpected(NoteRefusal::amount_not_positive);
        sum += minor;
    }
    if (sum != (*this)[note].amount.minor) return std::unexpected(NoteRefusal::parts_do_not_sum);
    at(note).state = NoteState::divided;
    std::vector<NoteId> made;
    made.reserve(parts.size());
    for (const std::int64_t minor : parts) made.push_back(part(note, minor));
    return made;
}

std::expected<std::vector<NoteId>, NoteRefusal> NoteBook::divide_by(
    NoteId note, std::uint32_t holder, std::span<const ledger::Int128> weights) {
    return divide(note, holder, ledger::allocate((*this)[note].amount.minor, weights));
}

std::expected<NoteId, NoteRefusal> NoteBook::pass_on(NoteId note, std::uint32_t from,
                                                     std::uint32_t to, std::int64_t minor,
                                                     ledger::ValueDate on) {
    if (const auto refused = refusal(note, from)) return std::unexpected(*refused);
    const Note& whole = (*this)[note];
    const std::int64_t rest = whole.amount.minor - minor;
    if (minor <= 0) return std::unexpected(NoteRefusal::amount_not_positive);
    if (rest < 0) return std::unexpected(NoteRefusal::parts_do_not_sum);
    if (on >= whole.due) return std::unexpected(NoteRefusal::past_due);
    if (from == to) return std::unexpected(NoteRefusal::same_holder);
    if (terms_.tiers_max && whole.tier() >= *terms_.tiers_max)
        return std::unexpected(NoteRefusal::beyond_tiers);
    NoteId passed = note;
    if (rest > 0) passed = divide(note, from, std::array{minor, rest}).value().front();
    at(passed).holders.push_back(to);
    return passed;
}

std::expected<void, NoteRefusal> NoteBook::settle(NoteId note, bool paid) {
    Note& one = at(note);
    if (one.state != NoteState::open) return std::unexpected(NoteRefusal::not_open);
    one.state = paid ? NoteState::paid : NoteState::dishonoured;
    return {};
}

const Note& NoteBook::operator[](NoteId note) const {
    ledger::expects(note.index < notes_.size(), "a note is in this book");
    return notes_[note.index];
}

Note& NoteBook::at(NoteId note) {
    ledger::expects(note.index < notes_.size(), "a note is in this book");
    return notes_[note.index];
}

std::vector<NoteId> NoteBook::parts_of(NoteId root) const {
    std::vector<NoteId> parts;
    for (std::uint32_t i = root.index; i < notes_.size(); ++i)
        if (notes_[i].root == root && notes_[i].state != NoteState::divided) parts.push_back({i});
    return parts;
}

std::vector<std::uint32_t> NoteBook::recourse_of(NoteId note) const {
    const std::vector<std::uint32_t>& holders = (*this)[note].holders;
    return {holders.rbegin() + 1, holders.rend()};
}

}  // namespace rmbsim::sim::finance

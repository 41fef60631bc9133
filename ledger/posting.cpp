#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/ledger.hpp"
#include "ledger/ledger_state.hpp"
#include "ledger/reservations.hpp"
#include "ledger/time.hpp"
#include "ledger/value_dates.hpp"

namespace rmbsim::ledger {
namespace {

constexpr std::size_t short_entry = 16;  // postings that are summed without a table

// Sum of the postings that share posting i's key, or nothing when an earlier one has answered for
// them. Quadratic over an entry, which beats any table while entries are short.
template <class Key>
std::optional<Int128> sum_like(std::span<const Posting> postings, std::size_t i, Key key) {
    Int128 sum = 0;
    for (std::size_t j = 0; j < postings.size(); ++j) {
        if (key(postings[j]) != key(postings[i])) continue;
        if (j < i) return std::nullopt;
        sum += postings[j].minor;
    }
    return sum;
}

// The same sums for a long entry (a payroll, a payout): a column with one cell for each key, of
// which only those of this entry's keys mean anything.
template <class Key>
void sum_into(std::vector<Int128>& column, std::size_t keys, std::span<const Posting> postings,
              Key key) {
    if (column.size() < keys) column.resize(keys);
    for (const Posting& p : postings) column[key(p)] = 0;
    for (const Posting& p : postings) column[key(p)] += p.minor;
}

}  // namespace

// Sums to zero per book and currency.
bool Ledger::State::balances(std::span<const Posting> draft) {
    const auto group = [this](const Posting& p) { return hot[p.account.index].book_and_currency; };
    if (draft.size() == 2) {
        const Int128 sum = Int128{draft[0].minor} + draft[1].minor;
        return sum == 0 && (group(draft[0]) == group(draft[1]) || draft[0].minor == 0);
    }
    if (draft.size() > short_entry) {
        sum_into(column, groups.size(), draft, group);
        return std::ranges::all_of(draft, [&](const Posting& p) { return column[group(p)] == 0; });
    }
    for (std::size_t i = 0; i < draft.size(); ++i)
        if (sum_like(draft, i, group).value_or(0) != 0) return false;
    return true;
}

// look_at(account, net) for every account of the entry; of a long one, more than once.
template <class LookAt>
void Ledger::State::look_at_nets(std::span<const Posting> draft, LookAt look_at) {
    const auto account = [](const Posting& p) { return p.account.index; };
    if (draft.size() > short_entry) {
        sum_into(column, hot.size(), draft, account);
        for (const Posting& p : draft) look_at(p.account, column[p.account.index]);
        return;
    }
    for (std::size_t i = 0; i < draft.size(); ++i)
        if (const auto net = sum_like(draft, i, account)) look_at(draft[i].account, *net);
}

// Net effect on each account: overflow, then the entry's own reservation, then the floor, above
// which the money released by that reservation may leave.
std::optional<PostError> Ledger::State::account_refusal(const EntryDraft& draft) {
    const bool settles = draft.settles.index != none;
    const bool pending = settles && reservations.is_pending(draft.settles);
    const Reservation released = pending ? reservations[draft.settles] : Reservation{};
    const std::int32_t day = day_number(draft.value_date);
    bool overflow = false, below = false;
    const auto look_at = [&](AccountId account, Int128 net) {
        const AccountHot& a = hot[account.index];
        const Int128 after = a.booked + net;
        overflow |= after > INT64_MAX || after < -INT64_MAX;
        if (day < a.latest_day) [[unlikely]]
            overflow |= !value_dates.leaves_room(account, day, net,
                                                 wrapping_subtract(a.booked, a.latest_delta));
        if (net >= 0 || a.floor == no_floor) return;
        const std::int64_t own = account == released.account ? released.minor : 0;
        below |= after - (a.reserved - own) < a.floor;
    };
    const std::span<const Posting> all = draft.postings;
    if (all.size() == 2 && all[0].account != all[1].account) {
        look_at(all[0].account, all[0].minor);
        look_at(all[1].account, all[1].minor);
    } else {
        look_at_nets(all, look_at);
        // Its opposite does not exist, so the entry could never be reversed.
        overflow |= std::ranges::find(all, INT64_MIN, &Posting::minor) != all.end();
    }
    if (overflow) return PostError::overflow;
    if (settles && !pending) return PostError::reservation_not_pending;
    if (below) return PostError::below_floor;
    return std::nullopt;
}

// What makes a draft no draft at all; a client id is looked up only after this.
std::optional<PostError> Ledger::State::shape_refusal(const EntryDraft& draft) const {
    if (draft.postings.empty() || draft.postings.size() > UINT16_MAX) return PostError::no_postings;
    for (const Posting& p : draft.postings)
        if (p.account.index >= hot.size()) return PostError::unknown_account;
    return std::nullopt;
}

std::optional<PostError> Ledger::State::refusal(const EntryDraft& draft) {
    if (value_dates.is_closed(draft.value_date)) return PostError::value_date_closed;
    bool frozen = false;
    for (const Posting& p : draft.postings) {
        const AccountStatus status = hot[p.account.index].status;
        if (status == AccountStatus::open) [[likely]]
            continue;
        if (status == AccountStatus::closed) return PostError::account_closed;
        frozen = frozen || p.minor < 0;
    }
    if (frozen) return PostError::account_frozen;
    if (!balances(draft.postings)) return PostError::unbalanced;
    return account_refusal(draft);
}

EntryId Ledger::State::append(const EntryDraft& draft, std::uint32_t reverses) {
    const EntryId id{first_in_memory + static_cast<std::uint32_t>(entries.size())};
    const std::int32_t day = day_number(draft.value_date);
    entries.push_back({.time_ms = draft.time.time_since_epoch().count(),
                       .value_day = day,
                       .rule = draft.rule.index,
                       .origin = draft.cause.origin,
                       .nth = draft.cause.nth,
                       .subject = draft.cause.subject,
                       .kind = draft.cause.kind,
                       .posting_count = static_cast<std::uint16_t>(draft.postings.size()),
                       .reverses = reverses,
                       .settles = draft.settles.index});
    book_of.clear();
    for (const Posting& p : draft.postings) {
        AccountHot& a = hot[p.account.index];
        a.booked = wrapping_add(a.booked, p.minor);  // the net fits; what leads to it may not
        if (a.latest_day == day) [[likely]] {
            a.latest_delta = wrapping_add(a.latest_delta, p.minor);
        } else if (day > a.latest_day) {
            if (!value_dates.is_closed(a.latest_day))
                value_dates.add(p.account, a.latest_day, a.latest_delta);
            a.latest_day = day;
            a.latest_delta = p.minor;
        } else {
            value_dates.add(p.account, day, p.minor);
        }
        postings.push_back({.account = p.account, .entry = id, .minor = p.minor});
        book_of.push_back(BookId{a.book});
    }
    const auto rows = std::span<const PostingRow>(postings).last(draft.postings.size());
    seals.push_back(chains.extend(entries.back(), rows, book_of));
    return id;
}

std::expected<EntryId, PostError> Ledger::State::post(const EntryDraft& draft,
                                                      std::uint32_t reverses) {
    if (const auto why = shape_refusal(draft)) return std::unexpected(*why);
    if (!draft.client_id.empty()) {
        const auto known = client_ids.find(draft);
        if (known.kind == ClientIds::Known::same_body) return known.entry;
        if (known.kind == ClientIds::Known::other_body)
            return std::unexpected(PostError::conflicting_client_id);
    }
    if (const auto why = refusal(draft)) return std::unexpected(*why);
    forget_closed_day();
    const EntryId id = append(draft, reverses);
    if (!draft.client_id.empty()) {
        client_ids.remember(draft, id);
        client_rows.push_back({.entry = id, .client_id = std::string(draft.client_id)});
    }
    if (draft.settles.index != none) {
        end_reservation(draft.settles, ReservationState::settled);
    }
    return id;
}

}  // namespace rmbsim::ledger

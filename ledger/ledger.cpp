#include "ledger/ledger.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "ledger/ledger_state.hpp"
#include "ledger/money.hpp"
#include "ledger/reservations.hpp"
#include "ledger/time.hpp"
#include "ledger/value_dates.hpp"

namespace rmbsim::ledger {

// A closed day that was handed out leaves at the next change, so its slice stays valid until then.
void Ledger::State::forget_closed_day() {
    if (!day_handed_out) return;
    day_handed_out = false;
    if (history == History::all) return;
    first_in_memory += static_cast<std::uint32_t>(entries.size());
    entries.clear();
    postings.clear();
    seals.clear();
    client_rows.clear();
    reversed.clear();
    open_from = open_postings_from = open_clients_from = 0;
}

// Postings lie in the order of their entries.
std::size_t Ledger::State::first_posting(EntryId entry) const {
    const auto at = std::ranges::lower_bound(postings, entry, {}, &PostingRow::entry);
    return static_cast<std::size_t>(at - postings.begin());
}

void Ledger::State::end_reservation(ReservationId reservation, ReservationState how) {
    const Reservation& held = reservations[reservation];
    reservations.end(reservation, how);
    hot[held.account.index].reserved -= held.minor;
}

Ledger::Ledger(History history) : state_(std::make_unique<State>()) { state_->history = history; }
Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

BookId Ledger::open_book(std::string code, std::string name) {
    State& s = *state_;
    s.books.push_back({.code = std::move(code), .name = std::move(name)});
    s.chains.open_book();
    return BookId{static_cast<std::uint32_t>(s.books.size() - 1)};
}

AccountId Ledger::open(AccountSpec spec) {
    State& s = *state_;
    expects(spec.book.index < s.books.size(), "an account opens in a book of this ledger");
    const AccountId id{static_cast<std::uint32_t>(s.hot.size())};
    const bool fresh = s.by_code.emplace(std::pair(spec.book.index, spec.code), id).second;
    expects(fresh, "an account code is unique in its book");
    const auto next_group = static_cast<std::uint32_t>(s.groups.size());
    const auto group =
        s.groups.emplace(std::pair(spec.book.index, spec.currency.index), next_group).first;
    AccountHot hot;
    hot.floor = spec.floor_minor;
    hot.book = spec.book.index;
    hot.book_and_currency = group->second;
    s.hot.push_back(hot);
    s.value_dates.open_account();
    s.specs.push_back(std::move(spec));
    return id;
}

void Ledger::set_floor(AccountId account, std::int64_t floor_minor) {
    std::ignore = state_->at(account);
    state_->hot[account.index].floor = floor_minor;
}

void Ledger::set_status(AccountId account, AccountStatus status) {
    std::ignore = state_->at(account);
    state_->hot[account.index].status = status;
}

std::expected<EntryId, PostError> Ledger::post(const EntryDraft& draft) {
    return state_->post(draft, none);
}

std::expected<EntryId, PostError> Ledger::reverse(EntryId entry, const ReversalTerms& terms) {
    State& s = *state_;
    if (entry.index < s.first_in_memory || entry.index - s.first_in_memory >= s.entries.size())
        return std::unexpected(PostError::unknown_entry);
    const std::size_t at = entry.index - s.first_in_memory;
    if (s.reversed.contains(entry.index)) return std::unexpected(PostError::already_reversed);
    std::vector<Posting> opposite;
    const auto rows = std::span<const PostingRow>(s.postings)
                          .subspan(s.first_posting(entry), s.entries[at].posting_count);
    for (const PostingRow& row : rows) opposite.push_back({row.account, -row.minor});
    const auto posted = s.post({.time = terms.time,
                                .value_date = terms.value_date,
                                .rule = terms.rule,
                                .cause = terms.cause,
                                .postings = opposite},
                               entry.index);
    // The closed day may have left memory while posting; the mark then has nothing to stand on.
    if (posted && entry.index >= s.first_in_memory) s.reversed.insert(entry.index);
    return posted;
}

std::expected<ReservationId, PostError> Ledger::reserve(AccountId account, std::int64_t minor,
                                                        SimTime expires) {
    State& s = *state_;
    if (account.index >= s.hot.size()) return std::unexpected(PostError::unknown_account);
    expects(minor > 0, "a reservation holds back a positive amount");
    AccountHot& a = s.hot[account.index];
    if (a.status == AccountStatus::closed) return std::unexpected(PostError::account_closed);
    if (a.status == AccountStatus::frozen) return std::unexpected(PostError::account_frozen);
    const Int128 left = Int128{a.booked} - a.reserved - minor;
    if (a.reserved > INT64_MAX - minor) return std::unexpected(PostError::overflow);
    if (a.floor != no_floor && left < a.floor) return std::unexpected(PostError::below_floor);
    a.reserved += minor;
    return s.reservations.make(account, minor, expires);
}

bool Ledger::release(ReservationId reservation) {
    State& s = *state_;
    expects(s.reservations.is_known(reservation), "reservation is of this ledger");
    if (!s.reservations.is_pending(reservation)) return false;
    s.end_reservation(reservation, ReservationState::released);
    return true;
}

std::vector<ReservationId> Ledger::expire(SimTime now) {
    std::vector<ReservationId> expired = state_->reservations.due(now);
    for (const ReservationId id : expired) state_->end_reservation(id, ReservationState::expired);
    return expired;
}

const Reservation& Ledger::reservation(ReservationId reservation) const {
    return state_->reservations[reservation];
}

std::int64_t Ledger::booked(AccountId account) const { return state_->at(account).booked; }

std::int64_t Ledger::unreserved(AccountId account) const {
    const AccountHot& a = state_->at(account);
    return a.booked - a.reserved;
}

std::int64_t Ledger::available(AccountId account) const {
    const AccountHot& a = state_->at(account);
    if (a.floor == no_floor) return INT64_MAX;
    const Int128 room = Int128{a.booked} - a.reserved - a.floor;
    return static_cast<std::int64_t>(std::clamp<Int128>(room, 0, INT64_MAX));
}

Money Ledger::balance(AccountId account) const {
    return {state_->at(account).booked, state_->specs[account.index].currency};
}

Money Ledger::balance_on(AccountId account, ValueDate date) const {
    const AccountHot& a = state_->at(account);
    expects(!state_->value_dates.is_before_closed(date), "the value date is still open");
    const std::int32_t day = day_number(date);
    const std::int64_t latest = a.latest_day > day ? a.latest_delta : 0;
    const std::int64_t later = wrapping_add(latest, state_->value_dates.sum_after(account, day));
    return {wrapping_subtract(a.booked, later), state_->specs[account.index].currency};
}

Money Ledger::balance_as_known(AccountId account, ValueDate date, SimTime known_at) const {
    const State& s = *state_;
    expects(s.first_in_memory == 0, "balances as known need the whole history");
    std::ignore = s.at(account);
    Int128 sum = 0;
    for_each_entry(journal(), [&](EntryId, const EntryRow& row, std::span<const PostingRow> rows) {
        if (row.value_day > day_number(date)) return;
        if (row.time_ms > known_at.time_since_epoch().count()) return;
        for (const PostingRow& p : rows)
            if (p.account == account) sum += p.minor;
    });
    expects(sum <= INT64_MAX && sum >= -INT64_MAX, "a balance as known fits int64");
    return {static_cast<std::int64_t>(sum), s.specs[account.index].currency};
}

std::vector<TrialBalanceRow> Ledger::trial_balance(BookId book) const {
    const State& s = *state_;
    std::ignore = s.book(book);
    std::vector<TrialBalanceRow> rows;
    for (std::uint32_t i = 0; i < s.hot.size(); ++i) {
        if (s.hot[i].book != book.index || s.hot[i].booked == 0) continue;
        const std::int64_t minor = s.hot[i].booked;
        rows.push_back({.currency = s.specs[i].currency,
                        .account = AccountId{i},
                        .debit_minor = std::max<std::int64_t>(minor, 0),
                        .credit_minor = std::max<std::int64_t>(-minor, 0)});
    }
    std::ranges::stable_sort(rows, {}, &TrialBalanceRow::currency);
    return rows;
}

void Ledger::close_value_dates(ValueDate date) { state_->value_dates.close(date); }

JournalSlice Ledger::open_entries() const {
    const State& s = *state_;
    return {.first = EntryId{s.first_in_memory + static_cast<std::uint32_t>(s.open_from)},
            .entries = std::span(s.entries).subspan(s.open_from),
            .postings = std::span(s.postings).subspan(s.open_postings_from),
            .seals = std::span(s.seals).subspan(s.open_from),
            .client_ids = std::span(s.client_rows).subspan(s.open_clients_from)};
}

JournalSlice Ledger::journal() const {
    const State& s = *state_;
    return {.first = EntryId{s.first_in_memory},
            .entries = s.entries,
            .postings = s.postings,
            .seals = s.seals,
            .client_ids = s.client_rows};
}

Ledger::ClosedDay Ledger::close_day(ValueDate day) {
    State& s = *state_;
    s.forget_closed_day();
    const JournalSlice slice = open_entries();
    const SealedDay seal = s.sealer.seal(day_number(day), slice);
    s.open_from = s.entries.size();
    s.open_postings_from = s.postings.size();
    s.open_clients_from = s.client_rows.size();
    s.day_handed_out = true;
    return {.seal = seal, .slice = slice};
}

Digest Ledger::digest() const {
    const State& s = *state_;
    ChartHasher chart;
    for (const Book& book : s.books) chart.add_book(book.code, book.name);
    for (const AccountSpec& spec : s.specs) chart.add_account(spec);
    return root_digest(chart.finish(), s.chains.heads(), s.sealer.last());
}

std::uint32_t Ledger::book_count() const {
    return static_cast<std::uint32_t>(state_->books.size());
}
std::uint32_t Ledger::account_count() const {
    return static_cast<std::uint32_t>(state_->hot.size());
}
std::uint32_t Ledger::entry_count() const {
    return state_->first_in_memory + static_cast<std::uint32_t>(state_->entries.size());
}
const AccountSpec& Ledger::spec(AccountId account) const {
    std::ignore = state_->at(account);
    return state_->specs[account.index];
}
AccountStatus Ledger::status(AccountId account) const { return state_->at(account).status; }
const std::string& Ledger::book_code(BookId book) const { return state_->book(book).code; }
const std::string& Ledger::book_name(BookId book) const { return state_->book(book).name; }
std::span<const Chain> Ledger::chains() const { return state_->chains.heads(); }

std::optional<AccountId> Ledger::find(BookId book, std::string_view code) const {
    const auto at = state_->by_code.find(std::pair(book.index, std::string(code)));
    if (at == state_->by_code.end()) return std::nullopt;
    return at->second;
}

Digest root_digest(const Digest& chart, std::span<const Chain> chains, const Digest& last_day) {
    Sha256Hasher hasher;
    hasher.add("rmbsim journal 1");
    hasher.add(chart.bytes);
    hasher.add_rows(chains);
    hasher.add(last_day.bytes);
    return hasher.finish();
}

void ChartHasher::add_book(std::string_view code, std::string_view name) {
    hasher_.add("book").add(code).add(name);
}

void ChartHasher::add_account(const AccountSpec& spec) {
    hasher_.add("account").add(spec.code).add(spec.name);
    hasher_.add(code_of(spec.currency)).add(name_of(spec.type)).add(name_of(spec.market));
    hasher_.add(std::to_string(spec.book.index)).add(std::to_string(spec.floor_minor));
}

Digest ChartHasher::finish() { return hasher_.finish(); }

}  // namespace rmbsim::ledger

#include "ledger/ledger.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "ledger/client_ids.hpp"
#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "ledger/reservations.hpp"
#include "ledger/value_dates.hpp"

namespace rmbsim::ledger {
namespace {

// One cache line: all that posting reads and writes of an account.
struct alignas(64) AccountHot {
    std::int64_t booked = 0;
    std::int64_t reserved = 0;
    std::int64_t floor = no_floor;
    std::int64_t latest_delta = 0;  // of value day `latest_day`; older days lie in ValueDates
    std::int32_t latest_day = INT32_MIN;
    std::uint32_t book = 0;
    std::uint32_t book_and_currency = 0;  // what must sum to zero together
    AccountStatus status = AccountStatus::open;
};
static_assert(sizeof(AccountHot) == 64);

struct Book {
    std::string code, name;
};

}  // namespace

struct Ledger::State {
    History history;
    std::vector<AccountHot> hot;
    std::vector<AccountSpec> specs;
    std::vector<Book> books;
    std::map<std::pair<std::uint32_t, std::string>, AccountId, std::less<>> by_code;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> groups;  // (book, currency)
    ValueDates value_dates;
    ClientIds client_ids;
    Reservations reservations;

    // Journal columns. `kept` entries lie before the open day (History::all only).
    std::vector<EntryRow> entries;
    std::vector<PostingRow> postings;
    std::vector<std::uint64_t> seals;
    std::vector<ClientIdRow> client_rows;
    std::unordered_set<std::uint32_t> reversed;  // looked up only; few entries ever are
    std::uint32_t first_in_memory = 0;
    std::size_t open_from = 0, open_postings_from = 0, open_clients_from = 0;
    bool day_handed_out = false;

    Chains chains;
    DaySealer sealer;
    std::vector<BookId> book_of;  // scratch: the book of each posting of the entry at hand
    std::vector<Int128> column;   // scratch: sums of a long entry

    void forget_closed_day();
    std::size_t first_posting(EntryId entry) const;
    void end_reservation(ReservationId reservation, ReservationState how);
    std::optional<PostError> shape_refusal(const EntryDraft& draft) const;
    std::optional<PostError> refusal(const EntryDraft& draft);
    bool balances(std::span<const Posting> draft);
    std::optional<PostError> account_refusal(const EntryDraft& draft);
    template <class LookAt>
    void look_at_nets(std::span<const Posting> draft, LookAt look_at);
    EntryId append(const EntryDraft& draft, std::uint32_t reverses);
    std::expected<EntryId, PostError> post(const EntryDraft& draft, std::uint32_t reverses);
    const AccountHot& at(AccountId account) const {
        expects(account.index < hot.size(), "account is open in this ledger");
        return hot[account.index];
    }
    const Book& book(BookId book) const {
        expects(book.index < books.size(), "book is open in this ledger");
        return books[book.index];
    }
};

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

namespace {

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

constexpr std::size_t few_postings = 16;

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
    if (draft.size() > few_postings) {
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
    if (draft.size() > few_postings) {
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
            if (a.latest_day != INT32_MIN) value_dates.add(p.account, a.latest_day, a.latest_delta);
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

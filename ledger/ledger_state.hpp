// What a ledger holds, seen by the two files that define its members: posting.cpp, which accepts or
// refuses an entry, and ledger.cpp, which does all the rest.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ledger/client_ids.hpp"
#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "ledger/ledger.hpp"
#include "ledger/reservations.hpp"
#include "ledger/value_dates.hpp"

namespace rmbsim::ledger {

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

}  // namespace rmbsim::ledger

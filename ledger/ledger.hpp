// The ledger: books that always balance and never forget.
//
// Units       int64 minor units of each account's currency; debit > 0, credit < 0
// Invariants  per book and currency all balances sum to zero; an accepted entry is never changed,
//             a correction is a new entry (reverse); a refused draft changes nothing
// Errors      refusals are values (PostError, in order of precedence); an unknown id in a query is
//             a broken contract
// Cost        post() of two legs: about one cache line an account, one XXH3 of 88 bytes
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/journal.hpp"
#include "ledger/money.hpp"
#include "ledger/reservations.hpp"

namespace rmbsim::ledger {

enum class History : std::uint8_t {
    open_day_only,  // closed days leave memory once they are handed out
    all,            // every entry stays: reversals of any entry, balances as known at any time
};

struct TrialBalanceRow {
    CurrencyId currency{};
    AccountId account{};
    std::int64_t debit_minor = 0;  // one of the two is zero
    std::int64_t credit_minor = 0;
};

struct ReversalTerms {
    SimTime time{};
    ValueDate value_date{};
    RuleId rule{};
    EventRef cause{};
};

class Ledger {
  public:
    explicit Ledger(History history = History::open_day_only);
    ~Ledger();
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;

    BookId open_book(std::string code, std::string name = {});
    AccountId open(AccountSpec spec);  // the code is unique in its book, or a broken contract
    void set_floor(AccountId account, std::int64_t floor_minor);
    void set_status(AccountId account, AccountStatus status);

    std::expected<EntryId, PostError> post(const EntryDraft& draft);
    std::expected<EntryId, PostError> reverse(EntryId entry, const ReversalTerms& terms);

    // Holds money back until an entry settles it, it is released, or it expires.
    std::expected<ReservationId, PostError> reserve(AccountId account, std::int64_t minor,
                                                    SimTime expires);
    bool release(ReservationId reservation);  // false when it was not pending
    std::vector<ReservationId> expire(SimTime now);
    const Reservation& reservation(ReservationId reservation) const;

    std::int64_t booked(AccountId account) const;
    std::int64_t unreserved(AccountId account) const;  // booked - reserved
    std::int64_t available(AccountId account) const;   // booked - reserved - floor, at least 0
    Money balance(AccountId account) const;
    // Value-dated closing: every entry with value date <= `date` that is known now.
    Money balance_on(AccountId account, ValueDate date) const;
    // The same as it was known at `known_at` (bitemporal); needs History::all.
    Money balance_as_known(AccountId account, ValueDate date, SimTime known_at) const;

    std::vector<TrialBalanceRow> trial_balance(
        BookId book) const;  // by currency, account; zeros left out

    // Value dates up to and including `date` are closed for good; balance_on() then starts after it.
    void close_value_dates(ValueDate date);

    // Seals the open entries as one business day. The slice stays valid until the next entry is
    // accepted or the next day is closed.
    struct ClosedDay {
        SealedDay seal;
        JournalSlice slice;
    };
    ClosedDay close_day(ValueDate day);
    JournalSlice open_entries() const;
    JournalSlice journal() const;  // all that is in memory: everything under History::all

    Digest digest()
        const;  // root over chart of books and accounts, chains in book order, last sealed day

    std::uint32_t book_count() const;
    std::uint32_t account_count() const;
    std::uint32_t entry_count() const;
    const AccountSpec& spec(AccountId account) const;
    AccountStatus status(AccountId account) const;
    const std::string& book_code(BookId book) const;
    const std::string& book_name(BookId book) const;
    std::optional<AccountId> find(BookId book, std::string_view code) const;
    std::span<const Chain> chains() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// Root digest from its parts, shared with audits.
Digest root_digest(const Digest& chart, std::span<const Chain> chains, const Digest& last_day);

// Canonical hash of the chart: books and accounts in id order.
class ChartHasher {
  public:
    void add_book(std::string_view code, std::string_view name);
    void add_account(const AccountSpec& spec);
    Digest finish();

  private:
    Sha256Hasher hasher_;
};

}  // namespace rmbsim::ledger

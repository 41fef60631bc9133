#include "adapters/sqlite/entry_audit.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/alteration.hpp"
#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/findings.hpp"
#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr int searches_most = 10;  // each may take a second; a ruined file needs no more

std::string minor_text(ledger::Int128 minor, const ledger::AccountSpec& spec) {
    if (minor > INT64_MAX || minor < INT64_MIN) return "more than an amount can hold";
    return amount_text(static_cast<std::int64_t>(minor), spec);
}

}  // namespace

EntryAudit::EntryAudit(const sim::Directory& directory, Findings& findings)
    : directory_(directory), findings_(findings), balances_(directory.accounts.size()) {
    for (std::size_t i = 0; i < directory.books.size(); ++i) now_.open_book();
    before_ = now_;
    for (std::uint32_t i = 0; i < directory.accounts.size(); ++i) {
        const sim::AccountRow& account = directory.accounts[i];
        // A damaged number of a bank account is told by its row's seal; here it must not cost memory.
        if (account.bank_account >= directory.accounts.size()) continue;
        if (mirrors_.size() <= account.bank_account) mirrors_.resize(account.bank_account + 1);
        Mirror& mirror = mirrors_[account.bank_account];
        if (account.line == ledger::ChartLine::bank_deposit) mirror.own = i;
        if (account.line == ledger::ChartLine::customer_deposit) mirror.mirror = i;
    }
}

void EntryAudit::read(DayRows& day) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < day.entries.size(); ++i) {
        ledger::EntryRow& row = day.entries[i];
        const auto postings = std::span(day.postings).subspan(at, row.posting_count);
        at += row.posting_count;
        postings_ += postings.size();
        const bool all_known = std::ranges::all_of(postings, [&](const ledger::PostingRow& p) {
            return p.account.index < directory_.accounts.size();
        });
        if (all_known) {
            check_balance(day.ids[i], postings);
            check_floors(day.ids[i], postings);
        }
        check_seal(day.ids[i], row, postings, day.seals[i]);
    }
    check_mirrors(day);
}

void EntryAudit::check_balance(std::uint32_t id, std::span<const ledger::PostingRow> postings) {
    sums_.clear();
    for (const ledger::PostingRow& posting : postings) {
        const ledger::AccountSpec& spec = directory_.accounts[posting.account.index].spec;
        auto sum = std::ranges::find_if(sums_, [&](const Sum& s) {
            return s.book == spec.book.index && s.currency == spec.currency.index;
        });
        if (sum == sums_.end())
            sum = sums_.insert(sums_.end(),
                               {.book = spec.book.index, .currency = spec.currency.index});
        sum->minor += posting.minor;
    }
    for (const Sum& sum : sums_) {
        if (sum.minor == 0) continue;
        const ledger::AccountSpec unit{
            .book = {sum.book}, .currency = {sum.currency}, .code = {}, .name = {}};
        findings_.add(fmt::format("entry {} does not balance: book {} is off by {}", id,
                                  directory_.books[sum.book].code, minor_text(sum.minor, unit)));
    }
}

void EntryAudit::check_floors(std::uint32_t id, std::span<const ledger::PostingRow> postings) {
    for (const ledger::PostingRow& p : postings) balances_[p.account.index] += p.minor;
    for (std::size_t i = 0; i < postings.size(); ++i) {
        const ledger::AccountId account = postings[i].account;
        const ledger::AccountSpec& spec = directory_.accounts[account.index].spec;
        const ledger::Int128 after = balances_[account.index];
        if (spec.floor_minor == ledger::no_floor || after >= spec.floor_minor) continue;
        ledger::Int128 net = 0;
        for (const ledger::PostingRow& p : postings)
            if (p.account == account) net += p.minor;
        const bool told = std::ranges::any_of(
            postings.first(i), [&](const ledger::PostingRow& p) { return p.account == account; });
        if (net >= 0 || told) continue;
        findings_.add(fmt::format("entry {} takes {} to {}, below its floor of {}", id,
                                  account_text(directory_, account), minor_text(after, spec),
                                  amount_text(spec.floor_minor, spec)));
    }
}

void EntryAudit::check_mirrors(const DayRows& day) {
    for (std::size_t i = 0; i < mirrors_.size(); ++i) {
        Mirror& m = mirrors_[i];
        if (m.own == UINT32_MAX || m.mirror == UINT32_MAX || m.told) continue;
        const ledger::Int128 off = balances_[m.own] + balances_[m.mirror];
        if (off == 0) continue;
        m.told = true;
        findings_.add(fmt::format(
            "{} and its mirror {} differ by {} at the end of {}", account_text(directory_, {m.own}),
            account_text(directory_, {m.mirror}), minor_text(off, directory_.accounts[m.own].spec),
            day.closed ? date_text(day.closed->day) : "the journal"));
    }
}

void EntryAudit::take_books(std::span<const ledger::PostingRow> postings) {
    books_.clear();
    for (const ledger::PostingRow& p : postings) {
        const bool known = p.account.index < directory_.accounts.size();
        books_.push_back(known ? directory_.accounts[p.account.index].spec.book : ledger::BookId{});
    }
}

bool EntryAudit::is_doubtful(std::span<const ledger::BookId> books) const {
    return std::ranges::any_of(unexplained_, [&](const Unexplained& u) {
        return !u.only_its_seal && std::ranges::any_of(books, [&](ledger::BookId book) {
            return std::ranges::find(u.books, book) != u.books.end();
        });
    });
}

// An entry fits although an earlier one of its books did not: then only that one's seal was changed.
void EntryAudit::settle_doubts(std::span<const ledger::BookId> books) {
    for (Unexplained& u : unexplained_)
        for (const ledger::BookId book : books)
            u.only_its_seal |= std::ranges::find(u.books, book) != u.books.end();
}

void EntryAudit::check_seal(std::uint32_t id, ledger::EntryRow& row,
                            std::span<ledger::PostingRow> postings, std::uint64_t stored) {
    take_books(postings);
    const std::uint64_t made = now_.extend(row, postings, books_);
    if (made == stored) {
        before_.extend(row, postings, books_);
        if (!unexplained_.empty()) settle_doubts(books_);
        return;
    }
    if (!first_altered_) first_altered_ = id;
    if (is_doubtful(books_)) {  // follows from an earlier entry that could not be put back
        before_.extend(row, postings, books_);
        return;
    }
    std::optional<Alteration> found;
    if (searches_++ < searches_most && !postings.empty()) {
        const SealedEntry entry{.row = row, .postings = {postings.begin(), postings.end()}};
        const bool known = std::ranges::all_of(postings, [&](const ledger::PostingRow& p) {
            return p.account.index < directory_.accounts.size();
        });
        if (known) found = find_alteration(entry, stored, before_, directory_);
    }
    if (found) {
        findings_.add(fmt::format("entry {}: {} (seal {:016x}, recomputed {:016x})", id,
                                  found->what, stored, made));
        row = found->original.row;
        std::ranges::copy(found->original.postings, postings.begin());
        take_books(postings);
        now_ = before_;
        now_.extend(row, postings, books_);
    } else {
        unexplained_.push_back({.entry = id, .stored = stored, .made = made, .books = books_});
    }
    before_.extend(row, postings, books_);
}

void EntryAudit::finish() {
    for (const Unexplained& u : unexplained_) {
        if (u.only_its_seal) {
            findings_.add(fmt::format(
                "entry {}: its seal was changed: it is {:016x}, recomputed {:016x}; the entries "
                "behind it fit",
                u.entry, u.stored, u.made));
        } else {
            findings_.add(fmt::format(
                "entry {} was changed: seal {:016x}, recomputed {:016x}; entries behind it in the "
                "same book cannot be vouched for",
                u.entry, u.stored, u.made));
        }
    }
    std::erase_if(unexplained_, [](const Unexplained& u) { return u.only_its_seal; });
}

}  // namespace rmbsim::adapters::sqlite

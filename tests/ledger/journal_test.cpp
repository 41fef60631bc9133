// Proves ledger/journal.hpp and ledger/digest.hpp: an auditor makes every seal again from slices.
#include "ledger/journal.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/ledger.hpp"
#include "tests/ledger/books.hpp"

namespace rmbsim::ledger {
namespace {

// A journal as an auditor receives it: rows in files, and who owns which account.
struct Copy {
    std::vector<EntryRow> entries;
    std::vector<PostingRow> postings;
    std::vector<std::uint64_t> seals;
    std::vector<ClientIdRow> client_ids;
    JournalSlice slice() const { return {EntryId{0}, entries, postings, seals, client_ids}; }
};

Copy copy_of(const JournalSlice& slice) {
    return {.entries = {slice.entries.begin(), slice.entries.end()},
            .postings = {slice.postings.begin(), slice.postings.end()},
            .seals = {slice.seals.begin(), slice.seals.end()},
            .client_ids = {slice.client_ids.begin(), slice.client_ids.end()}};
}

// Makes the chains again; the first entry whose seal is not the recorded one.
std::optional<EntryId> first_altered(const Ledger& books, const JournalSlice& slice,
                                     Chains& chains) {
    std::optional<EntryId> found;
    for_each_entry(slice, [&](EntryId id, const EntryRow& row, std::span<const PostingRow> rows) {
        std::vector<BookId> book_of;
        for (const PostingRow& p : rows) book_of.push_back(books.spec(p.account).book);
        const std::uint64_t seal = chains.extend(row, rows, book_of);
        if (!found && seal != slice.seals[id.index - slice.first.index]) found = id;
    });
    return found;
}

Chains two_books() {
    Chains chains;
    chains.open_book();
    chains.open_book();
    return chains;
}

// Ten days of entries of every kind; `on_close` sees each sealed day.
Books busy_books(History history, const std::function<void(const Ledger::ClosedDay&)>& on_close,
                 std::int64_t day_seven = 7) {
    Books b{history};
    for (int day = 1; day <= 10; ++day) {
        REQUIRE(b.sell(day, day == 7 ? day_seven : day));
        std::vector<Posting> both{{b.cash, day}, {b.clearing, 1}, {b.sales, -day}, {b.deposit, -1}};
        REQUIRE(b.ledger.post({.time = noon(day),
                               .value_date = january(day),
                               .rule = {5},
                               .cause = {.origin = 1, .nth = 2, .subject = 3, .kind = 4},
                               .postings = both,
                               .client_id = "MSG-" + std::to_string(day)}));
        const std::vector<Posting> twelve(12, {b.cost, 0});  // longer than the chain's stack buffer
        REQUIRE(b.post(day, day == 1 ? 1 : day - 1, twelve));
        REQUIRE(b.ledger.reverse(EntryId{b.ledger.entry_count() - 2},
                                 {.time = noon(day), .value_date = january(day)}));
        if (day != 5) on_close(b.ledger.close_day(january(day)));  // day 5 stays open until day 6
    }
    return b;
}

TEST_CASE("equal histories have equal digests, and one fen makes another", "[ledger][journal]") {
    const auto ignore = [](const Ledger::ClosedDay&) {};
    const Books all = busy_books(History::all, ignore);
    const Books open_day = busy_books(History::open_day_only, ignore);
    const Books other = busy_books(History::all, ignore, 8);
    CHECK(to_text(all.ledger.digest()) == to_text(open_day.ledger.digest()));
    CHECK(all.ledger.digest() != other.ledger.digest());
    CHECK(all.ledger.chains()[0] != other.ledger.chains()[0]);
    CHECK(all.ledger.chains()[1] == other.ledger.chains()[1]);  // the bank's book is the same
}

TEST_CASE("a digest covers the chart, the open entries and the closed days", "[ledger][journal]") {
    Books b, same;
    const auto differs = [&] { return b.ledger.digest() != same.ledger.digest(); };
    CHECK_FALSE(differs());
    REQUIRE(b.sell(1, 5));
    CHECK(differs());
    REQUIRE(same.sell(1, 5));
    CHECK_FALSE(differs());
    std::ignore = b.ledger.close_day(january(1));
    CHECK(differs());
    std::ignore = same.ledger.close_day(january(2));  // another day, although the same entries
    CHECK(differs());
    Books renamed, longer;
    longer.open(longer.bank, "2011.2", "CNY", AccountType::liability);
    CHECK(renamed.ledger.digest() != longer.ledger.digest());
    renamed.open(renamed.bank, "2011.2", "USD", AccountType::liability);
    CHECK(renamed.ledger.digest() != longer.ledger.digest());
}

TEST_CASE("every field of a draft is under seal", "[ledger][journal]") {
    const auto chain_after =
        [](const std::function<void(EntryDraft&, std::vector<Posting>&)>& change) {
            Books b;
            REQUIRE(b.sell(1, 5));
            REQUIRE(b.ledger.reserve(b.cash, 1, noon(9)));
            std::vector<Posting> postings{{b.cash, 5}, {b.sales, -5}};
            EntryDraft draft{.time = noon(1), .value_date = january(1), .postings = {}};
            change(draft, postings);
            draft.postings = postings;
            REQUIRE(b.ledger.post(draft));
            return b.ledger.chains()[0];
        };
    const Chain plain = chain_after([](EntryDraft&, auto&) {});
    CHECK(plain == chain_after([](EntryDraft&, auto&) {}));
    CHECK(plain !=
          chain_after([](EntryDraft& d, auto&) { d.time += std::chrono::milliseconds{1}; }));
    CHECK(plain != chain_after([](EntryDraft& d, auto&) { d.value_date = january(2); }));
    CHECK(plain != chain_after([](EntryDraft& d, auto&) { d.rule = {1}; }));
    CHECK(plain != chain_after([](EntryDraft& d, auto&) { d.cause.origin = 1; }));
    CHECK(plain != chain_after([](EntryDraft& d, auto&) { d.cause.nth = 1; }));
    CHECK(plain != chain_after([](EntryDraft& d, auto&) { d.cause.subject = 1; }));
    CHECK(plain != chain_after([](EntryDraft& d, auto&) { d.cause.kind = 1; }));
    CHECK(plain != chain_after([](EntryDraft& d, auto&) { d.settles = {0}; }));
    CHECK(plain != chain_after([](EntryDraft&, auto& p) { std::swap(p[0], p[1]); }));
    CHECK(plain != chain_after([](EntryDraft&, auto& p) { p.push_back({p[0].account, 0}); }));
}

TEST_CASE("an auditor makes the chains, the days and the root again", "[ledger][journal]") {
    const History history = GENERATE(History::open_day_only, History::all);
    Chains chains = two_books();
    DaySealer sealer;
    std::vector<SealedDay> sealed, made_again;
    std::uint32_t next_entry = 0;
    Books shape;  // the auditor's own chart
    const Books b = busy_books(history, [&](const Ledger::ClosedDay& closed) {
        CHECK(closed.slice.first.index == next_entry);  // no gap between days
        next_entry += static_cast<std::uint32_t>(closed.slice.entries.size());
        sealed.push_back(closed.seal);
        const Copy received = copy_of(closed.slice);
        JournalSlice slice = received.slice();
        slice.first = closed.slice.first;
        made_again.push_back(sealer.seal(closed.seal.day, slice));
        CHECK(first_altered(shape.ledger, slice, chains) == std::nullopt);
    });
    CHECK(sealed.size() == 9);
    CHECK(sealed == made_again);
    CHECK(sealed.back().entries_before == 40);
    CHECK(next_entry == 40);
    CHECK(std::ranges::equal(chains.heads(), b.ledger.chains()));

    ChartHasher chart;
    for (std::uint32_t i = 0; i < b.ledger.book_count(); ++i)
        chart.add_book(b.ledger.book_code({i}), b.ledger.book_name({i}));
    for (std::uint32_t i = 0; i < b.ledger.account_count(); ++i)
        chart.add_account(b.ledger.spec({i}));
    CHECK(root_digest(chart.finish(), chains.heads(), sealer.last()) == b.ledger.digest());
}

TEST_CASE("a changed row is found at exactly its entry", "[ledger][journal]") {
    const Books b = busy_books(History::all, [](const Ledger::ClosedDay&) {});
    const JournalSlice whole = b.ledger.journal();
    REQUIRE(whole.entries.size() == 40);
    const auto altered_at = [&](const std::function<void(Copy&)>& change) {
        Copy copy = copy_of(whole);
        change(copy);
        Chains chains = two_books();
        const auto found = first_altered(b.ledger, copy.slice(), chains);
        return found ? static_cast<int>(found->index) : -1;
    };
    CHECK(altered_at([](Copy&) {}) == -1);
    std::size_t posting = 0;
    for (std::uint32_t entry = 0; entry < 40; ++entry) {
        CAPTURE(entry);
        const int at = static_cast<int>(entry);
        CHECK(altered_at([&](Copy& c) { c.entries[entry].time_ms ^= 1; }) == at);
        CHECK(altered_at([&](Copy& c) { c.entries[entry].reverses ^= 1; }) == at);
        CHECK(altered_at([&](Copy& c) { c.seals[entry] ^= 1; }) == at);
        CHECK(altered_at([&](Copy& c) { c.entries[entry].posting_count -= 1; }) == at);
        for (int i = 0; i < whole.entries[entry].posting_count; ++i, ++posting) {
            CHECK(altered_at([&](Copy& c) { c.postings[posting].minor ^= 1; }) == at);
            CHECK(altered_at([&](Copy& c) {
                      std::uint32_t& account = c.postings[posting].account.index;
                      account = (account + 1) % b.ledger.account_count();
                  }) == at);
        }
    }
    // A row that counts far more postings than there are is damage, not a crash.
    CHECK(altered_at([](Copy& c) { c.entries[39].posting_count = 60'000; }) == 39);
    CHECK(altered_at([](Copy& c) { c.entries[3].posting_count = 0; }) == 3);
}

TEST_CASE("a day's seal covers its client ids and the order of all postings", "[ledger][journal]") {
    const Books b = busy_books(History::all, [](const Ledger::ClosedDay&) {});
    const Copy original = copy_of(b.ledger.journal());
    const auto seal_of = [](const Copy& copy) { return DaySealer{}.seal(1, copy.slice()); };
    Copy changed = original;
    changed.client_ids[3].client_id += "x";
    CHECK(seal_of(changed) != seal_of(original));
    changed = original;
    changed.client_ids.pop_back();
    CHECK(seal_of(changed) != seal_of(original));
    changed = original;  // two postings of two books change places, which no book's chain sees
    std::swap(changed.postings[2], changed.postings[3]);
    Chains chains = two_books();
    CHECK(first_altered(b.ledger, changed.slice(), chains) == std::nullopt);
    CHECK(seal_of(changed) != seal_of(original));
}

TEST_CASE("a closed day's slice stays as it is until the next entry is accepted",
          "[ledger][journal]") {
    Books b;
    REQUIRE(b.sell(1, 5));
    const auto sale = b.ledger.post({.time = noon(1),
                                     .value_date = january(1),
                                     .postings = std::vector<Posting>{{b.cash, 0}},
                                     .client_id = "MSG"});
    const Ledger::ClosedDay closed = b.ledger.close_day(january(1));
    const Copy kept = copy_of(closed.slice);
    CHECK(b.ledger.open_entries().entries.empty());
    CHECK(outcome(b.sell(2, -6)) == "below_floor");
    REQUIRE(b.ledger.reserve(b.cash, 1, noon(3)));
    CHECK(b.ledger.post({.time = noon(2),
                         .value_date = january(1),
                         .postings = std::vector<Posting>{{b.cash, 0}},
                         .client_id = "MSG"}) == sale);
    CHECK(std::ranges::equal(closed.slice.entries, kept.entries));
    CHECK(std::ranges::equal(closed.slice.postings, kept.postings));
    CHECK(closed.slice.client_ids[0].client_id == "MSG");

    REQUIRE(b.sell(2, 1));
    CHECK(b.ledger.open_entries().first == EntryId{2});
    CHECK(b.ledger.journal().entries.size() == 1);  // memory holds the open day only
    CHECK(b.ledger.entry_count() == 3);
    const ReversalTerms terms{.time = noon(2), .value_date = january(2)};
    CHECK(outcome(b.ledger.reverse(*sale, terms)) == "unknown_entry");
    CHECK(outcome(b.ledger.reverse(EntryId{2}, terms)) == "posted");
}

TEST_CASE("reversing an entry of the day just closed works once", "[ledger][journal]") {
    const History history = GENERATE(History::open_day_only, History::all);
    Books b{history};
    const auto sale = b.sell(1, 5);
    std::ignore = b.ledger.close_day(january(1));
    const ReversalTerms terms{.time = noon(2), .value_date = january(2)};
    CHECK(outcome(b.ledger.reverse(*sale, terms)) == "posted");
    CHECK_FALSE(b.ledger.reverse(*sale, terms).has_value());
    CHECK(b.ledger.booked(b.cash) == 0);
}

TEST_CASE("a day without entries is sealed, and is one more link", "[ledger][journal]") {
    Books b;
    const SealedDay first = b.ledger.close_day(january(1)).seal;
    const SealedDay second = b.ledger.close_day(january(2)).seal;
    CHECK(first.entries_before == 0);
    CHECK(first.digest != second.digest);
    CHECK(to_text(first.digest).starts_with("sha256:"));
    CHECK(to_text(first.digest).size() == 7 + 64);
}

TEST_CASE("SHA-256 is the published function, and pieces of text cannot run together",
          "[ledger][digest]") {
    // FIPS 180-4 example: SHA-256("abc")
    const std::string abc = "abc";
    CHECK(to_text(Sha256Hasher{}.add(std::as_bytes(std::span(abc))).finish()) ==
          "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256Hasher hasher;
    CHECK(hasher.add("ab").add("c").finish() != hasher.add("a").add("bc").finish());
    CHECK(hasher.add("ab").finish() == Sha256Hasher{}.add("ab").finish());  // starts anew
}

}  // namespace
}  // namespace rmbsim::ledger

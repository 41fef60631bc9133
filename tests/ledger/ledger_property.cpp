// What is always true of ledger/ledger.hpp: random histories, held against books kept the slow way.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "ledger/ledger.hpp"
#include "ledger/time.hpp"
#include "tests/ledger/plain_books.hpp"

namespace rmbsim::ledger {
namespace {

constexpr std::uint32_t groups = 4, accounts_each = 3, account_total = groups * accounts_each;
constexpr int days = 8;

ValueDate day_of(int day) { return date_of(20'000 + day); }
SimTime time_of(int step) { return SimTime{std::chrono::hours{480'000 + step}}; }

// Numbers without meaning, so that every one of them is a history and shrinks to a shorter one.
struct Step {
    std::uint8_t what = 0, which = 0, day = 0, id = 0;
    std::vector<std::array<std::uint8_t, 4>> transfers;  // group, from, to, amount
};

// Two ledgers that differ in what they remember, and the plain books.
struct World {
    Ledger all{History::all}, open_day{History::open_day_only};
    PlainBooks plain;
    Chains chains;  // an auditor's, from the days handed out
    DaySealer sealer;
    std::uint32_t first_open = 0, held = 0;
    int now = 0, business_day = 0;

    World() {
        for (Ledger* ledger : {&all, &open_day})
            for (std::uint32_t i = 0; i < account_total; ++i) {
                if (i % 6 == 0) ledger->open_book("book " + std::to_string(i), {});
                ledger->open({.book = {i / 6},
                              .currency = currency(i / 3 % 2 == 0 ? "CNY" : "USD"),
                              .type = AccountType::asset,
                              .code = std::to_string(i),
                              .name = {},
                              .floor_minor = floor_at_first(i)});
            }
        for (std::uint32_t i = 0; i < account_total; ++i)
            plain.accounts.push_back({.group = i / accounts_each, .floor = floor_at_first(i)});
        chains.open_book();
        chains.open_book();
    }
    static std::int64_t floor_at_first(std::uint32_t i) {
        return i % accounts_each == 0 ? 0 : i % accounts_each == 1 ? -1'000 : no_floor;
    }
};

// Mostly a few yuan; now and then an edge of int64.
std::int64_t amount_of(std::uint8_t raw) {
    switch (raw % 32) {
        case 31:
            return INT64_MAX;
        case 30:
            return INT64_MAX / 2 + 1;
        case 29:
            return raw > 200 ? INT64_MIN : -INT64_MAX;
        default:
            return std::int64_t{raw} * 10 - 300;
    }
}

void showValue(const Step& s, std::ostream& os) {
    os << "{what " << int{s.what} % 20 << ", which " << int{s.which} << ", day " << int{s.day}
       << ", id " << int{s.id};
    for (const auto& t : s.transfers)
        os << ", (" << int{t[0]} % 4 << ": " << int{t[1]} % 3 << " to " << int{t[2]} % 3 << " "
           << amount_of(t[3]) << ")";
    os << "}";
}

PlainEntry draft_of(const Step& step, const World& w) {
    PlainEntry draft{.time = w.now, .value_day = step.day % days};
    for (const auto& [group, from, to, raw] : step.transfers) {
        const std::uint32_t base = group % groups * accounts_each;
        const std::int64_t amount = amount_of(raw);
        draft.postings.push_back({{base + to % accounts_each}, amount});
        if (group == 200) continue;  // a leg is missing
        draft.postings.push_back(
            {{base + from % accounts_each}, amount == INT64_MIN ? 0 : -amount});
    }
    if (step.what == 77) draft.postings.push_back({{account_total}, 0});
    if (step.id % 4 == 1) draft.client_id = "MSG-" + std::to_string(step.id % 23);
    if (step.id % 4 == 2) draft.settles = step.id % (w.held + 1);
    return draft;
}

// Every answer is the plain books' answer, from both ledgers.
void post(World& w, const PlainEntry& draft) {
    const auto entries_before = w.plain.entries.size();
    const std::string expected = w.plain.post(draft);
    for (Ledger* ledger : {&w.all, &w.open_day}) {
        const auto chains_before = std::vector(ledger->chains().begin(), ledger->chains().end());
        const auto posted = ledger->post({.time = time_of(draft.time),
                                          .value_date = day_of(draft.value_day),
                                          .postings = draft.postings,
                                          .client_id = draft.client_id,
                                          .settles = {draft.settles.value_or(none)}});
        RC_ASSERT((posted ? "posted" : std::string(name_of(posted.error()))) == expected);
        RC_ASSERT(ledger->entry_count() == w.plain.entries.size());
        const bool moved = !std::ranges::equal(chains_before, ledger->chains());
        RC_ASSERT(moved == (w.plain.entries.size() > entries_before));
    }
}

// Only entries of the open day: both ledgers remember those.
void reverse(World& w, std::uint32_t back, int value_day) {
    const auto count = static_cast<std::uint32_t>(w.plain.entries.size());
    const std::uint32_t entry = w.first_open + back % (count - w.first_open + 1);
    const auto again = [&](const PlainEntry& e) { return e.reverses == entry; };
    std::string expected = "unknown_entry";
    if (entry < count) {
        PlainEntry opposite{.time = w.now, .value_day = value_day, .reverses = entry};
        for (Posting p : w.plain.entries[entry].postings)
            opposite.postings.push_back({p.account, -p.minor});
        const bool done = std::ranges::any_of(w.plain.entries, again);
        expected = done ? "already_reversed" : w.plain.post(opposite);
    }
    for (Ledger* ledger : {&w.all, &w.open_day}) {
        const auto result =
            ledger->reverse({entry}, {.time = time_of(w.now), .value_date = day_of(value_day)});
        RC_ASSERT((result ? "posted" : std::string(name_of(result.error()))) == expected);
    }
}

void reserve(World& w, std::uint32_t account, std::int64_t minor, int expires) {
    const PlainBooks::Account& a = w.plain.accounts[account];
    const Int128 left = w.plain.booked(account) - w.plain.reserved(account) - minor;
    const std::string expected = a.status == AccountStatus::closed               ? "account_closed"
                                 : a.status == AccountStatus::frozen             ? "account_frozen"
                                 : w.plain.reserved(account) + minor > INT64_MAX ? "overflow"
                                 : a.floor != no_floor && left < a.floor         ? "below_floor"
                                                                                 : "posted";
    for (Ledger* ledger : {&w.all, &w.open_day}) {
        const auto result = ledger->reserve({account}, minor, time_of(expires));
        RC_ASSERT((result ? "posted" : std::string(name_of(result.error()))) == expected);
    }
    if (expected != "posted") return;
    w.plain.held.push_back({.account = account, .minor = minor, .expires = expires});
    ++w.held;
}

void expire(World& w) {
    std::vector<ReservationId> due;
    for (std::uint32_t i = 0; i < w.held; ++i)
        if (w.plain.held[i].pending && w.plain.held[i].expires <= w.now) due.push_back({i});
    for (const ReservationId id : due) w.plain.held[id.index].pending = false;
    RC_ASSERT(w.all.expire(time_of(w.now)) == due);
    RC_ASSERT(w.open_day.expire(time_of(w.now)) == due);
}

// The auditor makes the day's seals again from what is handed out.
void close_day(World& w) {
    const auto closed = w.open_day.close_day(day_of(w.business_day));
    RC_ASSERT(closed.seal == w.all.close_day(day_of(w.business_day)).seal);
    RC_ASSERT(closed.seal == w.sealer.seal(day_number(day_of(w.business_day)), closed.slice));
    RC_ASSERT(closed.slice.first.index == w.first_open);
    for_each_entry(closed.slice, [&](EntryId id, const EntryRow& row, auto postings) {
        std::vector<BookId> book_of;
        for (const PostingRow& p : postings) book_of.push_back({p.account.index / 6});
        RC_ASSERT(w.chains.extend(row, postings, book_of) ==
                  closed.slice.seals[id.index - closed.slice.first.index]);
    });
    RC_ASSERT(std::ranges::equal(w.chains.heads(), w.open_day.chains()));
    w.first_open = closed.seal.entries_before;
    ++w.business_day;
}

void take(World& w, const Step& step) {
    const std::uint32_t account = step.which % account_total;
    const auto both = [&](auto&& change) {
        change(w.all);
        change(w.open_day);
    };
    switch (step.what % 20) {
        case 0:
            return reverse(w, step.which, step.day % days);
        case 1:
        case 2:
            return reserve(w, account, std::max<std::int64_t>(amount_of(step.id), 1),
                           w.now + step.day % 6);
        case 3: {
            if (w.held == 0) return;
            const std::uint32_t id = step.which % w.held;
            both([&](Ledger& l) { RC_ASSERT(l.release({id}) == w.plain.held[id].pending); });
            w.plain.held[id].pending = false;
            return;
        }
        case 4:
            return expire(w);
        case 5:
            if (step.which % 16 != 0) return;
            w.plain.closed_through = std::max(w.plain.closed_through, step.day % (days / 2));
            return both([&](Ledger& l) { l.close_value_dates(day_of(step.day % (days / 2))); });
        case 6:
            return close_day(w);
        case 7:
            w.plain.accounts[account].status = step.id % 16 == 0  ? AccountStatus::closed
                                               : step.id % 16 < 3 ? AccountStatus::frozen
                                                                  : AccountStatus::open;
            return both(
                [&](Ledger& l) { l.set_status({account}, w.plain.accounts[account].status); });
        case 8:
            w.plain.accounts[account].floor = step.id % 2 == 0 ? no_floor : amount_of(step.id);
            return both(
                [&](Ledger& l) { l.set_floor({account}, w.plain.accounts[account].floor); });
        default:
            return post(w, draft_of(step, w));
    }
}

void check_balances(const World& w) {
    std::map<std::uint32_t, Int128> by_group;
    for (std::uint32_t i = 0; i < account_total; ++i) {
        by_group[i / accounts_each] += w.all.booked({i});
        for (const Ledger* ledger : {&w.all, &w.open_day}) {
            RC_ASSERT(ledger->booked({i}) == w.plain.booked(i));
            RC_ASSERT(ledger->available({i}) == w.plain.available(i));
            for (int day = std::max(w.plain.closed_through, 0); day <= days; ++day)
                RC_ASSERT(ledger->balance_on({i}, day_of(day)).minor ==
                          w.plain.closing(i, day, INT32_MAX));
        }
        for (int day = 0; day <= days; day += 2)
            for (int known = 0; known <= w.now; known += 1 + w.now / 3)
                RC_ASSERT(w.all.balance_as_known({i}, day_of(day), time_of(known)).minor ==
                          w.plain.closing(i, day, known));
    }
    for (const auto& [group, sum] : by_group) RC_ASSERT(sum == 0);
    for (std::uint32_t book = 0; book < 2; ++book) {
        std::map<CurrencyId, Int128> debit, credit;
        for (const TrialBalanceRow& row : w.all.trial_balance({book})) {
            debit[row.currency] += row.debit_minor;
            credit[row.currency] += row.credit_minor;
        }
        RC_ASSERT(debit == credit);
    }
}

}  // namespace
}  // namespace rmbsim::ledger

namespace rc {
template <>
struct Arbitrary<rmbsim::ledger::Step> {
    static Gen<rmbsim::ledger::Step> arbitrary() {
        using rmbsim::ledger::Step;
        using Transfer = std::array<std::uint8_t, 4>;
        const auto byte = gen::inRange<int>(0, 256);
        const auto transfer = gen::map(gen::tuple(byte, byte, byte, byte), [](const auto& t) {
            const auto& [a, b, c, d] = t;
            return Transfer{static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b),
                            static_cast<std::uint8_t>(c), static_cast<std::uint8_t>(d)};
        });
        // One draft in ten is longer than what the ledger sums by pairs.
        const auto count = gen::weightedOneOf<int>(
            {{1, gen::just(0)}, {12, gen::inRange(1, 5)}, {2, gen::inRange(8, 14)}});
        return gen::mapcat(count, [=](int n) {
            return gen::map(
                gen::tuple(
                    byte, byte, byte, byte,
                    gen::container<std::vector<Transfer>>(static_cast<std::size_t>(n), transfer)),
                [](const auto& t) {
                    const auto& [what, which, day, id, transfers] = t;
                    return Step{static_cast<std::uint8_t>(what), static_cast<std::uint8_t>(which),
                                static_cast<std::uint8_t>(day), static_cast<std::uint8_t>(id),
                                transfers};
                });
        });
    }
};
}  // namespace rc

namespace rmbsim::ledger {

TEST_CASE("no history creates money, and every balance is the sum of its postings",
          "[ledger][property]") {
    CHECK(rc::check("a ledger answers as books kept the slow way", [] {
        const auto steps = *rc::gen::scale(4.0, rc::gen::arbitrary<std::vector<Step>>());
        World w;
        for (const Step& step : steps) {
            ++w.now;
            take(w, step);
        }
        close_day(w);
        check_balances(w);
        RC_ASSERT(w.all.digest() == w.open_day.digest());
    }));
}

}  // namespace rmbsim::ledger

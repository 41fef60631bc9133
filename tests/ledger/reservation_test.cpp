// Proves the reservations of ledger/ledger.hpp (ledger/reservations.hpp) and its client ids.
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/ledger.hpp"
#include "ledger/reservations.hpp"
#include "tests/ledger/books.hpp"

namespace rmbsim::ledger {
namespace {

using Postings = std::vector<Posting>;

// Pays `minor` out of cash on day 1, using up `settles`.
std::string pay(Books& b, std::int64_t minor, ReservationId settles = {none}) {
    return outcome(b.ledger.post({.time = noon(1),
                                  .value_date = january(1),
                                  .postings = Postings{{b.cash, -minor}, {b.cost, minor}},
                                  .settles = settles}));
}

TEST_CASE("a reservation holds money back until it settles, is released or expires", "[ledger]") {
    Books b;
    REQUIRE(b.sell(1, 1'000));
    const ReservationId settled = *b.ledger.reserve(b.cash, 300, noon(3));
    const ReservationId released = *b.ledger.reserve(b.cash, 200, noon(3));
    const ReservationId expired = *b.ledger.reserve(b.cash, 100, noon(2));
    CHECK(b.ledger.booked(b.cash) == 1'000);  // reserving books nothing
    CHECK(b.ledger.entry_count() == 1);
    CHECK(b.ledger.available(b.cash) == 400);
    CHECK(pay(b, 401) == "below_floor");

    CHECK(pay(b, 300, settled) == "posted");
    CHECK(b.ledger.available(b.cash) == 400);
    CHECK(b.ledger.reservation(settled).state == ReservationState::settled);
    CHECK(b.ledger.open_entries().entries.back().settles == settled.index);

    CHECK(b.ledger.release(released));
    CHECK(b.ledger.available(b.cash) == 600);
    CHECK(b.ledger.reservation(released).state == ReservationState::released);

    CHECK(b.ledger.expire(noon(2) - std::chrono::milliseconds{1}).empty());
    CHECK(b.ledger.expire(noon(2)) == std::vector{expired});  // at its instant it has expired
    CHECK(b.ledger.available(b.cash) == 700);
    CHECK(b.ledger.reservation(expired).state == ReservationState::expired);

    for (const ReservationId ended : {settled, released, expired}) {  // a reservation ends once
        CHECK_FALSE(b.ledger.release(ended));
        CHECK(pay(b, 1, ended) == "reservation_not_pending");
    }
    CHECK(b.ledger.expire(noon(9)).empty());
    CHECK(b.ledger.available(b.cash) == 700);
    CHECK(pay(b, 1, ReservationId{99}) == "reservation_not_pending");
}

TEST_CASE("a settling entry may use what its reservation held, and what is free", "[ledger]") {
    Books b;
    REQUIRE(b.sell(1, 1'000));
    const ReservationId other = *b.ledger.reserve(b.cash, 500, noon(3));
    const ReservationId mine = *b.ledger.reserve(b.cash, 300, noon(3));
    CHECK(pay(b, 501, mine) == "below_floor");  // 300 held and 200 free
    CHECK(b.ledger.reservation(mine).state == ReservationState::pending);
    CHECK(b.ledger.available(b.cash) == 200);
    CHECK(pay(b, 500, mine) == "posted");
    CHECK(b.ledger.available(b.cash) == 0);
    CHECK(pay(b, 100, other) == "posted");  // less than was held: the rest is free again
    CHECK(b.ledger.available(b.cash) == 400);
}

TEST_CASE("a reservation stays above the floor and within int64", "[ledger]") {
    Books b;
    REQUIRE(b.sell(1, 1'000));
    const Standing before = standing(b.ledger);
    CHECK(outcome(b.ledger.reserve(b.cash, 1'001, noon(2))) == "below_floor");
    CHECK(outcome(b.ledger.reserve(AccountId{99}, 1, noon(2))) == "unknown_account");
    CHECK_THROWS_AS(b.ledger.reserve(b.cash, 0, noon(2)), ContractViolation);
    CHECK_THROWS_AS(b.ledger.reserve(b.cash, -1, noon(2)), ContractViolation);
    CHECK_THROWS_AS(b.ledger.release(ReservationId{0}), ContractViolation);
    CHECK_THROWS_AS(b.ledger.reservation(ReservationId{0}), ContractViolation);
    CHECK(standing(b.ledger) == before);

    // No floor, and the balance as low as it goes.
    REQUIRE(b.post(1, {{b.sales_usd, -INT64_MAX}, {b.cash_usd, INT64_MAX}}));
    CHECK(b.ledger.available(b.sales_usd) == INT64_MAX);
    CHECK(outcome(b.ledger.reserve(b.sales_usd, INT64_MAX, noon(2))) == "posted");
    CHECK(outcome(b.ledger.reserve(b.sales_usd, 1, noon(2))) == "overflow");
    b.ledger.set_floor(b.sales_usd, -INT64_MAX);
    CHECK(b.ledger.available(b.sales_usd) == 0);
    b.ledger.set_floor(b.cash_usd,
                       -INT64_MAX);  // room of 2 × (2^63 - 1): told as far as int64 goes
    CHECK(b.ledger.available(b.cash_usd) == INT64_MAX);
}

TEST_CASE("the oldest reservation expires first, whatever ended in between", "[ledger]") {
    Books b;
    b.ledger.set_floor(b.cash, no_floor);
    constexpr std::uint32_t count = 60'000;  // released one by one: quadratic would be seen
    for (std::uint32_t i = 0; i < count; ++i)
        REQUIRE(b.ledger.reserve(b.cash, 1, noon(1 + static_cast<int>(i % 3))));
    for (std::uint32_t i = count; i-- > 0;)
        if (i % 10 != 0) REQUIRE(b.ledger.release(ReservationId{i}));
    std::vector<ReservationId> due, later;
    for (std::uint32_t i = 0; i < count; i += 10) (i % 3 < 2 ? due : later).push_back({i});
    CHECK(b.ledger.expire(noon(2)) == due);
    CHECK(b.ledger.expire(noon(2)).empty());
    CHECK(b.ledger.expire(noon(3)) == later);
    CHECK(outcome(b.ledger.reserve(b.cash, INT64_MAX, noon(9))) == "posted");  // nothing is held
}

TEST_CASE("the same client id with the same body is the same entry, with another a refusal",
          "[ledger]") {
    Books b;
    const Postings body{{b.cash, 500}, {b.sales, -500}};
    const Postings other_amount{{b.cash, 501}, {b.sales, -501}};
    const Postings other_order{{b.sales, -500}, {b.cash, 500}};
    EntryDraft first{.time = noon(1),
                     .value_date = january(1),
                     .rule = {3},
                     .cause = {.origin = 1, .nth = 1},
                     .postings = body,
                     .client_id = "MSG-1"};
    const auto entry = b.ledger.post(first);
    REQUIRE(entry);
    const Standing once = standing(b.ledger);

    EntryDraft again = first;  // a message sent again comes later and by another event
    again.time = noon(2);
    again.cause = {.origin = 1, .nth = 2};
    CHECK(b.ledger.post(again) == entry);
    b.ledger.close_value_dates(january(5));  // ... even when it could no longer be posted
    b.ledger.set_status(b.cash, AccountStatus::closed);
    CHECK(b.ledger.post(again) == entry);
    std::ignore = b.ledger.close_day(january(1));
    CHECK(b.ledger.post(again) == entry);
    b.ledger.set_status(b.cash, AccountStatus::open);
    const ReservationId held = *b.ledger.reserve(b.cash, 1, noon(3));

    const auto refused = [&](auto change) {
        EntryDraft draft = first;
        change(draft);
        return outcome(b.ledger.post(draft)) == "conflicting_client_id";
    };
    CHECK(refused([&](EntryDraft& d) { d.postings = other_amount; }));
    CHECK(refused([&](EntryDraft& d) { d.postings = other_order; }));
    CHECK(refused([&](EntryDraft& d) { d.postings = std::span(body).first(1); }));
    CHECK(refused([&](EntryDraft& d) { d.value_date = january(6); }));
    CHECK(refused([&](EntryDraft& d) { d.rule = {4}; }));
    CHECK(refused([&](EntryDraft& d) { d.settles = held; }));  // would not settle, so no success
    CHECK(b.ledger.booked(b.cash) == 500);
    CHECK(b.ledger.entry_count() == once.entries);
    CHECK(b.ledger.chains()[0] == once.chains[0]);
}

TEST_CASE("a client id is taken by an accepted entry only", "[ledger]") {
    Books b;
    const Postings sale{{b.cash, 5}, {b.sales, -5}}, payment{{b.cash, -5}, {b.cost, 5}};
    EntryDraft draft{
        .time = noon(1), .value_date = january(1), .postings = payment, .client_id = "MSG-2"};
    CHECK(outcome(b.ledger.post(draft)) == "below_floor");
    draft.postings = sale;
    CHECK(outcome(b.ledger.post(draft)) == "posted");
    draft.client_id = {};  // without an id every entry is its own
    CHECK(outcome(b.ledger.post(draft)) == "posted");
    CHECK(outcome(b.ledger.post(draft)) == "posted");
    CHECK(b.ledger.booked(b.cash) == 15);
}

}  // namespace
}  // namespace rmbsim::ledger

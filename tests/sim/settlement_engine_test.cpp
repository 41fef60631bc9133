// The engine of one payment system: entry, queues, parts, limits, reservations, links.
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/settlement/engine.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {
namespace engine_examples {

Engine engine_of(const RulePack& rules, const std::vector<std::int64_t>& balances) {
    Engine engine(rules);
    for (const std::int64_t balance : balances) engine.open_account({.balance = balance});
    return engine;
}

std::uint32_t pay(Engine& engine, std::uint32_t payer, std::uint32_t payee, std::int64_t minor,
                  std::int64_t at_ms = 0, std::uint8_t its_class = 0) {
    const std::uint32_t payment = engine.submit({.payer = payer,
                                                 .payee = payee,
                                                 .minor = minor,
                                                 .priority_class = its_class,
                                                 .time_ms = at_ms});
    engine.release(at_ms);
    return payment;
}

TEST_CASE("an arriving payment settles at once when nothing stands ahead and money suffices",
          "[settlement][engine]") {
    Engine engine = engine_of({}, {100, 0});
    const auto first = pay(engine, 0, 1, 100);
    CHECK(engine.payment(first).status == Status::settled);
    CHECK(engine.payment(first).channel == Channel::entry);
    CHECK(engine.position(0).balance == 0);
    CHECK(engine.position(1).balance == 100);
    const auto second = pay(engine, 0, 1, 1);
    CHECK(engine.hold_of(second) == Hold::no_liquidity);
}

TEST_CASE("under FIFO a small payment waits behind a large one, under bypass it goes",
          "[settlement][engine]") {
    // A holds 50: 80 waits; 20 is behind it, or steps over it.
    for (const QueueRule rule : {QueueRule::fifo, QueueRule::bypass}) {
        Engine engine = engine_of({.queue = rule}, {50, 0});
        const auto large = pay(engine, 0, 1, 80);
        const auto small = pay(engine, 0, 1, 20);
        CHECK(engine.payment(large).status == Status::queued);
        CHECK((engine.payment(small).status == Status::settled) == (rule == QueueRule::bypass));
        if (rule == QueueRule::fifo) CHECK(engine.hold_of(small) == Hold::behind);
    }
}

TEST_CASE("an inflow releases what waits, in queue order, and what that frees elsewhere",
          "[settlement][engine]") {
    // B waits to pay A 60, A waits to pay C 50; C pays B 60: B goes, then A.
    Engine engine = engine_of({}, {0, 0, 60});
    const auto ab = pay(engine, 0, 2, 50);
    const auto ba = pay(engine, 1, 0, 60);
    const auto cb = pay(engine, 2, 1, 60, 7);
    for (const auto payment : {ab, ba, cb})
        CHECK(engine.payment(payment).status == Status::settled);
    CHECK(engine.payment(ba).channel == Channel::release);
    CHECK(engine.payment(ab).ended_ms == 7);
    CHECK(engine.position(0).balance == 10);
    CHECK(engine.position(2).balance == 50);
}

TEST_CASE("a more urgent class goes first, and money reserved for it is not for others",
          "[settlement][engine]") {
    Engine engine = engine_of({.classes = 2}, {100, 0});
    engine.reserve(0, 0, 70);
    const auto ordinary = pay(engine, 0, 1, 50, 0, 1);
    CHECK(engine.hold_of(ordinary) == Hold::no_liquidity);  // 100 - 70 = 30
    const auto urgent = pay(engine, 0, 1, 60, 0, 0);
    CHECK(engine.payment(urgent).status == Status::settled);
    CHECK(engine.position(0).reserved[0] == 10);
    engine.reserve(0, 0, 0);
    engine.release(1);
    CHECK(engine.payment(ordinary).status == Status::queued);  // 40 is left
    engine.move(0, 10);
    engine.release(2);
    CHECK(engine.payment(ordinary).status == Status::settled);
}

TEST_CASE("a reservation above what is there is filled from inflows first",
          "[settlement][engine]") {
    Engine engine = engine_of({.classes = 2}, {30, 100});
    engine.reserve(0, 0, 80);
    CHECK(engine.position(0).reserved[0] == 30);
    pay(engine, 1, 0, 60, 0, 0);
    CHECK(engine.position(0).reserved[0] == 80);
    CHECK(engine.available(0, 1) == 10);
}

TEST_CASE("a bilateral limit counts net of what came back, a multilateral one the rest",
          "[settlement][engine]") {
    Engine engine = engine_of({}, {1000, 1000, 1000});
    engine.set_limit(0, 1, 100);
    engine.set_limit(0, Limit::any_payee, 40);
    pay(engine, 0, 1, 100);
    const auto over = pay(engine, 0, 1, 1);
    CHECK(engine.hold_of(over) == Hold::bilateral_limit);
    pay(engine, 1, 0, 30);  // net 70: 30 are free again
    CHECK(engine.payment(over).status == Status::settled);
    const auto third = pay(engine, 0, 2, 41);
    CHECK(engine.hold_of(third) == Hold::multilateral_limit);
}

TEST_CASE("lowering a line below what is drawn stops payments and unwinds nothing",
          "[settlement][engine]") {
    Engine engine(RulePack{});
    engine.open_account({.balance = 0, .credit = 100});
    engine.open_account({.balance = 50});
    const auto drawn = pay(engine, 0, 1, 80);
    engine.set_credit(0, 20);
    CHECK(engine.payment(drawn).status == Status::settled);
    CHECK(engine.position(0).balance == -80);
    const auto next = pay(engine, 0, 1, 1);
    CHECK(engine.payment(next).status == Status::queued);
    CHECK_FALSE(engine.move(0, -1));
    pay(engine, 1, 0, 70);  // -10: twenty of credit leave ten
    CHECK(engine.payment(next).status == Status::settled);
}

TEST_CASE("what a capped account pays makes room for those who wait to pay it",
          "[settlement][engine]") {
    Engine engine(RulePack{});
    engine.open_account({.balance = 100});
    engine.open_account({.balance = 40, .cap = 60});
    const auto waiting = pay(engine, 0, 1, 50);
    CHECK(engine.hold_of(waiting) == Hold::payee_cap);
    pay(engine, 1, 0, 30, 4);  // 10: fifty fit
    CHECK(engine.payment(waiting).status == Status::settled);
    CHECK(engine.payment(waiting).ended_ms == 4);
}

TEST_CASE(
    "a payment that may be split goes in whole quanta, and counts when its last part is booked",
    "[settlement][engine]") {
    RulePack rules;
    rules.splitting = {.allowed = true, .quantum_minor = 10, .least_minor = 20, .parts_most = 3};
    Engine engine = engine_of(rules, {57, 100});
    const auto payment =
        engine.submit({.payer = 0, .payee = 1, .minor = 100, .splittable = true, .time_ms = 0});
    CHECK(engine.payment(payment).left_minor == 50);  // 57 has five quanta
    CHECK(engine.payment(payment).status == Status::queued);
    pay(engine, 1, 0, 8, 1);  // 15: below the least part
    CHECK(engine.payment(payment).left_minor == 50);
    pay(engine, 1, 0, 60, 2);
    CHECK(engine.payment(payment).status == Status::settled);
    CHECK(engine.payment(payment).parts == 2);
}

TEST_CASE(
    "on entry a payment is offset against the payee's head, or any of its payments when extended",
    "[settlement][engine]") {
    // B's queue: 200 to C, then 90 to A. A holds 15 and pays B 100.
    for (const EntryOffset rule : {EntryOffset::none, EntryOffset::head, EntryOffset::extended}) {
        Engine engine = engine_of({.entry_offset = rule}, {15, 0, 0});
        pay(engine, 1, 2, 200);
        const auto back = pay(engine, 1, 0, 90);
        const auto there = pay(engine, 0, 1, 100);
        const bool offset = rule == EntryOffset::extended;
        CHECK((engine.payment(there).status == Status::settled) == offset);
        CHECK((engine.payment(back).status == Status::settled) == offset);
        if (offset) CHECK(engine.payment(there).channel == Channel::offset);
    }
    Engine engine = engine_of({.entry_offset = EntryOffset::head}, {15, 0});
    pay(engine, 1, 0, 90);
    const auto there = pay(engine, 0, 1, 100);
    CHECK(engine.payment(there).channel == Channel::offset);
    CHECK(engine.position(0).balance == 5);
}

TEST_CASE("linked payments are booked together or not at all", "[settlement][engine]") {
    Engine engine = engine_of({}, {500, 300});
    const auto one = engine.submit(
        {.payer = 0, .payee = 1, .minor = 500, .group = 0, .group_size = 2, .time_ms = 0});
    CHECK(engine.hold_of(one) == Hold::link_incomplete);
    CHECK(engine.problem().payments.empty());  // no resolver may take one leg
    const auto other = engine.submit(
        {.payer = 1, .payee = 0, .minor = 300, .group = 0, .group_size = 2, .time_ms = 5});
    CHECK(engine.payment(one).ended_ms == 5);
    CHECK(engine.payment(other).ended_ms == 5);
    REQUIRE(engine.bookings().size() == 2);
    CHECK(engine.bookings()[0].set == engine.bookings()[1].set);
}

TEST_CASE("no rule lets one leg of a link go alone, be the other cut off, recalled or never come",
          "[settlement][engine]") {
    // C's queue: x of a link that never completes, then l2; B's queue: l1. l1 and l2 are one link.
    for (const Multilateral rule :
         {Multilateral::all_or_nothing, Multilateral::maximum_set, Multilateral::partial_netting,
          Multilateral::target2, Multilateral::cycles}) {
        Engine engine = engine_of({.bilateral = Bilateral::pair_fifo,
                                   .one_to_many = OneToMany::after_all,
                                   .multilateral = rule},
                                  {100, 100, 100});
        const auto linked = [&](std::uint32_t payer, std::uint32_t payee, std::uint32_t group) {
            return engine.submit(
                {.payer = payer, .payee = payee, .minor = 10, .group = group, .group_size = 2});
        };
        linked(2, 0, 0);
        const auto l1 = linked(1, 2, 1);
        const auto l2 = linked(2, 1, 1);
        engine.release(1);
        engine.offset(1);
        engine.resolve(1);
        CHECK(engine.payment(l1).status == Status::queued);
        CHECK(engine.payment(l2).status == Status::queued);
        engine.withdraw(l1, 2);
        engine.release(2);
        engine.resolve(2);
        CHECK(engine.payment(l2).status == Status::queued);
    }
}

TEST_CASE("two legs of one payer go together under FIFO, and let what stands behind them go",
          "[settlement][engine]") {
    Engine engine = engine_of({}, {100, 0, 100});
    const auto linked = [&](std::uint32_t payer, std::uint32_t payee) {
        return engine.submit(
            {.payer = payer, .payee = payee, .minor = 40, .group = 0, .group_size = 3});
    };
    const auto one = linked(0, 1), two = linked(0, 2);
    const auto behind = engine.submit({.payer = 0, .payee = 1, .minor = 5});
    const auto three = linked(2, 0);
    engine.release(0);
    for (const auto payment : {one, two, three, behind})
        CHECK(engine.payment(payment).status == Status::settled);
}

TEST_CASE("a withdrawn payment leaves its queue and what stood behind it may go",
          "[settlement][engine]") {
    Engine engine = engine_of({}, {50, 0});
    const auto large = pay(engine, 0, 1, 80);
    const auto small = pay(engine, 0, 1, 20);
    CHECK(engine.withdraw(large, 9));
    engine.release(9);
    CHECK(engine.payment(large).status == Status::withdrawn);
    CHECK(engine.payment(small).status == Status::settled);
    CHECK_FALSE(engine.withdraw(small, 10));
    CHECK(engine.queued().count == 0);
    CHECK(engine.queued().minor == 0);
}

TEST_CASE("a change of class puts a payment at the end of the new one", "[settlement][engine]") {
    Engine engine = engine_of({.classes = 2}, {0, 100});
    const auto first = pay(engine, 0, 1, 10, 0, 0);
    const auto second = pay(engine, 0, 1, 10, 0, 1);
    CHECK(engine.reprioritise(first, 1));
    pay(engine, 1, 0, 10, 1, 0);
    CHECK(engine.payment(second).status == Status::settled);
    CHECK(engine.payment(first).status == Status::queued);
}

TEST_CASE("a deferred net cycle unwinds who cannot pay, and settles the rest",
          "[settlement][engine]") {
    RulePack rules{.mode = Mode::deferred_net, .net_failure = NetFailure::unwind};
    Engine engine = engine_of(rules, {50, 0, 10});
    const auto ab = pay(engine, 0, 1, 100);  // A -100: fails
    const auto ca = pay(engine, 2, 1, 10);   // C can
    const NetCycle cycle = engine.settle_net(3);
    CHECK(cycle.settled == 1);
    CHECK(cycle.unwound == std::vector<std::uint32_t>{ab});
    CHECK(engine.payment(ca).channel == Channel::net);
    CHECK(engine.payment(ab).status == Status::queued);  // the caller sends it back
}

TEST_CASE("gridlock is a queue that can go together, deadlock one that cannot",
          "[settlement][engine]") {
    Engine engine = engine_of({.multilateral = Multilateral::maximum_set}, {10, 10, 10});
    pay(engine, 0, 1, 100);
    CHECK(engine.standstill() == Engine::Standstill::deadlock);
    pay(engine, 1, 2, 95);
    CHECK(engine.standstill() == Engine::Standstill::deadlock);
    pay(engine, 2, 0, 105);
    CHECK(engine.standstill() == Engine::Standstill::gridlock);
    CHECK(engine.resolve(1) == 3);
    CHECK(engine.standstill() == Engine::Standstill::none);
    CHECK(engine.position(0).balance == 15);
    CHECK(engine.position(2).balance == 0);
}

TEST_CASE("legs of a deal that lies in other systems too go when the caller lets them",
          "[settlement][engine][pvp]") {
    // Payer 0 holds 50: its leg passes, and waits for the word; then what stands behind it goes.
    Engine engine = engine_of({}, {50, 0});
    const auto leg = engine.submit({.payer = 0,
                                    .payee = 1,
                                    .minor = 40,
                                    .group = 0,
                                    .group_size = 1,
                                    .joint = true,
                                    .time_ms = 0});
    const auto behind = pay(engine, 0, 1, 10);
    CHECK(engine.hold_of(leg) == Hold::link_incomplete);
    CHECK(engine.hold_of(behind) == Hold::behind);
    CHECK(engine.resolve(1) == 0);
    REQUIRE(engine.may_go(0));
    CHECK_FALSE(engine.may_go(1));
    engine.let_go(0, 2);
    CHECK(engine.payment(leg).status == Status::settled);
    CHECK(engine.payment(leg).ended_ms == 2);
    CHECK(engine.position(1).balance == 40);
    CHECK_FALSE(engine.may_go(0));
}

}  // namespace engine_examples
}  // namespace rmbsim::sim::settlement

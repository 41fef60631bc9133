// settlement-algorithms §8, for the engine over random days.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/int128.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/settlement/head_offset.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "tests/sim/any_queues.hpp"
#include "tests/sim/many_cases.hpp"

namespace rmbsim::sim::settlement {
namespace engine_days {

using any_queues::any_names;
using any_queues::drawn;
using ledger::Int128;

constexpr int day_cases = 3'000;
constexpr std::int64_t day_end = 1'000;

struct Day {
    std::vector<std::int64_t> balances;
    std::vector<PaymentTerms> payments;  // ascending in time
};

Day any_day(std::int64_t payments_most) {
    Day day;
    const auto accounts = static_cast<std::uint32_t>(drawn(2, 7));
    for (std::uint32_t i = 0; i < accounts; ++i) day.balances.push_back(drawn(0, 40));
    const auto count = static_cast<std::size_t>(drawn(0, payments_most + 1));
    for (std::size_t k = 0; k < count; ++k) {
        const auto payer = static_cast<std::uint32_t>(drawn(0, accounts));
        const auto step = static_cast<std::uint32_t>(drawn(1, accounts));
        day.payments.push_back({.payer = payer,
                                .payee = (payer + step) % accounts,
                                .minor = drawn(1, 50),
                                .time_ms = drawn(0, day_end)});
    }
    std::ranges::stable_sort(day.payments, {}, &PaymentTerms::time_ms);
    return day;
}

RulePack any_rules() {
    RulePack rules;
    rules.queue = static_cast<QueueRule>(drawn(0, 4));
    rules.entry_offset = static_cast<EntryOffset>(drawn(0, 3));
    rules.bilateral = static_cast<Bilateral>(drawn(0, 3));
    rules.one_to_many = static_cast<OneToMany>(drawn(0, 3));
    rules.multilateral = static_cast<Multilateral>(drawn(0, 6));
    return rules;
}

// What is true of each account whenever an instant is over.
bool stands_well(const Engine& engine) {
    for (std::uint32_t i = 0; i < engine.account_count(); ++i)
        if (engine.position(i).balance < -engine.position(i).credit) return false;
    return true;
}

struct Played {
    Engine engine;
    Int128 value_time_by_queue = 0;
    bool always_stood_well = true;
    std::vector<std::int64_t> lowest;  // balance of each account
};

Played play(const Day& day, const RulePack& rules) {
    Played played{.engine = Engine(rules), .lowest = day.balances};
    for (const std::int64_t balance : day.balances)
        played.engine.open_account({.balance = balance});
    std::int64_t now = 0;
    const auto settle = [&] {
        played.engine.release(now);
        played.engine.offset(now);
        played.engine.resolve(now);
        played.always_stood_well = played.always_stood_well && stands_well(played.engine);
        for (std::uint32_t i = 0; i < played.engine.account_count(); ++i)
            played.lowest[i] = std::min(played.lowest[i], played.engine.position(i).balance);
    };
    for (std::size_t k = 0; k < day.payments.size(); ++k) {
        const PaymentTerms& terms = day.payments[k];
        played.value_time_by_queue += Int128{played.engine.queued().minor} * (terms.time_ms - now);
        now = terms.time_ms;
        played.engine.submit(terms);
        if (k + 1 == day.payments.size() || day.payments[k + 1].time_ms > now) settle();
    }
    played.value_time_by_queue += Int128{played.engine.queued().minor} * (day_end - now);
    return played;
}

std::int64_t sum_of(const Engine& engine) {
    std::int64_t sum = 0;
    for (std::uint32_t i = 0; i < engine.account_count(); ++i) sum += engine.position(i).balance;
    return sum;
}

std::int64_t delay_of(const Engine& engine, std::uint32_t payment) {
    const PaymentState& state = engine.payment(payment);
    return (state.ended_ms < 0 ? day_end : state.ended_ms) - state.submitted_ms;
}

// Least opening liquidity for no delay at all.
std::vector<std::int64_t> upper_bounds(const Day& day) {
    std::vector<std::int64_t> net(day.balances.size()), most(day.balances.size());
    for (std::size_t k = 0; k < day.payments.size(); ++k) {
        const PaymentTerms& p = day.payments[k];
        net[p.payer] += p.minor;
        most[p.payer] = std::max(most[p.payer], net[p.payer]);
        net[p.payee] -= p.minor;
    }
    return most;
}

TEST_CASE("property 1: the sum of balances never changes, whatever the rules",
          "[settlement][engine][property]") {
    many_cases::check("random days under random rules", day_cases, [] {
        const Day day = any_day(30);
        const Played played = play(day, any_rules());
        RC_ASSERT(sum_of(played.engine) ==
                  std::accumulate(day.balances.begin(), day.balances.end(), std::int64_t{0}));
    });
}

TEST_CASE("property 2: no instant ends with an account below its floor, whatever the rules",
          "[settlement][engine][property]") {
    many_cases::check("random days under random rules", day_cases,
                      [] { RC_ASSERT(play(any_day(30), any_rules()).always_stood_well); });
}

TEST_CASE(
    "property 4: opening balances at the upper bound settle everything without delay, and all is "
    "used",
    "[settlement][engine][property]") {
    many_cases::check("random days, each payment at an instant of its own", day_cases, [] {
        Day day = any_day(30);
        for (std::size_t k = 0; k < day.payments.size(); ++k)
            day.payments[k].time_ms = static_cast<std::int64_t>(k);
        day.balances = upper_bounds(day);
        const Played played = play(day, {});
        for (std::uint32_t k = 0; k < played.engine.payment_count(); ++k) {
            RC_ASSERT(played.engine.payment(k).status == Status::settled);
            RC_ASSERT(delay_of(played.engine, k) == 0);
        }
        for (std::size_t i = 0; i < day.balances.size(); ++i)
            RC_ASSERT(played.lowest[i] == 0 || day.balances[i] == 0);
    });
}

TEST_CASE(
    "property 5: opening balances at the lower bound settle everything in one set at the close",
    "[settlement][engine][property]") {
    many_cases::check("random days", day_cases, [] {
        Day day = any_day(30);
        std::vector<std::int64_t> net(day.balances.size());
        for (const PaymentTerms& p : day.payments) {
            net[p.payer] += p.minor;
            net[p.payee] -= p.minor;
        }
        for (std::size_t i = 0; i < net.size(); ++i)
            day.balances[i] = std::max<std::int64_t>(0, net[i]);
        Played played = play(day, {});
        played.engine =
            Engine({.mode = Mode::deferred_net, .multilateral = Multilateral::maximum_set});
        for (const std::int64_t balance : day.balances)
            played.engine.open_account({.balance = balance});
        for (const PaymentTerms& p : day.payments) played.engine.submit(p);
        played.engine.resolve(day_end);
        RC_ASSERT(played.engine.queued().count == 0);
    });
}

TEST_CASE("property 6: under strict FIFO more opening money never delays any payment",
          "[settlement][engine][property]") {
    many_cases::check("random days, one balance raised", day_cases, [] {
        Day day = any_day(30);
        const Played before = play(day, {});
        day.balances[static_cast<std::size_t>(
            drawn(0, static_cast<std::int64_t>(day.balances.size())))] += drawn(1, 60);
        const Played after = play(day, {});
        for (std::uint32_t k = 0; k < before.engine.payment_count(); ++k)
            RC_ASSERT(delay_of(after.engine, k) <= delay_of(before.engine, k));
    });
}

TEST_CASE("property 7: renaming participants renames the result, scaling amounts leaves the times",
          "[settlement][engine][property]") {
    many_cases::check("random days under FIFO with the largest set", day_cases, [] {
        const Day day = any_day(25);
        const RulePack rules{.multilateral = Multilateral::maximum_set};
        const Played before = play(day, rules);
        const std::vector<std::uint32_t> name = any_names(day.balances.size());
        Day renamed = day;
        for (std::size_t i = 0; i < name.size(); ++i) renamed.balances[name[i]] = day.balances[i];
        for (PaymentTerms& p : renamed.payments) {
            p.payer = name[p.payer];
            p.payee = name[p.payee];
        }
        const Played after = play(renamed, rules);
        const std::int64_t by = drawn(2, 9);
        Day larger = day;
        for (std::int64_t& balance : larger.balances) balance *= by;
        for (PaymentTerms& p : larger.payments) p.minor *= by;
        const Played scaled = play(larger, rules);
        for (std::uint32_t k = 0; k < before.engine.payment_count(); ++k) {
            RC_ASSERT(after.engine.payment(k).ended_ms == before.engine.payment(k).ended_ms);
            RC_ASSERT(scaled.engine.payment(k).ended_ms == before.engine.payment(k).ended_ms);
        }
        for (std::size_t i = 0; i < name.size(); ++i) {
            const auto account = static_cast<std::uint32_t>(i);
            RC_ASSERT(after.engine.position(name[i]).balance ==
                      before.engine.position(account).balance);
            RC_ASSERT(scaled.engine.position(account).balance ==
                      by * before.engine.position(account).balance);
        }
    });
}

// The engine's queues with one more payment at the end of its payer's, as a resolver sees them.
struct Entered {
    std::vector<std::uint32_t> first;
    std::vector<QueuedPayment> payments;
    std::uint32_t entering = 0;
};

Entered entered(const Problem& before, const PaymentTerms& terms) {
    Entered after;
    after.first.assign(before.first.begin(), before.first.end());
    after.payments.assign(before.payments.begin(), before.payments.end());
    after.entering = after.first[terms.payer + 1];
    after.payments.insert(after.payments.begin() + after.entering,
                          {.minor = terms.minor, .payee = terms.payee, .payment = UINT32_MAX});
    for (std::uint32_t i = terms.payer + 1; i < after.first.size(); ++i) ++after.first[i];
    return after;
}

TEST_CASE("on entry the engine offsets against the payment that the pure function names, or none",
          "[settlement][engine][property]") {
    many_cases::check("random days under FIFO, head and extended", day_cases, [] {
        const Day day = any_day(30);
        const auto rule = static_cast<EntryOffset>(drawn(1, 3));
        Engine engine(RulePack{.entry_offset = rule});
        for (const std::int64_t balance : day.balances)
            engine.open_account({.balance = balance / 4});
        for (const PaymentTerms& terms : day.payments) {
            const std::vector<Position> positions(engine.problem().accounts.begin(),
                                                  engine.problem().accounts.end());
            const Entered then = entered(engine.problem(), terms);
            engine.bookings().clear();
            const std::uint32_t payment = engine.submit(terms);
            const bool settled = engine.payment(payment).status == Status::settled;
            if (settled && engine.payment(payment).channel == Channel::entry) continue;
            Problem problem;
            problem.accounts = positions;
            problem.first = then.first;
            problem.payments = then.payments;
            const auto partner = head_offset(problem, then.entering, rule);
            RC_ASSERT(settled == partner.has_value());
            if (partner)
                RC_ASSERT(engine.payment(then.payments[*partner].payment).channel ==
                          Channel::offset);
            engine.release(terms.time_ms);
        }
    });
}

TEST_CASE("property 9: the queue's value-time is the same by payments and by queue events",
          "[settlement][engine][property]") {
    many_cases::check("random days under random rules", day_cases, [] {
        const Played played = play(any_day(30), any_rules());
        Int128 by_payments = 0;
        for (std::uint32_t k = 0; k < played.engine.payment_count(); ++k)
            by_payments += Int128{played.engine.payment(k).minor} * delay_of(played.engine, k);
        RC_ASSERT(by_payments == played.value_time_by_queue);
    });
}

}  // namespace engine_days
}  // namespace rmbsim::sim::settlement

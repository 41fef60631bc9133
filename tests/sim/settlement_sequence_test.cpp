// Resolvers that keep the order of queues, on cases worked out by hand: settlement-algorithms §4.2, §5.1,
// §5.2.
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "sim/settlement/all_or_nothing.hpp"
#include "sim/settlement/bilateral_offset.hpp"
#include "sim/settlement/maximum_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/settlement/standing.hpp"
#include "tests/sim/written_queues.hpp"

namespace rmbsim::sim::settlement {
namespace {

using written::Written;

struct MaximumRow {
    std::string name, accounts, queues, limits, set;
};

}  // namespace

TEST_CASE("the maximum set nets everything and drops last payments until all can pay",
          "[settlement]") {
    // clang-format off
    const auto row = GENERATE(values<MaximumRow>({
        {"an empty queue", "A 0, B 0", "", "", "none"},
        {"a payment that can be paid", "A 5, B 0", "A: B 5", "", "A1"},
        {"deadlock: nobody pays A", "A 0, B 0", "A: B 5", "", "none"},
        {"two owe each other the same", "A 0, B 0", "A: B 5; B: A 5", "", "A1 B1"},
        {"two owe each other, the difference is there", "A 2, B 0", "A: B 5; B: A 3", "", "A1 B1"},
        {"two owe each other, the difference is missing by 1", "A 1, B 0", "A: B 5; B: A 3", "", "none"},
        {"a ring of three", "A 0, B 0, C 0", "A: B 7; B: C 7; C: A 7", "", "A1 B1 C1"},
        {"credit is liquidity", "A 0 credit 2, B 0", "A: B 5; B: A 3", "", "A1 B1"},
        // A lacks 2 and drops A2; then all can pay.
        {"the last payment goes, not the largest", "A 0, B 0", "A: B 5, B 2; B: A 5", "", "A1 B1"},
        // A has 4 and owes 6: A2 goes. B has 4 then, and owes 4.
        {"dropping one account's payment is no reason to drop another's", "A 0, B 0",
         "A: B 4, B 2; B: A 4", "", "A1 B1"},
        // C has 8 and owes 9: C2 goes, and the ring is whole.
        {"what stands behind a ring does not break it", "A 0, B 0, C 0, D 0", "A: B 8; B: C 8; C: A 8, D 1",
         "", "A1 B1 C1"},
        // The same behind what stands in front: C2 goes, then A1, B1, and C1 for which nothing is left.
        {"a drop can bring down all the others", "A 0, B 0, C 0, D 0", "A: B 8; B: C 8; C: D 1, A 8",
         "", "none"},
        {"two cycles through one account are feasible only together", "A 0, B 0, C 0",
         "A: B 5, C 3; B: A 3, C 2; C: A 5", "", "A1 A2 B1 B2 C1"},
        {"below its line it may receive", "A -5, B 5", "B: A 5", "", "B1"},
        {"below its line its outflow must be made good", "A -5, B 5", "A: B 1; B: A 5", "", "B1"},
        {"below its line it may pay out of what it receives above it", "A -5, B 6", "A: B 1; B: A 6", "", "A1 B1"},
        {"a closed account receives and does not pay", "A 9 closed, B 1", "A: B 1; B: A 1", "", "B1"},
        // Limits. A→B 5, B→A 3: A's net outflow to B is 2.
        {"a bilateral limit, net of what comes back", "A 9, B 9", "A: B 5; B: A 3", "A>B 2", "A1 B1"},
        {"a bilateral limit, exceeded by 1", "A 9, B 9", "A: B 5; B: A 3", "A>B 1", "B1"},
        {"what was used today counts", "A 9, B 9", "A: B 5; B: A 3", "A>B 2 used 1", "B1"},
        {"a multilateral limit leaves out payees with a limit of their own", "A 9, B 0, C 0",
         "A: B 5, C 2", "A>B 5, A>* 2", "A1 A2"},
        {"a multilateral limit counts all others together", "A 9, B 0, C 0", "A: B 2, C 2", "A>* 3", "A1"},
        {"an inflow that drops out breaks the limit that it kept", "A 9, B 0, C 0",
         "A: B 5; B: A 3, C 1", "A>B 2", "A1 B1 B2"},
        // B has 5 and owes 9: B2 goes, A>B stands at 5 of 2, A1 goes, and B1 has nothing to pay with.
        {"and when it drops, so does the payment", "A 9, B 0, C 0", "A: B 5; B: C 6, A 3", "A>B 2", "none"},
        // Reservations.
        {"what is reserved for a more urgent class is not there", "A 5 reserve 0 3, B 0", "A: B 3 class 1", "", "none"},
        {"the urgent class itself has it", "A 5 reserve 0 3, B 0", "A: B 5 class 0", "", "A1"},
        {"an urgent payment uses it up", "A 5 reserve 0 3, B 0", "A: B 3 class 0, B 2 class 1", "", "A1 A2"},
        {"and leaves the rest of it", "A 5 reserve 0 3, B 0", "A: B 1 class 0, B 3 class 1", "", "A1"},
        // Links.
        {"links settle together", "A 5, B 5", "A: B 5 link 1; B: A 5 link 1", "", "A1 B1"},
        {"one that cannot pay holds all", "A 5, B 5, C 0, D 0", "A: B 5 link 1; C: D 5 link 1", "", "none"},
        {"and all behind each", "A 9, B 0, C 0, D 0", "A: B 1, B 2 link 1, B 3; C: D 5 link 1", "", "A1"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues, row.limits);
    const Resolution found = maximum_set(queues.problem());
    CHECK(queues.text(found.set) == row.set);
    CHECK(found.maximality == Maximality::among_sequence_closed);
}

TEST_CASE("a ring of any length without any liquidity settles at once", "[settlement]") {
    const std::uint32_t length = GENERATE(2U, 3U, 10U, 1'000U);
    std::vector<Position> accounts(length);
    std::vector<std::uint32_t> first{0};
    std::vector<QueuedPayment> payments;
    for (std::uint32_t i = 0; i < length; ++i) {
        payments.push_back({100, (i + 1) % length, i});
        first.push_back(i + 1);
    }
    const Problem problem{accounts, first, payments, {}, {}, {}};
    CHECK(maximum_set(problem).set.size() == length);
    payments[length / 2].minor = 101;  // one account lacks 1: the ring has no other set
    CHECK(maximum_set(problem).set.empty());
}

TEST_CASE("a payment that was dropped can be paid again in a larger set and never is missed",
          "[settlement]") {
    // Every account has nothing. A owes B 3 and C 3, B owes C 4, C owes A 6; B owes A 9 behind.
    // Netted: A 15-6=9, B 3-13=-10. B2 goes: A 0, B -1. B1 goes: B +3, C 3-6=-3. C1 goes: A -6, C 3.
    // A2 goes, A1 goes. Nothing is left: with 1 more for B all but B2 settles.
    const std::string queue = "A: B 3, C 3; B: C 4, A 9; C: A 6";
    const Written none("A 0, B 0, C 0", queue), one("A 0, B 1, C 0", queue);
    CHECK(none.text(maximum_set(none.problem()).set) == "none");
    CHECK(one.text(maximum_set(one.problem()).set) == "A1 A2 B1 C1");
}

TEST_CASE("a cap breaks the contract of the maximum set", "[settlement]") {
    const Written capped("A 4, B 4, C 0 cap 5", "A: C 4; B: C 3");
    CHECK_THROWS_AS(maximum_set(capped.problem()), ledger::ContractViolation);
    const Written free("A 4, B 4, C 0", "A: C 4; B: C 3");
    CHECK(free.text(maximum_set(free.problem()).set) == "A1 B1");
}

TEST_CASE("sums beyond 64 bits are reckoned exactly", "[settlement]") {
    const Written queues("A 0, B 0",
                         "A: B 9223372036854775807, B 9223372036854775807;"
                         "B: A 9223372036854775807, A 9223372036854775807");
    const Resolution found = maximum_set(queues.problem());
    CHECK(found.set.size() == 4);
    CHECK(value_of(queues.problem(), found.set) == ledger::Int128{INT64_MAX} * 4);
    // B lacks 1 and drops its last, A then its last, and B, with one inflow left, what it owes C.
    const Written poor("A 0, B 0, C 0",
                       "A: B 9223372036854775807, B 9223372036854775807;"
                       "B: A 9223372036854775807, C 1, A 9223372036854775807");
    CHECK(poor.text(maximum_set(poor.problem()).set) == "A1 B1");
    CHECK(all_or_nothing(queues.problem()).set.size() == 4);
}

TEST_CASE("all or nothing asks whether the whole queue is feasible at once", "[settlement]") {
    struct Row {
        std::string name, accounts, queues, set;
    };
    const auto row = GENERATE(values<Row>({
        {"a gridlock of two", "A 2, B 0", "A: B 5; B: A 3", "A1 B1"},
        {"one payment too many", "A 2, B 0", "A: B 5, B 1; B: A 3", "none"},
        {"a cap that is kept", "A 4, B 4, C 0 cap 7", "A: C 4; B: C 3", "A1 B1"},
        {"a cap that is not", "A 4, B 4, C 0 cap 6", "A: C 4; B: C 3", "none"},
    }));
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues);
    const Resolution found = all_or_nothing(queues.problem());
    CHECK(queues.text(found.set) == row.set);
    CHECK(found.maximality ==
          (row.set == "none" ? Maximality::not_proven : Maximality::among_all_sets));
}

TEST_CASE("bilateral offsetting books a pair's payments and drops the last of who cannot pay",
          "[settlement]") {
    struct Row {
        std::string name, accounts, queues, pair_fifo, strict_fifo;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"one direction is no offset", "A 9, B 0", "A: B 5", "none", "none"},
        {"equal amounts", "A 0, B 0", "A: B 5; B: A 5", "A1 B1", "A1 B1"},
        {"the last of the deficient side goes", "A 0, B 0", "A: B 5, B 2; B: A 5", "A1 B1", "A1 B1"},
        {"both sides drop in turn", "A 0, B 0", "A: B 5, B 3; B: A 5, A 2", "A1 B1", "A1 B1"},
        {"nothing is left of a side", "A 0, B 0", "A: B 5; B: A 3", "none", "none"},
        {"a third party in front", "A 0, B 0, C 0", "A: C 9, B 5; B: A 5", "A2 B1", "none"},
        // Strict: B has 5 of A1 and owes 6, so B2 goes.
        {"a third party in between", "A 1, B 0, C 0", "A: B 5, C 1, B 1; B: A 5, A 1",
         "A1 A3 B1 B2", "A1 B1"},
        // Round 1: pairs AB, AC, BC. Under strict FIFO AB is blocked by C until AC has gone.
        {"one pair frees the next", "A 0, B 0, C 0", "A: C 4, B 5; B: A 5; C: A 4",
         "A2 B1, then A1 C1", "A1 C1, then A2 B1"},
        {"a ring of three has no pair", "A 0, B 0, C 0", "A: B 7; B: C 7; C: A 7", "none", "none"},
        {"a link inside the pair", "A 0, B 0", "A: B 5 link 1; B: A 5 link 1", "A1 B1", "A1 B1"},
        // B has 2 + 5 and owes 7.
        {"a link out of the pair holds what stands behind it", "A 0, B 2, C 9",
         "A: B 5, B 1 link 1, B 1; B: A 5, A 1, A 1; C: A 1 link 1", "A1 B1 B2 B3", "A1 B1 B2 B3"},
        // B has 6 and owes 17, then 8, then 5: with B2 goes A2.
        {"a link that loses one member loses the other", "A 0, B 0",
         "A: B 5, B 1 link 1; B: A 5, A 3 link 1, A 9", "A1 B1", "A1 B1"},
        // B has 2 + 6 and owes 17, then 8.
        {"a link that keeps both", "A 0, B 2",
         "A: B 5, B 1 link 1; B: A 5, A 3 link 1, A 9", "A1 A2 B1 B2", "A1 A2 B1 B2"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues);
    CHECK(queues.text(bilateral_offset(queues.problem(), Bilateral::pair_fifo)) == row.pair_fifo);
    CHECK(queues.text(bilateral_offset(queues.problem(), Bilateral::strict_fifo)) ==
          row.strict_fifo);
}

TEST_CASE("one pair is offset in either order of its names", "[settlement]") {
    const Written queues("A 0, B 0, C 0", "A: C 9, B 5; B: A 5");
    const Problem problem = queues.problem();
    CHECK(queues.text(offset_pair(problem, 0, 1, Bilateral::pair_fifo)) == "A2 B1");
    CHECK(queues.text(offset_pair(problem, 1, 0, Bilateral::pair_fifo)) == "A2 B1");
    CHECK(queues.text(offset_pair(problem, 0, 1, Bilateral::strict_fifo)) == "none");
}

TEST_CASE("what has been booked moves balances, limits and reservations", "[settlement]") {
    const Written queues("A 9 reserve 0 3 reserve 1 2, B 0, C 0",
                         "A: B 4 class 0, C 2 class 1; B: A 1", "A>B 9 used 1, A>* 9, B>A 9");
    Standing standing(queues.problem());
    standing.book(std::vector{queues.payment("A1"), queues.payment("A2"), queues.payment("B1")});
    const Problem& now = standing.problem();
    CHECK(now.accounts[0] == Position{.balance = 4});
    CHECK(now.accounts[1] == Position{.balance = 3});
    CHECK(now.accounts[2] == Position{.balance = 2});
    CHECK(now.limits[0] == Limit{.payer = 0, .payee = 1, .most = 9, .net_out = 4});
    CHECK(now.limits[1] == Limit{.payer = 0, .payee = Limit::any_payee, .most = 9, .net_out = 2});
    CHECK(now.limits[2] == Limit{.payer = 1, .payee = 0, .most = 9, .net_out = -3});
    CHECK(remaining(standing).payments.empty());
    CHECK_THROWS_AS(standing.book(std::vector{queues.payment("B1")}), ledger::ContractViolation);
}

}  // namespace rmbsim::sim::settlement

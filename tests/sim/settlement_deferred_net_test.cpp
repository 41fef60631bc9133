// Deferred net settlement and what happens when a net debtor cannot pay, worked out by hand:
// settlement-algorithms §5.6.
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "sim/settlement/deferred_net.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "tests/sim/written_queues.hpp"

namespace rmbsim::sim::settlement {
namespace {

using written::Written;

using Amounts = std::vector<std::int64_t>;

std::string rounds_of(const Written& queues, const NetSettlement& result) {
    std::string text;
    for (const NetRound& round : result.rounds) {
        text += text.empty() ? "" : "; ";
        for (const NetFailing& of : round.failing)
            text += queues.name(of.account) + " lacks " + std::to_string(of.lacks) + ", ";
        text += "deletes " + queues.text(round.deleted);
    }
    return text;
}

}  // namespace

TEST_CASE("a cycle settles as net positions when every net debtor has its funds", "[settlement]") {
    // A pays 5 and gets 4, B gets 5 and pays 3, C gets 3 and pays 4.
    const std::string payments = "A: B 5; B: C 3; C: A 4";
    struct Row {
        std::string name, accounts;
        bool settles;
    };
    const auto row = GENERATE(values<Row>({
        {"each has just enough", "A 1, B 0, C 1", true},
        {"credit counts", "A 0 credit 1, B 0, C 1", true},
        {"one lacks 1", "A 0, B 0, C 1", false},
        {"below its line, and it would receive", "A 1, B -9, C 1", true},
        {"what it owes is not made good by what it is below its line", "A -1, B 0, C 1", false},
        {"closed, and it owes", "A 1 closed, B 0, C 1", false},
        {"closed, and it receives", "A 1, B 0 closed, C 1", true},
    }));
    CAPTURE(row.name);
    const Written queues(row.accounts, payments);
    const NetSettlement result = settle_net(queues.problem(), {});
    CHECK(result.settles == row.settles);
    CHECK(result.net == Amounts{-1, 2, -1});
    CHECK(queues.text(result.settled) == (row.settles ? "A1 B1 C1" : "none"));
    CHECK(result.failing.empty() == row.settles);
}

TEST_CASE("unwinding deletes what those that fail pay and receive, round by round",
          "[settlement]") {
    struct Row {
        std::string name, accounts, queues, rounds, settled;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"nobody fails", "A 1, B 0, C 1", "A: B 5; B: C 3; C: A 4", "", "A1 B1 C1"},
        {"the others can do without", "A 0, B 3, C 1", "A: B 5; B: C 3; C: A 4", "A lacks 1, deletes A1 C1", "B1"},
        {"one is knocked on", "A 0, B 0, C 1", "A: B 5; B: C 3; C: A 4",
         "A lacks 1, deletes A1 C1; B lacks 3, deletes B1", "none"},
        // Nets: A -9, B +5, C +4, D 0. Without A's: B -4, C +1, D +3. Without B's: C -3 and D +3.
        {"and another by that one", "A 0, B 0, C 0, D 0", "A: B 9; B: C 4; C: D 3; D: C 3",
         "A lacks 9, deletes A1; B lacks 4, deletes B1", "C1 D1"},
        {"two fail at once", "A 0, B 0, C 0", "A: C 2; B: C 3; C: A 1", "A lacks 1, B lacks 3, deletes A1 B1 C1", "none"},
        {"a link outside is deleted too", "A 0, B 0, C 5, D 0", "A: B 5 link 1; C: D 5 link 1, D 1", "A lacks 5, C lacks 1, deletes A1 C1 C2", "none"},
        {"a link of one that could pay", "A 0, B 0, C 6, D 0", "A: B 5 link 1; C: D 5 link 1, D 1", "A lacks 5, deletes A1 C1", "C2"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues);
    const NetSettlement result = settle_net(queues.problem(), {.on_failure = NetFailure::unwind});
    CHECK(result.settles);
    CHECK(rounds_of(queues, result) == row.rounds);
    CHECK(queues.text(result.settled) == row.settled);
}

TEST_CASE("losses are shared by a key among those that have something left", "[settlement]") {
    // A pays 10 and has 3: it lacks 7. B receives 10 and pays 4, C receives 4.
    const Written queues("A 3, B 0, C 0", "A: B 10; B: C 4");
    struct Row {
        std::string name;
        Amounts key;
        bool settles;
        Amounts net;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // 4.2 and 2.8: 4 and 2, and the unit that is left to the larger remainder.
        {"parts by largest remainder", {0, 6, 4}, true, {-3, 2, 1}},
        {"of equal remainders the lower index", {0, 1, 1}, true, {-3, 2, 1}},
        {"the key of one that fails does not count", {9, 1, 1}, true, {-3, 2, 1}},
        // 0.7 and 6.3: 1 and 6. C has 4, and what it cannot give falls to B: 1 + 2.
        {"nobody gives more than it has left", {0, 1, 9}, true, {-3, 3, 0}},
        // By what each receives, 6 and 4.
        {"without a key", {}, true, {-3, 2, 1}},
        {"when nobody has enough the cycle is deferred", {0, 0, 1}, false, {-10, 6, 4}},
        {"a key of zeros shares nothing", {0, 0, 0}, false, {-10, 6, 4}},
    }));
    // clang-format on
    CAPTURE(row.name);
    const NetSettlement result =
        settle_net(queues.problem(), {.on_failure = NetFailure::loss_sharing, .loss_key = row.key});
    CHECK(result.settles == row.settles);
    CHECK(result.net == row.net);
    CHECK(queues.text(result.settled) == (row.settles ? "A1 B1" : "none"));
    CHECK(result.failing == std::vector{NetFailing{.account = 0, .lacks = 7}});
    std::int64_t shared = 0;
    for (const NetShare& share : result.shares) shared += share.minor;
    CHECK(shared == (row.settles ? 7 : 0));
}

TEST_CASE("what is lacking is drawn from collateral, all of it or nothing", "[settlement]") {
    const Written queues("A 3, B 0, C 0", "A: B 10; B: C 4");
    const Amounts enough{7, 0, 0}, too_little{6, 99, 99};
    const NetSettlement drawn =
        settle_net(queues.problem(), {.on_failure = NetFailure::collateral, .collateral = enough});
    CHECK(drawn.settles);
    CHECK(drawn.net == Amounts{-10, 6, 4});
    CHECK(drawn.shares == std::vector{NetShare{.account = 0, .minor = 7}});
    const NetSettlement short_of_it = settle_net(
        queues.problem(), {.on_failure = NetFailure::collateral, .collateral = too_little});
    CHECK_FALSE(short_of_it.settles);
    CHECK_FALSE(settle_net(queues.problem(), {.on_failure = NetFailure::collateral}).settles);
    CHECK(short_of_it.shares.empty());
}

TEST_CASE("a key that does not name every account breaks the contract", "[settlement]") {
    const Written queues("A 3, B 0, C 0", "A: B 10; B: C 4");
    const Amounts two{1, 1}, negative{1, -1, 1};
    CHECK_THROWS_AS(
        settle_net(queues.problem(), {.on_failure = NetFailure::loss_sharing, .loss_key = two}),
        ledger::ContractViolation);
    CHECK_THROWS_AS(settle_net(queues.problem(),
                               {.on_failure = NetFailure::collateral, .collateral = negative}),
                    ledger::ContractViolation);
}

}  // namespace rmbsim::sim::settlement

// Resolvers that may skip, and the yardsticks for them, on cases worked out by hand: settlement-algorithms
// §5.2 (caps), §5.3, §5.4.
#include <cstddef>
#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "sim/settlement/best_set.hpp"
#include "sim/settlement/partial_netting.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"
#include "sim/settlement/target2.hpp"
#include "sim/settlement/two_sided.hpp"
#include "sim/settlement/value_bound.hpp"
#include "tests/sim/written_queues.hpp"

namespace rmbsim::sim::settlement {
namespace {

using written::Written;

}  // namespace

TEST_CASE("partial netting drops by deficit and puts back, the optimum and the bound beside it",
          "[settlement]") {
    struct Row {
        std::string name, accounts, queues, limits, heuristic, best;
        std::int64_t bound;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"a gridlock of two", "A 2, B 0", "A: B 5; B: A 3", "", "A1 B1", "A1 B1", 8},
        // A lacks 2: the 2 covers it.
        {"the smallest that covers the deficit goes", "A 0, B 0", "A: B 2, B 5; B: A 5", "", "A2 B1", "A2 B1", 10},
        {"of equal ones the latest", "A 0, B 0", "A: B 2, B 2, B 3; B: A 5", "", "A1 A3 B1", "A1 A3 B1", 10},
        // A lacks 8: none covers it, the 7 goes; it lacks 1: of the two 4s the later goes. 7 and 4 do not fit.
        {"it can end below the optimum", "A 7, B 0", "A: B 7, B 4, B 4", "", "A2", "A1", 7},
        // B lacks 1: the 2 goes. A lacks 1 then: A1 goes, and B1 with nothing to pay it. Divisible: 6 each way.
        {"two that lack in turn", "A 0, B 0", "A: B 6; B: A 5, A 2", "", "none", "none", 12},
        // Divisible: 3 each way.
        {"a bound that no set reaches", "A 0, B 0", "A: B 5; B: A 3", "", "none", "none", 6},
        // Divisible: 3 go round; what is undone of A's goes two steps.
        {"a ring that is short by 2", "A 0, B 0, C 0", "A: B 5; B: C 5; C: A 3", "", "none", "none", 9},
        {"the excess over a limit decides, and payments against it go", "A 9, B 0, C 0", "A: C 1, B 5, B 2",
         "A>B 5", "A1 A2", "A1 A2", 8},
        {"links go and come whole", "A 0, B 0, C 0, D 9", "A: B 5 link 1; B: A 4; D: C 9 link 1", "", "none", "none", 17},
        {"what a closed account pays leaves first", "A 9 closed, B 5", "A: B 9; B: A 5", "", "B1", "B1", 5},
        {"a cap: the smallest that covers the excess goes", "A 4, B 4, C 0 cap 5", "A: C 4; B: C 3", "", "A1", "A1", 7},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues, row.limits);
    const Resolution found = partial_netting(queues.problem());
    CHECK(queues.text(found.set) == row.heuristic);
    CHECK(found.maximality == Maximality::not_proven);
    CHECK(queues.text(best_set(queues.problem()).set) == row.best);
    CHECK(best_set(queues.problem()).maximality == Maximality::among_all_sets);
    CHECK(value_bound(queues.problem()) == row.bound);
}

TEST_CASE("sets are enumerated over few payments only", "[settlement]") {
    std::string queue = "A: B 1";
    for (std::size_t i = 0; i < best_set_most; ++i) queue += ", B 1";
    const Written queues("A 0, B 0", queue);
    CHECK_THROWS_AS(best_set(queues.problem()), ledger::ContractViolation);
    CHECK_THROWS_AS(best_sequence_closed_set(queues.problem()), ledger::ContractViolation);
}

TEST_CASE("with a cap there is no largest set, and the best one says how far it may be from one",
          "[settlement]") {
    struct Row {
        std::string name, accounts, queues, exact, heuristic;
        std::int64_t bound;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"either alone, not both", "A 4, B 4, C 0 cap 5", "A: C 4; B: C 3", "A1", "A1", 7},
        {"a cap that does not bind", "A 4, B 4, C 0 cap 7", "A: C 4; B: C 3", "A1 B1", "A1 B1", 7},
        // All: C 11. A loses least, then B: 5 is left of 6, and neither 3 fits.
        {"the heuristic ends below", "A 3, B 3, D 5, C 0 cap 6", "A: C 3; B: C 3; D: C 5", "A1 B1", "D1", 11},
        // All: C 14. The 2 goes, the 3, and then the 9: 2 and 3 fit again.
        {"what went first can come back", "A 2, B 3, D 9, C 0 cap 5", "A: C 2; B: C 3; D: C 9", "A1 B1", "A1 B1", 14},
        {"an outflow makes room below the cap", "A 4, B 4, C 0 cap 5", "A: C 4; B: C 3; C: A 2",
         "A1 B1 C1", "A1 B1 C1", 9},
        {"in the order of queues", "A 9, B 0 cap 3", "A: B 4, B 3", "none", "none", 7},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues);
    const TwoSided exact = two_sided(queues.problem());
    CHECK(queues.text(exact.resolution.set) == row.exact);
    CHECK(exact.resolution.maximality == Maximality::among_sequence_closed);
    CHECK(exact.bound == row.bound);
    CHECK(exact.value == value_of(queues.problem(), exact.resolution.set));
    const TwoSided quick = two_sided(queues.problem(), 0);
    CHECK(queues.text(quick.resolution.set) == row.heuristic);
    CHECK(quick.bound == row.bound);
    CHECK(
        quick.resolution.maximality ==
        (quick.value == quick.bound ? Maximality::among_sequence_closed : Maximality::not_proven));
}

TEST_CASE("TARGET2's procedures follow one another and log each step", "[settlement]") {
    struct Row {
        std::string name, accounts, queues, limits, steps;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"no payments, no steps", "A 0, B 0", "", "", ""},
        {"all at once", "A 2, B 0", "A: B 5; B: A 3", "", "all 2/8 [A1 B1]"},
        {"partial leaves out the last of who cannot pay", "A 0, B 0", "A: B 5, B 2; B: A 5", "",
         "all - | partial 2/10 [A1 B1] | all - | partial - | multiple -"},
        {"partial skips what a limit stops", "A 9, B 0, C 0", "A: B 5, C 3", "A>B 4",
         "all - | partial 1/3 [A2] | all - | partial - | multiple -"},
        // Partial: A has 5 and owes 14: A2 goes, A1 goes, and B1 with nothing to pay it. Pair AB: A2 and B1.
        {"multiple offsets pairs over the head of third parties", "A 0, B 0, C 0", "A: C 9, B 5; B: A 5", "",
         "all - | partial - | multiple 2/10 [A2 B1] | all - | partial - | multiple -"},
        // Pair AC frees 5, AB 3.
        {"pairs that free more come first", "A 0, B 0, C 0, D 0", "A: D 9, B 3, C 5; B: A 3; C: A 5", "",
         "all - | partial - | multiple 4/16 [A3 C1, then A2 B1] | all - | partial - | multiple -"},
        {"what a cap stops only pairs can get round", "A 9, B 9, C 0 cap 5", "A: C 6, B 4; B: A 4", "",
         "all - | partial - | multiple 2/8 [A2 B1] | all - | partial - | multiple -"},
        // B has 3 and owes 8: B2 goes. A, looked at before, has nothing for C then.
        {"one that was passed is looked at again", "A 0, B 3, C 0", "A: C 5; B: C 3, A 5", "",
         "all - | partial 1/3 [B1] | all - | partial - | multiple -"},
        {"a closed account's payments are left out", "A 9 closed, B 5", "A: B 9; B: A 5", "",
         "all - | partial 1/5 [B1] | all - | partial - | multiple -"},
        {"a link leaves whole", "A 5, B 0, C 0, D 0", "A: B 1, B 4 link 1; C: D 1 link 1", "",
         "all - | partial 1/1 [A1] | all - | partial - | multiple -"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues, row.limits);
    std::string steps;
    for (const Target2Step& step : target2(queues.problem())) {
        constexpr const char* names[] = {"all", "partial", "multiple", "end"};
        steps += (steps.empty() ? "" : " | ") +
                 std::string(names[static_cast<std::size_t>(step.procedure)]);
        steps += step.outcome == Target2Outcome::nothing
                     ? " -"
                     : " " + std::to_string(step.count) + "/" +
                           std::to_string(static_cast<std::int64_t>(step.value)) + " [" +
                           queues.text(step.sets) + "]";
    }
    CHECK(steps == row.steps);
}

TEST_CASE("TARGET2's state machine has one way on from each outcome", "[settlement]") {
    using P = Target2Procedure;
    for (const P procedure : {P::all_or_nothing, P::partial, P::multiple})
        CHECK(after(procedure, Target2Outcome::booked) == P::all_or_nothing);
    CHECK(after(P::all_or_nothing, Target2Outcome::nothing) == P::partial);
    CHECK(after(P::partial, Target2Outcome::nothing) == P::multiple);
    CHECK(after(P::multiple, Target2Outcome::nothing) == P::end);
}

}  // namespace rmbsim::sim::settlement

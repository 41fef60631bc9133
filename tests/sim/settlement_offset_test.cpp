// Offsets of one payment against another, against several, and round cycles, on cases worked out by hand:
// settlement-algorithms §4.1, §4.3, §5.5.
#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "sim/settlement/cycles.hpp"
#include "sim/settlement/head_offset.hpp"
#include "sim/settlement/one_to_many.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "tests/sim/written_queues.hpp"

namespace rmbsim::sim::settlement {
namespace {

using written::Written;

}  // namespace

TEST_CASE(
    "a payment that enters is offset against the head of its payee's queue, or any payment there",
    "[settlement]") {
    struct Row {
        std::string name, accounts, queues, limits, entering, head, extended;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"the head pays back", "A 0, B 0", "A: B 5; B: A 5", "", "A1", "B1", "B1"},
        {"the head pays somebody else", "A 0, B 0, C 0", "A: B 5; B: C 1, A 5", "", "A1", "none", "B2"},
        {"the first that is enough", "A 0, B 0", "A: B 5; B: A 4, A 5, A 5", "", "A1", "none", "B2"},
        {"the difference is there", "A 1, B 0", "A: B 5; B: A 4", "", "A1", "B1", "B1"},
        {"the difference is missing", "A 0, B 0", "A: B 5; B: A 4", "", "A1", "none", "none"},
        {"another stands ahead of it", "A 0, B 0, C 0", "A: C 1, B 5; B: A 5", "", "A2", "none", "none"},
        {"the payee owes nothing", "A 0, B 0", "A: B 5", "", "A1", "none", "none"},
        {"a limit counts the net", "A 9, B 0", "A: B 6; B: A 5", "A>B 1", "A1", "B1", "B1"},
        {"a limit that the net exceeds", "A 9, B 0", "A: B 6; B: A 5", "A>B 0", "A1", "none", "none"},
        {"a multilateral limit of the payee", "A 0, B 9", "A: B 5; B: A 6", "B>* 0", "A1", "none", "none"},
        {"what is reserved stays", "A 1 reserve 0 1, B 0", "A: B 5 class 1; B: A 4", "", "A1", "none", "none"},
        {"a cap holds", "A 9, B 0 cap 0", "A: B 6; B: A 5", "", "A1", "none", "none"},
        {"linked with each other", "A 0, B 0", "A: B 5 link 1; B: A 5 link 1", "", "A1", "B1", "B1"},
        {"linked with a third", "A 0, B 0, C 9", "A: B 5; B: A 5 link 1; C: B 1 link 1", "", "A1", "none", "none"},
        {"the payee is closed", "A 0, B 9 closed", "A: B 5; B: A 5", "", "A1", "none", "none"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues, row.limits);
    const auto partner = [&](EntryOffset rule) {
        const auto found = head_offset(queues.problem(), queues.payment(row.entering), rule);
        return found ? queues.text(ChosenSet{*found}) : "none";
    };
    CHECK(partner(EntryOffset::head) == row.head);
    CHECK(partner(EntryOffset::extended) == row.extended);
    CHECK(partner(EntryOffset::none) == "none");
}

TEST_CASE("a payment is tested alone and against up to ten of its payee's", "[settlement]") {
    struct Row {
        std::string name, accounts, queues;
        std::uint32_t most;
        std::string after_all, right_after;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"alone", "A 5, B 0", "A: B 5", 10, "A1", "A1"},
        {"what stands ahead is bypassed", "A 3, B 0", "A: B 5, B 3", 10, "A2", "A2"},
        // A1 lacks 9, with B1 5, with B2 nothing. B has nothing left for B3.
        {"one more at a time until it is feasible", "A 0, B 0", "A: B 9; B: A 4, A 5, A 1", 10,
         "A1 B1 B2", "A1 B1 B2"},
        {"up to a maximum", "A 0, B 0", "A: B 9; B: A 4, A 5", 1, "none", "none"},
        // B can pay alone: before A1 is offset, or after.
        {"the offset comes after all single tests or right after its own", "A 0, B 5", "A: B 5; B: A 5", 10,
         "B1, then A1", "A1 B1"},
        {"the third bank's payment does not take part", "A 0, B 0, C 0", "A: B 5; B: C 1, A 5", 10,
         "A1 B2", "A1 B2"},
        // By number B1 would have the first turn, and would pass alone.
        {"more urgent ones have their turn first", "B 5, A 0", "B: A 5 class 1; A: B 5 class 0", 10,
         "B1, then A1", "B1 A1"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues);
    CHECK(queues.text(one_to_many(queues.problem(), OneToMany::after_all, row.most)) ==
          row.after_all);
    CHECK(queues.text(one_to_many(queues.problem(), OneToMany::right_after, row.most)) ==
          row.right_after);
    CHECK(one_to_many(queues.problem(), OneToMany::none, row.most).empty());
}

TEST_CASE("cycles are booked one by one, shortest first", "[settlement]") {
    struct Row {
        std::string name, accounts, queues;
        std::uint32_t length_most;
        std::string sets;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"a pair", "A 0, B 0", "A: B 5; B: A 5", 2, "A1 B1"},
        {"a ring of three", "A 0, B 0, C 0", "A: B 7; B: C 7; C: A 7", 3, "A1 B1 C1"},
        {"a ring longer than the bound", "A 0, B 0, C 0, D 0", "A: B 7; B: C 7; C: D 7; D: A 7", 3, "none"},
        {"and within it", "A 0, B 0, C 0, D 0", "A: B 7; B: C 7; C: D 7; D: A 7", 4, "A1 B1 C1 D1"},
        {"the pair before the ring", "A 0, B 0, C 0", "A: B 7; B: C 7, A 7; C: A 7", 3, "A1 B2"},
        {"the next payments of the same pair", "A 0, B 0", "A: B 5, B 3; B: A 5, A 3", 2, "A1 B1, then A2 B2"},
        // AB: A lacks 2. AC: C lacks 2. ABC: C lacks 3. The maximum set books all five payments.
        {"cycles that are feasible only together", "A 0, B 0, C 0", "A: B 5, C 3; B: A 3, C 2; C: A 5", 3, "none"},
        {"a payment that closes no cycle", "A 5, B 0", "A: B 5", 4, "none"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Written queues(row.accounts, row.queues);
    CHECK(queues.text(cycles(queues.problem(), row.length_most)) == row.sets);
}

}  // namespace rmbsim::sim::settlement

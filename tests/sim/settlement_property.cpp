// settlement-algorithms §8, for the resolvers that keep the order of queues.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "sim/settlement/all_or_nothing.hpp"
#include "sim/settlement/bilateral_offset.hpp"
#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/maximum_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/settlement/standing.hpp"
#include "tests/sim/any_queues.hpp"
#include "tests/sim/many_cases.hpp"

namespace rmbsim::sim::settlement {
namespace {

using any_queues::any_names;
using any_queues::drawn;
using any_queues::Queues;
using any_queues::Renamed;
using any_queues::renamed;
using any_queues::scaled;

constexpr int sequence_cases = 3'000;

// Calls at(set) for every sequence-closed set.
template <class At>
void every_prefix_set(const Problem& problem, At&& at) {
    std::vector<std::uint32_t> taken(problem.accounts.size());
    while (true) {
        ChosenSet set;
        for (std::size_t i = 0; i < taken.size(); ++i)
            for (std::uint32_t k = 0; k < taken[i]; ++k) set.push_back(problem.first[i] + k);
        at(set);
        std::size_t i = 0;
        while (i < taken.size() && taken[i] == problem.first[i + 1] - problem.first[i])
            taken[i++] = 0;
        if (i == taken.size()) return;
        ++taken[i];
    }
}

bool contains(const ChosenSet& larger, const ChosenSet& smaller) {
    return std::ranges::includes(larger, smaller);
}

// What strict FIFO releases, one payment after another, until no head can pay.
ChosenSet released_by_fifo(const Problem& problem) {
    Standing standing(problem);
    std::vector<std::uint32_t> head(problem.first.begin(), problem.first.end() - 1);
    ChosenSet released;
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t i = 0; i < head.size(); ++i)
            while (head[i] < problem.first[i + 1] &&
                   is_feasible(standing.problem(), ChosenSet{head[i]})) {
                standing.book(ChosenSet{head[i]});
                released.push_back(head[i]++);
                moved = true;
            }
    }
    std::ranges::sort(released);
    return released;
}

constexpr std::array orders{WorklistOrder::first_found, WorklistOrder::last_found,
                            WorklistOrder::lowest_index, WorklistOrder::highest_index};

}  // namespace

TEST_CASE("property 3: the maximum set is the largest that brute force over prefixes finds",
          "[settlement][property][oracle]") {
    const auto holds = [](const any_queues::Features& features) {
        const Queues queues = any_queues::drawn_queues(12, features);
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        const Resolution found = maximum_set(problem);
        RC_ASSERT(found.maximality == Maximality::among_sequence_closed);
        RC_ASSERT(is_sequence_closed(problem, found.set));
        RC_ASSERT(is_feasible(problem, found.set));
        every_prefix_set(problem, [&](const ChosenSet& set) {
            if (is_feasible(problem, set)) RC_ASSERT(contains(found.set, set));
        });
    };
    many_cases::check("with floors alone", sequence_cases, [&] { holds(any_queues::plain); });
    many_cases::check("with limits, classes, reservations, groups and closed accounts",
                      sequence_cases, [&] { holds(any_queues::all_but_caps); });
}

TEST_CASE("property 3: the maximum set is the same for every order of the worklist",
          "[settlement][property]") {
    many_cases::check("as it was for the default one", sequence_cases, [] {
        const Queues queues = any_queues::drawn_queues(
            40, drawn(0, 2) == 0 ? any_queues::plain : any_queues::all_but_caps);
        const Problem problem = queues.problem();
        const auto found = maximum_prefixes(problem);
        for (const WorklistOrder order : orders)
            RC_ASSERT(maximum_prefixes(problem, order) == found);
    });
}

TEST_CASE("property 3: floors alone give the set that the general path gives",
          "[settlement][property]") {
    many_cases::check("a limit that never binds changes nothing", sequence_cases, [] {
        Queues queues = any_queues::drawn_queues(40, any_queues::plain);
        const auto found = maximum_prefixes(queues.problem());
        queues.limits.push_back({0, Limit::any_payee, INT64_MAX, 0});
        RC_ASSERT(maximum_prefixes(queues.problem()) == found);
    });
}

TEST_CASE("property 3: the maximum set contains what strict FIFO releases",
          "[settlement][property]") {
    many_cases::check("the next payments, and all that follow from them", sequence_cases, [] {
        const Queues queues = any_queues::drawn_queues(20, any_queues::all_but_caps);
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        RC_ASSERT(contains(maximum_set(problem).set, released_by_fifo(problem)));
    });
}

TEST_CASE("property 3: more liquidity or higher outflow limits never shrink the maximum set",
          "[settlement][property]") {
    many_cases::check("balance, credit, limits, reservations", sequence_cases, [] {
        Queues queues = any_queues::drawn_queues(20, any_queues::all_but_caps);
        RC_LOG() << queues;
        const ChosenSet before = maximum_set(queues.problem()).set;
        for (Position& at : queues.accounts) {
            at.balance += drawn(0, 5);
            at.credit += drawn(0, 5);
            for (std::int64_t& reserved : at.reserved)
                if (drawn(0, 3) == 0) reserved = 0;
        }
        for (Limit& limit : queues.limits) limit.most += drawn(0, 5);
        RC_ASSERT(contains(maximum_set(queues.problem()).set, before));
    });
}

TEST_CASE("property 2: a set kept up to date is feasible when the definition says so",
          "[settlement][property][oracle]") {
    many_cases::check("while payments join and leave", sequence_cases, [] {
        const Queues queues = any_queues::drawn_queues(14, any_queues::everything);
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        BookedSet booked(problem);
        ChosenSet set;
        const auto count = static_cast<std::int64_t>(queues.payments.size());
        for (int step = 0; count > 0 && step < 25; ++step) {
            const auto index = static_cast<std::uint32_t>(drawn(0, count));
            const auto at = std::ranges::lower_bound(set, index);
            if (booked.holds(index)) {
                booked.remove(index);
                set.erase(at);
            } else {
                booked.add(index);
                set.insert(at, index);
            }
            RC_ASSERT(booked.is_feasible() == is_feasible(problem, set));
        }
    });
}

TEST_CASE("property 2: all or nothing books the whole queue when that is feasible, else nothing",
          "[settlement][property]") {
    many_cases::check("as the definition says", sequence_cases, [] {
        const Queues queues = any_queues::drawn_queues(12, any_queues::everything);
        const Problem problem = queues.problem();
        ChosenSet all(queues.payments.size());
        std::iota(all.begin(), all.end(), 0U);
        const Resolution found = all_or_nothing(problem);
        RC_ASSERT(found.set == (is_feasible(problem, all) ? all : ChosenSet{}));
    });
}

TEST_CASE("property 2: each set of a bilateral offset is feasible after those before it",
          "[settlement][property]") {
    many_cases::check(
        "pays in both directions of one pair, and under strict FIFO in order", sequence_cases, [] {
            const Queues queues = any_queues::drawn_queues(20, any_queues::everything);
            RC_LOG() << queues;
            const Bilateral rule = drawn(0, 2) == 0 ? Bilateral::pair_fifo : Bilateral::strict_fifo;
            Standing standing(queues.problem());
            for (const ChosenSet& set : bilateral_offset(queues.problem(), rule)) {
                RC_ASSERT(is_feasible(standing.problem(), set));
                const std::uint32_t one = payer_of(queues.problem(), set.front());
                const std::uint32_t other = queues.payments[set.front()].payee;
                bool comes_back = false;
                for (const std::uint32_t index : set) {
                    const std::uint32_t payer = payer_of(queues.problem(), index);
                    const std::uint32_t payee = queues.payments[index].payee;
                    RC_ASSERT(std::minmax(payer, payee) == std::minmax(one, other));
                    comes_back = comes_back || payer == other;
                }
                RC_ASSERT(comes_back);
                const Remaining left = remaining(standing);
                ChosenSet now;
                for (const std::uint32_t index : set)
                    now.push_back(static_cast<std::uint32_t>(
                        std::ranges::find(left.original, index) - left.original.begin()));
                if (rule == Bilateral::strict_fifo)
                    RC_ASSERT(is_sequence_closed(left.problem(standing), now));
                standing.book(set);
            }
            // A whole round has booked nothing.
            const Remaining left = remaining(standing);
            RC_ASSERT(bilateral_offset(left.problem(standing), rule).empty());
        });
}

TEST_CASE("property 2: strict FIFO's offsets, taken together, lie within the maximum set",
          "[settlement][property]") {
    many_cases::check("without reservations, which later classes may not undo", sequence_cases, [] {
        const Queues queues = any_queues::drawn_queues(20, {.limits = true});
        RC_LOG() << queues;
        ChosenSet all;
        for (const ChosenSet& set : bilateral_offset(queues.problem(), Bilateral::strict_fifo))
            all.insert(all.end(), set.begin(), set.end());
        std::ranges::sort(all);
        RC_ASSERT(contains(maximum_set(queues.problem()).set, all));
    });
}

TEST_CASE("property 7: renaming participants permutes the maximum set", "[settlement][property]") {
    many_cases::check("each payment stays in or out", sequence_cases, [] {
        const Queues queues = any_queues::drawn_queues(20, any_queues::all_but_caps);
        const Renamed other = renamed(queues, any_names(queues.accounts.size()));
        ChosenSet expected = maximum_set(queues.problem()).set;
        for (std::uint32_t& index : expected) index = other.index[index];
        std::ranges::sort(expected);
        RC_ASSERT(maximum_set(other.queues.problem()).set == expected);
        RC_ASSERT(all_or_nothing(other.queues.problem()).set.empty() ==
                  all_or_nothing(queues.problem()).set.empty());
    });
}

TEST_CASE("property 7: amounts times an integer give the same sets", "[settlement][property]") {
    many_cases::check("maximum set, all or nothing, bilateral offset", sequence_cases, [] {
        const Queues queues = any_queues::drawn_queues(20, any_queues::all_but_caps);
        const Queues larger = scaled(queues, drawn(1, 1'000'000'000'000));
        RC_ASSERT(maximum_set(larger.problem()) == maximum_set(queues.problem()));
        RC_ASSERT(all_or_nothing(larger.problem()) == all_or_nothing(queues.problem()));
        for (const Bilateral rule : {Bilateral::pair_fifo, Bilateral::strict_fifo})
            RC_ASSERT(bilateral_offset(larger.problem(), rule) ==
                      bilateral_offset(queues.problem(), rule));
    });
}

}  // namespace rmbsim::sim::settlement

// settlement-algorithms §8, for the resolvers that may skip, for their yardsticks and for net settlement.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/int128.hpp"
#include "sim/settlement/best_set.hpp"
#include "sim/settlement/cycles.hpp"
#include "sim/settlement/deferred_net.hpp"
#include "sim/settlement/head_offset.hpp"
#include "sim/settlement/maximum_set.hpp"
#include "sim/settlement/one_to_many.hpp"
#include "sim/settlement/partial_netting.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/resolution.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/settlement/standing.hpp"
#include "sim/settlement/target2.hpp"
#include "sim/settlement/two_sided.hpp"
#include "sim/settlement/value_bound.hpp"
#include "tests/sim/any_queues.hpp"
#include "tests/sim/many_cases.hpp"

namespace rmbsim::sim::settlement {
namespace {

using any_queues::drawn;
using any_queues::drawn_queues;
using any_queues::Queues;
using any_queues::scaled;
using rmbsim::ledger::Int128;

constexpr int search_cases = 3'000;

any_queues::Features any_features() {
    return *rc::gen::element(any_queues::plain, any_queues::all_but_caps, any_queues::everything);
}

// Calls at(set) for every set of payments whatsoever.
template <class At>
void every_set(const Problem& problem, At&& at) {
    const auto count = static_cast<std::uint32_t>(problem.payments.size());
    for (std::uint32_t bits = 0; bits < (1U << count); ++bits) {
        ChosenSet set;
        for (std::uint32_t index = 0; index < count; ++index)
            if ((bits >> index & 1U) != 0) set.push_back(index);
        at(set);
    }
}

bool each_feasible_after_those_before(const Problem& problem, std::span<const ChosenSet> sets) {
    Standing standing(problem);
    for (const ChosenSet& set : sets) {
        if (set.empty() || !std::ranges::is_sorted(set)) return false;
        if (!is_feasible(standing.problem(), set)) return false;
        standing.book(set);
    }
    return true;
}

std::vector<ChosenSet> sets_of(const std::vector<Target2Step>& steps) {
    std::vector<ChosenSet> sets;
    for (const Target2Step& step : steps)
        sets.insert(sets.end(), step.sets.begin(), step.sets.end());
    return sets;
}

}  // namespace

TEST_CASE("property 2: each set of every other resolver is feasible after those before it",
          "[settlement][property]") {
    many_cases::check("one to many, and no set has more than the maximum", search_cases, [] {
        const Queues queues = drawn_queues(20, any_features());
        RC_LOG() << queues;
        const auto timing = *rc::gen::element(OneToMany::after_all, OneToMany::right_after);
        const auto most = static_cast<std::uint32_t>(drawn(1, 5));
        const auto sets = one_to_many(queues.problem(), timing, most);
        RC_ASSERT(each_feasible_after_those_before(queues.problem(), sets));
        for (const ChosenSet& set : sets) RC_ASSERT(set.size() <= most + 1);
    });
    many_cases::check("cycles, and each set is one", search_cases, [] {
        const Queues queues = drawn_queues(20, any_features());
        RC_LOG() << queues;
        const auto length = static_cast<std::uint32_t>(drawn(2, 6));
        const auto sets = cycles(queues.problem(), length);
        RC_ASSERT(each_feasible_after_those_before(queues.problem(), sets));
        for (const ChosenSet& set : sets) {
            RC_ASSERT(set.size() >= 2U && set.size() <= length);
            std::vector<std::uint32_t> payers, payees;
            for (const std::uint32_t index : set) {
                payers.push_back(payer_of(queues.problem(), index));
                payees.push_back(queues.payments[index].payee);
            }
            std::ranges::sort(payees);
            RC_ASSERT(payers == payees);  // each once, as payers ascend with the index
            RC_ASSERT(std::ranges::adjacent_find(payers) == payers.end());
        }
    });
    many_cases::check("TARGET2, and its steps follow the state machine", search_cases, [] {
        const Queues queues = drawn_queues(20, any_features());
        RC_LOG() << queues;
        const auto steps = target2(queues.problem());
        RC_ASSERT(each_feasible_after_those_before(queues.problem(), sets_of(steps)));
        Target2Procedure next = Target2Procedure::all_or_nothing;
        std::size_t left = queues.payments.size();
        for (const Target2Step& step : steps) {
            RC_ASSERT(step.procedure == next);
            RC_ASSERT((step.count > 0) == (step.outcome == Target2Outcome::booked));
            next = after(step.procedure, step.outcome);
            left -= step.count;
        }
        RC_ASSERT(left == 0 || next == Target2Procedure::end);
    });
    many_cases::check("head offset, with its partner", search_cases, [] {
        const Queues queues = drawn_queues(10, any_features());
        RC_LOG() << queues;
        for (std::uint32_t index = 0; index < queues.payments.size(); ++index) {
            const auto head = head_offset(queues.problem(), index, EntryOffset::head);
            const auto any = head_offset(queues.problem(), index, EntryOffset::extended);
            if (any) {
                ChosenSet both{index, *any};
                std::ranges::sort(both);
                RC_ASSERT(is_feasible(queues.problem(), both));
            }
            if (head) {
                RC_ASSERT(head == any);
                ChosenSet both{index, *head};
                std::ranges::sort(both);
                RC_ASSERT(is_sequence_closed(queues.problem(), both));
            }
        }
    });
}

TEST_CASE("property 2: head offset finds a partner when there is one", "[settlement][property]") {
    many_cases::check("the first of the payee's queue, by the definition", search_cases, [] {
        const Queues queues = drawn_queues(10, any_features());
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        for (const std::uint32_t entering : problem.first) {
            if (entering >= problem.payments.size() ||
                problem.first[payer_of(problem, entering)] != entering)
                continue;
            std::optional<std::uint32_t> first;
            for (std::uint32_t other = 0; other < problem.payments.size() && !first; ++other) {
                ChosenSet both{entering, other};
                std::ranges::sort(both);
                if (payer_of(problem, other) == problem.payments[entering].payee &&
                    problem.payments[other].payee == payer_of(problem, entering) &&
                    is_feasible(problem, both))
                    first = other;
            }
            RC_ASSERT(head_offset(problem, entering, EntryOffset::extended) == first);
        }
    });
}

TEST_CASE("property 3: enumeration finds the best of all sets that brute force finds",
          "[settlement][property][oracle]") {
    many_cases::check("in value, of any sets and of sequence-closed ones", search_cases, [] {
        const Queues queues = drawn_queues(7, any_features());
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        Int128 best = 0, best_closed = 0;
        every_set(problem, [&](const ChosenSet& set) {
            if (!is_feasible(problem, set)) return;
            best = std::max(best, value_of(problem, set));
            if (is_sequence_closed(problem, set))
                best_closed = std::max(best_closed, value_of(problem, set));
        });
        const ChosenSet any = best_set(problem).set;
        RC_ASSERT(is_feasible(problem, any));
        RC_ASSERT(value_of(problem, any) == best);
        const ChosenSet closed = best_sequence_closed_set(problem).set;
        RC_ASSERT(is_feasible(problem, closed) && is_sequence_closed(problem, closed));
        RC_ASSERT(value_of(problem, closed) == best_closed);
    });
}

TEST_CASE("property 3: without caps the best sequence-closed set is the maximum set",
          "[settlement][property][oracle]") {
    many_cases::check("and two-sided search finds it too", search_cases, [] {
        const Queues queues = drawn_queues(14, any_queues::all_but_caps);
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        const ChosenSet maximum = maximum_set(problem).set;
        RC_ASSERT(best_sequence_closed_set(problem).set == maximum);
        RC_ASSERT(two_sided(problem).resolution.set == maximum);
        const TwoSided quick = two_sided(problem, 0);
        RC_ASSERT(quick.resolution.set == maximum);
        RC_ASSERT(quick.resolution.maximality == Maximality::among_sequence_closed);
    });
}

TEST_CASE("property 3: partial netting is at most the optimum, and that at most the bound",
          "[settlement][property][oracle]") {
    many_cases::check("in value, and nothing that was left out fits any more", search_cases, [] {
        const Queues queues = drawn_queues(12, any_features());
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        const ChosenSet found = partial_netting(problem).set;
        RC_ASSERT(is_feasible(problem, found));
        const Int128 best = value_of(problem, best_set(problem).set);
        RC_ASSERT(value_of(problem, found) <= best);
        RC_ASSERT(best <= value_bound(problem));
        for (std::uint32_t index = 0; index < problem.payments.size(); ++index) {
            if (std::ranges::binary_search(found, index)) continue;
            ChosenSet with = found;
            with.push_back(index);
            std::ranges::sort(with);
            RC_ASSERT(!is_feasible(problem, with));
        }
    });
    many_cases::check(
        "the bound is met where payments cannot be divided further", search_cases, [] {
            Queues queues = drawn_queues(12, any_queues::plain);
            for (Position& at : queues.accounts)
                at.balance = std::max<std::int64_t>(at.balance, 0) / 4;
            for (QueuedPayment& payment : queues.payments) payment.minor = 1;
            RC_LOG() << queues;
            const Problem problem = queues.problem();
            RC_ASSERT(value_of(problem, best_set(problem).set) == value_bound(problem));
        });
    many_cases::check(
        "the bound holds for the maximum set and grows with liquidity", search_cases, [] {
            Queues queues = drawn_queues(40, any_queues::all_but_caps);
            RC_LOG() << queues;
            const Int128 bound = value_bound(queues.problem());
            RC_ASSERT(value_of(queues.problem(), maximum_set(queues.problem()).set) <= bound);
            for (Position& at : queues.accounts) at.balance += drawn(0, 9);
            RC_ASSERT(bound <= value_bound(queues.problem()));
        });
}

TEST_CASE(
    "property 3: with caps the search is feasible, at most the best, and that at most the bound",
    "[settlement][property][oracle]") {
    many_cases::check("exact and heuristic", search_cases, [] {
        const Queues queues = drawn_queues(12, any_queues::everything);
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        const TwoSided exact = two_sided(problem), quick = two_sided(problem, 0);
        for (const TwoSided& found : {exact, quick}) {
            RC_ASSERT(is_feasible(problem, found.resolution.set));
            RC_ASSERT(is_sequence_closed(problem, found.resolution.set));
            RC_ASSERT(found.value == value_of(problem, found.resolution.set));
            RC_ASSERT(found.value <= found.bound);
        }
        RC_ASSERT(exact.bound == quick.bound);
        RC_ASSERT(quick.value <= exact.value);
        RC_ASSERT(exact.resolution.maximality == Maximality::among_sequence_closed);
    });
}

TEST_CASE("property 7: amounts times an integer give the same sets of the searches, too",
          "[settlement][property]") {
    many_cases::check("and bounds times the integer", search_cases, [] {
        const Queues queues = drawn_queues(12, any_features());
        const std::int64_t by = drawn(1, 1'000'000'000'000);
        const Queues larger = scaled(queues, by);
        const Problem one = queues.problem(), other = larger.problem();
        RC_ASSERT(partial_netting(one) == partial_netting(other));
        RC_ASSERT(best_set(one) == best_set(other));
        RC_ASSERT(value_bound(one) * by == value_bound(other));
        RC_ASSERT(two_sided(one).resolution == two_sided(other).resolution);
        RC_ASSERT(two_sided(one, 0).resolution == two_sided(other, 0).resolution);
        RC_ASSERT(sets_of(target2(one)) == sets_of(target2(other)));
        RC_ASSERT(cycles(one, 4) == cycles(other, 4));
        RC_ASSERT(one_to_many(one, OneToMany::after_all) ==
                  one_to_many(other, OneToMany::after_all));
    });
}

TEST_CASE("property 1: net settlement creates no money, under whatever policy",
          "[settlement][property]") {
    many_cases::check(
        "nets sum to zero, and all that owe can pay what is booked", search_cases, [] {
            const Queues queues = drawn_queues(20, {.groups = true, .closed = true});
            RC_LOG() << queues;
            const Problem problem = queues.problem();
            std::vector<std::int64_t> key, collateral;
            for (std::size_t i = 0; i < queues.accounts.size(); ++i) {
                key.push_back(drawn(0, 4));
                collateral.push_back(drawn(0, 30));
            }
            const auto policy = *rc::gen::element(NetFailure::defer, NetFailure::unwind,
                                                  NetFailure::loss_sharing, NetFailure::collateral);
            const NetSettlement result = settle_net(
                problem, {.on_failure = policy, .loss_key = key, .collateral = collateral});
            RC_ASSERT(std::accumulate(result.net.begin(), result.net.end(), std::int64_t{0}) == 0);
            RC_ASSERT(result.settles || result.settled.empty());
            if (!result.settles) return;
            for (std::size_t i = 0; i < queues.accounts.size(); ++i) {
                std::int64_t drawn = 0;
                if (policy == NetFailure::collateral)
                    for (const NetShare& share : result.shares)
                        if (share.account == i) drawn = share.minor;
                const Position& at = queues.accounts[i];
                const std::int64_t funds =
                    at.open ? std::max<std::int64_t>(0, at.balance + at.credit) : 0;
                RC_ASSERT(result.net[i] >= 0 || -result.net[i] <= funds + drawn);
            }
        });
}

TEST_CASE("property 2: what is left after unwinding passes, and each round deletes something",
          "[settlement][property]") {
    many_cases::check("rounds and what settles are all payments, each once", search_cases, [] {
        const Queues queues = drawn_queues(20, {.groups = true, .closed = true});
        RC_LOG() << queues;
        const Problem problem = queues.problem();
        const NetSettlement result = settle_net(problem, {.on_failure = NetFailure::unwind});
        ChosenSet all = result.settled;
        for (const NetRound& round : result.rounds) {
            RC_ASSERT(!round.failing.empty() && !round.deleted.empty());
            all.insert(all.end(), round.deleted.begin(), round.deleted.end());
        }
        std::ranges::sort(all);
        ChosenSet every(queues.payments.size());
        std::iota(every.begin(), every.end(), 0U);
        RC_ASSERT(all == every);
        Queues open = queues;  // an account that is closed pays by netting what it receives
        for (Position& at : open.accounts) {
            if (!at.open) at.balance = at.credit = 0;
            at.open = true;
            if (at.balance + at.credit < 0) at.balance = -at.credit;
        }
        RC_ASSERT(is_feasible(open.problem(), result.settled));
    });
}

TEST_CASE("property 7: renaming participants permutes net settlement by unwinding",
          "[settlement][property]") {
    many_cases::check("positions and what settles", search_cases, [] {
        const Queues queues = drawn_queues(20, {.groups = true});
        const auto name = any_queues::any_names(queues.accounts.size());
        const any_queues::Renamed other = any_queues::renamed(queues, name);
        const NetPolicy policy{.on_failure = NetFailure::unwind};
        const NetSettlement before = settle_net(queues.problem(), policy);
        const NetSettlement after = settle_net(other.queues.problem(), policy);
        for (std::size_t i = 0; i < name.size(); ++i)
            RC_ASSERT(after.net[name[i]] == before.net[i]);
        ChosenSet expected = before.settled;
        for (std::uint32_t& index : expected) index = other.index[index];
        std::ranges::sort(expected);
        RC_ASSERT(after.settled == expected);
    });
}

TEST_CASE("property 1: booking sets moves money and makes none", "[settlement][property]") {
    many_cases::check("balances sum to what they did", search_cases, [] {
        const Queues queues = drawn_queues(20, any_features());
        Standing standing(queues.problem());
        for (const ChosenSet& set : one_to_many(queues.problem(), OneToMany::after_all))
            standing.book(set);
        const Remaining rest = remaining(standing);
        for (const ChosenSet& set : cycles(rest.problem(standing), 4))
            standing.book(rest.originals(set));
        Int128 before = 0, after = 0;
        for (const Position& at : queues.accounts) before += at.balance;
        for (const Position& at : standing.problem().accounts) after += at.balance;
        RC_ASSERT(before == after);
    });
}

TEST_CASE("property 5: with its net outflow as opening balance everybody settles everything",
          "[settlement][property]") {
    many_cases::check("by the maximum set, and not with 1 less", search_cases, [] {
        Queues queues = drawn_queues(40, any_queues::plain);
        ChosenSet all(queues.payments.size());
        std::iota(all.begin(), all.end(), 0U);
        const std::vector<Int128> net = net_positions(queues.problem(), all);
        for (std::size_t i = 0; i < net.size(); ++i)
            queues.accounts[i] = {.balance =
                                      static_cast<std::int64_t>(std::max<Int128>(0, -net[i]))};
        RC_LOG() << queues;
        RC_ASSERT(maximum_set(queues.problem()).set == all);
        RC_ASSERT(value_bound(queues.problem()) == value_of(queues.problem(), all));
        const auto poorer = std::ranges::find_if(queues.accounts,
                                                 [](const Position& at) { return at.balance > 0; });
        if (poorer == queues.accounts.end()) return;
        --poorer->balance;
        RC_ASSERT(maximum_set(queues.problem()).set.size() < all.size());
        RC_ASSERT(value_bound(queues.problem()) < value_of(queues.problem(), all));
    });
}

TEST_CASE("property 9: what is summed from payments is what balances have moved by",
          "[settlement][property]") {
    many_cases::check("of the maximum set, per account and in all", search_cases, [] {
        const Queues queues = drawn_queues(40, any_queues::all_but_caps);
        const ChosenSet set = maximum_set(queues.problem()).set;
        const std::vector<Int128> net = net_positions(queues.problem(), set);
        Standing standing(queues.problem());
        standing.book(set);
        for (std::size_t i = 0; i < net.size(); ++i)
            RC_ASSERT(net[i] ==
                      Int128{standing.problem().accounts[i].balance} - queues.accounts[i].balance);
        Int128 left = 0, all = 0;
        for (const QueuedPayment& payment : queues.payments) all += payment.minor;
        for (const QueuedPayment& payment : remaining(standing).payments) left += payment.minor;
        RC_ASSERT(all - left == value_of(queues.problem(), set));
    });
    many_cases::check("of TARGET2's steps", search_cases, [] {
        const Queues queues = drawn_queues(20, any_features());
        for (const Target2Step& step : target2(queues.problem())) {
            std::uint64_t count = 0;
            Int128 value = 0;
            for (const ChosenSet& set : step.sets) {
                count += set.size();
                value += value_of(queues.problem(), set);
            }
            RC_ASSERT(step.count == count && step.value == value);
        }
    });
}

}  // namespace rmbsim::sim::settlement

#include "sim/settlement/bilateral_offset.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/pair_queues.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/settlement/standing.hpp"

namespace rmbsim::sim::settlement {
namespace {

// The first payment of a queue that is not booked yet; the queue's end: none.
std::uint32_t head_of(const Standing& standing, std::uint32_t payer) {
    std::uint32_t at = standing.problem().first[payer];
    while (at < standing.problem().first[payer + 1] && standing.is_booked(at)) ++at;
    return at;
}

// Of one side, what may be offset now: without what is booked, and under strict FIFO without what stands
// behind a payment to somebody else.
void keep_eligible(const Standing& standing, std::uint32_t payer, Bilateral rule,
                   std::vector<std::uint32_t>& side) {
    std::erase_if(side, [&](std::uint32_t index) { return standing.is_booked(index); });
    if (rule == Bilateral::pair_fifo) return;
    std::uint32_t at = head_of(standing, payer);
    std::size_t kept = 0;
    while (kept < side.size()) {
        while (standing.is_booked(at)) ++at;
        if (side[kept] != at) break;
        ++kept;
        ++at;
    }
    side.resize(kept);
}

ChosenSet offset_between(const Standing& standing, BookedSet& booked, PairQueues& pair,
                         Bilateral rule) {
    for (std::size_t side = 0; side < 2; ++side)
        std::erase_if(pair.sides[side],
                      [&](std::uint32_t index) { return standing.is_booked(index); });
    PairQueues eligible = pair;
    for (std::size_t side = 0; side < 2; ++side)
        keep_eligible(standing, pair.accounts[side], rule, eligible.sides[side]);
    if (eligible.sides[0].empty() || eligible.sides[1].empty()) return {};
    return largest_offset(booked, std::move(eligible));
}

}  // namespace

ChosenSet offset_pair(const Problem& problem, std::uint32_t one, std::uint32_t other,
                      Bilateral rule) {
    if (rule == Bilateral::none) return {};
    const Standing standing(problem);
    BookedSet booked(standing.problem());
    PairQueues pair{.accounts = {std::min(one, other), std::max(one, other)}, .sides = {}};
    for (std::size_t side = 0; side < 2; ++side) {
        const std::uint32_t payer = pair.accounts[side];
        for (std::uint32_t index = problem.first[payer]; index < problem.first[payer + 1]; ++index)
            if (problem.payments[index].payee == pair.accounts[1 - side])
                pair.sides[side].push_back(index);
    }
    return offset_between(standing, booked, pair, rule);
}

std::vector<ChosenSet> bilateral_offset(const Problem& problem, Bilateral rule) {
    if (rule == Bilateral::none) return {};
    std::vector<PairQueues> pairs = pairs_of(problem);
    Standing standing(problem);
    BookedSet booked(standing.problem());
    std::vector<ChosenSet> sets;
    for (bool booked_some = true; booked_some;) {
        booked_some = false;
        for (PairQueues& pair : pairs) {
            ChosenSet set = offset_between(standing, booked, pair, rule);
            if (set.empty()) continue;
            standing.book(set);
            sets.push_back(std::move(set));
            booked_some = true;
        }
    }
    return sets;
}

}  // namespace rmbsim::sim::settlement

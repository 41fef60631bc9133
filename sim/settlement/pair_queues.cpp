#include "sim/settlement/pair_queues.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/settlement/booked_set.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {
namespace {

// The place of the first payment of a side that is linked with one outside the set; size: there is none.
std::size_t first_split(const BookedSet& booked, const std::vector<std::uint32_t>& side) {
    const auto at = std::ranges::find_if(
        side, [&](std::uint32_t index) { return booked.splits_group_of(index); });
    return static_cast<std::size_t>(at - side.begin());
}

}  // namespace

std::vector<PairQueues> pairs_of(const Problem& problem) {
    struct Between {
        std::uint32_t low, high, index;
        bool low_pays;
    };
    std::vector<Between> all;
    all.reserve(problem.payments.size());
    for (std::uint32_t payer = 0; payer < problem.accounts.size(); ++payer)
        for (std::uint32_t index = problem.first[payer]; index < problem.first[payer + 1];
             ++index) {
            const std::uint32_t payee = problem.payments[index].payee;
            all.push_back({std::min(payer, payee), std::max(payer, payee), index, payer < payee});
        }
    std::ranges::sort(all, {},
                      [](const Between& of) { return std::tuple(of.low, of.high, of.index); });
    std::vector<PairQueues> pairs;
    for (std::size_t k = 0; k < all.size();) {
        PairQueues pair{.accounts = {all[k].low, all[k].high}, .sides = {}};
        for (; k < all.size() && all[k].low == pair.accounts[0] && all[k].high == pair.accounts[1];
             ++k)
            pair.sides[all[k].low_pays ? 0 : 1].push_back(all[k].index);
        if (!pair.sides[0].empty() && !pair.sides[1].empty()) pairs.push_back(std::move(pair));
    }
    return pairs;
}

ChosenSet largest_offset(BookedSet& booked, PairQueues pair) {
    auto& [accounts, sides] = pair;
    const auto drop_last = [&](std::size_t side) {
        booked.remove(accounts[side], sides[side].back());
        sides[side].pop_back();
    };
    const auto breaks = [&](std::size_t side) { return booked.is_deficient(accounts[side]); };
    for (std::size_t side = 0; side < 2; ++side)
        for (const std::uint32_t index : sides[side]) booked.add(accounts[side], index);
    const auto drop_one = [&] {
        for (std::size_t side = 0; side < 2; ++side) {
            if (breaks(side)) {
                drop_last(side);
                return true;
            }
            // A payment that lacks a link leaves with all behind it.
            if (booked.has_split_group() && first_split(booked, sides[side]) < sides[side].size()) {
                drop_last(side);
                return true;
            }
        }
        return false;
    };
    while (!sides[0].empty() && !sides[1].empty() && drop_one()) {
    }
    ChosenSet set;
    // A cap is a bound from above: dropping payments of the one who breaks it would not help.
    if (!sides[0].empty() && !sides[1].empty() && booked.is_feasible())
        std::ranges::merge(sides[0], sides[1], std::back_inserter(set));
    for (std::size_t side = 0; side < 2; ++side)
        while (!sides[side].empty()) drop_last(side);
    return set;
}

}  // namespace rmbsim::sim::settlement

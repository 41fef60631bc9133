#include "sim/pool/sibling_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <source_location>
#include <span>
#include <vector>

#include "ledger/allocation.hpp"
#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

// One after the other, each fully, until nothing is left.
std::vector<std::int64_t> in_turn(std::int64_t left, std::span<const std::int64_t> needs,
                                  std::span<const std::size_t> turns) {
    std::vector<std::int64_t> shares(needs.size());
    for (const std::size_t turn : turns) {
        shares[turn] = std::min(needs[turn], left);
        left -= shares[turn];
    }
    return shares;
}

// The same for each of those who still need something, as often as something is left.
std::vector<std::int64_t> evenly(std::int64_t left, std::span<const std::int64_t> needs) {
    std::vector<std::int64_t> shares(needs.size());
    while (left > 0) {
        std::int64_t hungry = 0;
        for (std::size_t i = 0; i < needs.size(); ++i) hungry += shares[i] < needs[i] ? 1 : 0;
        if (hungry == 0) break;
        const std::int64_t each = left / hungry;
        std::int64_t odd = each == 0 ? left : 0;  // fewer units than children: one each, in order
        for (std::size_t i = 0; i < needs.size(); ++i) {
            const std::int64_t open = needs[i] - shares[i];
            if (open == 0) continue;
            const std::int64_t given =
                std::min(open, each > 0 ? each : std::min<std::int64_t>(odd, 1));
            if (each == 0) odd -= given;
            shares[i] += given;
            left -= given;
        }
    }
    return shares;
}

}  // namespace

std::vector<std::int64_t> shares_of(std::int64_t capacity, std::span<const std::int64_t> needs,
                                    SiblingOrder order) {
    ledger::Int128 wanted = 0;
    for (const std::int64_t need : needs) {
        ledger::expects(need >= 0, "a need is not negative");
        wanted += need;
    }
    capacity = std::max<std::int64_t>(capacity, 0);
    if (wanted <= capacity) return {needs.begin(), needs.end()};
    std::vector<std::size_t> turns(needs.size());
    std::iota(turns.begin(), turns.end(), std::size_t{0});
    switch (order) {
        case SiblingOrder::priority:
            return in_turn(capacity, needs, turns);
        case SiblingOrder::largest_first:
            std::ranges::stable_sort(
                turns, [&](std::size_t x, std::size_t y) { return needs[x] > needs[y]; });
            return in_turn(capacity, needs, turns);
        case SiblingOrder::equal:
            return evenly(capacity, needs);
        case SiblingOrder::pro_rata: {
            const std::vector<ledger::Int128> weights(needs.begin(), needs.end());
            return ledger::allocate(capacity, weights);
        }
    }
    ledger::break_contract("order is one of its enumerators", std::source_location::current());
}

}  // namespace rmbsim::sim

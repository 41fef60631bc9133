#include "sim/pool/back_value.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

// What the sweeps of the days before would have changed in today's balances, had they been right.
void carry(const SweepTree& tree, std::span<const std::int64_t> up, std::int64_t sign,
           PoolBalances& shift) {
    for (std::size_t link = 0; link < up.size(); ++link) {
        shift[tree.links[link].child] -= sign * up[link];
        shift[tree.links[link].header] += sign * up[link];
    }
}

std::vector<std::int64_t> swept(const SweepTree& tree, PoolBalances balances) {
    std::vector<std::int64_t> up(tree.links.size());
    for (const PlannedSweep& one : sweep(tree, balances))
        up[one.link] += one.plan.upward ? one.plan.amount_minor : -one.plan.amount_minor;
    return up;
}

}  // namespace

std::vector<Correction> corrections(const SweepTree& tree, BackValueMode mode,
                                    std::span<SweptDay> days, std::span<const PoolBalances> late) {
    ledger::expects(days.size() == late.size(), "each day has its late flows");
    std::vector<Correction> result;
    if (mode == BackValueMode::none) return result;
    PoolBalances shift;
    for (std::size_t i = 0; i < days.size(); ++i) {
        SweptDay& day = days[i];
        for (const auto& [account, minor] : late[i]) day.found[account] += minor;
        for (const auto& [account, minor] : shift) day.found[account] += minor;
        const bool replayed = mode != BackValueMode::delta_value_day || i == 0;
        const std::vector<std::int64_t> right = replayed ? swept(tree, day.found) : day.moved;
        const auto add = [&](std::size_t link, std::int64_t up) {
            if (up == 0) return;
            result.push_back(
                {.day = day.day, .link = static_cast<std::uint32_t>(link), .up_minor = up});
        };
        for (std::size_t link = 0; link < right.size(); ++link) {
            if (mode == BackValueMode::reverse_and_replay)
                add(link, -day.moved[link]);
            else
                add(link, right[link] - day.moved[link]);
        }
        if (mode == BackValueMode::reverse_and_replay)
            for (std::size_t link = 0; link < right.size(); ++link) add(link, right[link]);
        carry(tree, right, 1, shift);
        carry(tree, day.moved, -1, shift);
        day.moved = right;
    }
    return result;
}

}  // namespace rmbsim::sim

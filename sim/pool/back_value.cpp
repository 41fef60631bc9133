#include "sim/pool/back_value.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

void add(PoolBalances& balances, const PoolBalances& more) {
    for (const auto& [account, minor] : more) balances[account] += minor;
}

void move_up(const LinkSpec& link, std::int64_t minor, PoolBalances& balances) {
    balances[link.child] -= minor;
    balances[link.header] += minor;
}

bool changes(const PoolBalances& balances) {
    return std::ranges::any_of(balances, [](const auto& row) { return row.second != 0; });
}

std::vector<std::int64_t> swept(SweepTree tree, const SweptDay& day, PoolBalances balances) {
    tree.gates = day.gates;
    std::vector<std::int64_t> up(tree.links.size());
    for (const PlannedSweep& one : sweep(tree, balances))
        up[one.link] += one.plan.upward ? one.plan.amount_minor : -one.plan.amount_minor;
    return up;
}

}  // namespace

std::vector<Correction> corrections(const SweepTree& tree, BackValueMode mode,
                                    std::span<const SweptDay> days,
                                    std::span<const PoolBalances> late) {
    ledger::expects(days.size() == late.size(), "each day has its late flows");
    std::vector<Correction> result;
    if (mode == BackValueMode::none) return result;
    PoolBalances shift;  // of later balances, had the days before moved what is right
    for (std::uint32_t i = 0; i < days.size(); ++i) {
        const SweptDay& day = days[i];
        PoolBalances unknown = shift;
        add(unknown, late[i]);
        const bool value_day = i == 0 || late[i] != late[i - 1];
        const bool again =
            changes(unknown) && (mode != BackValueMode::delta_value_day || value_day);
        PoolBalances found = day.found;
        add(found, unknown);
        const std::vector<std::int64_t> right = again ? swept(tree, day, found) : day.moved;
        const auto correct = [&](std::uint32_t link, std::int64_t up) {
            if (up != 0) result.push_back({.day = day.day, .run = i, .link = link, .up_minor = up});
        };
        const auto links = static_cast<std::uint32_t>(right.size());
        const bool reverses = mode == BackValueMode::reverse_and_replay;
        for (std::uint32_t link = 0; link < links; ++link)
            correct(link, (reverses ? 0 : right[link]) - day.moved[link]);
        if (reverses)
            for (std::uint32_t link = 0; link < links; ++link) correct(link, right[link]);
        for (std::uint32_t link = 0; link < links; ++link)
            move_up(tree.links[link], right[link] - day.moved[link], shift);
    }
    return result;
}

void bring_up_to_date(const SweepTree& tree, std::span<SweptDay> days,
                      std::span<const PoolBalances> late, std::span<const Correction> made) {
    ledger::expects(days.size() == late.size(), "each day has its late flows");
    PoolBalances shift;
    for (std::uint32_t i = 0; i < days.size(); ++i) {
        add(days[i].found, late[i]);
        add(days[i].found, shift);
        for (const Correction& one : made) {
            if (one.run != i) continue;
            days[i].moved[one.link] += one.up_minor;
            move_up(tree.links[one.link], one.up_minor, shift);
        }
    }
}

}  // namespace rmbsim::sim

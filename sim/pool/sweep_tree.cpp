#include "sim/pool/sweep_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/pool/method.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/run_level.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

struct Considered {
    SweepPlan plan;
};

class Pool {
  public:
    Pool(const SweepTree& tree, PoolBalances& balances) : tree_(tree), balances_(balances) {}

    std::uint32_t header_of(std::uint32_t link) const { return tree_.links[link].header; }

    std::int64_t floor_of(const LinkSpec& link) const {
        const auto overdraft = tree_.overdraft.find(link.header);
        const std::int64_t below = overdraft == tree_.overdraft.end() ? 0 : overdraft->second;
        return std::max(link.header_floor_minor, -below);
    }
    std::int64_t capacity_of(const LinkSpec& link) const {
        if (tree_.no_floors) return INT64_MAX;
        return saturating_subtract(at(link.header), floor_of(link));
    }
    std::int64_t at(std::uint32_t account) const {
        const auto found = balances_.find(account);
        return found == balances_.end() ? 0 : found->second;
    }

    Considered consider(std::uint32_t index, std::optional<std::int64_t> share) const {
        const LinkSpec& link = tree_.links[index];
        LinkView view;
        view.child_minor = view.child_free_minor = at(link.child);
        view.header_minor = at(link.header);
        view.header_capacity_minor = capacity_of(link);
        view.sibling_share_minor = share;
        if (index < tree_.gates.size()) {
            view.eligible = tree_.gates[index].open;
            view.upward_allowed = tree_.gates[index].upward;
            view.downward_allowed = tree_.gates[index].downward;
        }
        return {plan(link, view)};
    }

    void act(std::uint32_t index, const Considered& considered) {
        if (considered.plan.outcome != SweepOutcome::moved) return;
        const LinkSpec& link = tree_.links[index];
        const std::int64_t up =
            considered.plan.upward ? considered.plan.amount_minor : -considered.plan.amount_minor;
        balances_[link.child] -= up;
        balances_[link.header] += up;
        moved_.push_back({.link = index, .plan = considered.plan});
    }

    std::vector<PlannedSweep> moved() { return std::move(moved_); }

  private:
    const SweepTree& tree_;
    PoolBalances& balances_;
    std::vector<PlannedSweep> moved_;
};

std::vector<PlannedSweep> post_order(const SweepTree& tree, PoolBalances& balances) {
    Pool pool(tree, balances);
    std::vector<std::uint32_t> indices(tree.links.size());
    std::iota(indices.begin(), indices.end(), 0U);
    const std::span<const std::uint32_t> all(indices);
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i;
        while (end < all.size() && tree.links[end].depth == tree.links[i].depth) ++end;
        run_level(all.subspan(i, end - i), tree.order, pool);
        i = end;
    }
    return pool.moved();
}

// Local surplus meets local deficit before money climbs; what a node cannot grant it asks for above.
class Requests {
  public:
    Requests(const SweepTree& tree, PoolBalances& balances) : tree_(tree), pool_(tree, balances) {
        for (std::uint32_t i = 0; i < tree.links.size(); ++i) {
            children_[tree.links[i].header].push_back(i);
            has_parent_[tree.links[i].child] = true;
        }
        for (auto& [header, links] : children_)
            std::ranges::stable_sort(links, {},
                                     [&](std::uint32_t i) { return tree.links[i].priority; });
    }

    std::vector<PlannedSweep> run() {
        for (std::uint32_t i = 0; i < tree_.gates.size(); ++i) {
            const SweepPlan alone = pool_.consider(i, std::nullopt).plan;
            if (alone.bound_count == 0 && alone.wish_minor > 0) return {};
        }
        for (const auto& [header, links] : children_)
            if (!has_parent_[header]) up(header);
        return pool_.moved();
    }

  private:
    std::int64_t own_deficit(const LinkSpec& link) const {
        const std::int64_t wish = wish_of(link, pool_.at(link.child), pool_.at(link.header));
        return wish < 0 ? -wish : 0;
    }
    std::int64_t asked_below(std::uint32_t account) const {
        std::int64_t sum = 0;
        const auto found = children_.find(account);
        if (found == children_.end()) return 0;
        for (const std::uint32_t link : found->second) sum += request_of(link);
        return sum;
    }
    std::int64_t request_of(std::uint32_t link) const {
        const auto found = requests_.find(link);
        return found == requests_.end() ? 0 : found->second;
    }

    void up(std::uint32_t node) {
        const auto found = children_.find(node);
        if (found == children_.end()) return;
        const std::vector<std::uint32_t>& links = found->second;
        for (const std::uint32_t link : links) up(tree_.links[link].child);
        for (const std::uint32_t link : links) {
            if (asked_below(tree_.links[link].child) > 0) continue;
            const Considered considered = pool_.consider(link, std::nullopt);
            if (considered.plan.upward) pool_.act(link, considered);
        }
        for (const std::uint32_t link : links) {
            const LinkSpec& spec = tree_.links[link];
            const std::int64_t need = own_deficit(spec) + asked_below(spec.child);
            if (need == 0) continue;
            const std::int64_t room = std::max<std::int64_t>(pool_.capacity_of(spec), 0);
            const std::int64_t grant = std::min(need, room);
            if (grant > 0) give(link, grant);
            if (need > grant) requests_[link] = need - grant;
        }
    }

    // Credits the child, which passes on what exceeds its own deficit to the requests below it.
    void give(std::uint32_t link, std::int64_t minor) {
        const LinkSpec& spec = tree_.links[link];
        std::int64_t left = std::max<std::int64_t>(minor - own_deficit(spec), 0);
        SweepPlan plan;
        plan.outcome = SweepOutcome::moved;
        plan.upward = false;
        plan.wish_minor = plan.amount_minor = minor;
        plan.bounds[0] = {.minor = std::max<std::int64_t>(pool_.capacity_of(spec), 0),
                          .kind = BoundKind::header_capacity};
        plan.bound_count = 1;
        pool_.act(link, {plan});
        requests_[link] = std::max<std::int64_t>(request_of(link) - minor, 0);
        const auto below = children_.find(spec.child);
        if (below == children_.end()) return;
        for (const std::uint32_t lower : below->second) {
            const std::int64_t share = std::min(request_of(lower), left);
            if (share == 0) continue;
            give(lower, share);
            left -= share;
        }
    }

    const SweepTree& tree_;
    Pool pool_;
    std::map<std::uint32_t, std::vector<std::uint32_t>> children_;  // links, by the header above
    std::map<std::uint32_t, bool> has_parent_;
    std::map<std::uint32_t, std::int64_t> requests_;  // open, by link
};

}  // namespace

std::vector<PlannedSweep> sweep(const SweepTree& tree, PoolBalances& balances) {
    if (tree.order.tree == TreeRule::post_order) return post_order(tree, balances);
    return Requests(tree, balances).run();
}

}  // namespace rmbsim::sim

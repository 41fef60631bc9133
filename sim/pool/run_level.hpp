// One level of a pool's tree, in its order: who concentrates first, who is funded, who waits.
//
// Order       credit first: all concentrations, then all fundings; debit first: the other way; by priority:
//             one pass. Each in the order of `links`, which is (priority, id).
// Scarcity    a header that cannot fund all its children divides by `order.siblings`; with priority that
//             is what serving one after the other does
// Source      pooling-practice §4.4
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/kernel/decision.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/sibling_order.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

// What the header of a planned funding can give: the bound that the plan's trace holds.
inline std::int64_t capacity_in(const SweepPlan& plan) {
    for (std::uint8_t i = 0; i < plan.bound_count; ++i)
        if (plan.bounds[i].kind == BoundKind::header_capacity) return plan.bounds[i].minor;
    return 0;
}

// `Pool` has
//   consider(link, std::optional<std::int64_t> share) -> something with `.plan`, nothing is changed;
//   act(link, considered)                              carries it out;
//   header_of(link)                                    the account above.
template <class Pool>
void fund_siblings(std::span<const std::uint32_t> siblings, SiblingOrder order, Pool& pool) {
    std::vector<std::int64_t> needs;
    std::vector<std::uint32_t> wanting;
    std::int64_t capacity = 0;
    for (const std::uint32_t link : siblings) {
        const auto considered = pool.consider(link, std::nullopt);
        const SweepPlan& plan = considered.plan;
        if (plan.upward || plan.bound_count == 0) {  // stopped at a gate: says so itself
            if (!plan.upward) pool.act(link, considered);
            continue;
        }
        if (wanting.empty()) capacity = capacity_in(plan);
        wanting.push_back(link);
        needs.push_back(plan.wish_minor);
    }
    const std::vector<std::int64_t> shares = shares_of(capacity, needs, order);
    for (std::size_t i = 0; i < wanting.size(); ++i) {
        const bool cut = shares[i] < needs[i];
        pool.act(wanting[i], pool.consider(wanting[i], cut ? std::optional(shares[i])
                                                           : std::optional<std::int64_t>()));
    }
}

template <class Pool>
void fund_level(std::span<const std::uint32_t> links, SiblingOrder order, Pool& pool) {
    std::vector<std::uint32_t> headers;  // in order of their first child
    for (const std::uint32_t link : links) {
        const std::uint32_t header = pool.header_of(link);
        bool known = false;
        for (const std::uint32_t other : headers) known = known || other == header;
        if (!known) headers.push_back(header);
    }
    for (const std::uint32_t header : headers) {
        std::vector<std::uint32_t> siblings;
        for (const std::uint32_t link : links)
            if (pool.header_of(link) == header) siblings.push_back(link);
        fund_siblings(std::span<const std::uint32_t>(siblings), order, pool);
    }
}

template <class Pool>
void run_level(std::span<const std::uint32_t> links, const SweepOrder& order, Pool& pool) {
    const auto pass = [&](bool concentrating) {
        if (!concentrating && order.siblings != SiblingOrder::priority)
            return fund_level(links, order.siblings, pool);
        for (const std::uint32_t link : links) {
            const auto considered = pool.consider(link, std::nullopt);
            if (considered.plan.upward == concentrating) pool.act(link, considered);
        }
    };
    switch (order.pass) {
        case PassOrder::credit_first:
            pass(true);
            return pass(false);
        case PassOrder::debit_first:
            pass(false);
            return pass(true);
        case PassOrder::by_priority:
            for (const std::uint32_t link : links)
                pool.act(link, pool.consider(link, std::nullopt));
            return;
    }
}

}  // namespace rmbsim::sim

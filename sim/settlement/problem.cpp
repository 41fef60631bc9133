#include "sim/settlement/problem.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "ledger/int128.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

struct Movement {  // of one account over the set
    Int128 in = 0;
    std::array<Int128, class_count> out{};
    bool pays = false;

    Int128 paid() const {
        Int128 sum = 0;
        for (const Int128 part : out) sum += part;
        return sum;
    }
};

// What a class may not touch: reservations of more urgent ones, less what they have used themselves.
Int128 held_back(const Position& at, const Movement& movement, std::size_t from_class) {
    Int128 held = 0;
    for (std::size_t k = 0; k < from_class; ++k)
        held += std::max<Int128>(0, Int128{at.reserved[k]} - movement.out[k]);
    return held;
}

bool stays_above_floor(const Position& at, const Movement& movement) {
    if (!movement.pays) return true;
    const Int128 left = Int128{at.balance} + at.credit + movement.in - movement.paid();
    for (std::size_t k = 0; k < class_count; ++k)
        if (movement.out[k] > 0 && left < held_back(at, movement, k)) return false;
    return true;
}

}  // namespace

std::uint32_t payer_of(const Problem& problem, std::uint32_t index) {
    const auto after = std::ranges::upper_bound(problem.first, index);
    return static_cast<std::uint32_t>(after - problem.first.begin()) - 1;
}

bool is_feasible(const Problem& problem, std::span<const std::uint32_t> chosen) {
    std::vector<Movement> movements(problem.accounts.size());
    struct Used {
        Int128 net = 0;
        bool pays = false;
    };
    std::vector<Used> used(problem.limits.size());
    const auto limit_towards = [&](std::uint32_t payer, std::uint32_t payee) {
        const auto wanted = [&](std::uint32_t of) {
            return std::ranges::find_if(problem.limits, [&](const Limit& limit) {
                return limit.payer == payer && limit.payee == of;
            });
        };
        auto found = wanted(payee);
        if (found == problem.limits.end()) found = wanted(Limit::any_payee);
        return found == problem.limits.end()
                   ? SIZE_MAX
                   : static_cast<std::size_t>(found - problem.limits.begin());
    };
    std::map<std::uint32_t, std::size_t> of_group;
    for (const std::uint32_t index : chosen) {
        const QueuedPayment& payment = problem.payments[index];
        const std::uint32_t payer = payer_of(problem, index);
        const std::uint8_t its_class = problem.class_of(index);
        if (!problem.accounts[payer].open) return false;
        movements[payer].out[its_class] += payment.minor;
        movements[payer].pays = true;
        movements[payment.payee].in += payment.minor;
        if (its_class >= problem.limits_bind_from) {
            if (const auto out = limit_towards(payer, payment.payee); out != SIZE_MAX) {
                used[out].net += payment.minor;
                used[out].pays = true;
            }
            if (const auto in = limit_towards(payment.payee, payer); in != SIZE_MAX)
                used[in].net -= payment.minor;
        }
        if (const auto group = problem.group_of(index); group != no_group) ++of_group[group];
    }
    for (const auto& [group, members] : of_group)
        if (static_cast<std::size_t>(std::ranges::count(problem.groups, group)) != members)
            return false;
    for (std::size_t i = 0; i < movements.size(); ++i) {
        const Position& at = problem.accounts[i];
        if (!stays_above_floor(at, movements[i])) return false;
        const Int128 after = Int128{at.balance} + movements[i].in - movements[i].paid();
        if (movements[i].in > 0 && at.cap != no_cap && after > at.cap) return false;
    }
    for (std::size_t i = 0; i < used.size(); ++i)
        if (used[i].pays && problem.limits[i].net_out + used[i].net > problem.limits[i].most)
            return false;
    return true;
}

bool is_sequence_closed(const Problem& problem, std::span<const std::uint32_t> chosen) {
    for (std::size_t k = 0; k < chosen.size(); ++k) {
        const std::uint32_t index = chosen[k];
        const bool heads = index == problem.first[payer_of(problem, index)];
        if (!heads && (k == 0 || chosen[k - 1] != index - 1)) return false;
    }
    return true;
}

}  // namespace rmbsim::sim::settlement

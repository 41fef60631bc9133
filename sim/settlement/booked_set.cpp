#include "sim/settlement/booked_set.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

using ledger::Int128;

BookedSet::BookedSet(const Problem& problem)
    : problem_(&problem),
      movements_(problem.accounts.size()),
      used_(problem.limits.size()),
      first_limit_(problem.accounts.size() + 1),
      held_(problem.payments.size()) {
    for (const Limit& limit : problem.limits) ++first_limit_[limit.payer + 1];
    for (std::size_t i = 1; i < first_limit_.size(); ++i) first_limit_[i] += first_limit_[i - 1];
    if (!problem.groups.empty()) list_groups();
}

void BookedSet::list_groups() {
    const auto& groups = problem_->groups;
    for (std::uint32_t index = 0; index < groups.size(); ++index)
        if (groups[index] != no_group) members_.push_back(index);
    std::ranges::stable_sort(members_, {}, [&](std::uint32_t index) { return groups[index]; });
    group_at_.assign(groups.size(), no_group);
    for (std::size_t k = 0; k < members_.size(); ++k) {
        if (k == 0 || groups[members_[k]] != groups[members_[k - 1]])
            first_member_.push_back(static_cast<std::uint32_t>(k));
        group_at_[members_[k]] = static_cast<std::uint32_t>(first_member_.size()) - 1;
    }
    members_held_.resize(first_member_.size());
    first_member_.push_back(static_cast<std::uint32_t>(members_.size()));
}

void BookedSet::add(std::uint32_t payer, std::uint32_t index) {
    ledger::expects(held_[index] == 0, "a payment joins a set once");
    held_[index] = 1;
    move(payer, index, true);
}

void BookedSet::remove(std::uint32_t payer, std::uint32_t index) {
    ledger::expects(held_[index] != 0, "a payment leaves a set that holds it");
    held_[index] = 0;
    move(payer, index, false);
}

void BookedSet::move(std::uint32_t payer, std::uint32_t index, bool joins) {
    const QueuedPayment& payment = problem_->payments[index];
    const std::uint32_t payee = payment.payee;
    const std::uint8_t its_class = problem_->class_of(index);
    const std::int64_t change = joins ? payment.minor : -payment.minor;
    const std::uint32_t one = joins ? 1U : UINT32_MAX;  // modulo 2^32
    const std::uint32_t broken_before =
        (breaks(payer) ? 1U : 0U) + (breaks(payee) && payee != payer ? 1U : 0U);

    movements_[payer].paid += change;
    movements_[payer].out[its_class] += change;
    movements_[payer].pays += one;
    movements_[payee].in += change;
    movements_[payee].receives += one;
    if (!used_.empty() && its_class >= problem_->limits_bind_from) {
        use_limit(limit_between(payer, payee), change, joins ? 1 : -1);
        use_limit(limit_between(payee, payer), -change, 0);
    }

    breaches_ += (breaks(payer) ? 1U : 0U) + (breaks(payee) && payee != payer ? 1U : 0U);
    breaches_ -= broken_before;
    if (group_at_.empty() || group_at_[index] == no_group) return;
    const std::uint32_t group = group_at_[index];
    const std::uint32_t members = first_member_[group + 1] - first_member_[group];
    const auto is_split = [&] { return members_held_[group] % members != 0 ? 1U : 0U; };
    split_groups_ -= is_split();
    members_held_[group] += one;
    split_groups_ += is_split();
}

void BookedSet::use_limit(std::size_t limit, std::int64_t change, std::int32_t payments) {
    if (limit == SIZE_MAX) return;
    Movement& payer = movements_[problem_->limits[limit].payer];
    payer.limits_exceeded -= excess(limit) > 0 ? 1U : 0U;
    used_[limit].net += change;
    used_[limit].pays += static_cast<std::uint32_t>(payments);
    payer.limits_exceeded += excess(limit) > 0 ? 1U : 0U;
}

Int128 BookedSet::excess(std::size_t limit) const {
    const Use& use = used_[limit];
    if (use.pays == 0) return 0;
    const Limit& of = problem_->limits[limit];
    return Int128{of.net_out} + use.net - of.most;
}

Int128 BookedSet::shortfall(std::uint32_t account) const {
    const Movement& moved = movements_[account];
    if (moved.pays == 0) return 0;
    const Position& at = problem_->accounts[account];
    // Of the classes that it pays in, the least urgent one holds back most.
    std::size_t least_urgent = class_count - 1;
    while (least_urgent > 0 && moved.out[least_urgent] == 0) --least_urgent;
    Int128 held_back = 0;
    for (std::size_t k = 0; k < least_urgent; ++k)
        if (at.reserved[k] > moved.out[k]) held_back += at.reserved[k] - moved.out[k];
    return held_back + moved.paid - moved.in - at.balance - at.credit;
}

Int128 BookedSet::above_cap(std::uint32_t account) const {
    const Movement& moved = movements_[account];
    const Position& at = problem_->accounts[account];
    if (at.cap == no_cap || moved.receives == 0) return 0;
    return Int128{at.balance} + moved.in - moved.paid - at.cap;
}

bool BookedSet::splits_group_of(std::uint32_t index) const {
    if (group_at_.empty() || group_at_[index] == no_group) return false;
    const std::uint32_t group = group_at_[index];
    return members_held_[group] != 0 &&
           members_held_[group] != first_member_[group + 1] - first_member_[group];
}

std::span<const std::uint32_t> BookedSet::linked_with(std::uint32_t index) const {
    if (group_at_.empty() || group_at_[index] == no_group) return {};
    const std::uint32_t group = group_at_[index];
    return std::span(members_).subspan(first_member_[group],
                                       first_member_[group + 1] - first_member_[group]);
}

std::size_t BookedSet::limit_between(std::uint32_t payer, std::uint32_t payee) const {
    const auto own = problem_->limits.subspan(first_limit_[payer],
                                              first_limit_[payer + 1] - first_limit_[payer]);
    if (own.empty()) return SIZE_MAX;
    const auto at = std::ranges::lower_bound(own, payee, {}, &Limit::payee);
    if (at != own.end() && at->payee == payee)
        return static_cast<std::size_t>(at - own.begin()) + first_limit_[payer];
    // The multilateral one stands last.
    return own.back().payee == Limit::any_payee ? std::size_t{first_limit_[payer + 1]} - 1
                                                : SIZE_MAX;
}

}  // namespace rmbsim::sim::settlement

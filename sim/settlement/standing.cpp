#include "sim/settlement/standing.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/overflow.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {
namespace {

void change_amount(std::int64_t& minor, std::int64_t by) {
    if (__builtin_add_overflow(minor, by, &minor))
        throw ledger::AmountOverflow("a settlement balance");
}

Limit* standing_limit(std::vector<Limit>& limits, std::uint32_t payer, std::uint32_t payee) {
    const auto key = [](const Limit& of) { return std::pair(of.payer, of.payee); };
    for (const std::uint32_t towards : {payee, Limit::any_payee}) {
        const auto at = std::ranges::lower_bound(limits, std::pair(payer, towards), {}, key);
        if (at != limits.end() && key(*at) == std::pair(payer, towards)) return &*at;
    }
    return nullptr;
}

}  // namespace

Standing::Standing(const Problem& problem)
    : accounts_(problem.accounts.begin(), problem.accounts.end()),
      limits_(problem.limits.begin(), problem.limits.end()),
      booked_(problem.payments.size()),
      view_(problem) {
    view_.accounts = accounts_;
    view_.limits = limits_;
}

void Standing::book(std::span<const std::uint32_t> set) {
    // Inflows first: a balance in between has no meaning, so it must not overflow downwards.
    for (const std::uint32_t index : set) {
        ledger::expects(booked_[index] == 0, "a payment is booked once");
        booked_[index] = 1;
        const QueuedPayment& payment = view_.payments[index];
        change_amount(accounts_[payment.payee].balance, payment.minor);
    }
    for (const std::uint32_t index : set) {
        const QueuedPayment& payment = view_.payments[index];
        const std::uint32_t payer = payer_of(view_, index);
        const std::uint8_t its_class = view_.class_of(index);
        change_amount(accounts_[payer].balance, -payment.minor);
        std::int64_t& reserved = accounts_[payer].reserved[its_class];
        reserved -= std::min(reserved, payment.minor);
        if (its_class < view_.limits_bind_from) continue;
        if (Limit* out = standing_limit(limits_, payer, payment.payee))
            change_amount(out->net_out, payment.minor);
        if (Limit* in = standing_limit(limits_, payment.payee, payer))
            change_amount(in->net_out, -payment.minor);
    }
}

Remaining remaining(const Standing& standing) {
    const Problem& all = standing.problem();
    Remaining left;
    left.first.push_back(0);
    for (std::size_t i = 0; i < all.accounts.size(); ++i) {
        for (std::uint32_t index = all.first[i]; index < all.first[i + 1]; ++index) {
            if (standing.is_booked(index)) continue;
            left.payments.push_back(all.payments[index]);
            if (!all.classes.empty()) left.classes.push_back(all.classes[index]);
            if (!all.groups.empty()) left.groups.push_back(all.groups[index]);
            left.original.push_back(index);
        }
        left.first.push_back(static_cast<std::uint32_t>(left.payments.size()));
    }
    return left;
}

Problem Remaining::problem(const Standing& standing) const {
    Problem left = standing.problem();
    left.first = first;
    left.payments = payments;
    left.classes = classes;
    left.groups = groups;
    return left;
}

ChosenSet Remaining::originals(std::span<const std::uint32_t> set) const {
    ChosenSet before(set.size());
    std::ranges::transform(set, before.begin(),
                           [&](std::uint32_t index) { return original[index]; });
    return before;
}

}  // namespace rmbsim::sim::settlement

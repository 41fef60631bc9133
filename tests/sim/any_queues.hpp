// Small random queues for the resolvers: few accounts, small amounts, so that every set can be tried.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <ostream>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "sim/settlement/problem.hpp"

namespace any_queues {

using namespace rmbsim::sim::settlement;

// A problem that owns what it shows.
struct Queues {
    std::vector<Position> accounts;
    std::vector<std::uint32_t> first{0};
    std::vector<QueuedPayment> payments;
    std::vector<std::uint8_t> classes;
    std::vector<std::uint32_t> groups;
    std::vector<Limit> limits;
    std::uint8_t limits_bind_from = 0;

    Problem problem() const {
        return {accounts, first, payments, classes, groups, limits, limits_bind_from};
    }
};

inline std::ostream& operator<<(std::ostream& out, const Queues& queues) {
    for (std::size_t i = 0; i < queues.accounts.size(); ++i) {
        const Position& at = queues.accounts[i];
        out << "\n" << i << ": " << at.balance << " + " << at.credit;
        if (at.cap != no_cap) out << " cap " << at.cap;
        if (!at.open) out << " closed";
        for (const std::int64_t reserved : at.reserved) out << " r" << reserved;
        for (std::uint32_t k = queues.first[i]; k < queues.first[i + 1]; ++k) {
            out << " | " << queues.payments[k].minor << " to " << queues.payments[k].payee;
            if (!queues.classes.empty()) out << " class " << int{queues.classes[k]};
            if (!queues.groups.empty() && queues.groups[k] != no_group)
                out << " group " << queues.groups[k];
        }
    }
    for (const Limit& limit : queues.limits)
        out << "\nlimit " << limit.payer << "->"
            << std::int64_t{static_cast<std::int32_t>(limit.payee)} << " most " << limit.most
            << " used " << limit.net_out;
    return out << "\nlimits bind from " << int{queues.limits_bind_from};
}

struct Features {
    bool limits = false;
    bool reservations = false;  // classes too
    bool groups = false;
    bool caps = false;
    bool closed = false;
};
inline constexpr Features plain{};
inline constexpr Features all_but_caps{
    .limits = true, .reservations = true, .groups = true, .closed = true};
inline constexpr Features everything{
    .limits = true, .reservations = true, .groups = true, .caps = true, .closed = true};

// In [low, high), of the whole range in the first case as in the last.
inline std::int64_t drawn(std::int64_t low, std::int64_t high) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(low, high));
}

inline void lay_flat(Queues& queues,
                     std::vector<std::vector<std::pair<std::uint8_t, QueuedPayment>>> of_account) {
    for (auto& queue : of_account) {
        std::ranges::stable_sort(queue, {}, [](const auto& of) { return of.first; });
        for (const auto& [its_class, payment] : queue) {
            queues.payments.push_back(payment);
            queues.classes.push_back(its_class);
        }
        queues.first.push_back(static_cast<std::uint32_t>(queues.payments.size()));
    }
}

inline void add_limits(Queues& queues) {
    const auto accounts = static_cast<std::uint32_t>(queues.accounts.size());
    for (std::uint32_t payer = 0; payer < accounts; ++payer) {
        for (std::uint32_t payee = 0; payee < accounts; ++payee)
            if (payer != payee && drawn(0, 4) == 0)
                queues.limits.push_back({payer, payee, drawn(0, 15), drawn(-5, 6)});
        if (drawn(0, 4) == 0)
            queues.limits.push_back({payer, Limit::any_payee, drawn(0, 15), drawn(-5, 6)});
    }
    queues.limits_bind_from = static_cast<std::uint8_t>(drawn(0, 3));
}

inline Queues drawn_queues(std::int64_t payments_most, const Features& features) {
    Queues queues;
    const auto accounts = static_cast<std::uint32_t>(drawn(2, 6));
    for (std::uint32_t i = 0; i < accounts; ++i) {
        Position at{.balance = drawn(-3, 12), .credit = drawn(0, 2) * drawn(0, 6)};
        if (features.reservations)
            for (std::size_t k = 0; k + 1 < class_count; ++k)
                if (drawn(0, 3) == 0) at.reserved[k] = drawn(0, 6);
        if (features.caps && drawn(0, 3) == 0) at.cap = drawn(0, 20);
        if (features.closed) at.open = drawn(0, 12) != 0;
        queues.accounts.push_back(at);
    }
    std::vector<std::vector<std::pair<std::uint8_t, QueuedPayment>>> of_account(accounts);
    const auto count = static_cast<std::uint32_t>(drawn(0, payments_most + 1));
    for (std::uint32_t k = 0; k < count; ++k) {
        const auto payer = static_cast<std::uint32_t>(drawn(0, accounts));
        const auto step = static_cast<std::uint32_t>(drawn(1, accounts));
        const auto its_class =
            static_cast<std::uint8_t>(features.reservations ? drawn(0, class_count) : 0);
        of_account[payer].emplace_back(its_class,
                                       QueuedPayment{drawn(1, 12), (payer + step) % accounts, k});
    }
    lay_flat(queues, std::move(of_account));
    if (!features.reservations) queues.classes.clear();
    if (features.groups && drawn(0, 2) == 0) {
        queues.groups.assign(queues.payments.size(), no_group);
        for (auto& group : queues.groups)
            if (drawn(0, 3) == 0) group = static_cast<std::uint32_t>(drawn(7, 10));
    }
    if (features.limits && drawn(0, 2) == 0) add_limits(queues);
    return queues;
}

struct Renamed {
    Queues queues;
    std::vector<std::uint32_t> index;  // a payment of before: its index now
};

// Account i becomes name[i].
inline Renamed renamed(const Queues& before, const std::vector<std::uint32_t>& name) {
    Renamed after;
    after.queues.limits_bind_from = before.limits_bind_from;
    after.queues.accounts.resize(before.accounts.size());
    after.index.resize(before.payments.size());
    std::vector<std::uint32_t> old_name(name.size());
    for (std::uint32_t i = 0; i < name.size(); ++i) old_name[name[i]] = i;
    for (const std::uint32_t old : old_name) {
        after.queues.accounts[name[old]] = before.accounts[old];
        for (std::uint32_t k = before.first[old]; k < before.first[old + 1]; ++k) {
            after.index[k] = static_cast<std::uint32_t>(after.queues.payments.size());
            after.queues.payments.push_back(before.payments[k]);
            after.queues.payments.back().payee = name[before.payments[k].payee];
            if (!before.classes.empty()) after.queues.classes.push_back(before.classes[k]);
            if (!before.groups.empty()) after.queues.groups.push_back(before.groups[k]);
        }
        after.queues.first.push_back(static_cast<std::uint32_t>(after.queues.payments.size()));
    }
    for (Limit limit : before.limits) {
        limit.payer = name[limit.payer];
        if (limit.payee != Limit::any_payee) limit.payee = name[limit.payee];
        after.queues.limits.push_back(limit);
    }
    std::ranges::sort(after.queues.limits, {},
                      [](const Limit& of) { return std::pair(of.payer, of.payee); });
    return after;
}

inline Queues scaled(Queues queues, std::int64_t by) {
    for (Position& at : queues.accounts) {
        at.balance *= by;
        at.credit *= by;
        if (at.cap != no_cap) at.cap *= by;
        for (std::int64_t& reserved : at.reserved) reserved *= by;
    }
    for (QueuedPayment& payment : queues.payments) payment.minor *= by;
    for (Limit& limit : queues.limits) {
        limit.most *= by;
        limit.net_out *= by;
    }
    return queues;
}

inline std::vector<std::uint32_t> any_names(std::size_t accounts) {
    std::vector<std::uint32_t> names(accounts);
    std::iota(names.begin(), names.end(), 0U);
    for (std::size_t i = accounts; i > 1; --i)
        std::swap(names[i - 1],
                  names[static_cast<std::size_t>(drawn(0, static_cast<std::int64_t>(i)))]);
    return names;
}

}  // namespace any_queues

namespace rc {
inline void showValue(const any_queues::Queues& queues, std::ostream& out) { out << queues; }
}  // namespace rc

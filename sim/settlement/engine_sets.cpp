// The engine's simultaneous sets: entry offsets, linked payments, bilateral and multilateral rules.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "sim/settlement/all_or_nothing.hpp"
#include "sim/settlement/bilateral_offset.hpp"
#include "sim/settlement/cycles.hpp"
#include "sim/settlement/deferred_net.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/settlement/maximum_set.hpp"
#include "sim/settlement/one_to_many.hpp"
#include "sim/settlement/partial_netting.hpp"
#include "sim/settlement/payment_queue.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/settlement/target2.hpp"
#include "sim/settlement/two_sided.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

// What a small set does to one account or one limit; looked up linearly, since sets of links and
// offsets have a handful of members.
template <class Key>
struct Effects {
    struct Effect {
        Key key{};
        Int128 in = 0;
        std::array<Int128, class_count> out{};
        bool pays = false;
    };
    std::vector<Effect> all;

    Effect& of(Key key) {
        const auto at = std::ranges::find(all, key, &Effect::key);
        return at != all.end() ? *at : all.emplace_back(Effect{.key = key});
    }
};

}  // namespace

bool Engine::pass_together(std::span<const std::uint32_t> members) const {
    Effects<std::uint32_t> accounts;
    Effects<const Limit*> limits;
    for (const std::uint32_t index : members) {
        const PaymentState& payment = payments_[index];
        if (!positions_[payment.payer].open) return false;
        auto& payer = accounts.of(payment.payer);
        payer.out[payment.priority_class] += payment.left_minor;
        payer.pays = true;
        accounts.of(payment.payee).in += payment.left_minor;
        if (limits_.empty() || payment.priority_class < rules_.limits_bind_from) continue;
        if (const Limit* out = limit_between(payment.payer, payment.payee)) {
            limits.of(out).out[0] += payment.left_minor;
            limits.of(out).pays = true;
        }
        if (const Limit* in = limit_between(payment.payee, payment.payer))
            limits.of(in).in += payment.left_minor;
    }
    for (const auto& effect : accounts.all) {
        const Position& at = positions_[effect.key];
        Int128 left = Int128{at.balance} + effect.in;
        for (const Int128 out : effect.out) left -= out;
        if (effect.in > 0 && at.cap != no_cap && left > at.cap) return false;
        left += at.credit;
        Int128 held = 0;
        for (std::size_t k = 0; k < class_count; ++k) {
            if (effect.out[k] > 0 && left < held) return false;
            held += std::max<Int128>(0, Int128{at.reserved[k]} - effect.out[k]);
        }
    }
    return std::ranges::none_of(limits.all, [](const auto& effect) {
        return effect.pays && effect.key->net_out + effect.out[0] - effect.in > effect.key->most;
    });
}

void Engine::book_together(std::span<const std::uint32_t> members, Channel channel,
                           std::int64_t now_ms) {
    const std::uint32_t set = last_set_++;
    for (const std::uint32_t index : members) {
        dequeue(payments_[index]);
        book(index, payments_[index].left_minor, channel, set, now_ms);
    }
    for (const std::uint32_t index : members) note_improved(payments_[index].payer);
}

// Against the payee's queue: its head, or any of its payments to this payer.
bool Engine::try_entry_offset(std::uint32_t index, std::int64_t now_ms) {
    if (rules_.entry_offset == EntryOffset::none) return false;
    const PaymentState& entering = payments_[index];
    if (!heads(entering)) return false;
    const PaymentQueue& opposite = queues_[entering.payee];
    for (std::uint8_t k = opposite.first_class(); k < class_count; ++k) {
        std::uint32_t partner = UINT32_MAX;
        opposite.of_class(k).for_each([&](const QueuedPayment& item) {
            const PaymentState& candidate = payments_[item.payment];
            const bool pays_back = candidate.payee == entering.payer && candidate.group == no_group;
            if (pays_back && pass_together(std::array{index, item.payment})) {
                partner = item.payment;
                return false;
            }
            return rules_.entry_offset == EntryOffset::extended;
        });
        if (partner != UINT32_MAX) {
            book_together(std::array{index, partner}, Channel::offset, now_ms);
            return true;
        }
        if (rules_.entry_offset == EntryOffset::head) return false;
    }
    return false;
}

bool Engine::waits_for_link(std::uint32_t index) const {
    const std::uint32_t group = payments_[index].group;
    return group != no_group && (groups_[group].joint || groups_[group].cut_off ||
                                 groups_[group].queued < groups_[group].size);
}

// A link is in the snapshot with all its members or with none: one that is not all there ends the queues
// that it stands in, which may cut off members of others, and so on.
const Problem& Engine::problem() {
    for (Group& group : groups_) group.cut_off = false;
    for (bool again = true; again;) {
        again = false;
        lay_out();
        std::vector<std::uint32_t> seen(groups_.size());
        for (const std::uint32_t group : snapshot_.groups)
            if (group != no_group) ++seen[group];
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            if (seen[g] == 0 || seen[g] == groups_[g].size) continue;
            groups_[g].cut_off = true;
            again = true;
        }
    }
    return snapshot_.problem;
}

void Engine::lay_out() {
    Snapshot& s = snapshot_;
    s.first.assign(1, 0);
    s.payments.clear();
    s.classes.clear();
    s.groups.clear();
    bool classes = false, groups = false;
    for (const PaymentQueue& queue : queues_) {
        bool goes_on =
            true;  // a payment whose other leg has not come ends a queue that is not bypassed
        for (std::uint8_t k = 0; k < class_count && goes_on; ++k)
            goes_on = queue.of_class(k).for_each([&](const QueuedPayment& item) {
                if (waits_for_link(item.payment)) return bypasses();
                s.payments.push_back(item);
                classes |= k > 0;
                return true;
            });
        s.first.push_back(static_cast<std::uint32_t>(s.payments.size()));
    }
    groups = !groups_.empty();
    if (classes || groups) {
        for (const QueuedPayment& item : s.payments) {
            s.classes.push_back(payments_[item.payment].priority_class);
            if (groups) s.groups.push_back(payments_[item.payment].group);
        }
    }
    s.problem = {.accounts = positions_,
                 .first = s.first,
                 .payments = s.payments,
                 .classes = s.classes,
                 .groups = s.groups,
                 .limits = limits_,
                 .limits_bind_from = rules_.limits_bind_from};
}

// Sets that a rule found in the snapshot, one after another.
std::size_t Engine::settle_in_turn(std::span<const ChosenSet> sets, Channel channel,
                                   std::int64_t now_ms) {
    std::size_t settled = 0;
    for (const ChosenSet& set : sets) settled += settle_chosen(set, channel, now_ms);
    return settled;
}

void Engine::offset(std::int64_t now_ms) {
    if (rules_.bilateral != Bilateral::none && queued_.count > 1) {
        settle_in_turn(bilateral_offset(problem(), rules_.bilateral), Channel::offset, now_ms);
        release(now_ms);
    }
    if (rules_.one_to_many != OneToMany::none && queued_.count > 1) {
        settle_in_turn(
            sim::settlement::one_to_many(problem(), rules_.one_to_many, rules_.one_to_many_most),
            Channel::offset, now_ms);
        release(now_ms);
    }
}

std::size_t Engine::resolve(std::int64_t now_ms) {
    if (queued_.count == 0) return 0;
    std::size_t settled = 0;
    const auto take = [&](const Resolution& found) {
        settled = settle_chosen(found.set, Channel::resolution, now_ms);
    };
    switch (rules_.multilateral) {
        case Multilateral::none:
            return 0;
        case Multilateral::all_or_nothing:
            take(all_or_nothing(problem()));
            break;
        case Multilateral::maximum_set:
            // A bound from above has no largest set: searched for, and not proven maximal.
            if (std::ranges::any_of(positions_,
                                    [](const Position& at) { return at.cap != no_cap; }))
                take(two_sided(problem()).resolution);
            else
                take(maximum_set(problem()));
            break;
        case Multilateral::partial_netting:
            take(partial_netting(problem()));
            break;
        case Multilateral::target2:
            for (const Target2Step& step : target2(problem()))
                settled += settle_in_turn(step.sets, Channel::resolution, now_ms);
            break;
        case Multilateral::cycles:
            settled = settle_in_turn(cycles(problem(), rules_.cycle_length_most),
                                     Channel::resolution, now_ms);
            break;
    }
    release(now_ms);
    return settled;
}

bool Engine::caps_something() const {
    return std::ranges::any_of(positions_, [](const Position& at) { return at.cap != no_cap; });
}

NetCycle Engine::settle_net(std::int64_t now_ms) {
    const NetSettlement net =
        sim::settlement::settle_net(problem(), {.on_failure = rules_.net_failure});
    NetCycle cycle;
    for (const NetRound& round : net.rounds) {
        ++cycle.rounds;
        for (const std::uint32_t index : round.deleted)
            cycle.unwound.push_back(snapshot_.payments[index].payment);
    }
    if (net.settles) cycle.settled = settle_chosen(net.settled, Channel::net, now_ms);
    return cycle;
}

Engine::Standstill Engine::standstill() {
    if (queued_.count == 0) return Standstill::none;
    const Problem& all = problem();
    const bool goes = caps_something() ? two_sided(all).value > 0 : maximum_prefixes(all).count > 0;
    return goes ? Standstill::gridlock : Standstill::deadlock;
}

std::size_t Engine::settle_chosen(std::span<const std::uint32_t> chosen, Channel channel,
                                  std::int64_t now_ms) {
    if (chosen.empty()) return 0;
    std::vector<std::uint32_t> members;
    members.reserve(chosen.size());
    for (const std::uint32_t index : chosen) members.push_back(snapshot_.payments[index].payment);
    book_together(members, channel, now_ms);
    return members.size();
}

}  // namespace rmbsim::sim::settlement

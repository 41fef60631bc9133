#include "sim/settlement/engine.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/settlement/payment_queue.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::expects;

struct LimitOrder {
    static auto key(const Limit& limit) { return std::pair(limit.payer, limit.payee); }
};

}  // namespace

std::uint32_t Engine::open_account(const Position& position) {
    positions_.push_back(position);
    pending_reservations_.push_back({});
    queues_.emplace_back();
    on_worklist_.push_back(false);
    return account_count() - 1;
}

void Engine::set_credit(std::uint32_t account, std::int64_t minor) {
    expects(minor >= 0, "a credit line is not negative");
    positions_[account].credit = minor;
    fill_reservations(account);
    note_improved(account);
}

void Engine::set_cap(std::uint32_t account, std::int64_t minor) {
    positions_[account].cap = minor;
    // Whoever pays it may now pass: all are tested again, in order.
    for (std::uint32_t payer = 0; payer < account_count(); ++payer) note_improved(payer);
}

void Engine::set_open(std::uint32_t account, bool open) {
    positions_[account].open = open;
    note_improved(account);
}

void Engine::reserve(std::uint32_t account, std::uint8_t for_class, std::int64_t minor) {
    expects(minor >= 0 && for_class < class_count,
            "a reservation is for a class, and not negative");
    positions_[account].reserved[for_class] = 0;
    pending_reservations_[account][for_class] = minor;
    fill_reservations(account);
    note_improved(account);
}

void Engine::fill_reservations(std::uint32_t account) {
    Reservations& pending = pending_reservations_[account];
    Position& at = positions_[account];
    for (std::size_t k = 0; k < class_count; ++k) {
        if (pending[k] == 0) continue;
        const std::int64_t free = available(account, class_count);
        const std::int64_t filled = std::clamp<std::int64_t>(free, 0, pending[k]);
        at.reserved[k] += filled;
        pending[k] -= filled;
    }
}

void Engine::set_limit(std::uint32_t payer, std::uint32_t payee, std::int64_t most) {
    expects(most >= 0, "a limit is not negative");
    const auto at =
        std::ranges::lower_bound(limits_, std::pair(payer, payee), {}, &LimitOrder::key);
    if (at != limits_.end() && LimitOrder::key(*at) == std::pair(payer, payee))
        at->most = most;
    else
        limits_.insert(at, {.payer = payer, .payee = payee, .most = most});
    note_improved(payer);
}

void Engine::begin_day(std::uint32_t payer) {
    for (Limit& limit : limits_)
        if (limit.payer == payer) limit.net_out = 0;
    note_improved(payer);
}

Limit* Engine::limit_between(std::uint32_t payer, std::uint32_t payee) {
    return const_cast<Limit*>(std::as_const(*this).limit_between(payer, payee));
}

const Limit* Engine::limit_between(std::uint32_t payer, std::uint32_t payee) const {
    for (const std::uint32_t towards : {payee, Limit::any_payee}) {
        const auto at =
            std::ranges::lower_bound(limits_, std::pair(payer, towards), {}, &LimitOrder::key);
        if (at != limits_.end() && LimitOrder::key(*at) == std::pair(payer, towards)) return &*at;
    }
    return nullptr;
}

bool Engine::move(std::uint32_t account, std::int64_t minor) {
    if (minor < 0 && available(account, class_count) < -minor) return false;
    positions_[account].balance += minor;
    if (minor > 0) {
        fill_reservations(account);
        note_improved(account);
    }
    return true;
}

void Engine::adjust(std::uint32_t account, std::int64_t minor) {
    positions_[account].balance += minor;
    if (minor > 0) note_improved(account);
}

std::int64_t Engine::available(std::uint32_t account, std::uint8_t for_class) const {
    const Position& at = positions_[account];
    std::int64_t free = at.balance + at.credit;
    for (std::size_t k = 0; k < for_class; ++k) free -= at.reserved[k];
    return free;
}

bool Engine::heads(const PaymentState& payment) const {
    const PaymentQueue& queue = queues_[payment.payer];
    return queue.first_class() == payment.priority_class &&
           queue.of_class(payment.priority_class).heads(payment.place);
}

// Its place in the queue aside.
Hold Engine::bar_to(const PaymentState& payment, std::int64_t minor) const {
    const Position& payer = positions_[payment.payer];
    if (!payer.open) return Hold::payer_closed;
    if (available(payment.payer, payment.priority_class) < minor) return Hold::no_liquidity;
    if (!limits_.empty() && payment.priority_class >= rules_.limits_bind_from)
        if (const Limit* limit = limit_between(payment.payer, payment.payee))
            if (limit->net_out > limit->most - minor)
                return limit->payee == Limit::any_payee ? Hold::multilateral_limit
                                                        : Hold::bilateral_limit;
    const Position& payee = positions_[payment.payee];
    if (payee.cap != no_cap && payee.balance > payee.cap - minor) return Hold::payee_cap;
    return Hold::none;
}

Hold Engine::hold_of(std::uint32_t index) const {
    const PaymentState& payment = payments_[index];
    if (!positions_[payment.payer].open) return Hold::payer_closed;
    if (!bypasses() && !heads(payment)) return Hold::behind;
    const Hold bar = bar_to(payment, payment.left_minor);
    return bar == Hold::none && payment.group != no_group ? Hold::link_incomplete : bar;
}

Queued Engine::queued(std::uint32_t account) const {
    Queued sum;
    for (std::uint8_t k = 0; k < class_count; ++k) {
        sum.count += queues_[account].of_class(k).size();
        sum.minor += queues_[account].of_class(k).value_minor();
    }
    return sum;
}

void Engine::note_improved(std::uint32_t account) {
    if (on_worklist_[account] || queues_[account].empty()) return;
    on_worklist_[account] = true;
    worklist_.push_back(account);
}

void Engine::enqueue(std::uint32_t index) {
    PaymentState& payment = payments_[index];
    payment.place =
        queues_[payment.payer]
            .of_class(payment.priority_class)
            .append({.minor = payment.left_minor, .payee = payment.payee, .payment = index});
    ++queued_.count;
    queued_.minor += payment.left_minor;
    if (payment.group != no_group) ++groups_[payment.group].queued;
}

void Engine::dequeue(PaymentState& payment) {
    queues_[payment.payer].of_class(payment.priority_class).leave(payment.place);
    --queued_.count;
    queued_.minor -= payment.left_minor;
    if (payment.group != no_group) --groups_[payment.group].queued;
}

void Engine::move_balances(const PaymentState& payment, std::int64_t minor) {
    Position& payer = positions_[payment.payer];
    payer.balance -= minor;
    std::int64_t& own = payer.reserved[payment.priority_class];
    own = std::max<std::int64_t>(0, own - minor);
    positions_[payment.payee].balance += minor;
    fill_reservations(payment.payee);
    if (limits_.empty() || payment.priority_class < rules_.limits_bind_from) return;
    if (Limit* out = limit_between(payment.payer, payment.payee)) out->net_out += minor;
    if (Limit* in = limit_between(payment.payee, payment.payer)) in->net_out -= minor;
}

// The payment has left its queue, or was never in it, when all of it is booked.
void Engine::book(std::uint32_t index, std::int64_t minor, Channel channel, std::uint32_t set,
                  std::int64_t now_ms) {
    PaymentState& payment = payments_[index];
    move_balances(payment, minor);
    payment.left_minor -= minor;
    ++payment.parts;
    payment.channel = channel;
    if (payment.left_minor == 0) {
        payment.status = Status::settled;
        payment.ended_ms = now_ms;
    }
    bookings_.push_back({.payment = index, .set = set, .minor = minor, .channel = channel});
    note_improved(payment.payee);
    // Room under a cap is for whoever waits to pay it.
    if (positions_[payment.payer].cap != no_cap)
        for (std::uint32_t waiting = 0; waiting < account_count(); ++waiting)
            note_improved(waiting);
}

// A queued payment by itself, when nothing bars it.
bool Engine::try_alone(std::uint32_t index, Channel channel, std::int64_t now_ms) {
    PaymentState& payment = payments_[index];
    if (payment.group != no_group) return try_group(payment.group, channel, now_ms);
    if (bar_to(payment, payment.left_minor) != Hold::none) return false;
    dequeue(payment);
    book(index, payment.left_minor, channel, no_set, now_ms);
    return true;
}

// As much of it as may pass now; the rest keeps its place.
bool Engine::try_part(std::uint32_t index, Channel channel, std::int64_t now_ms) {
    PaymentState& payment = payments_[index];
    const Splitting& rule = rules_.splitting;
    if (!rule.allowed || !payment.splittable || payment.group != no_group ||
        payment.parts + 1U >= rule.parts_most)
        return false;
    if (!positions_[payment.payer].open) return false;
    std::int64_t most = available(payment.payer, payment.priority_class);
    if (!limits_.empty() && payment.priority_class >= rules_.limits_bind_from)
        if (const Limit* limit = limit_between(payment.payer, payment.payee))
            most = std::min(most, limit->most - limit->net_out);
    const Position& payee = positions_[payment.payee];
    if (payee.cap != no_cap) most = std::min(most, payee.cap - payee.balance);
    most = std::min(most, payment.left_minor);
    if (most < rule.quantum_minor) return false;
    most -= most % rule.quantum_minor;
    if (most < rule.least_minor || most >= payment.left_minor) return false;
    queues_[payment.payer].of_class(payment.priority_class).reduce(payment.place, most);
    queued_.minor -= most;
    book(index, most, channel, no_set, now_ms);
    return true;
}

// Ahead of it in its payer's queue stand members of its own link only.
bool Engine::heads_with_its_link(const PaymentState& payment) const {
    const PaymentQueue& queue = queues_[payment.payer];
    for (std::uint8_t k = queue.first_class(); k <= payment.priority_class; ++k) {
        bool reached = false;
        const bool own = queue.of_class(k).for_each([&](const QueuedPayment& item) {
            const PaymentState& ahead = payments_[item.payment];
            reached = &ahead == &payment;
            return !reached && ahead.group == payment.group;
        });
        if (reached) return true;
        if (!own) return false;
    }
    return false;
}

bool Engine::try_group(std::uint32_t group, Channel channel, std::int64_t now_ms) {
    if (groups_[group].joint || !group_passes(group)) return false;
    book_together(groups_[group].members, channel, now_ms);
    return true;
}

bool Engine::group_passes(std::uint32_t group) const {
    const Group& of = groups_[group];
    if (of.queued < of.size) return false;
    for (const std::uint32_t member : of.members)
        if (!bypasses() && !heads_with_its_link(payments_[member])) return false;
    return pass_together(of.members);
}

bool Engine::waits_whole(std::uint32_t group) const {
    return group < groups_.size() && groups_[group].queued == groups_[group].size;
}

bool Engine::may_go(std::uint32_t group) const {
    return group < groups_.size() && groups_[group].size > 0 && group_passes(group);
}

void Engine::let_go(std::uint32_t group, std::int64_t now_ms) {
    expects(may_go(group), "legs of a joint link are let go when all of them pass");
    book_together(groups_[group].members, Channel::release, now_ms);
}

void Engine::make_room(std::size_t payments) {
    const std::size_t needed = payments_.size() + payments;
    if (needed > payments_.capacity())
        payments_.reserve(std::max(needed, payments_.capacity() * 2));  // over many days, too
}

std::uint32_t Engine::submit(const PaymentTerms& terms) {
    expects(terms.minor > 0 && terms.payer != terms.payee && terms.payer < account_count() &&
                terms.payee < account_count() && terms.priority_class < class_count,
            "a payment pays a positive amount from one account to another");
    const auto index = static_cast<std::uint32_t>(payments_.size());
    payments_.push_back({.minor = terms.minor,
                         .left_minor = terms.minor,
                         .submitted_ms = terms.time_ms,
                         .payer = terms.payer,
                         .payee = terms.payee,
                         .group = terms.group,
                         .priority_class = terms.priority_class,
                         .splittable = terms.splittable});
    PaymentState& payment = payments_.back();
    if (terms.group != no_group) {
        if (groups_.size() <= terms.group) groups_.resize(terms.group + std::size_t{1});
        groups_[terms.group].members.push_back(index);
        groups_[terms.group].size = terms.group_size;
        groups_[terms.group].joint = terms.joint;
        enqueue(index);
        if (rules_.mode != Mode::deferred_net)
            try_group(terms.group, Channel::entry, terms.time_ms);
    } else if (const bool first =
                   bypasses() || queues_[terms.payer].first_class() > terms.priority_class;
               rules_.mode != Mode::deferred_net && first &&
               bar_to(payment, terms.minor) == Hold::none) {
        book(index, terms.minor, Channel::entry, no_set, terms.time_ms);
    } else if (rules_.mode == Mode::deferred_net) {
        enqueue(index);  // accepted; the cycle settles it
    } else {
        enqueue(index);
        if (!heads(payments_[index]) || !try_part(index, Channel::entry, terms.time_ms))
            try_entry_offset(index, terms.time_ms);
    }
    return index;
}

bool Engine::withdraw(std::uint32_t index, std::int64_t now_ms, Status as) {
    PaymentState& payment = payments_[index];
    if (payment.status != Status::queued) return false;
    dequeue(payment);
    payment.status = as;
    payment.ended_ms = now_ms;
    note_improved(payment.payer);  // what stood behind it
    return true;
}

bool Engine::reprioritise(std::uint32_t index, std::uint8_t priority_class) {
    expects(priority_class < class_count, "a class is one of the system's");
    PaymentState& payment = payments_[index];
    if (payment.status != Status::queued) return false;
    dequeue(payment);
    payment.priority_class = priority_class;
    enqueue(index);
    note_improved(payment.payer);
    return true;
}

void Engine::release(std::int64_t now_ms) { run_worklist(now_ms); }

// First in, first out, so that journals do not depend on how the caller found the accounts.
void Engine::run_worklist(std::int64_t now_ms) {
    for (std::size_t i = 0; i < worklist_.size(); ++i) {
        const std::uint32_t account = worklist_[i];
        on_worklist_[account] = false;
        if (rules_.mode == Mode::deferred_net) continue;
        if (bypasses())
            release_bypassing(account, now_ms);
        else
            release_fifo(account, now_ms);
    }
    worklist_.clear();
}

void Engine::release_fifo(std::uint32_t account, std::int64_t now_ms) {
    for (PaymentQueue& queue = queues_[account]; !queue.empty();) {
        const std::uint32_t head = queue.of_class(queue.first_class()).front().payment;
        if (try_alone(head, Channel::release, now_ms)) continue;
        if (!try_part(head, Channel::release, now_ms)) return;
    }
}

void Engine::release_bypassing(std::uint32_t account, std::int64_t now_ms) {
    std::vector<std::uint32_t> in_turn;
    for (std::uint8_t k = 0; k < class_count; ++k) {
        const std::size_t from = in_turn.size();
        queues_[account].of_class(k).for_each([&](const QueuedPayment& item) {
            in_turn.push_back(item.payment);
            return true;
        });
        const auto of_class = std::span(in_turn).subspan(from);
        const auto amount = [this](std::uint32_t p) { return payments_[p].left_minor; };
        if (rules_.queue == QueueRule::bypass_ascending)
            std::ranges::stable_sort(of_class, std::less{}, amount);
        if (rules_.queue == QueueRule::bypass_descending)
            std::ranges::stable_sort(of_class, std::greater{}, amount);
    }
    // Its own bookings only lower what it has: one pass in order is what restarting would find.
    std::vector<std::uint32_t> passed_over;
    for (const std::uint32_t index : in_turn) {
        if (payments_[index].status != Status::queued) continue;
        if (try_alone(index, Channel::release, now_ms) ||
            try_part(index, Channel::release, now_ms)) {
            for (const std::uint32_t over : passed_over)
                if (payments_[over].bypassed < UINT16_MAX) ++payments_[over].bypassed;
        } else {
            passed_over.push_back(index);
        }
    }
}

std::string_view name_of(Status status) {
    constexpr std::array<std::string_view, 5> names{"queued", "settled", "returned", "withdrawn",
                                                    "rejected"};
    return names[static_cast<std::size_t>(status)];
}

std::string_view name_of(Channel channel) {
    constexpr std::array<std::string_view, 5> names{"entry", "release", "offset", "resolution",
                                                    "net"};
    return names[static_cast<std::size_t>(channel)];
}

std::string_view name_of(Hold hold) {
    constexpr std::array<std::string_view, 8> names{
        "none",         "payer_closed",    "behind",
        "no_liquidity", "bilateral_limit", "multilateral_limit",
        "payee_cap",    "link_incomplete"};
    return names[static_cast<std::size_t>(hold)];
}

}  // namespace rmbsim::sim::settlement

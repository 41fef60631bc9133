#include "sim/kernel/event_queue.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "ledger/contract.hpp"
#include "sim/kernel/event.hpp"

namespace rmbsim::sim {
namespace {

std::uint64_t packed(EventKey key) { return (std::uint64_t{key.origin} << 32) | key.nth; }
std::uint64_t key_of(const Event& event) { return packed({event.origin(), event.nth}); }

}  // namespace

EventQueue::EventQueue(std::uint32_t same_instant_max) : same_instant_max_(same_instant_max) {}

EventKey EventQueue::schedule(std::int64_t time_ms, EventOrder order, EventKind kind,
                              std::uint32_t target, std::uint32_t detail) {
    ledger::expects(time_ms >= now_ms_, "an event is not scheduled in the past");
    if (order.origin >= next_nth_.size()) next_nth_.resize(order.origin + 1);
    const std::uint32_t nth = next_nth_[order.origin]++;
    if (time_ms == now_ms_ && ++same_instant_ > same_instant_max_) [[unlikely]]
        throw RunawayInstant("more than " + std::to_string(same_instant_max_) +
                             " events scheduled for one instant, the last by origin " +
                             std::to_string(order.origin) + ", kind " +
                             std::to_string(static_cast<int>(kind)));
    push({.time_ms = time_ms,
          .rank = rank_of(order.phase, order.priority, order.origin),
          .nth = nth,
          .kind = kind,
          .target = target,
          .detail = detail});
    return {.origin = order.origin, .nth = nth};
}

bool EventQueue::cancel(EventKey key) { return cancelled_.insert(packed(key)).second; }

void EventQueue::attach_arrivals(std::span<const Event> sorted) {
    ledger::expects(next_arrival_ == arrivals_.size(), "one stream of arrivals at a time");
    arrivals_ = sorted;
    next_arrival_ = 0;
}

bool EventQueue::arrival_is_next() const {
    if (next_arrival_ == arrivals_.size()) return false;
    return heap_.empty() || before(arrivals_[next_arrival_], heap_.front());
}

std::optional<Event> EventQueue::take_next(std::int64_t until_ms) {
    if (top_is_taken_) {
        top_is_taken_ = false;
        pop();
    }
    if (!cancelled_.empty()) [[unlikely]]
        drop_cancelled();
    Event event;
    if (arrival_is_next()) {
        event = arrivals_[next_arrival_];
        if (event.time_ms > until_ms) return std::nullopt;
        ++next_arrival_;
    } else {
        if (heap_.empty() || heap_.front().time_ms > until_ms) return std::nullopt;
        event = heap_.front();
        top_is_taken_ = true;
    }
    if (event.time_ms != now_ms_) {
        now_ms_ = event.time_ms;
        same_instant_ = 0;
    }
    return event;
}

bool EventQueue::empty() const {
    const std::size_t scheduled = heap_.size() - std::size_t{top_is_taken_};
    const std::size_t left = scheduled - std::min(scheduled, cancelled_.size());
    return left == 0 && next_arrival_ == arrivals_.size();
}

void EventQueue::drop_cancelled() {
    while (!heap_.empty() && cancelled_.erase(key_of(heap_.front())) == 1) pop();
}

void EventQueue::push(const Event& event) {
    if (top_is_taken_) {
        top_is_taken_ = false;
        sink(event);
        return;
    }
    heap_.push_back(event);
    std::size_t hole = heap_.size() - 1;
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / 4;
        if (!before(event, heap_[parent])) break;
        heap_[hole] = heap_[parent];
        hole = parent;
    }
    heap_[hole] = event;
}

void EventQueue::pop() {
    const Event last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(last);
}

// Puts an event in the place of the first one, and down to where it belongs. Computing the least child
// without branches was tried twice: 5 and 25 % slower, as the loads then wait for each other, even when
// siblings fill whole cache lines and grandchildren are asked for beforehand.
void EventQueue::sink(const Event& event) {
    const std::size_t size = heap_.size();
    std::size_t hole = 0;
    while (true) {
        const std::size_t first = 4 * hole + 1;
        if (first >= size) break;
        std::size_t least = first;
        const std::size_t end = std::min(first + 4, size);
        for (std::size_t child = first + 1; child < end; ++child)
            if (before(heap_[child], heap_[least])) least = child;
        if (!before(heap_[least], event)) break;
        heap_[hole] = heap_[least];
        hole = least;
    }
    heap_[hole] = event;
}

}  // namespace rmbsim::sim

// The queue of coming events: a 4-ary heap for what is scheduled, a sorted stream for known arrivals.
//
// Invariants  take_next() returns events in the total order (event.hpp); time never runs back
// Errors      scheduling before the clock is a broken contract; more than `same_instant_max` events
//             scheduled for the instant at hand while it lasts is RunawayInstant: an endless loop
//             becomes a diagnosis
// Cost        one sift of log4(pending) steps over 32-byte events, two to a cache line
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <unordered_set>
#include <vector>

#include "sim/kernel/event.hpp"

namespace rmbsim::sim {

struct EventKey {  // names a scheduled event for cancellation
    std::uint32_t origin = 0;
    std::uint32_t nth = 0;
    friend bool operator==(EventKey, EventKey) = default;
};

class RunawayInstant : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct EventOrder {
    Phase phase = Phase::arrivals;
    std::uint16_t priority = 0;  // lower first
    std::uint32_t origin = 0;    // the entity that schedules
};

class EventQueue {
  public:
    explicit EventQueue(std::uint32_t same_instant_max = 100'000);

    EventKey schedule(std::int64_t time_ms, EventOrder order, EventKind kind, std::uint32_t target,
                      std::uint32_t detail = 0);
    // False when it was cancelled before. An event already taken must not be cancelled.
    bool cancel(EventKey key);
    // Arrivals known beforehand, ascending in the total order; they must outlive the queue.
    void attach_arrivals(std::span<const Event> sorted);

    // The next event, if it is due by `until_ms`; else it stays.
    std::optional<Event> take_next(std::int64_t until_ms = INT64_MAX);
    bool empty() const;
    std::size_t pending() const {
        return heap_.size() - std::size_t{top_is_taken_} + (arrivals_.size() - next_arrival_);
    }
    std::int64_t now_ms() const { return now_ms_; }

  private:
    void push(const Event& event);
    void pop();
    void sink(const Event& event);
    bool arrival_is_next() const;
    void drop_cancelled();

    std::vector<Event> heap_;
    // The first of the heap was taken and still lies there: what is scheduled next, mostly a successor
    // of that event, takes its place in one sift instead of two.
    bool top_is_taken_ = false;
    std::span<const Event> arrivals_;
    std::size_t next_arrival_ = 0;
    std::vector<std::uint32_t> next_nth_;          // one an origin
    std::unordered_set<std::uint64_t> cancelled_;  // looked up only while it holds something
    std::int64_t now_ms_ = INT64_MIN;
    std::uint32_t same_instant_ = 0, same_instant_max_;
};

}  // namespace rmbsim::sim

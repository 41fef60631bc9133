// Requests on their way from the doors (I/O thread) to the simulation, which answers them.
//
// Range       bounded: offer() says no when it is full, and the sender is told that the port is busy
// Threads     offer() from the I/O thread, take() from the simulation's
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "adapters/live/request.hpp"

namespace rmbsim::adapters::live {

struct Respondent {  // who asked
    virtual ~Respondent() = default;
    virtual void answer(const Reply& reply) = 0;  // on the I/O thread; the connection may be gone
};

struct Asked {
    Request request{};
    std::shared_ptr<Respondent> by{};
};

class Inbox {
  public:
    explicit Inbox(std::size_t capacity) : capacity_(capacity) {}

    bool offer(Asked asked) {
        {
            const std::scoped_lock lock(guard_);
            if (waiting_.size() >= capacity_) return false;
            waiting_.push_back(std::move(asked));
        }
        arrived_.notify_one();
        return true;
    }

    bool is_full() const {  // for the only thread that offers, this holds until it does
        const std::scoped_lock lock(guard_);
        return waiting_.size() >= capacity_;
    }

    // At most `most`, in the order of arrival; waits up to `patience` for the first.
    std::vector<Asked> take(std::size_t most, std::chrono::milliseconds patience) {
        std::unique_lock lock(guard_);
        if (patience.count() > 0)
            arrived_.wait_for(lock, patience, [this] { return !waiting_.empty(); });
        std::vector<Asked> taken;
        while (!waiting_.empty() && taken.size() < most) {
            taken.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
        return taken;
    }

  private:
    const std::size_t capacity_;
    mutable std::mutex guard_;
    std::condition_variable arrived_;
    std::deque<Asked> waiting_;
};

}  // namespace rmbsim::adapters::live

#include "sim/settlement/payment_queue.hpp"

#include <cstddef>
#include <cstdint>

#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

std::uint64_t ClassQueue::append(const QueuedPayment& payment) {
    items_.push_back(payment);
    ++live_;
    value_ += payment.minor;
    return base_ + items_.size() - 1;
}

void ClassQueue::leave(std::uint64_t place) {
    QueuedPayment& item = items_[place - base_];
    value_ -= item.minor;
    item.minor = 0;
    --live_;
    skip_gaps();
}

void ClassQueue::reduce(std::uint64_t place, std::int64_t by_minor) {
    items_[place - base_].minor -= by_minor;
    value_ -= by_minor;
}

// What has left at the front is cut off in one move once it is most of the vector, so that places stay
// valid and the cost is spread.
void ClassQueue::skip_gaps() {
    while (head_ < items_.size() && items_[head_].minor == 0) ++head_;
    if (head_ < 64 || head_ * 2 < items_.size()) return;
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(head_));
    base_ += head_;
    head_ = 0;
}

}  // namespace rmbsim::sim::settlement

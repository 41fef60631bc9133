// The queue of one payer: its payments by class, each class in its own order.
//
// Invariants  live payments keep their order; what leaves from the middle leaves a gap (minor = 0)
//             that goes when all ahead of it have gone
// Cost        append, pop and leave O(1) amortised; a place names a payment until it leaves
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

class ClassQueue {
  public:
    bool empty() const { return live_ == 0; }
    std::size_t size() const { return live_; }
    std::int64_t value_minor() const { return value_; }

    const QueuedPayment& front() const { return items_[head_]; }  // not of an empty queue
    std::uint64_t append(const QueuedPayment& payment);           // its place
    void leave(std::uint64_t place);
    void reduce(std::uint64_t place, std::int64_t by_minor);  // a part was booked; some is left
    // Ahead of it in this class stands nothing.
    bool heads(std::uint64_t place) const { return place == base_ + head_; }

    // visit(payment) in order, until it returns false; the queue must not change meanwhile.
    template <class Visit>
    bool for_each(Visit visit) const {
        for (std::size_t i = head_; i < items_.size(); ++i)
            if (items_[i].minor > 0 && !visit(items_[i])) return false;
        return true;
    }

  private:
    void skip_gaps();

    std::vector<QueuedPayment> items_;
    std::size_t head_ = 0;    // first live item, or items_.size()
    std::uint64_t base_ = 0;  // place of items_[0]
    std::size_t live_ = 0;
    std::int64_t value_ = 0;
};

class PaymentQueue {
  public:
    bool empty() const { return size() == 0; }
    std::size_t size() const {
        std::size_t sum = 0;
        for (const ClassQueue& of : classes_) sum += of.size();
        return sum;
    }
    ClassQueue& of_class(std::uint8_t index) { return classes_[index]; }
    const ClassQueue& of_class(std::uint8_t index) const { return classes_[index]; }
    // Most urgent class that holds something; class_count: none.
    std::uint8_t first_class() const {
        std::uint8_t index = 0;
        while (index < class_count && classes_[index].empty()) ++index;
        return index;
    }

  private:
    std::array<ClassQueue, class_count> classes_;
};

}  // namespace rmbsim::sim::settlement

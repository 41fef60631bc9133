// A problem as it stands after sets of it have been booked, one after another: what methods that book
// more than once reckon with.
//
// Invariants  indices of payments stay what they were; payments that are booked are marked, no more.
//             Balances, net outflows and reservations move as the engine moves them: a payment of a class
//             takes from what is reserved for it first
// Errors      a payment that is booked twice breaks a contract
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {

class Standing {
  public:
    explicit Standing(const Problem& problem);
    Standing(const Standing&) = delete;
    Standing& operator=(const Standing&) = delete;

    // Reads this object's positions and limits, the first problem's queues: with booked payments in them.
    const Problem& problem() const { return view_; }
    bool is_booked(std::uint32_t index) const { return booked_[index] != 0; }
    void book(std::span<const std::uint32_t> set);

  private:
    std::vector<Position> accounts_;
    std::vector<Limit> limits_;
    std::vector<std::uint8_t> booked_;
    Problem view_;
};

// The payments that are left, as a problem of its own.
struct Remaining {
    std::vector<std::uint32_t> first;
    std::vector<QueuedPayment> payments;
    std::vector<std::uint8_t> classes;
    std::vector<std::uint32_t> groups;
    std::vector<std::uint32_t> original;  // a payment: its index before

    // Reads positions and limits of `standing` and the queues of this.
    Problem problem(const Standing& standing) const;
    ChosenSet originals(std::span<const std::uint32_t> set) const;
};
Remaining remaining(const Standing& standing);

}  // namespace rmbsim::sim::settlement

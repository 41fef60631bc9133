// Books the group's flows with the outside: receipts and payments as recorded in the scenario.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class Flows {
  public:
    explicit Flows(Desk& desk);

    // The flows as events in the total order; they outlive the queue.
    const std::vector<Event>& arrivals() const { return arrivals_; }
    void book(std::uint32_t flow);
    void book_openings();

  private:
    static constexpr std::size_t kinds = 11;
    Desk& desk_;
    std::vector<Event> arrivals_;
    std::vector<std::array<ledger::AccountId, kinds>> counterparts_;  // per bank account
};

}  // namespace rmbsim::sim

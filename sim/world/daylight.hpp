// Daylight credit (日间透支): how far members may go below zero between two sweeps.
//
// Account     BankAccount::daylight_minor beyond the overdraft; the ledger's floor holds it
// Pool        PoolSpec::daylight_minor, the most that all its accounts may use at once
// Unpaid      what is still used at the day's end becomes an ordinary overdraft beyond its limit, and
//             the run says so
// Source      pooling-practice §7
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/time.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class Daylight {
  public:
    explicit Daylight(Desk& desk);

    bool allows(std::uint32_t account, std::int64_t payment_minor) const;  // payment_minor > 0
    void close_day(ledger::ValueDate day);

  private:
    std::int64_t used(std::uint32_t account, std::int64_t balance) const;

    Desk& desk_;
    std::vector<std::uint32_t> pool_of_account_;        // with a cap; no_index: none
    std::vector<std::vector<std::uint32_t>> accounts_;  // by pool
};

}  // namespace rmbsim::sim

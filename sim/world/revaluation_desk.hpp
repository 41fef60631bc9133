// Revalues foreign balances at each month's end and the run's 期末汇兑重估: what a balance is worth at the
// day's mid less what it has cost (sim/hedge/moving_cost.hpp), against unrealised exchange results.
//
// Books       the company's alone: Dr 1002.99 valuation of foreign balances, Cr 6061.03 unrealised
// Remeasured  each time by the change since the last, as hedges are, or reversed on the next day, as the
//             scenario says; either way 1002.99 is the unrealised result on the day it is booked
// Cost        a day's movements net, at that day's mid; opening balances at the first day's mid
// Source      CAS 19 §11 (RECALLED); pooling-practice §17
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/conversion_spec.hpp"
#include "sim/hedge/moving_cost.hpp"
#include "sim/measure/result.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class RevaluationDesk {
  public:
    explicit RevaluationDesk(Desk& desk);

    void close_day(ledger::ValueDate day);
    std::vector<Kpi> kpis() const;

  private:
    struct Balance {  // of one bank account
        const RevaluationSpec* spec = nullptr;
        std::uint32_t account = 0;
        ledger::AccountId valuation{}, unrealised{};
        MovingCost cost;
        std::int64_t seen_minor = 0;    // balance at the last close
        std::int64_t booked_minor = 0;  // of 1002.99, in the functional currency
        std::int64_t last_minor = 0;    // what the last revaluation found
    };
    void book(Balance& balance, std::int64_t change, ledger::ValueDate day);
    ledger::Rate mid(const Balance& balance, ledger::ValueDate day) const;

    Desk& desk_;
    std::vector<Balance> balances_;
};

}  // namespace rmbsim::sim

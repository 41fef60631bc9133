// What a foreign balance has cost in home currency, by moving average 移动加权平均.
//
// Rule        what grows the balance, either sign, costs the day's mid; what shrinks it takes its share of
//             the cost with it; one that crosses zero starts anew at the day's mid
// Unrealised  balance × mid - cost: zero as soon as the balance is
// Rounding    none: exact to 50 digits; a booked revaluation is rounded half_even by the caller
// Source      CAS 19 §11 (monetary items at the closing rate, RECALLED); the split into realised and
//             unrealised by average cost is a choice of ours
#pragma once

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

class MovingCost {
  public:
    // A movement of the balance in major units, at that day's mid.
    void move(const ledger::Decimal& amount, const ledger::Rate& mid);
    const ledger::Decimal& balance() const { return balance_; }
    const ledger::Decimal& cost() const { return cost_; }
    ledger::Decimal unrealised(const ledger::Rate& mid) const { return balance_ * mid - cost_; }

  private:
    ledger::Decimal balance_ = 0, cost_ = 0;
};

}  // namespace rmbsim::sim

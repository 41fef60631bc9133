#include "sim/hedge/moving_cost.hpp"

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

using ledger::Decimal;

void MovingCost::move(const Decimal& amount, const ledger::Rate& mid) {
    const Decimal after = balance_ + amount;
    const Decimal none(0);
    const bool grows = balance_.is_zero() || (balance_ > none) == (amount > none);
    const bool crosses = !after.is_zero() && (after > none) != (balance_ > none);
    if (grows)
        cost_ = cost_ + amount * mid;
    else if (after.is_zero())
        cost_ = none;
    else if (crosses)
        cost_ = after * mid;
    else
        cost_ = cost_ * after / balance_;
    balance_ = after;
}

}  // namespace rmbsim::sim

#include "sim/commerce/provisional_refund.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

using ledger::Decimal;

std::size_t ProvisionalRefunds::add(const ProvisionalLot& lot) {
    ledger::expects(lot.quantity > 0 && lot.refund_minor >= 0 && lot.from <= lot.until,
                    "a lot has a quantity, a refund and a window");
    lots_.push_back(lot);
    states_.emplace_back();
    return lots_.size() - 1;
}

std::int64_t ProvisionalRefunds::meet(std::int64_t quantity) {
    ledger::expects(quantity >= 0, "what is met is not taken back");
    while (quantity > 0 && first_short_ < lots_.size()) {
        LotState& state = states_[first_short_];
        const std::int64_t taken = std::min(quantity, lots_[first_short_].quantity - state.met);
        state.met += taken;
        quantity -= taken;
        if (state.met == lots_[first_short_].quantity) ++first_short_;
    }
    return quantity;
}

std::int64_t ProvisionalRefunds::share_met(std::size_t index) const {
    const ProvisionalLot& lot = lots_[index];
    const Decimal exact =
        Decimal(lot.refund_minor) * Decimal(states_[index].met) / Decimal(lot.quantity);
    return ledger::fitting(ledger::to_whole(exact, ledger::Rounding::half_up),
                           "a share of a refund");
}

std::vector<LotChange> ProvisionalRefunds::confirm(ledger::ValueDate day) {
    std::vector<LotChange> changes;
    for (std::size_t i = 0; i < lots_.size(); ++i) {
        LotState& state = states_[i];
        if (state.ended || day < lots_[i].from || lots_[i].until < day) continue;
        const std::int64_t more = share_met(i) - state.confirmed_minor;
        if (more == 0) continue;
        state.confirmed_minor += more;
        changes.push_back({.lot = i, .minor = more});
    }
    return changes;
}

std::vector<LotChange> ProvisionalRefunds::recover(ledger::ValueDate day) {
    std::vector<LotChange> changes;
    for (std::size_t i = 0; i < lots_.size(); ++i) {
        LotState& state = states_[i];
        if (state.ended || day <= lots_[i].until) continue;
        state.ended = true;
        state.recovered_minor = lots_[i].refund_minor - state.confirmed_minor;
        if (state.recovered_minor > 0)
            changes.push_back({.lot = i, .minor = state.recovered_minor});
    }
    return changes;
}

std::vector<LotChange> ProvisionalRefunds::claim_again() {
    std::vector<LotChange> changes;
    for (std::size_t i = 0; i < lots_.size(); ++i) {
        LotState& state = states_[i];
        if (!state.ended) continue;
        const std::int64_t more = share_met(i) - state.confirmed_minor - state.claimed_again_minor;
        if (more <= 0) continue;
        state.claimed_again_minor += more;
        changes.push_back({.lot = i, .minor = more});
    }
    return changes;
}

std::int64_t ProvisionalRefunds::unconfirmed_minor() const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < lots_.size(); ++i)
        sum += lots_[i].refund_minor - states_[i].confirmed_minor - states_[i].recovered_minor;
    return sum;
}

}  // namespace rmbsim::sim

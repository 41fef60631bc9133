#include "sim/ecny/offline_payment.hpp"

#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"

namespace rmbsim::sim {

void OfflinePayments::take(std::uint32_t payment, std::uint32_t payer, std::int64_t minor) {
    ledger::expects(minor > 0, "an offline payment is of an amount above zero");
    const bool is_new = taken_.try_emplace(payment, Taken{.payer = payer, .minor = minor}).second;
    ledger::expects(is_new, "an offline payment is taken once");
    std::int64_t& held = held_[payer];
    held = ledger::fitting(ledger::checked_add(held, minor), "what was paid offline");
}

bool OfflinePayments::is_taken(std::uint32_t payment) const { return taken_.contains(payment); }

std::int64_t OfflinePayments::upload(std::uint32_t payment) {
    const auto found = taken_.find(payment);
    ledger::expects(found != taken_.end(), "only a payment that was taken is uploaded");
    Taken& taken = found->second;
    if (taken.is_settled) return 0;
    taken.is_settled = true;
    held_[taken.payer] -= taken.minor;
    return taken.minor;
}

std::int64_t OfflinePayments::held_minor(std::uint32_t payer) const {
    const auto found = held_.find(payer);
    return found == held_.end() ? 0 : found->second;
}

}  // namespace rmbsim::sim

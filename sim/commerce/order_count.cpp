#include "sim/commerce/order_count.hpp"

#include <algorithm>
#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

constexpr int terms = 400;  // λ^400/400! is below 10^-140 for λ = 64
constexpr std::int64_t whole = std::int64_t{1} << 32;

}  // namespace

PoissonCount::PoissonCount(const Decimal& mean) {
    ledger::expects(mean > Decimal(0) && mean <= Decimal(64), "a mean of 0 to 64 orders");
    Decimal term = 1, sum = 1;  // λ^k / k!
    for (int k = 1; k <= terms && !term.is_zero(); ++k) {
        term = term * mean / Decimal(k);
        sum = sum + term;
    }
    Decimal share = Decimal(1) / sum, cumulative = share;
    for (int k = 1;; ++k) {
        const auto cut = (cumulative * Decimal(whole)).split_at(0);
        ledger::expects(cut.has_value(), "a share of 2^32");
        below_.push_back(static_cast<std::uint32_t>(std::min(cut->whole, whole - 1)));
        if (below_.back() == whole - 1 || k > terms) return;
        share = share * mean / Decimal(k);
        cumulative = cumulative + share;
    }
}

std::uint32_t PoissonCount::of(std::uint32_t uniform) const {
    const auto at = std::ranges::upper_bound(below_, uniform);
    return static_cast<std::uint32_t>(at - below_.begin());
}

}  // namespace rmbsim::sim

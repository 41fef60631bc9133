#include "sim/finance/shortfall.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ledger/allocation.hpp"
#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "ledger/rounding.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/share.hpp"

namespace rmbsim::sim::finance {

LossSplit& LossSplit::operator+=(const LossSplit& other) {
    reserve_minor += other.reserve_minor;
    seller_minor += other.seller_minor;
    fund_minor += other.fund_minor;
    lender_minor += other.lender_minor;
    return *this;
}

LossSplit borne(std::int64_t shortfall_minor, const LossLayers& layers,
                const GuaranteeTerms& guarantee) {
    ledger::expects(shortfall_minor >= 0, "a shortfall is not negative");
    LossSplit split;
    std::int64_t missing = shortfall_minor;
    split.reserve_minor = std::min(missing, layers.reserve_minor);
    missing -= split.reserve_minor;
    split.seller_minor = std::min(missing, layers.able.seller_minor);
    missing -= split.seller_minor;
    split.fund_minor = share_of(guarantee.share, missing, ledger::Rounding::floor);
    if (guarantee.cap_minor)
        split.fund_minor = std::clamp<std::int64_t>(*guarantee.cap_minor - layers.fund_paid_minor,
                                                    0, split.fund_minor);
    split.fund_minor = std::min(split.fund_minor, layers.able.fund_minor);
    split.lender_minor = missing - split.fund_minor;
    return split;
}

Recovery recovered(std::int64_t receipt_minor, std::int64_t lost_fund, std::int64_t lost_lender) {
    const ledger::Int128 lost = ledger::Int128{lost_fund} + lost_lender;
    if (lost == 0) return {.remainder_minor = receipt_minor};
    const auto back = static_cast<std::int64_t>(std::min(ledger::Int128{receipt_minor}, lost));
    const std::array<ledger::Int128, 2> weights{lost_fund, lost_lender};
    const auto parts = ledger::allocate(back, weights);
    return {
        .fund_minor = parts[0], .lender_minor = parts[1], .remainder_minor = receipt_minor - back};
}

}  // namespace rmbsim::sim::finance

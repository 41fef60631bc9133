// Who bears what a receivable did not bring: reserve, seller, guarantee fund, lender, in this order.
//
// Reserve     the seller's money in the lender's hands: first loss, whoever bears the rest
// Seller      pays what it has, where the shortfall falls to it (falls_to_seller)
// Fund        its share of what is then missing, rounded down, and never more than is left of its cap,
//             nor than it has
// Lender      the rest
// Units       minor units of one currency
// Invariants  the four parts sum to the shortfall, each >= 0; what comes back later goes to fund and
//             lender in proportion to what each has lost, to the unit
// Source      settlement-rules §13, §15 (chargeback after payout; account freeze)
#pragma once

#include <cstdint>
#include <limits>

#include "sim/finance/facility_terms.hpp"

namespace rmbsim::sim::finance {

struct AbleToPay {
    std::int64_t seller_minor = 0;
    std::int64_t fund_minor = std::numeric_limits<std::int64_t>::max();
};

struct LossLayers {
    std::int64_t reserve_minor = 0;
    AbleToPay able = {};               // the seller 0 when it need not
    std::int64_t fund_paid_minor = 0;  // under the guarantee so far
};

struct LossSplit {
    std::int64_t reserve_minor = 0, seller_minor = 0, fund_minor = 0, lender_minor = 0;

    std::int64_t total() const { return reserve_minor + seller_minor + fund_minor + lender_minor; }
    LossSplit& operator+=(const LossSplit& other);
    friend bool operator==(const LossSplit&, const LossSplit&) = default;
};

LossSplit borne(std::int64_t shortfall_minor, const LossLayers& layers,
                const GuaranteeTerms& guarantee);

struct Recovery {
    std::int64_t fund_minor = 0, lender_minor = 0;
    std::int64_t remainder_minor = 0;  // beyond both losses
    friend bool operator==(const Recovery&, const Recovery&) = default;
};

// `lost` are the fund's and the lender's losses not yet recovered.
Recovery recovered(std::int64_t receipt_minor, std::int64_t lost_fund, std::int64_t lost_lender);

}  // namespace rmbsim::sim::finance

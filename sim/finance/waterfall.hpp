// Claims of a lender, and the order in which money that comes in pays them.
//
// Units       minor units of one currency, each claim >= 0
// Invariants  paid + remainder = receipt, to the unit; a tranche is paid only when all before it are
//             paid in full; no claim is paid twice or beyond itself
// Source      settlement-rules §13: fees, advance principal, financing fee or interest, remainder to merchant
#pragma once

#include <cstdint>

#include "sim/finance/facility_terms.hpp"

namespace rmbsim::sim::finance {

struct Claims {
    std::int64_t fees = 0, principal = 0, interest = 0;

    std::int64_t total() const { return fees + principal + interest; }
    std::int64_t& of(Tranche tranche);
    std::int64_t of(Tranche tranche) const;
    Claims& operator+=(const Claims& other);
    Claims& operator-=(const Claims& other);
    friend bool operator==(const Claims&, const Claims&) = default;
};

struct Distribution {
    Claims paid = {};
    std::int64_t remainder_minor = 0;  // >= 0: nobody here has a claim on it
    friend bool operator==(const Distribution&, const Distribution&) = default;
};

Distribution distribute(std::int64_t receipt_minor, const Claims& owed,
                        const WaterfallOrder& order);  // receipt >= 0

}  // namespace rmbsim::sim::finance

#include "sim/finance/waterfall.hpp"

#include <algorithm>
#include <cstdint>
#include <source_location>

#include "ledger/contract.hpp"
#include "sim/finance/facility_terms.hpp"

namespace rmbsim::sim::finance {

std::int64_t& Claims::of(Tranche tranche) {
    switch (tranche) {
        case Tranche::fees:
            return fees;
        case Tranche::principal:
            return principal;
        case Tranche::interest:
            return interest;
    }
    ledger::break_contract("tranche is one of its enumerators", std::source_location::current());
}

std::int64_t Claims::of(Tranche tranche) const {
    Claims copy = *this;
    return copy.of(tranche);
}

Claims& Claims::operator+=(const Claims& other) {
    fees += other.fees;
    principal += other.principal;
    interest += other.interest;
    return *this;
}

Claims& Claims::operator-=(const Claims& other) {
    fees -= other.fees;
    principal -= other.principal;
    interest -= other.interest;
    return *this;
}

Distribution distribute(std::int64_t receipt_minor, const Claims& owed,
                        const WaterfallOrder& order) {
    ledger::expects(receipt_minor >= 0, "a receipt is not negative");
    Distribution result{.remainder_minor = receipt_minor};
    for (const Tranche tranche : order) {
        const std::int64_t paid = std::min(result.remainder_minor, owed.of(tranche));
        result.paid.of(tranche) = paid;
        result.remainder_minor -= paid;
    }
    return result;
}

}  // namespace rmbsim::sim::finance

#include "sim/pool/method.hpp"

#include <algorithm>
#include <cstdint>
#include <source_location>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

std::int64_t percent_of(const ledger::Rate& percent, std::int64_t minor) {
    return ledger::fitting(
        ledger::to_whole(ledger::Decimal(minor) * percent, ledger::Rounding::floor),
        "a share of a balance");
}

std::int64_t target_wish(const LinkSpec& link, std::int64_t child) {
    // Deficit to zero: an overdrawn account is brought to zero only; note the jump there.
    if (link.deficit == DeficitRule::to_zero && child < 0) return child;
    return saturating_subtract(child, link.target_minor);
}

}  // namespace

std::int64_t saturating_subtract(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) return a < b ? INT64_MIN + 1 : INT64_MAX;
    return std::max(difference, INT64_MIN + 1);  // its negation fits too
}

std::int64_t retained(const LinkSpec& link) {
    switch (link.method) {
        case SweepMethod::target:
            return link.target_minor;
        case SweepMethod::collar:
            return link.collar_minor;
        case SweepMethod::range:
            return link.upper_minor;
        case SweepMethod::return_band:
            return link.return_minor;
        case SweepMethod::zero_balance:
        case SweepMethod::threshold:
        case SweepMethod::fixed:
        case SweepMethod::percentage:
        case SweepMethod::cover_overdraft:
        case SweepMethod::fill_to_minimum:
            return 0;
    }
    ledger::break_contract("method is one of its enumerators", std::source_location::current());
}

std::int64_t wish_of(const LinkSpec& link, std::int64_t child, std::int64_t header) {
    if (child < 0 && child == INT64_MIN) child = INT64_MIN + 1;
    switch (link.method) {
        case SweepMethod::zero_balance:
            return child;
        case SweepMethod::target:
            return target_wish(link, child);
        case SweepMethod::threshold:
            return child < 0 || child >= link.threshold_minor ? child : 0;
        case SweepMethod::fixed:
            if (child < 0) return child;  // a deficit is funded whole: F is ignored
            return child >= link.fixed_minor ? link.fixed_minor : 0;
        case SweepMethod::percentage:
            return child < 0 ? child : percent_of(link.percent, child);
        case SweepMethod::collar:
            if (child < 0) return child;
            return child >= link.threshold_minor ? saturating_subtract(child, link.collar_minor)
                                                 : 0;
        case SweepMethod::range:
            if (child > link.upper_minor) return saturating_subtract(child, link.upper_minor);
            return child < link.lower_minor ? saturating_subtract(child, link.lower_minor) : 0;
        case SweepMethod::cover_overdraft:
            if (child < 0) return child;
            return header < 0 ? std::min(child, saturating_subtract(0, header)) : 0;
        case SweepMethod::fill_to_minimum:
            return child < link.lower_minor ? saturating_subtract(child, link.lower_minor) : 0;
        case SweepMethod::return_band:
            return child >= link.upper_minor || child <= link.lower_minor
                       ? saturating_subtract(child, link.return_minor)
                       : 0;
    }
    ledger::break_contract("method is one of its enumerators", std::source_location::current());
}

}  // namespace rmbsim::sim

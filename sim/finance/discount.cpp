#include "sim/finance/discount.hpp"

#include <algorithm>
#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/rounding.hpp"
#include "sim/finance/share.hpp"

namespace rmbsim::sim::finance {

EarlyPayment paid_early(std::int64_t minor, const ledger::Rate& annual, Span early,
                        ledger::DayCount day_count) {
    ledger::expects(minor >= 0 && !annual.is_negative(), "a payable and its discount are above 0");
    if (early.from >= early.to) return {.paid_minor = minor};
    const ledger::Rate share = annual * ledger::year_fraction(early.from, early.to, day_count);
    const std::int64_t discount =
        share >= ledger::Rate{1} ? minor : share_of(share, minor, ledger::Rounding::half_up);
    return {.paid_minor = minor - discount, .discount_minor = discount};
}

ledger::Rate annual_cost(const ledger::Rate& discount, std::uint32_t days, std::uint32_t basis) {
    ledger::expects(!discount.is_negative() && discount < ledger::Rate{1} && days > 0,
                    "a discount is a part of the price for days gained");
    return discount * ledger::Rate{basis} / ((ledger::Rate{1} - discount) * ledger::Rate{days});
}

}  // namespace rmbsim::sim::finance

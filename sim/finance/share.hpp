// A share of an amount, in whole minor units.
//
// Errors      an amount beyond int64 ends the run (ledger::AmountOverflow)
#pragma once

#include <cstdint>

#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::sim::finance {

inline std::int64_t share_of(const ledger::Rate& share, std::int64_t minor,
                             ledger::Rounding rounding) {
    return ledger::fitting(ledger::to_whole(share * ledger::Decimal(minor), rounding),
                           "a share of a receivable");
}

}  // namespace rmbsim::sim::finance

// What a structure costs apart from its daily running, and how long it is meant to last.
//
// Units       minor units of the reporting currency; the rate a year
// Source      pooling-practice §20 RoI of structure, Payback, NPV
#pragma once

#include <cstdint>

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

struct StructureCosts {
    std::int64_t set_up_minor = 0;  // once, > 0: agreements, systems, advice
    std::int64_t yearly_minor = 0;  // of running it, beside the bank's fees
    ledger::Rate discount_rate = 0;
    std::uint32_t years = 5;  // over which it is judged
};

}  // namespace rmbsim::sim

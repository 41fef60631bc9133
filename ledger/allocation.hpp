// Splits that sum exactly: floor every share, then one minor unit each to the largest remainders.
//
// Invariants  the parts sum to `total`; a part differs from its exact share by less than one unit;
//             ties go to the lower index, so two runs agree
// Errors      no weight, a negative one or all zero is a broken contract
// Source      largest remainder (Hamilton); pooling-practice §13.4
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/int128.hpp"

namespace rmbsim::ledger {

std::vector<std::int64_t> allocate(std::int64_t total_minor, std::span<const Int128> weights);

}  // namespace rmbsim::ledger

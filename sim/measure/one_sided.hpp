// The longest stretch of days on which a position keeps one sign: what authorities may call a loan.
//
// Source      pooling-practice §20 Structural balances
#pragma once

#include <cstdint>
#include <span>

#include "ledger/int128.hpp"

namespace rmbsim::sim {

struct OneSided {
    std::int64_t days = 0;
    ledger::Int128 least = 0;  // of the stretch, nearest to zero, with its sign
};

// Of equally long stretches the first; a day at zero ends a stretch.
OneSided longest_one_sided(std::span<const ledger::Int128> closings);

}  // namespace rmbsim::sim

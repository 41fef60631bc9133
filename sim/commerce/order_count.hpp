// How many orders a day brings to a small store: Poisson, by a table of integers.
//
// Table       cumulative shares of 2^32, each cut down; made of exact decimals (e^-λ by its series to 50
//             digits), so that it is the same on every machine
// Range       0 < λ <= 64; the last entry holds what is left of the tail
// Source      docs/calibration.md
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

class PoissonCount {
  public:
    explicit PoissonCount(const ledger::Decimal& mean);
    std::uint32_t of(std::uint32_t uniform) const;  // uniform over 32 bits

  private:
    std::vector<std::uint32_t> below_;  // below_[n]: draws under it bring at most n
};

}  // namespace rmbsim::sim

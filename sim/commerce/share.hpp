// A share of amounts, ready to be taken of millions of them: half up, to the minor unit.
//
// Cost        one 128-bit multiplication where the share has nine decimals or fewer, else a Decimal's
// Errors      what leaves 64 bits is AmountOverflow
#pragma once

#include <cstdint>

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

class Share {
  public:
    explicit Share(const ledger::Rate& rate = ledger::Rate(0));  // 0 to 1

    std::int64_t of(std::int64_t minor) const;  // minor >= 0
    bool is_zero() const { return rate_ == ledger::Rate(0); }

  private:
    ledger::Rate rate_;
    std::int64_t billionths_ = -1;  // -1: the share has more decimals
};

// A chance with six decimals, as parts of a million; a share of more decimals is cut.
std::uint32_t per_million(const ledger::Rate& rate);

}  // namespace rmbsim::sim

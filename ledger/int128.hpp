// 128-bit integers: totals across books, balance × days.
#pragma once

namespace rmbsim::ledger {

__extension__ typedef __int128 Int128;

}  // namespace rmbsim::ledger

// How far each limit was used, day by day, and when it bound.
//
// Units       minor units of the limit's currency
#pragma once

#include <vector>

#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

// `days` of one limit, from `from` to `to`.
LimitResult limit_result(const LimitRow& row, const std::vector<LimitDay>& limit_days,
                         ledger::ValueDate from, ledger::ValueDate to);

}  // namespace rmbsim::sim

// Indicators of cash by company and group: idle, borrowed, offset, concentrated, one-sided.
//
// Reads       closing balances per day of 1002, 2001, 2501 and 1221; buffers of LinkRow
// Units       reporting currency at each day's mid rate; a mean over calendar days is rounded once,
//             half_even. What adds up (idle beyond buffers, overdraft days, mean borrowing, opportunity
//             cost) is the group's as the sum of its companies; the rest is measured on the group
// Source      pooling-practice §20
#pragma once

#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/movements.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

// `balances` are those of movements.bank_balances().
std::vector<Kpi> cash_kpis(const Directory& directory, const Movements& movements,
                           const MidRates& rates, const std::vector<BalanceSeries>& balances);

}  // namespace rmbsim::sim

// Indicators in money of each company and the group: interest, cost, tax, fees, cash, online store.
//
// Units       reporting currency, rounded once per company and indicator, half_even; the group is the
//             sum of its companies, so the table adds up
// Source      pooling-practice §20
#pragma once

#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/measure/movements.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

struct MoneyKpis {
    std::vector<Kpi> group, companies;
};

MoneyKpis money_kpis(const Directory& directory, const Movements& movements,
                     const std::vector<BalanceSeries>& balances);

}  // namespace rmbsim::sim

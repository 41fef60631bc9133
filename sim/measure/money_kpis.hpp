// Indicators in money of each company and the group: interest, cost, tax, fees, cash, online store.
//
// Units       reporting currency, rounded once per company and indicator, half_even; the group is the
//             sum of its companies, so the table adds up
// Hedges      their result, by book, is in net_result: who hedges gives up the spot price at maturity,
//             at which the unhedged flow is counted, so without it a hedge would show its costs alone
// Source      pooling-practice §20
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/measure/movements.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

struct MoneyKpis {
    std::vector<Kpi> group, companies;
};

MoneyKpis money_kpis(const Directory& directory, const Movements& movements,
                     const std::vector<BalanceSeries>& balances,
                     const std::map<std::uint32_t, std::int64_t>& hedge_results);

}  // namespace rmbsim::sim

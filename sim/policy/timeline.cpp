#include "sim/policy/timeline.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/time.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

std::string_view name_of(Sector sector) {
    constexpr std::array<std::string_view, 6> names{"unspecified",         "manufacturing",
                                                    "finance_company",     "real_estate",
                                                    "government_platform", "bank"};
    return names.at(static_cast<std::size_t>(sector));
}

const Regime* regime_on(const Scenario& scenario, ledger::ValueDate date) {
    const Regime* found = scenario.regime ? &*scenario.regime : nullptr;
    for (const RegimeChange& change : scenario.regime_changes)
        if (change.from <= date) found = &change.regime;
    return found;
}

const Regime* regime_of(const Scenario& scenario, const PoolSpec& pool, ledger::ValueDate date) {
    return pool.regime ? &*pool.regime : regime_on(scenario, date);
}

std::vector<const Regime*> regimes_of(const Scenario& scenario, const PoolSpec& pool) {
    if (pool.regime) return {&*pool.regime};
    std::vector<const Regime*> regimes;
    if (scenario.regime) regimes.push_back(&*scenario.regime);
    for (const RegimeChange& change : scenario.regime_changes) regimes.push_back(&change.regime);
    return regimes;
}

bool continues(const Scenario& scenario, std::uint32_t later, std::uint32_t earlier) {
    std::size_t steps = 0;
    while (later != earlier && later != no_index && steps++ <= scenario.pools.size())
        later = scenario.pools[later].succeeds;
    return later == earlier;
}

bool governs(const Scenario& scenario, const PoolSpec& pool, const Regime& regime,
             ledger::ValueDate date) {
    return regime.in_force(date) && regime.covers(scenario.entities[pool.host].area, date);
}

bool counts_each_entity(const Regime& regime) {
    return std::ranges::any_of(
        regime.quotas, [](const QuotaRule& rule) { return rule.scope == QuotaScope::entity; });
}

}  // namespace rmbsim::sim

// Which regime governs a pool on a day, and which pools are one filing after another.
//
// Lookup      by the date that decides (pool-rules §1 rule 1); where trade date and value date lie in
//             different regimes, the later one decides (§11.17)
// Invariants  regime_changes ascend; a pool never succeeds itself, directly or through others
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

// nullptr: the scenario has no regime.
const Regime* regime_on(const Scenario& scenario, ledger::ValueDate date);
// The pool's own where it has one.
const Regime* regime_of(const Scenario& scenario, const PoolSpec& pool, ledger::ValueDate date);
// All that the pool is under during the run, in order.
std::vector<const Regime*> regimes_of(const Scenario& scenario, const PoolSpec& pool);

// Whether `later` is `earlier` or comes after it in a chain of filings (`succeeds`).
bool continues(const Scenario& scenario, std::uint32_t later, std::uint32_t earlier);

// In force on the date, in the area of the pool's host; an area that is not said is not judged.
bool governs(const Scenario& scenario, const PoolSpec& pool, const Regime& regime,
             ledger::ValueDate date);

// Whether any quota of the regime counts companies one by one, outside a pool (solo links).
bool counts_each_entity(const Regime& regime);

}  // namespace rmbsim::sim

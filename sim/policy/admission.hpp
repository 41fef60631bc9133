// The regime's admission test (准入): which of its checks a group fails, and by which document.
#pragma once

#include <string>
#include <vector>

#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct FailedCheck {
    const EligibilityCheck* check = nullptr;
    bool fact_given = false;
    ledger::Decimal found = 0;
};

// `members_count` is counted, not believed; a fact that is not given fails its check.
std::vector<FailedCheck> failed_checks(const Regime& regime, const PoolSpec& pool);

}  // namespace rmbsim::sim

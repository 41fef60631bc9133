#include "sim/policy/admission.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

std::optional<ledger::Decimal> fact(const PoolSpec& pool, const std::string& name) {
    if (name == "members_count")
        return ledger::Decimal(static_cast<std::int64_t>(pool.members.size()));
    const auto at = std::ranges::find(pool.facts, name, &FactValue::name);
    if (at == pool.facts.end()) return std::nullopt;
    return at->value;
}

bool holds(const EligibilityCheck& check, const ledger::Decimal& value) {
    switch (check.comparison) {
        case Comparison::at_least:
            return value >= check.value;
        case Comparison::equal:
            return value == check.value;
        case Comparison::at_most:
            return value <= check.value;
    }
    return false;
}

}  // namespace

std::vector<FailedCheck> failed_checks(const Regime& regime, const PoolSpec& pool) {
    std::vector<std::string> open, closed;  // ways in, by their name
    std::vector<FailedCheck> failed;
    for (const EligibilityCheck& check : regime.eligibility) {
        const auto value = fact(pool, check.fact);
        const bool met = value && holds(check, *value);
        if (!check.alternative.empty()) (met ? open : closed).push_back(check.alternative);
        if (met) continue;
        failed.push_back({.check = &check,
                          .fact_given = value.has_value(),
                          .found = value.value_or(ledger::Decimal(0))});
    }
    const auto is_closed = [&](const std::string& way) {
        return std::ranges::find(closed, way) != closed.end();
    };
    if (!std::ranges::all_of(open, is_closed))  // one way is open: the others need not be
        std::erase_if(failed, [](const FailedCheck& f) { return !f.check->alternative.empty(); });
    return failed;
}

}  // namespace rmbsim::sim

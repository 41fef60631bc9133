#include "sim/policy/equity.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

// Of one company over all its pools of that day.
Decimal pooled_share(const EquityQuestion& q, std::uint32_t entity, bool debt) {
    Decimal share = 0;
    if (q.pools == nullptr) return share;
    for (const PoolSpec& pool : *q.pools) {
        if (!pool.in_force.holds(q.on)) continue;
        for (const MemberSpec& member : pool.members)
            if (member.entity == entity && member.policy.in_force.holds(q.on))
                share = share + (debt ? member.foreign_debt_ratio : member.overseas_lending_ratio);
    }
    return share;
}

Decimal pooled_share(Concentration concentration, const MemberSpec& member,
                     const EquityQuestion& q) {
    const auto kept = [&](bool debt) {
        const Decimal left = Decimal(1) - pooled_share(q, member.entity, debt);
        return left < Decimal(0) ? Decimal(0) : left;
    };
    switch (concentration) {
        case Concentration::fd:
            return member.foreign_debt_ratio;
        case Concentration::ol:
            return member.overseas_lending_ratio;
        case Concentration::none:
            return Decimal(1);
        case Concentration::unpooled_fd:
            return kept(true);
        case Concentration::unpooled_ol:
            return kept(false);
    }
    return Decimal(0);
}

}  // namespace

ledger::Money equity_on(const Entity& entity, ledger::ValueDate date) {
    ledger::Money equity = entity.equity;
    for (const EquityStep& step : entity.equity_steps)
        if (step.from <= date) equity = step.equity;
    return equity;
}

Decimal counted_equity(const QuotaRule& rule, const EquityQuestion& q) {
    Decimal base = 0;
    for (const MemberSpec& member : q.pool->members) {
        const Entity& entity = (*q.entities)[member.entity];
        if (q.only != no_index && q.only != member.entity) continue;
        if (entity.jurisdiction != q.domestic_jurisdiction) continue;
        if (!member.policy.in_force.holds(q.on)) continue;
        ledger::Money equity = equity_on(entity, q.on);
        if (equity.minor <= 0) continue;
        ledger::expects(equity.currency == ledger::currency("CNY"),
                        "a domestic member's equity is in CNY");
        if (q.pool->consolidate) equity.minor -= member.policy.stake_in_members.minor;
        if (equity.minor <= 0) continue;
        Decimal counted = ledger::to_decimal(equity) * pooled_share(rule.concentration, member, q);
        if (rule.base == QuotaBase::equity_by_shareholding)
            counted = counted * member.policy.shareholding;
        base = base + counted;
    }
    return base;
}

std::vector<std::string> equity_warnings(const Scenario& scenario) {
    std::vector<std::string> warnings;
    if (!scenario.regime) return warnings;
    for (const PoolSpec& pool : scenario.pools) {
        for (const MemberSpec& member : pool.members) {
            const Entity& entity = scenario.entities[member.entity];
            const std::int64_t minor = equity_on(entity, scenario.to).minor;
            const bool counts = member.foreign_debt_ratio > Decimal(0) ||
                                member.overseas_lending_ratio > Decimal(0);
            if (entity.jurisdiction != scenario.regime->jurisdiction || !counts || minor > 0)
                continue;
            warnings.push_back("member " + entity.id + " of pool " + pool.id + ": its equity is " +
                               (minor == 0 ? "not given" : "negative") +
                               " and counts as 0 (ASSUMPTION)");
        }
    }
    return warnings;
}

}  // namespace rmbsim::sim

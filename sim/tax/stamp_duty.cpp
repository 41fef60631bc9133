#include "sim/tax/stamp_duty.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/interest_tax.hpp"
#include "sim/tax/tax_spec.hpp"

namespace rmbsim::sim {
namespace {

constexpr std::string_view rate_name = "stamp_duty_loan_contract";
constexpr std::string_view between_name = "stamp_duty_between_companies";

bool takes_part(const PoolSpec& pool, std::uint32_t entity) {
    return std::ranges::any_of(pool.members, [&](const MemberSpec& member) {
        return member.entity == entity && is_financial(member.policy.sector);
    });
}

}  // namespace

StampDuty stamp_duty(const Scenario& scenario, const PoolSpec& pool, std::uint32_t one,
                     std::uint32_t other, ledger::ValueDate date) {
    StampDuty duty;
    const Regime* regime = regime_of(scenario, pool, date);
    if (!scenario.tax.stamp_duty || regime == nullptr) return duty;
    const DatedValue* rate = regime->parameter(rate_name, date);
    if (rate == nullptr) return duty;
    if (!takes_part(pool, one) && !takes_part(pool, other)) {
        duty.between_from = regime->parameter(between_name, date);
        if (duty.between_from == nullptr || duty.between_from->value.is_zero()) return duty;
    }
    duty.rate_from = rate;
    duty.rate = rate->value;
    return duty;
}

std::int64_t duty_on(const StampDuty& duty, std::int64_t principal_minor) {
    if (principal_minor <= 0) return 0;
    return ledger::fitting(
        ledger::to_whole(ledger::Decimal(principal_minor) * duty.rate, ledger::Rounding::half_up),
        "a stamp duty");
}

std::vector<TaxParameter> stamp_duty_parameters(const Scenario& scenario) {
    std::vector<TaxParameter> used;
    for (const PoolSpec& pool : scenario.pools)
        for (const ledger::ValueDate date : {scenario.from, scenario.to})
            for (const MemberSpec& one : pool.members)
                for (const MemberSpec& other : pool.members) {
                    const StampDuty duty =
                        stamp_duty(scenario, pool, one.entity, other.entity, date);
                    for (const DatedValue* value : {duty.rate_from, duty.between_from}) {
                        const bool known =
                            std::ranges::find(used, value, &TaxParameter::value) != used.end();
                        if (one.entity != other.entity && value != nullptr && !known)
                            used.push_back(
                                {.regime = regime_of(scenario, pool, date), .value = value});
                    }
                }
    return used;
}

std::vector<std::string> stamp_duty_warnings(const Scenario& scenario) {
    std::vector<std::string> warnings;
    if (!scenario.tax.stamp_duty) return warnings;
    for (const PoolSpec& pool : scenario.pools) {
        const Regime* regime = regime_of(scenario, pool, scenario.from);
        if (regime != nullptr && regime->parameter(rate_name, scenario.from) == nullptr)
            warnings.push_back("pool " + pool.id + ": regime " + regime->id + " has no parameter " +
                               std::string(rate_name) + ", so no stamp duty is charged");
    }
    return warnings;
}

}  // namespace rmbsim::sim

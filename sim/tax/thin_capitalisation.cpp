#include "sim/tax/thin_capitalisation.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
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

using ledger::Decimal;
using ledger::Int128;

constexpr std::string_view general_ratio = "thin_capitalisation_ratio";
constexpr std::string_view financial_ratio = "thin_capitalisation_ratio_financial";

Int128 summed(std::span<const MonthBalances> months) {
    Int128 sum = 0;
    for (const MonthBalances& month : months) sum += Int128{month.first_minor} + month.last_minor;
    return sum;
}

std::int64_t whole(const Decimal& exact) {
    return ledger::fitting(ledger::to_whole(exact, ledger::Rounding::half_up),
                           "interest that is not deductible");
}

}  // namespace

ThinCapitalisation thin_capitalisation(std::span<const MonthBalances> debt,
                                       std::span<const MonthBalances> equity,
                                       std::span<const RelatedInterest> interest,
                                       const Decimal& standard_ratio,
                                       const ledger::Rate& income_tax_rate) {
    ThinCapitalisation result{.debt_minor = summed(debt), .equity_minor = summed(equity)};
    Int128 held = 0;
    for (const RelatedInterest& one : interest)
        if (!one.exempt) held += one.minor;
    if (result.debt_minor <= 0 || held <= 0) return result;
    const Decimal equity_counted =
        Decimal::from_int128(result.equity_minor > 0 ? result.equity_minor : Int128{0});
    const Decimal allowed =
        standard_ratio * equity_counted / Decimal::from_int128(result.debt_minor);
    if (allowed >= Decimal(1)) return result;
    result.disallowed_minor = whole(Decimal::from_int128(held) * (Decimal(1) - allowed));
    result.tax_minor = whole(Decimal(result.disallowed_minor) * income_tax_rate);
    return result;
}

const DatedValue* standard_ratio(const Scenario& scenario, std::uint32_t entity,
                                 ledger::ValueDate date) {
    for (const PoolSpec& pool : scenario.pools) {
        for (const MemberSpec& member : pool.members) {
            if (member.entity != entity) continue;
            const Regime* regime = regime_of(scenario, pool, date);
            if (regime == nullptr) continue;
            return regime->parameter(
                is_financial(member.policy.sector) ? financial_ratio : general_ratio, date);
        }
    }
    return nullptr;
}

// 121号: the second exception holds for interest to related parties on the mainland (RECALLED).
bool is_exempt(const Scenario& scenario, const ThinCapitalisationSpec& borrower,
               std::uint32_t lender) {
    if (borrower.arms_length_proof) return true;
    const auto& companies = scenario.tax.thin_capitalisation;
    const auto listed = std::ranges::find(companies, lender, &ThinCapitalisationSpec::entity);
    return listed != companies.end() &&
           scenario.entities[lender].jurisdiction ==
               scenario.entities[borrower.entity].jurisdiction &&
           borrower.income_tax_rate <= listed->income_tax_rate;
}

std::vector<TaxParameter> thin_capitalisation_parameters(const Scenario& scenario) {
    std::vector<TaxParameter> used;
    for (const ThinCapitalisationSpec& company : scenario.tax.thin_capitalisation) {
        for (const PoolSpec& pool : scenario.pools) {
            const Regime* regime = regime_of(scenario, pool, scenario.to);
            const DatedValue* value = standard_ratio(scenario, company.entity, scenario.to);
            const bool known = std::ranges::find(used, value, &TaxParameter::value) != used.end();
            if (regime != nullptr && value != nullptr && !known &&
                regime->parameter(value->name, scenario.to) == value)
                used.push_back({.regime = regime, .value = value});
        }
    }
    return used;
}

std::vector<std::string> thin_capitalisation_warnings(const Scenario& scenario) {
    std::vector<std::string> warnings;
    if (scenario.pools.empty()) return warnings;
    for (const ThinCapitalisationSpec& company : scenario.tax.thin_capitalisation)
        if (standard_ratio(scenario, company.entity, scenario.to) == nullptr)
            warnings.push_back("thin capitalisation of " + scenario.entities[company.entity].id +
                               ": its regime has no parameter " + std::string(general_ratio) +
                               ", so nothing is disallowed");
    return warnings;
}

}  // namespace rmbsim::sim

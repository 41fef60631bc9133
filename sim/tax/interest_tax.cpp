#include "sim/tax/interest_tax.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/tax_spec.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

constexpr std::string_view withholding_name = "withholding_tax_interest";
constexpr std::string_view vat_name = "vat_interest";

const DatedValue* withholding_parameter(const Regime& regime, std::string_view payee,
                                        ledger::ValueDate date) {
    std::string country;
    for (const char c : payee)
        country += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const std::string treaty = std::string(withholding_name) + "_" + country + "_treaty";
    for (const std::string& name : {treaty, treaty + "_other", std::string(withholding_name)})
        if (const DatedValue* value = regime.parameter(name, date)) return value;
    return nullptr;
}

std::int64_t tax_minor(const Decimal& exact) {
    return ledger::fitting(ledger::to_whole(exact, ledger::Rounding::half_up), "a tax");
}

}  // namespace

InterestTax interest_tax(const Scenario& scenario, const PoolSpec& pool, std::uint32_t payer,
                         std::uint32_t payee, ledger::ValueDate date) {
    const TaxSpec& spec = scenario.tax;
    const std::string &from = scenario.entities[payer].jurisdiction,
                      &to = scenario.entities[payee].jurisdiction;
    const Regime* regime = regime_of(scenario, pool, date);
    const bool payer_home = regime != nullptr && from == regime->jurisdiction;
    const bool payee_home = regime != nullptr && to == regime->jurisdiction;
    InterestTax tax;
    if (payer_home && payee_home) {
        tax.vat = spec.domestic_vat;
        tax.surcharge = spec.surcharge;
        tax.payee_owes_vat = true;
        return tax;
    }
    tax.gross_up = spec.gross_up;
    if (payer_home) {
        tax.vat = pool.vat;
        if (!pool.states_vat && spec.stated) {
            tax.vat_from = regime->parameter(vat_name, date);
            if (tax.vat_from != nullptr) tax.vat = tax.vat_from->value;
        }
    }
    if (payer_home && (pool.states_withholding || !spec.stated)) {
        tax.withholding = pool.withholding_tax;
        return tax;
    }
    if (!spec.stated || from == to) return tax;
    const auto route = std::ranges::find_if(spec.withholding, [&](const WithholdingRoute& r) {
        return r.payer == from && r.payee == to;
    });
    if (route != spec.withholding.end()) {
        tax.withholding = route->rate;
    } else if (payer_home) {
        tax.withholding_from = withholding_parameter(*regime, to, date);
        if (tax.withholding_from != nullptr) tax.withholding = tax.withholding_from->value;
    }
    return tax;
}

TaxedInterest taxed(std::int64_t contract_minor, const InterestTax& tax) {
    ledger::expects(tax.withholding < Decimal(1), "a withholding tax takes less than everything");
    const Decimal before_vat = Decimal(contract_minor) / (Decimal(1) + tax.vat);
    const std::int64_t vat = tax_minor(before_vat * tax.vat);
    TaxedInterest result{.gross_minor = contract_minor};
    if (tax.payee_owes_vat) {
        result.own_vat_minor = vat + tax_minor(Decimal(vat) * tax.surcharge);
        return result;
    }
    const Decimal withheld = before_vat * tax.withholding;
    const std::int64_t withholding =
        tax_minor(tax.gross_up ? withheld / (Decimal(1) - tax.withholding) : withheld);
    if (tax.gross_up) result.gross_minor += withholding;
    result.withheld_minor = vat + withholding;
    return result;
}

std::vector<TaxParameter> tax_parameters(const Scenario& scenario) {
    std::vector<TaxParameter> used;
    if (!scenario.tax.stated) return used;
    for (const PoolSpec& pool : scenario.pools) {
        if (pool.cross_border_terms == no_index) continue;
        for (const ledger::ValueDate date : {scenario.from, scenario.to})
            for (const MemberSpec& payer : pool.members)
                for (const MemberSpec& payee : pool.members) {
                    const InterestTax tax =
                        interest_tax(scenario, pool, payer.entity, payee.entity, date);
                    for (const DatedValue* value : {tax.vat_from, tax.withholding_from}) {
                        const bool known =
                            std::ranges::find(used, value, &TaxParameter::value) != used.end();
                        if (value != nullptr && !known)
                            used.push_back(
                                {.regime = regime_of(scenario, pool, date), .value = value});
                    }
                }
    }
    return used;
}

std::vector<std::string> tax_warnings(const Scenario& scenario) {
    std::vector<std::string> warnings;
    for (const WithholdingRoute& route : scenario.tax.withholding)
        if (!is_confirmed(route.mark))
            warnings.push_back("withholding tax " + route.payer + " to " + route.payee + " = " +
                               route.rate.to_text() + " (" + route.document + ") is " +
                               std::string(name_of(route.mark)) + ": unconfirmed");
    if (!scenario.tax.stated) return warnings;
    for (const PoolSpec& pool : scenario.pools) {
        const Regime* regime = regime_of(scenario, pool, scenario.from);
        const bool silent = regime != nullptr && !pool.states_withholding &&
                            pool.cross_border_terms != no_index &&
                            regime->parameter(withholding_name, scenario.from) == nullptr;
        if (silent)
            warnings.push_back("pool " + pool.id + ": regime " + regime->id + " has no parameter " +
                               std::string(withholding_name) +
                               ", so routes that are not listed withhold nothing");
    }
    return warnings;
}

}  // namespace rmbsim::sim

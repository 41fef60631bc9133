// Taxes on one payment of interest between two companies of the group.
//
// Amounts     the contract's interest I includes VAT: VAT = I/(1+v) × v, withholding = I/(1+v) × τ, each
//             rounded half_up; net = I - VAT - withholding
// Gross-up    the payer adds the withholding tax, I/(1+v) × τ/(1-τ), so that the payee loses VAT only
// Domestic    both on the mainland: the payee owes VAT on its income, and surcharges on that VAT
// Which rate  the pool's own number; else the scenario's route; else the regime's parameter of the payee's
//             country (…_hk_treaty, …_sg_treaty_other), else its general one
// Source      pool-rules §9 (formulas RECALLED); pooling-practice §13.5
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/tax_spec.hpp"

namespace rmbsim::sim {

struct InterestTax {
    ledger::Rate vat = 0, withholding = 0, surcharge = 0;
    bool gross_up = false;
    bool payee_owes_vat = false;                   // domestic; else the payer withholds it
    const DatedValue* vat_from = nullptr;          // the regime's parameters that decided
    const DatedValue* withholding_from = nullptr;  // (nullptr: the scenario's own number)
    bool any() const { return !vat.is_zero() || !withholding.is_zero(); }
};

InterestTax interest_tax(const Scenario& scenario, const PoolSpec& pool, std::uint32_t payer,
                         std::uint32_t payee, ledger::ValueDate date);

struct TaxedInterest {                // minor units
    std::int64_t gross_minor = 0;     // what the payer owes in all
    std::int64_t withheld_minor = 0;  // of it: to the tax office, by the payer
    std::int64_t own_vat_minor = 0;   // what the payee owes for itself
    std::int64_t net_minor() const { return gross_minor - withheld_minor; }
};
TaxedInterest taxed(std::int64_t contract_minor, const InterestTax& tax);

// Parameters of the regime that the taxes of this scenario's pools may use, for its report.
struct TaxParameter {
    const Regime* regime = nullptr;
    const DatedValue* value = nullptr;
};
std::vector<TaxParameter> tax_parameters(const Scenario& scenario);

// Routes whose rate nobody has confirmed, and regimes that know none.
std::vector<std::string> tax_warnings(const Scenario& scenario);

}  // namespace rmbsim::sim

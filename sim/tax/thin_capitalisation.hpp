// Interest on related-party debt above a multiple of equity is not deductible (资本弱化).
//
// Ratio       actual = Σ over months of related debt ÷ Σ of equity, each month the mean of its first and
//             last balance; the whole debt to related lenders counts
// Disallowed  interest × max(0, 1 - standard / actual), rounded half_up once a company and year; no equity:
//             all of it
// Exempt      a lender at arm's length by the company's proof, or on the mainland and not taxed lower than
//             the borrower; its interest stays deductible, its loans still count in the ratio
// Source      pool-rules §9: 财税〔2008〕121号 (VERIFIED-2 [69]); monthly means and the formula RECALLED
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/interest_tax.hpp"

namespace rmbsim::sim {

struct MonthBalances {  // of debt, or of equity, in minor units of the reporting currency
    std::int64_t first_minor = 0, last_minor = 0;
};

struct RelatedInterest {
    std::int64_t minor = 0;
    bool exempt = false;
};

struct ThinCapitalisation {
    ledger::Int128 debt_minor = 0, equity_minor = 0;  // summed over months, twice
    std::int64_t disallowed_minor = 0, tax_minor = 0;
};

ThinCapitalisation thin_capitalisation(std::span<const MonthBalances> debt,
                                       std::span<const MonthBalances> equity,
                                       std::span<const RelatedInterest> interest,
                                       const ledger::Decimal& standard_ratio,
                                       const ledger::Rate& income_tax_rate);

// The company's standard ratio on a day, by its sector in the pools; nullptr: its regime has none.
const DatedValue* standard_ratio(const Scenario& scenario, std::uint32_t entity,
                                 ledger::ValueDate date);
// Whether interest to that lender stays deductible whatever the ratio.
bool is_exempt(const Scenario& scenario, const ThinCapitalisationSpec& borrower,
               std::uint32_t lender);

// Parameters that decide here, for the run's report; and regimes that know none.
std::vector<TaxParameter> thin_capitalisation_parameters(const Scenario& scenario);
std::vector<std::string> thin_capitalisation_warnings(const Scenario& scenario);

}  // namespace rmbsim::sim

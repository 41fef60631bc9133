// Rows of the catalogue, by what they tell of; see catalogue.hpp.
#pragma once

#include <span>

#include "sim/measure/catalogue.hpp"

namespace rmbsim::sim {

std::span<const KpiEntry> result_entries();      // what it earned and cost
std::span<const KpiEntry> difference_entries();  // against a baseline
std::span<const KpiEntry> cash_entries();        // idle, borrowed, trapped
std::span<const KpiEntry> activity_entries();    // sweeps, limits, payments
std::span<const KpiEntry> exchange_entries();    // currency, hedges, netting, on behalf, stores
std::span<const KpiEntry> finance_entries();     // receivables lent on
std::span<const KpiEntry> settlement_entries();  // payment systems
std::span<const KpiEntry> commerce_entries();    // online selling
std::span<const KpiEntry> export_entries();      // export VAT refunds

}  // namespace rmbsim::sim

// Everything that the page shows, as one JSON text: the page's script reads nothing else.
//
// Money       exact text; series for charts are whole minor units, which a browser keeps exactly
// Escaping    no '<' in it, so it cannot end the element it stands in
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "adapters/report/report.hpp"

namespace rmbsim::adapters {

std::string island(const ReportInput& input, Language default_language);

// Its parts, each one section of the page.
nlohmann::ordered_json cash_part(const ReportVariant& variant);
nlohmann::ordered_json limits_part(const ReportVariant& variant);
nlohmann::ordered_json figures_part(const ReportInput& input);
nlohmann::ordered_json formulas_part(const ReportInput& input);
nlohmann::ordered_json structure_part(const ReportVariant& variant);
nlohmann::ordered_json decisions_part(const ReportVariant& variant);
// Netting cycles, payments on behalf, hedges and refusals of one variant.
nlohmann::ordered_json treasury_part(const ReportVariant& variant);
// Payment systems of one variant, and a bank's variants side by side; null for others.
nlohmann::ordered_json settlement_part(const ReportVariant& variant);
nlohmann::ordered_json settlement_ranking_part(const ReportInput& input);
// Those that decided something in any variant, each once, with the variants that it ruled.
nlohmann::ordered_json parameters_part(const ReportInput& input);
// Structures side by side; null for fewer than three.
nlohmann::ordered_json structures_part(const ReportInput& input);
// Per variant what a chosen one shows: figures, limits, links; null for the candidate and the baseline.
nlohmann::ordered_json views_part(const ReportInput& input);
// Of the candidate's net benefit; null with one history.
nlohmann::ordered_json interval_part(const ReportInput& input);

}  // namespace rmbsim::adapters

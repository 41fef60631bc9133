// Figures as exact decimal text: differences, percentages, grouping of digits, and prose with three
// significant digits. No binary floating point.
//
// Range       values that fit int64 minor units; a difference beyond it has no text
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/report/report.hpp"

namespace rmbsim::adapters {

struct Exact {  // minor × 10^-decimals
    std::int64_t minor = 0;
    int decimals = 0;
};

std::optional<Exact> parse_exact(
    std::string_view text);                        // "-12.30"; nothing else but digits and a point
std::string plain(Exact value);                    // "-12.30"
std::string grouped(std::string_view plain_text);  // "-1,234.50"
std::string grouped_signed(std::string_view plain_text);  // "+1,234.50"; zero has no sign
std::optional<Exact> minus(Exact left, Exact right);

// Change from before to after in per cent with one decimal, "-70.9"; nothing where before is zero.
std::optional<std::string> percent_change(Exact before, Exact after);
// part of whole in per cent with one decimal, "22.4"; "0.0" where whole is not positive.
std::string percent_of(std::int64_t part, std::int64_t whole);

// Three significant digits: "CNY 1.84 m", "184万元".
std::string in_prose(Exact value, std::string_view currency, Language language);

struct Figure {  // one KPI of one entity, before (baseline) and after (candidate)
    std::string name, entity, unit;
    std::optional<std::string> before, after, difference;
    const sim::Kpi* kpi = nullptr;  // the candidate's, else the baseline's; for formula and source
};

const sim::RunResult& candidate_of(const ReportInput& input);
const sim::RunResult* baseline_of(const ReportInput& input);
std::optional<Figure> figure_of(const ReportInput& input, std::string_view name,
                                std::string_view entity);
std::vector<Figure> all_figures(const ReportInput& input);  // the candidate's order

struct EntityName {
    std::string id, en, zh, jurisdiction;
};
std::vector<EntityName> entities_of(const ReportInput& input);  // companies, the scenario's order
EntityName entity_named(const ReportInput& input, const std::string& id);

std::vector<Figure> worse_off(const ReportInput& input);  // net_benefit below zero, worst first

}  // namespace rmbsim::adapters

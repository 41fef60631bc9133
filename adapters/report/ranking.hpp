// The structures of a comparison in the order of what they earn: what the terminal and the page say of each.
//
// Shown       from three structures on; of two the table of before, after and difference says more
// Figures     differences against the baseline, or levels where there is none; texts as in the result
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

struct RankedStructure {
    std::size_t variant = 0, rank = 0;
    bool is_baseline = false;
    std::optional<std::string> net;             // net benefit; without a baseline the net result
    std::optional<sim::IntervalText> interval;  // of `net`
    std::vector<std::optional<std::string>> components;  // as ranked_components
    std::optional<std::string> idle;                     // level
    const sim::LimitResult* tightest = nullptr;          // that cut most sweeps; null: none bound
    std::size_t losers = 0;
};
inline constexpr std::string_view ranked_components[] = {"interest_net", "fx_cost", "tax_cost",
                                                         "bank_fees"};

bool has_ranking(const ReportInput& input);
sim::VariantComparison comparison_of(const ReportInput& input);
std::vector<RankedStructure> ranked_structures(const ReportInput& input);  // the best first

// The interval of a difference against the baseline, or of the level where there is none.
const sim::IntervalText* interval_of(const ReportInput& input, std::size_t variant,
                                     std::string_view kpi, std::string_view entity);

// Lines of at most `width` columns in the coarsest unit that is needed: cents, thousands, millions.
std::vector<std::string> ranking_lines(const ReportInput& input, Language language, int width);

// "2,165,430 ±243" in whole units: an interval bears no more digits in prose.
std::string mean_and_half_width(const sim::IntervalText& interval);

std::string break_even_sentence(const sim::BreakEvenFinding& found, const ReportInput& input,
                                Language language);

}  // namespace rmbsim::adapters

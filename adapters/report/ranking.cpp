#include "adapters/report/ranking.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "adapters/report/figures.hpp"
#include "adapters/report/labels.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

std::optional<std::string> level_of(const sim::RunResult& result, std::string_view kpi) {
    const sim::Kpi* found = sim::find_kpi(result, kpi, "group");
    return found == nullptr ? std::nullopt : std::optional(found->value);
}

std::optional<std::string> against_baseline(const ReportInput& input, std::size_t variant,
                                            std::string_view kpi) {
    const auto level = level_of(*input.variants[variant].result, kpi);
    if (!level || !input.baseline) return level;
    const auto before = level_of(*input.variants[*input.baseline].result, kpi);
    return before ? sim::difference_of(*level, *before) : std::nullopt;
}

const sim::LimitResult* tightest_of(const sim::RunResult& result) {
    const sim::LimitResult* tightest = nullptr;
    for (const sim::LimitResult& limit : result.limits)
        if (limit.cuts > 0 && (tightest == nullptr || limit.cuts > tightest->cuts))
            tightest = &limit;
    return tightest;
}

}  // namespace

bool has_ranking(const ReportInput& input) { return input.variants.size() >= 3; }

sim::VariantComparison comparison_of(const ReportInput& input) {
    std::vector<const sim::RunResult*> results;
    for (const ReportVariant& variant : input.variants) results.push_back(variant.result);
    return sim::compare_results(results, input.baseline);
}

const sim::IntervalText* interval_of(const ReportInput& input, std::size_t variant,
                                     std::string_view kpi, std::string_view entity) {
    const auto* found = sim::find_interval(input.variants.at(variant).intervals, kpi, entity);
    if (found == nullptr) return nullptr;
    if (!input.baseline) return &found->level;
    return found->difference ? &*found->difference : nullptr;
}

std::vector<RankedStructure> ranked_structures(const ReportInput& input) {
    const sim::VariantComparison comparison = comparison_of(input);
    std::vector<RankedStructure> all;
    for (const std::size_t variant : comparison.ranking) {
        const sim::Standing& standing = comparison.standings[variant];
        RankedStructure row{.variant = variant,
                            .rank = standing.rank,
                            .is_baseline = input.baseline == variant,
                            .net = {},
                            .interval = {},
                            .components = {},
                            .idle = level_of(*input.variants[variant].result, "idle_cash_mean"),
                            .tightest = tightest_of(*input.variants[variant].result),
                            .losers = standing.losers.size()};
        if (!row.is_baseline) {
            row.net = against_baseline(input, variant, "net_result");
            if (const auto* found = interval_of(input, variant, "net_result", "group"))
                row.interval = *found;
        }
        for (const std::string_view kpi : ranked_components)
            row.components.push_back(row.is_baseline ? std::nullopt
                                                     : against_baseline(input, variant, kpi));
        all.push_back(std::move(row));
    }
    return all;
}

std::string break_even_sentence(const sim::BreakEvenFinding& found, const ReportInput& input,
                                Language language) {
    const bool zh = language == Language::zh;
    std::string name = found.variant;
    for (const ReportVariant& variant : input.variants)
        if (variant.result->variant == found.variant)
            name = text_in(language, variant.result->title_en, variant.result->title_zh);
    const std::string what = found.kpi == "net_benefit"
                                 ? (zh ? "净收益" : "net benefit")
                                 : label_of(LabelKind::kpi, found.kpi, language);
    const std::string low = grouped(found.gain_at_low), high = grouped(found.gain_at_high);
    if (found.outcome == sim::name_of(sim::BreakEvenOutcome::no_sign_change))
        return zh ? fmt::format(
                        "{} 在 {} 与 {} 两端时，「{}」的{}分别为 {} 与 {} {}，符号相同，"
                        "未作搜索，其间仍可能为零。",
                        found.path, found.low, found.high, name, what, low, high, found.unit)
                  : fmt::format(
                        "{}: no change of sign between {} and {}: “{}” has a {} of {} and "
                        "{} {} there; nothing between was searched.",
                        found.path, found.low, found.high, name, what, low, high, found.unit);
    const bool sure = found.outcome == sim::name_of(sim::BreakEvenOutcome::found);
    if (zh)
        return fmt::format(
            "{} {} {}（容差 {}）时，「{}」的{}由 {} 变为 {} {}（区间 {} … {}，{} 次运行{}）。",
            found.path, sure ? "=" : "≈", found.at, found.tolerance, name, what, low, high,
            found.unit, found.low, found.high, found.runs, sure ? "" : "，尚未收敛");
    return fmt::format(
        "{} {} {} (tolerance {}): there the {} of “{}” goes from {} to {} {} (bracket {} … {}, {} "
        "runs{}).",
        found.path, sure ? "=" : "≈", found.at, found.tolerance, what, name, low, high, found.unit,
        found.low, found.high, found.runs, sure ? "" : ", not narrowed further");
}

}  // namespace rmbsim::adapters

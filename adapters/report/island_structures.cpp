// Structures side by side: ranking, who loses under each, limits and trapped cash of each.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/report/figures.hpp"
#include "adapters/report/island.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/verdict.hpp"
#include "ledger/time.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json interval_json(const sim::IntervalText* interval) {
    if (interval == nullptr) return nullptr;
    return {{"mean", interval->mean},
            {"deviation", interval->deviation},
            {"low", interval->low},
            {"high", interval->high}};
}

Json ranking_rows(const ReportInput& input) {
    Json rows = Json::array();
    for (const RankedStructure& one : ranked_structures(input)) {
        Json components = Json::array();
        for (const auto& component : one.components) components.push_back(text_or_null(component));
        Json row = {{"variant", one.variant},
                    {"rank", one.rank},
                    {"net", text_or_null(one.net)},
                    {"interval", interval_json(one.interval ? &*one.interval : nullptr)},
                    {"components", std::move(components)},
                    {"idle", text_or_null(one.idle)},
                    {"losers", one.losers}};
        if (one.tightest != nullptr)
            row["limit"] = {{"id", one.tightest->id}, {"days", one.tightest->days_bound}};
        rows.push_back(std::move(row));
    }
    return rows;
}

// Companies down, structures across; a company that a structure does not know has no value there.
Json effect_rows(const ReportInput& input, const sim::VariantComparison& comparison) {
    Json rows = Json::array();
    for (const EntityName& entity : entities_of(input)) {
        Json values = Json::array();
        for (const sim::Standing& standing : comparison.standings) {
            const auto found =
                std::ranges::find(standing.effects, entity.id, &sim::EntityEffect::entity);
            values.push_back(found == standing.effects.end() ? Json() : Json(found->amount));
        }
        rows.push_back({{"entity", entity.id}, {"values", std::move(values)}});
    }
    return rows;
}

Json limit_cell(const sim::LimitResult& limit) {
    const auto day = [](const std::optional<ledger::ValueDate>& date) {
        return date ? Json(iso_date(*date)) : Json();
    };
    return {{"cap", plain({limit.cap_minor, limit.decimals})},
            {"percent", percent_of(limit.peak_minor, limit.cap_minor)},
            {"first", day(limit.first_bound)},
            {"days", limit.days_bound},
            {"cuts", limit.cuts},
            {"blocked", plain({limit.blocked_minor, limit.decimals})}};
}

Json limit_rows(const ReportInput& input) {
    std::vector<const sim::LimitResult*> named;  // the first of each id, for its name
    for (const ReportVariant& variant : input.variants)
        for (const sim::LimitResult& limit : variant.result->limits)
            if (std::ranges::find(named, limit.id, &sim::LimitResult::id) == named.end())
                named.push_back(&limit);
    Json rows = Json::array();
    for (const sim::LimitResult* limit : named) {
        Json values = Json::array();
        for (const ReportVariant& variant : input.variants) {
            const auto& limits = variant.result->limits;
            const auto found = std::ranges::find(limits, limit->id, &sim::LimitResult::id);
            values.push_back(found == limits.end() ? Json() : limit_cell(*found));
        }
        rows.push_back({{"id", limit->id},
                        {"title",
                         {{"en", text_in(Language::en, limit->title_en, limit->title_zh)},
                          {"zh", text_in(Language::zh, limit->title_en, limit->title_zh)}}},
                        {"currency", limit->currency},
                        {"values", std::move(values)}});
    }
    return rows;
}

Json trapped_rows(const sim::VariantComparison& comparison, int decimals) {
    std::vector<std::string> reasons;
    for (const sim::Standing& standing : comparison.standings)
        for (const sim::TrappedByReason& row : standing.trapped)
            if (std::ranges::find(reasons, row.reason) == reasons.end())
                reasons.push_back(row.reason);
    Json rows = Json::array();
    for (const std::string& reason : reasons) {
        Json values = Json::array();
        for (const sim::Standing& standing : comparison.standings) {
            const auto found =
                std::ranges::find(standing.trapped, reason, &sim::TrappedByReason::reason);
            const std::int64_t minor = found == standing.trapped.end() ? 0 : found->reporting_minor;
            values.push_back(plain({minor, decimals}));
        }
        rows.push_back({{"reason", reason}, {"values", std::move(values)}});
    }
    return rows;
}

}  // namespace

nlohmann::ordered_json structures_part(const ReportInput& input) {
    if (!has_ranking(input)) return nullptr;
    const sim::VariantComparison comparison = comparison_of(input);
    return {{"ranking", ranking_rows(input)},
            {"effects", effect_rows(input, comparison)},
            {"limits", limit_rows(input)},
            {"trapped", trapped_rows(comparison, candidate_of(input).reporting_decimals)}};
}

nlohmann::ordered_json views_part(const ReportInput& input) {
    if (!has_ranking(input)) return nullptr;
    Json views = Json::array();
    for (std::size_t i = 0; i < input.variants.size(); ++i) {
        if (i == input.candidate || input.baseline == i) {
            views.push_back(nullptr);
            continue;
        }
        ReportInput chosen = input;
        chosen.candidate = i;
        views.push_back({{"figures", figures_part(chosen)},
                         {"limits", limits_part(input.variants[i])},
                         {"structure", structure_part(input.variants[i])}});
    }
    return views;
}

nlohmann::ordered_json interval_part(const ReportInput& input) {
    if (input.replications < 2) return nullptr;
    return interval_json(interval_of(input, input.candidate, "net_result", "group"));
}

}  // namespace rmbsim::adapters

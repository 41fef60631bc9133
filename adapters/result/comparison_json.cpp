#include "adapters/result/comparison_json.hpp"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <fstream>
#include <ios>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/result/manifest.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/digest.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_sums.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

Json interval_part(const sim::IntervalText& interval) {
    return {{"mean", interval.mean},
            {"deviation", interval.deviation},
            {"low", interval.low},
            {"high", interval.high}};
}

sim::IntervalText read_interval(const Json& json) {
    return {.mean = json.at("mean"),
            .deviation = json.at("deviation"),
            .low = json.at("low"),
            .high = json.at("high")};
}

Json kpis_part(const ComparedVariant& variant, const sim::Standing& standing) {
    Json rows = Json::array();
    auto difference = standing.differences.begin();  // in the order of the result's indicators
    for (const sim::Kpi& kpi : variant.result->kpis) {
        Json row = {
            {"name", kpi.name}, {"entity", kpi.entity}, {"unit", kpi.unit}, {"value", kpi.value}};
        if (difference != standing.differences.end() && difference->kpi == kpi.name &&
            difference->entity == kpi.entity) {
            row["baseline"] = difference->baseline;
            row["difference"] = difference->difference;
            ++difference;
        }
        const bool is_benefit = kpi.name == "net_benefit";  // is the difference of net_result
        const auto* found =
            sim::find_interval(variant.intervals, is_benefit ? "net_result" : kpi.name, kpi.entity);
        if (found != nullptr && is_benefit) {
            if (found->difference) row["interval"] = interval_part(*found->difference);
        } else if (found != nullptr) {
            row["interval"] = interval_part(found->level);
            if (found->difference) row["difference_interval"] = interval_part(*found->difference);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// Once a name: what every figure of it means.
Json indicators_part(const std::vector<ComparedVariant>& variants) {
    Json rows = Json::object();
    for (const ComparedVariant& variant : variants)
        for (const sim::Kpi& kpi : variant.result->kpis) {
            const sim::KpiEntry* row = sim::catalogued(kpi.name);
            if (row == nullptr || rows.contains(kpi.name)) continue;
            rows[kpi.name] = {{"en", row->en},
                              {"zh", row->zh},
                              {"unit", kpi.unit},
                              {"formula", row->formula},
                              {"formula_zh", row->formula_zh},
                              {"source", row->source}};
        }
    return rows;
}

Json effects_part(const std::vector<sim::EntityEffect>& effects) {
    Json rows = Json::array();
    for (const sim::EntityEffect& effect : effects)
        rows.push_back({{"entity", effect.entity}, {"net_benefit", effect.amount}});
    return rows;
}

Json day_or_null(const std::optional<ledger::ValueDate>& day) {
    return day ? Json(date_text(*day)) : Json(nullptr);
}

Json limits_of(const sim::RunResult& result) {
    Json rows = Json::array();
    for (const sim::LimitResult& limit : result.limits) {
        const auto money = [&](std::int64_t minor) {
            return ledger::to_text(minor, limit.decimals);
        };
        rows.push_back({{"id", limit.id},
                        {"currency", limit.currency},
                        {"cap", money(limit.cap_minor)},
                        {"peak", money(limit.peak_minor)},
                        {"peak_on", date_text(limit.peak_on)},
                        {"least_headroom", money(limit.least_headroom_minor)},
                        {"first_bound", day_or_null(limit.first_bound)},
                        {"last_bound", day_or_null(limit.last_bound)},
                        {"days_bound", limit.days_bound},
                        {"cuts", limit.cuts},
                        {"blocked", money(limit.blocked_minor)}});
    }
    return rows;
}

Json variant_part(const ComparedVariant& variant, const sim::Standing& standing) {
    const sim::RunResult& result = *variant.result;
    Json trapped = Json::array();
    for (const sim::TrappedByReason& row : standing.trapped)
        trapped.push_back(
            {{"reason", row.reason},
             {"accounts", row.accounts},
             {"amount", ledger::to_text(row.reporting_minor, result.reporting_decimals)}});
    return {{"name", result.variant},
            {"title", {{"en", result.title_en}, {"zh", result.title_zh}}},
            {"rank", standing.rank},
            {"digest", ledger::to_text(result.digest)},
            {"digests", variant.digests},
            {"regime", variant.regime},
            {"effects", effects_part(standing.effects)},
            {"losers", effects_part(standing.losers)},
            {"limits", limits_of(result)},
            {"trapped", std::move(trapped)},
            {"kpis", kpis_part(variant, standing)}};
}

Json break_even_part(const sim::BreakEvenFinding& found) {
    return {{"set", found.path},
            {"of", found.kpi},
            {"variant", found.variant},
            {"unit", found.unit},
            {"outcome", found.outcome},
            {"at", found.at},
            {"tolerance", found.tolerance},
            {"bracket", {found.low, found.high}},
            {"value_at_bracket", {found.gain_at_low, found.gain_at_high}},
            {"runs", found.runs}};
}

sim::BreakEvenFinding read_break_even(const Json& json) {
    return {.path = json.at("set"),
            .kpi = json.at("of"),
            .variant = json.at("variant"),
            .unit = json.at("unit"),
            .outcome = json.at("outcome"),
            .at = json.at("at"),
            .low = json.at("bracket").at(0),
            .high = json.at("bracket").at(1),
            .gain_at_low = json.at("value_at_bracket").at(0),
            .gain_at_high = json.at("value_at_bracket").at(1),
            .tolerance = json.at("tolerance"),
            .runs = json.at("runs")};
}

std::vector<sim::KpiInterval> read_intervals(const Json& kpis) {
    std::vector<sim::KpiInterval> intervals;
    for (const Json& kpi : kpis) {
        const auto level = kpi.find("interval");
        if (level == kpi.end() || kpi.at("name") == "net_benefit") continue;
        const auto difference = kpi.find("difference_interval");
        intervals.push_back({.kpi = kpi.at("name"),
                             .entity = kpi.at("entity"),
                             .unit = kpi.at("unit"),
                             .level = read_interval(*level),
                             .difference = difference == kpi.end()
                                               ? std::nullopt
                                               : std::optional(read_interval(*difference))});
    }
    return intervals;
}

void add_settlement(Json& row, const sim::RunResult& result) {
    const sim::SettlementSums sums = sim::settlement_sums(result.settlement);
    const auto money = [&](ledger::Int128 minor) {
        return sim::settlement_money_text(minor, sums.decimals);
    };
    row["currency"] = sums.currency;
    row["submitted_value"] = money(sums.submitted_minor);
    row["settled_value"] = money(sums.settled_minor);
    row["settled_ratio"] = sim::settled_ratio_text(sums);
    row["delay_value_mean_s"] = sim::delay_seconds_text(sums);
    row["delay_indicator"] = sim::delay_indicator_text(sums);
    row["liquidity_used"] = money(sums.liquidity_used_minor);
    if (sums.standstill_measured) row["gridlock_s"] = ledger::to_text(sums.gridlock_ms, 3);
}

}  // namespace

std::string comparison_json(const Manifest& manifest, const std::vector<ComparedVariant>& variants,
                            const sim::VariantComparison& comparison,
                            const std::optional<sim::BreakEvenFinding>& break_even) {
    const sim::RunResult& winner = *variants[comparison.winner].result;
    Json json = {
        {"scenario", manifest.scenario},
        {"period", manifest.period},
        {"seed", manifest.seed},
        {"currency", winner.reporting_currency},
        {"baseline", comparison.baseline ? Json(variants[*comparison.baseline].result->variant)
                                         : Json(nullptr)},
        {"winner", winner.variant},
        {"ranked_by", comparison.by == sim::RankedBy::settlement
                          ? "settled value, then delay indicator, then liquidity used"
                          : "net_result"}};
    Json ranking = Json::array();
    for (const std::size_t variant : comparison.ranking) {
        const sim::RunResult& result = *variants[variant].result;
        Json row = {{"rank", comparison.standings[variant].rank}, {"variant", result.variant}};
        for (const char* name : {"net_benefit", "net_result"})
            if (const sim::Kpi* kpi = sim::find_kpi(result, name, "group")) row[name] = kpi->value;
        if (comparison.by == sim::RankedBy::settlement) add_settlement(row, result);
        ranking.push_back(std::move(row));
    }
    json["ranking"] = std::move(ranking);
    json["replications"] = {{"count", manifest.replications},
                            {"interval",
                             "mean ± t(0.975, count - 1) · deviation / sqrt(count): Student, 95 %; "
                             "differences are taken history by history"}};
    json["indicators"] = indicators_part(variants);
    json["break_even"] = break_even ? break_even_part(*break_even) : Json(nullptr);
    Json rows = Json::array();
    for (std::size_t i = 0; i < variants.size(); ++i)
        rows.push_back(variant_part(variants[i], comparison.standings[i]));
    json["variants"] = std::move(rows);
    return json.dump(1) + "\n";
}

std::expected<StoredComparison, Diagnostic> read_comparison(const std::filesystem::path& path) {
    const auto wrong = [&](const std::string& what) {
        return std::unexpected(
            Diagnostic{.file = path.string(),
                       .message = what,
                       .expected = "the comparison.json that `rmbsim compare` has written",
                       .hint = "compare the scenario again"});
    };
    std::ifstream file(path, std::ios::binary);
    if (!file) return wrong("cannot be read");
    try {
        const Json json = Json::parse(file);
        StoredComparison stored;
        if (!json.at("baseline").is_null()) stored.baseline = json.at("baseline");
        stored.winner = json.at("winner");
        stored.replications = json.at("replications").at("count");
        if (!json.at("break_even").is_null())
            stored.break_even = read_break_even(json.at("break_even"));
        for (const Json& variant : json.at("variants")) {
            stored.names.push_back(variant.at("name"));
            stored.intervals.push_back(read_intervals(variant.at("kpis")));
        }
        return stored;
    } catch (const Json::exception& error) {
        return wrong(error.what());
    }
}

}  // namespace rmbsim::adapters

// Payment systems: indicators by system and participant, the queue over the day, variants side by side.
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/report/figures.hpp"
#include "adapters/report/island.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/settlement_lines.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/measure/settlement_sums.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

// Indicators by entity: "rtgs", "rtgs/bank-a".
std::map<std::string_view, Json> figures_by_entity(const sim::RunResult& result) {
    std::map<std::string_view, Json> all;
    for (const sim::SettlementResult& system : result.settlement) all[system.rail];
    for (const sim::Kpi& kpi : result.kpis) {
        const std::string_view entity = kpi.entity;
        const std::string_view rail = entity.substr(0, entity.find('/'));
        if (!all.contains(rail)) continue;
        Json& figures = all[entity];
        if (figures.is_null()) figures = Json::object();
        figures[kpi.name] = {{"value", kpi.value}, {"unit", kpi.unit}};
    }
    return all;
}

Json name_of_bank(const sim::Directory& directory, const std::string& bank) {
    for (const sim::BookRow& book : directory.books)
        if (!book.is_entity && book.code == bank)
            return {{"en", text_in(Language::en, book.name_en, book.name_zh)},
                    {"zh", text_in(Language::zh, book.name_en, book.name_zh)}};
    return {{"en", bank}, {"zh", bank}};
}

Json queue_of(const sim::SettlementResult& system) {
    Json rows = Json::array();
    for (const sim::QueueQuarter& quarter : system.queue)
        rows.push_back({quarter.local_ms, quarter.count, quarter.minor});
    return rows;
}

}  // namespace

nlohmann::ordered_json settlement_part(const ReportVariant& variant) {
    const auto figures = figures_by_entity(*variant.result);
    const auto of = [&](const std::string& entity) {
        const auto found = figures.find(entity);
        return found == figures.end() || found->second.is_null() ? Json::object() : found->second;
    };
    Json systems = Json::array();
    for (const sim::SettlementResult& system : variant.result->settlement) {
        Json participants = Json::array();
        for (const sim::ParticipantResult& one : system.participants)
            participants.push_back({{"bank", one.bank},
                                    {"name", name_of_bank(*variant.directory, one.bank)},
                                    {"figures", of(system.rail + "/" + one.bank)}});
        systems.push_back({{"rail", system.rail},
                           {"title",
                            {{"en", text_in(Language::en, system.title_en, system.title_zh)},
                             {"zh", text_in(Language::zh, system.title_en, system.title_zh)}}},
                           {"rules", system.rules},
                           {"currency", system.currency},
                           {"decimals", system.decimals},
                           {"standstill", system.standstill_measured},
                           {"figures", of(system.rail)},
                           {"participants", std::move(participants)},
                           {"queue", queue_of(system)}});
    }
    return systems;
}

nlohmann::ordered_json settlement_ranking_part(const ReportInput& input) {
    if (!is_bank_report(input) || input.variants.size() < 2) return nullptr;
    const sim::VariantComparison comparison = comparison_of(input);
    Json rows = Json::array();
    for (const std::size_t variant : comparison.ranking) {
        const sim::SettlementSums sums =
            sim::settlement_sums(input.variants[variant].result->settlement);
        const auto money = [&](ledger::Int128 minor) {
            return sim::settlement_money_text(minor, sums.decimals);
        };
        rows.push_back({{"variant", variant},
                        {"rank", comparison.standings[variant].rank},
                        {"currency", sums.currency},
                        {"submitted", money(sums.submitted_minor)},
                        {"settled", money(sums.settled_minor)},
                        {"share", percent_text(sums.settled_minor, sums.submitted_minor)},
                        {"delay_s", sim::delay_seconds_text(sums)},
                        {"indicator", sim::delay_indicator_text(sums)},
                        {"liquidity", money(sums.liquidity_used_minor)},
                        {"gridlock_s", sums.standstill_measured ? Json(plain({sums.gridlock_ms, 3}))
                                                                : Json(nullptr)}});
    }
    return rows;
}

}  // namespace rmbsim::adapters

#include "adapters/report/island.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "adapters/report/figures.hpp"
#include "adapters/report/labels.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/ranking.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/settlement_lines.hpp"
#include "adapters/report/verdict.hpp"
#include "ledger/digest.hpp"
#include "ledger/time.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

Json both(const std::string& en, const std::string& zh) {
    return {{"en", text_in(Language::en, en, zh)}, {"zh", text_in(Language::zh, en, zh)}};
}

Json optional_text(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json labels_part() {
    const auto table = [](LabelKind kind) {
        Json labels = Json::object();
        for (const Label& label : labels_of(kind))
            labels[std::string(label.name)] = both(std::string(label.en), std::string(label.zh));
        return labels;
    };
    return {{"kpi", table(LabelKind::kpi)},       {"outcome", table(LabelKind::outcome)},
            {"bound", table(LabelKind::bound)},   {"trapped", table(LabelKind::trapped)},
            {"method", table(LabelKind::method)}, {"flow", table(LabelKind::flow)},
            {"reason", table(LabelKind::reason)}};
}

Json figure_json(const Figure& figure) {
    Json row = {{"name", figure.name},
                {"entity", figure.entity},
                {"unit", figure.unit},
                {"before", optional_text(figure.before)},
                {"after", optional_text(figure.after)},
                {"difference", optional_text(figure.difference)}};
    const auto before = figure.before ? parse_exact(*figure.before) : std::nullopt;
    const auto after = figure.after ? parse_exact(*figure.after) : std::nullopt;
    if (before && after) row["percent"] = optional_text(percent_change(*before, *after));
    return row;
}

Json trapped_part(const sim::RunResult& result) {
    Json rows = Json::array();
    for (const sim::TrappedCash& row : result.trapped)
        rows.push_back({{"account", row.account},
                        {"entity", row.entity},
                        {"reason", row.reason},
                        {"currency", row.currency},
                        {"amount", plain({row.minor, row.decimals})},
                        {"reporting", plain({row.reporting_minor, result.reporting_decimals})}});
    return rows;
}

Json variant_json(const ReportVariant& variant) {
    const sim::RunResult& result = *variant.result;
    Json days = Json::array();
    for (const ledger::ValueDate day : result.days) days.push_back(iso_date(day));
    Json books = Json::array();
    for (const sim::BookResult& book : result.books)
        books.push_back({{"code", book.code},
                         {"name", both(book.name_en, book.name_zh)},
                         {"accounts", book.accounts},
                         {"chain", book.chain}});
    const sim::Counts& counts = result.counts;
    return {{"name", result.variant},
            {"title", both(result.title_en, result.title_zh)},
            {"digest", ledger::to_text(result.digest)},
            {"days", std::move(days)},
            {"cash", cash_part(variant)},
            {"trapped", trapped_part(result)},
            {"treasury", treasury_part(variant)},
            {"settlement", settlement_part(variant)},
            {"books", std::move(books)},
            {"warnings", result.warnings},
            {"counts",
             {{"flows", counts.flows},
              {"flows_refused", counts.flows_refused},
              {"entries", counts.entries},
              {"postings", counts.postings},
              {"decisions", counts.decisions},
              {"sweeps_moved", counts.sweeps_moved},
              {"sweeps_cut", counts.sweeps_cut},
              {"sweeps_skipped", counts.sweeps_skipped},
              {"payments", counts.payments},
              {"orders", counts.orders},
              {"payouts", counts.payouts},
              {"draws", counts.draws},
              {"events", counts.events}}}};
}

// The group's figures of every variant side by side; worth showing from three on.
Json side_by_side(const ReportInput& input) {
    Json rows = Json::array();
    for (const sim::Kpi& kpi : candidate_of(input).kpis) {
        if (kpi.entity != "group") continue;
        Json values = Json::array();
        for (const ReportVariant& variant : input.variants) {
            Json value;
            for (const sim::Kpi& other : variant.result->kpis)
                if (other.name == kpi.name && other.entity == "group") value = other.value;
            values.push_back(std::move(value));
        }
        rows.push_back({{"name", kpi.name}, {"unit", kpi.unit}, {"values", std::move(values)}});
    }
    return rows;
}

Json break_even_json(const ReportInput& input) {
    const sim::BreakEvenFinding& found = *input.break_even;
    return {{"set", found.path},
            {"outcome", found.outcome},
            {"at", found.at},
            {"told", both(break_even_sentence(found, input, Language::en),
                          break_even_sentence(found, input, Language::zh))}};
}

// The catalogue's words in both languages; of an older result what it states itself.
Json formula_json(const sim::Kpi& kpi) {
    const sim::KpiEntry* row = sim::catalogued(kpi.name);
    const std::string zh(row == nullptr ? kpi.formula : row->formula_zh);
    return {{"formula", both(kpi.formula, zh)}, {"unit", kpi.unit}, {"source", kpi.source}};
}

std::string without_angle_brackets(const std::string& json) {
    std::string text;
    text.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            text += "\\u003c";
        } else {
            text += c;
        }
    }
    return text;
}

}  // namespace

nlohmann::ordered_json figures_part(const ReportInput& input) {
    Json figures = Json::array();
    for (const Figure& figure : all_figures(input)) figures.push_back(figure_json(figure));
    return figures;
}

// Once an indicator: what every figure of that name means.
nlohmann::ordered_json formulas_part(const ReportInput& input) {
    Json formulas = Json::object();
    for (const ReportVariant& variant : input.variants)
        for (const sim::Kpi& kpi : variant.result->kpis)
            if (!formulas.contains(kpi.name)) formulas[kpi.name] = formula_json(kpi);
    return formulas;
}

std::string island(const ReportInput& input, Language default_language) {
    const ReportVariant& shown = input.variants.at(input.candidate);
    const sim::RunResult& candidate = *shown.result;
    Json page = {{"language", default_language == Language::zh ? "zh" : "en"},
                 {"scenario", input.scenario},
                 {"title", both(input.scenario_title_en, input.scenario_title_zh)},
                 {"period", input.period},
                 {"regime", input.regime},
                 {"instrument", input.instrument},
                 {"seed", input.seed},
                 {"version", input.program_version},
                 {"folder", input.folder},
                 {"currency", candidate.reporting_currency},
                 {"decimals", candidate.reporting_decimals},
                 {"digest", ledger::to_text(candidate.digest)},
                 {"candidate", input.candidate},
                 {"baseline", input.baseline ? Json(*input.baseline) : Json()}};
    page["verdict"] = both(verdict(input, Language::en), verdict(input, Language::zh));
    page["labels"] = labels_part();
    Json entities = Json::array();
    for (const EntityName& entity : entities_of(input))
        entities.push_back({{"id", entity.id},
                            {"name", both(entity.en, entity.zh)},
                            {"jurisdiction", entity.jurisdiction}});
    page["entities"] = std::move(entities);
    page["figures"] = figures_part(input);
    page["formulas"] = formulas_part(input);
    Json variants = Json::array();
    for (const ReportVariant& variant : input.variants) variants.push_back(variant_json(variant));
    page["variants"] = std::move(variants);
    page["side_by_side"] = side_by_side(input);
    page["replications"] = input.replications;
    page["interval"] = interval_part(input);
    page["structures"] = structures_part(input);
    page["views"] = views_part(input);
    page["bank"] = is_bank_report(input);
    page["settlement_ranking"] = settlement_ranking_part(input);
    if (input.break_even) page["break_even"] = break_even_json(input);
    page["limits"] = limits_part(shown);
    page["structure"] = structure_part(shown);
    page["decisions"] = decisions_part(shown);
    page["parameters"] = parameters_part(input);
    Json expectations = Json::array();
    for (const ExpectationLine& line : input.expectations)
        expectations.push_back({{"text", line.text}, {"held", line.held}, {"found", line.found}});
    page["expectations"] = std::move(expectations);
    Json proof = Json::array();
    for (const auto& [key, value] : input.proof) proof.push_back({key, value});
    page["proof"] = std::move(proof);
    page["again"] = input.again;
    return without_angle_brackets(page.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace rmbsim::adapters

#include "adapters/yaml/read_policy.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/shape_check.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

// Reads rows that cite sources; the sources are known before the rows are.
class PolicyRows {
  public:
    PolicyRows(Reading& reading, std::string instrument, const std::vector<sim::Source>* sources)
        : reading_(reading), instrument_(std::move(instrument)), sources_(sources) {}

    sim::Citation citation(const MappingView& row) {
        sim::Citation citation;
        citation.instrument =
            row.table().find("instrument") != nullptr ? row.text("instrument") : "";
        if (citation.instrument.empty()) citation.instrument = instrument_;
        if (row.table().find("article") != nullptr) citation.article = row.text("article");
        citation.mark = sim::parse_mark(row.text("mark")).value_or(sim::Mark::assumption);
        citation.note = row.text("note");
        for (const Node* item : row.items("source")) {
            const auto number = parse_whole(item->text);
            if (!number || *number < 0) continue;
            const auto id = static_cast<std::uint32_t>(*number);
            const bool known =
                sources_ == nullptr || std::any_of(sources_->begin(), sources_->end(),
                                                   [&](const auto& s) { return s.id == id; });
            if (known)
                citation.sources.push_back(id);
            else
                reading_.error(item->at, fmt::format("there is no source {}", item->text),
                               "an id under `sources`");
        }
        return citation;
    }

    std::vector<sim::DatedValue> parameters(const MappingView& root) {
        std::vector<sim::DatedValue> values;
        std::set<std::pair<std::string, ledger::ValueDate>> seen;
        for (const MappingView& row : root.children("parameters")) {
            sim::DatedValue value;
            value.name = row.text("name");
            value.unit = row.text("unit");
            value.to = row.date("to");
            value.family = row.text("family");
            value.citation = citation(row);
            value.value = row.decimal("value").value_or(ledger::Decimal(0));
            const auto from = row.date("from");
            if (from) value.from = *from;
            if (from && value.to && *value.to < *from)
                reading_.error(row.node("to")->at, "this value ends before it begins",
                               "from <= to");
            if (from && !seen.emplace(value.name, *from).second)
                reading_.error(row.at(),
                               fmt::format("parameter '{}' has two values from {} on", value.name,
                                           to_text(*from)),
                               "one value for a name and a day");
            values.push_back(std::move(value));
        }
        return values;
    }

  private:
    Reading& reading_;
    std::string instrument_;
    const std::vector<sim::Source>* sources_;
};

std::vector<sim::Source> read_sources(const MappingView& root, Reading& reading) {
    std::vector<sim::Source> sources;
    for (const MappingView& row : root.children("sources")) {
        const auto id = row.whole("id", UINT32_MAX);
        if (!id) continue;
        if (std::any_of(sources.begin(), sources.end(), [&](const auto& s) { return s.id == *id; }))
            reading.error(row.node("id")->at, fmt::format("source {} occurs twice", *id),
                          "an id once");
        sources.push_back({.id = *id, .text = row.text("text"), .url = row.text("url")});
    }
    return sources;
}

std::vector<sim::Unknown> read_unknowns(const MappingView& root, std::string_view key) {
    std::vector<sim::Unknown> rows;
    for (const MappingView& row : root.children(key)) {
        const sim::Title note = row.title("note");
        rows.push_back({.name = row.text("name"),
                        .treat_as = row.text("treat_as"),
                        .note_en = note.en,
                        .note_zh = note.zh});
    }
    return rows;
}

void read_eligibility(const MappingView& root, PolicyRows& rows, sim::Regime& regime) {
    for (const MappingView& row : root.children("eligibility")) {
        const sim::Title title = row.title("title");
        sim::EligibilityCheck check{.fact = row.text("check"),
                                    .alternative = row.text("alternative"),
                                    .comparison = row.word_or("op", sim::Comparison::equal),
                                    .unit = row.text("unit"),
                                    .title_en = title.en,
                                    .title_zh = title.zh,
                                    .citation = rows.citation(row)};
        const std::string value = row.text("value");
        check.value = value == "true"    ? ledger::Decimal(1)
                      : value == "false" ? ledger::Decimal(0)
                                         : row.decimal("value").value_or(ledger::Decimal(0));
        regime.eligibility.push_back(std::move(check));
    }
}

void read_quotas(const MappingView& root, PolicyRows& rows, Reading& reading, sim::Regime& regime) {
    // A multiple that was looked for and not found may be named too: an overlay supplies it.
    std::vector<std::string_view> parameters;
    for (const sim::DatedValue& value : regime.parameters) parameters.push_back(value.name);
    for (const sim::Unknown& unknown : regime.unknown) parameters.push_back(unknown.name);
    for (const MappingView& row : root.children("limits")) {
        const sim::Title title = row.title("title");
        sim::QuotaRule quota{.id = row.text("limit"),
                             .measure = row.word_or("measure", sim::QuotaMeasure::stock),
                             .inward = row.text("direction") == "in",
                             .multiples = {},
                             .concentration = row.word_or("concentration", sim::Concentration::fd),
                             .base = row.word_or("base", sim::QuotaBase::equity),
                             .scope = row.word_or("scope", sim::QuotaScope::pool),
                             .risk_weighted = row.boolean("risk_weighted").value_or(false),
                             .hardness = row.word_or("hardness", sim::Hardness::hard),
                             .title_en = title.en,
                             .title_zh = title.zh,
                             .citation = rows.citation(row)};
        for (const Node* name : row.items("multiple")) {
            quota.multiples.push_back(name->text);
            if (std::find(parameters.begin(), parameters.end(), name->text) == parameters.end())
                reading.error(name->at, fmt::format("there is no parameter '{}'", name->text),
                              "a name under `parameters`, or one under `unknown`",
                              did_you_mean(name->text, parameters));
        }
        regime.quotas.push_back(std::move(quota));
    }
}

void read_areas(const MappingView& root, PolicyRows& rows, Reading& reading, sim::Regime& regime) {
    for (const MappingView& row : root.children("areas")) {
        sim::AreaRow area{.area = row.text("area"),
                          .from = row.date("from").value_or(ledger::ValueDate{}),
                          .to = row.date("to"),
                          .citation = rows.citation(row)};
        if (area.to && *area.to < area.from)
            reading.error(row.node("to")->at, "the area leaves before it joins", "from <= to");
        regime.areas.push_back(std::move(area));
    }
}

void read_flow_rules(const MappingView& root, PolicyRows& rows, Reading& reading,
                     sim::Regime& regime) {
    std::vector<std::string_view> limits = {"none"};
    for (const sim::QuotaRule& quota : regime.quotas) limits.push_back(quota.id);
    for (const sim::Unknown& unknown : regime.unknown) limits.push_back(unknown.name);
    IdIndex names("flow");
    for (const MappingView& row : root.children("flows")) {
        const sim::Title title = row.title("title");
        sim::FlowRule rule{.flow = row.text("flow"),
                           .from = row.text("from"),
                           .to = row.text("to"),
                           .allowed = row.boolean("allow").value_or(false),
                           .limit = row.text("limit"),
                           .title_en = title.en,
                           .title_zh = title.zh,
                           .citation = rows.citation(row)};
        names.add(row.node("flow"), reading);
        if (row.node("limit") != nullptr &&
            std::find(limits.begin(), limits.end(), rule.limit) == limits.end())
            reading.error(row.node("limit")->at, fmt::format("there is no limit '{}'", rule.limit),
                          "none, a name under `limits` or one under `unknown`",
                          did_you_mean(rule.limit, limits));
        regime.flows.push_back(std::move(rule));
    }
}

}  // namespace

sim::Regime read_regime(const Node& root, Reading& reading) {
    check_shape(root, regime_table(), reading);
    const MappingView view(root, regime_table(), reading);
    const sim::Title title = view.title("title");
    sim::Regime regime;
    regime.id = view.text("regime");
    regime.title_en = title.en;
    regime.title_zh = title.zh;
    regime.instrument = view.text("instrument");
    regime.jurisdiction = view.text("jurisdiction");
    if (const auto effective = view.child("effective")) {
        const auto from = effective->date("from");
        regime.to = effective->date("to");
        if (from) regime.from = *from;
        if (from && regime.to && *regime.to < *from)
            reading.error(effective->node("to")->at, "the regime ends before it begins",
                          "from <= to");
    }
    regime.status = view.word_or("status", sim::RegimeStatus::in_force);
    regime.predecessor = view.text("predecessor");
    regime.successor = view.text("successor");
    regime.sources = read_sources(view, reading);
    PolicyRows rows(reading, regime.instrument, &regime.sources);
    if (const auto effective = view.child("effective")) {
        regime.dated = rows.citation(*effective);
        if (!effective->has("mark")) regime.dated.mark = sim::Mark::verified_2;
    }
    read_areas(view, rows, reading, regime);
    regime.parameters = rows.parameters(view);
    regime.unknown = read_unknowns(view, "unknown");
    regime.assumptions = read_unknowns(view, "assumptions");
    read_eligibility(view, rows, regime);
    read_quotas(view, rows, reading, regime);
    read_flow_rules(view, rows, reading, regime);
    return regime;
}

sim::Overlay read_overlay(const Node& root, Reading& reading) {
    check_shape(root, overlay_table(), reading);
    const MappingView view(root, overlay_table(), reading);
    sim::Overlay overlay;
    overlay.name = view.text("overlay");
    overlay.regime = view.text("regime");
    overlay.from = view.date("from").value_or(ledger::ValueDate{});
    PolicyRows rows(reading, overlay.name, nullptr);
    overlay.parameters = rows.parameters(view);
    for (const MappingView& row : view.children("parameters")) {
        const auto from = row.date("from");
        if (from && view.date("from") && *from < overlay.from)
            reading.error(
                row.node("from")->at,
                fmt::format("this value begins before the overlay, on {}", to_text(*from)),
                fmt::format("a day from {} on: an overlay changes nothing before its start",
                            to_text(overlay.from)));
    }
    return overlay;
}

bool fits(const sim::Overlay& overlay, const Node& overlay_root, const sim::Regime& regime,
          Reading& reading) {
    const MappingView view(overlay_root, overlay_table(), reading);
    if (overlay.regime != regime.id) {
        if (view.node("regime") != nullptr)
            reading.error(view.node("regime")->at,
                          fmt::format("this overlay is for regime '{}', the scenario's is '{}'",
                                      overlay.regime, regime.id),
                          "an overlay for the scenario's regime");
        return false;
    }
    std::vector<std::string_view> names;
    for (const sim::DatedValue& value : regime.parameters) names.push_back(value.name);
    for (const sim::Unknown& unknown : regime.unknown) names.push_back(unknown.name);
    bool all_known = true;
    for (const MappingView& row : view.children("parameters")) {
        const Node* name = row.node("name");
        if (name == nullptr || std::find(names.begin(), names.end(), name->text) != names.end())
            continue;
        all_known = false;
        reading.error(name->at,
                      fmt::format("regime {} has no parameter '{}'", regime.id, name->text),
                      "a parameter of the regime", did_you_mean(name->text, names));
    }
    return all_known;
}

}  // namespace rmbsim::adapters

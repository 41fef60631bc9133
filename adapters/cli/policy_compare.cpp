// `policy timeline`, `policy diff A B` and `policy why FLOW`.
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/policy_library.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/time.hpp"
#include "sim/policy/compare_regimes.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::adapters::cli {
namespace {

struct Named {
    sim::Regime regime;
    ledger::ValueDate on;
};

// "INT-3" or "INT-3@2025-06-30"
Named named_at(const PolicyLibrary& library, const std::string& word) {
    const auto at = word.find('@');
    sim::Regime regime = library.named(word.substr(0, at));
    const ledger::ValueDate on =
        at == std::string::npos ? sim::last_state(regime) : date_or_fail(word.substr(at + 1), word);
    return {.regime = std::move(regime), .on = on};
}

Json side_json(const std::optional<sim::RuleText>& side) {
    if (!side) return nullptr;
    Json made{
        {"says", side->says}, {"from", date_text(side->from)}, {"to", date_or_null(side->to)}};
    if (side->is_unknown)
        made.update(Json{{"instrument", side->citation.instrument}, {"mark", "unknown"}});
    else
        made.update(cited_json(side->citation));
    return made;
}

std::string side_text(const PolicyLibrary& library, const std::optional<sim::RuleText>& side) {
    if (!side) return "—";
    const std::string days = span_text(side->from, side->to);
    if (side->is_unknown)
        return fmt::format("{}: {}  [{}]  {}", library.pick("UNKNOWN", "未查明"), side->says, days,
                           side->citation.instrument);
    return fmt::format("{}  [{}]  {}", side->says, days, library.cited(side->citation));
}

Json ruling_json(const sim::Ruling& ruling) {
    const sim::Regime& regime = *ruling.regime;
    Json made{{"regime", regime.id},
              {"instrument", regime.instrument},
              {"from", date_text(regime.from)},
              {"to", date_or_null(regime.to)},
              {"standing", name_of(ruling.standing)}};
    if (ruling.flow != nullptr) {
        made["allowed"] = ruling.flow->allowed;
        made["limit"] = ruling.flow->limit;
        made["citation"] = cited_json(ruling.flow->citation);
    }
    if (ruling.quota != nullptr) made["limit_citation"] = cited_json(ruling.quota->citation);
    made["parameters"] = Json::array();
    for (const sim::DatedValue* value : ruling.parameters)
        made["parameters"].push_back(value_json(*value));
    made["unknown"] = Json::array();
    for (const sim::Unknown* unknown : ruling.unknown)
        made["unknown"].push_back(Json{{"name", unknown->name}, {"treat_as", unknown->treat_as}});
    return made;
}

std::string standing_text(const PolicyLibrary& library, const sim::Ruling& ruling,
                          const Options& options) {
    switch (ruling.standing) {
        case sim::RuleStanding::applies:
            return ruling.flow->allowed ? library.pick("allowed", "允许")
                                        : library.pick("not allowed", "不允许");
        case sim::RuleStanding::draft:
            return library.pick("a draft: binds nobody", "征求意见稿,不具约束力");
        case sim::RuleStanding::not_in_force:
            return fmt::format(fmt::runtime(library.pick("not in force on {}", "{}未施行")),
                               options.on);
        case sim::RuleStanding::not_in_area:
            return fmt::format(
                fmt::runtime(library.pick("does not hold in {} on {}", "在{}不适用({})")),
                options.area, options.on);
        case sim::RuleStanding::silent:
            return library.pick("says nothing of this flow", "未规定此类资金流");
    }
    return {};
}

void print_ruling(const PolicyLibrary& library, const sim::Ruling& ruling, const Options& options) {
    const sim::Regime& regime = *ruling.regime;
    std::cout << fmt::format("{}  {}  {}  [{}]\n", regime.id,
                             standing_text(library, ruling, options), regime.instrument,
                             span_text(regime.from, regime.to));
    if (ruling.standing != sim::RuleStanding::applies) return;
    const sim::FlowRule& flow = *ruling.flow;
    std::cout << fmt::format("  {}\n  {}\n", library.pick(flow.title_en, flow.title_zh),
                             library.cited(flow.citation));
    std::cout << fmt::format("  {} {}", library.pick("limit:", "限额:"), flow.limit);
    if (ruling.quota != nullptr)
        std::cout << fmt::format("  {}\n    {}",
                                 library.pick(ruling.quota->title_en, ruling.quota->title_zh),
                                 library.cited(ruling.quota->citation));
    std::cout << '\n';
    for (const sim::DatedValue* value : ruling.parameters)
        std::cout << fmt::format("    {} = {} {}  {}\n", value->version(), value->value.to_text(),
                                 value->unit, library.cited(value->citation));
    for (const sim::Unknown* unknown : ruling.unknown)
        std::cout << fmt::format("    {} {} ({})  {}\n", library.pick("UNKNOWN", "未查明"),
                                 unknown->name, unknown->treat_as,
                                 library.pick(unknown->note_en, unknown->note_zh));
}

}  // namespace

void print_timeline(const PolicyLibrary& library, const Options& options) {
    const std::vector<sim::Regime> regimes = library.all();
    const std::string what = options.words.size() > 1 ? options.words[1] : "";
    const std::vector<sim::Step> steps = sim::timeline(regimes, what);
    if (steps.empty()) {
        std::vector<std::string> known;
        for (const sim::Regime& regime : regimes)
            for (const sim::DatedValue& value : regime.parameters) {
                known.push_back(value.name);
                if (!value.family.empty()) known.push_back(value.family);
            }
        fail_unknown("parameter or family", what, known);
    }
    Json rows = Json::array();
    for (const sim::Step& step : steps) {
        const sim::DatedValue& value = *step.value;
        if (wants_json(options)) {
            Json row{{"regime", step.regime->id}};
            row.update(value_json(value));
            rows.push_back(std::move(row));
            continue;
        }
        std::cout << fmt::format("{}  {:<10} {:<46} {:>8} {:<9} {}\n",
                                 span_text(value.from, value.to), step.regime->id, value.name,
                                 value.value.to_text(), value.unit, library.cited(value.citation));
    }
    if (wants_json(options)) print(Json{{"timeline", std::move(rows)}});
}

void print_differences(const PolicyLibrary& library, const Options& options) {
    const Named a = named_at(library, options.words.at(1));
    const Named b = named_at(library, options.words.at(2));
    const auto found =
        sim::differences({.regime = a.regime, .on = a.on}, {.regime = b.regime, .on = b.on});
    const auto head = [](const Named& named) {
        return Json{{"regime", named.regime.id},
                    {"on", date_text(named.on)},
                    {"instrument", named.regime.instrument},
                    {"from", date_text(named.regime.from)},
                    {"to", date_or_null(named.regime.to)}};
    };
    if (wants_json(options)) {
        Json rows = Json::array();
        for (const sim::Difference& row : found)
            rows.push_back(Json{{"section", name_of(row.section)},
                                {"name", row.name},
                                {"a", side_json(row.a)},
                                {"b", side_json(row.b)}});
        print(Json{{"a", head(a)}, {"b", head(b)}, {"differences", std::move(rows)}});
        return;
    }
    for (const Named* named : {&a, &b})
        std::cout << fmt::format("{}@{}  {}  {}  [{}]\n", named->regime.id, date_text(named->on),
                                 named->regime.instrument,
                                 library.pick(named->regime.title_en, named->regime.title_zh),
                                 span_text(named->regime.from, named->regime.to));
    if (found.empty()) std::cout << library.pick("no difference", "无差异") << '\n';
    std::optional<sim::Section> section;
    for (const sim::Difference& row : found) {
        if (section != row.section) std::cout << '\n' << library.section(row.section) << '\n';
        section = row.section;
        std::cout << fmt::format("  {}\n    {:<10} {}\n    {:<10} {}\n", row.name, a.regime.id,
                                 side_text(library, row.a), b.regime.id, side_text(library, row.b));
    }
}

void print_rulings(const PolicyLibrary& library, const Options& options) {
    const std::string& flow = options.words.at(1);
    if (options.on.empty())
        throw CommandFailure(Diagnostic{.file = "policy why",
                                        .message = "the date is missing",
                                        .expected = "--on and a day such as 2026-02-28",
                                        .hint = {}});
    const ledger::ValueDate on = date_or_fail(options.on, "--on");
    if (!options.area.empty()) library.expect_area(options.area);
    const std::vector<sim::Regime> regimes = library.all();
    std::vector<std::string> flows;
    for (const sim::Regime& regime : regimes)
        for (const sim::FlowRule& rule : regime.flows) flows.push_back(rule.flow);
    if (std::ranges::find(flows, flow) == flows.end()) fail_unknown("flow", flow, flows);

    std::vector<sim::Ruling> answers = sim::rulings(regimes, flow, on, options.area);
    std::vector<std::string> would_apply;
    std::optional<sim::Regime> asked;
    if (!options.regime.empty()) {
        asked = library.named(options.regime);
        sim::Ruling under = sim::ruling(*asked, flow, on, options.area);
        if (under.standing != sim::RuleStanding::applies)
            for (const sim::Ruling& answer : answers) would_apply.push_back(answer.regime->id);
        answers = {std::move(under)};
    }
    if (wants_json(options)) {
        Json rows = Json::array();
        for (const sim::Ruling& answer : answers) rows.push_back(ruling_json(answer));
        print(Json{{"flow", flow},
                   {"on", options.on},
                   {"area", options.area.empty() ? Json() : Json(options.area)},
                   {"rulings", std::move(rows)},
                   {"would_apply", would_apply}});
        return;
    }
    std::cout << fmt::format("{}  {}{}\n", flow, options.on,
                             options.area.empty() ? "" : "  " + options.area);
    for (const sim::Ruling& answer : answers) print_ruling(library, answer, options);
    if (answers.empty())
        std::cout << library.pick("no regime in force has a rule for it", "无施行中的规则涉及此项")
                  << '\n';
    if (!options.regime.empty() && answers.front().standing != sim::RuleStanding::applies)
        std::cout << fmt::format("  {} {}\n", library.pick("would apply:", "适用规则:"),
                                 would_apply.empty()
                                     ? library.pick("none", "无")
                                     : fmt::format("{}", fmt::join(would_apply, ", ")));
}

}  // namespace rmbsim::adapters::cli

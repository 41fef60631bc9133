// `policy list`, `policy show REGIME`, and which function answers the other words.
#include <cstddef>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/policy_library.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::adapters::cli {
namespace {

bool as_json(const Options& options) { return options.format == "json"; }

Json head_json(const sim::Regime& regime) {
    Json areas = Json::array();
    for (const sim::AreaRow& row : regime.areas) {
        Json area{{"area", row.area}, {"from", date_text(row.from)}, {"to", date_or_null(row.to)}};
        area.update(cited_json(row.citation));
        areas.push_back(std::move(area));
    }
    return Json{{"regime", regime.id},
                {"title", {{"en", regime.title_en}, {"zh", regime.title_zh}}},
                {"instrument", regime.instrument},
                {"from", date_text(regime.from)},
                {"to", date_or_null(regime.to)},
                {"dated", cited_json(regime.dated)},
                {"status", name_of(regime.status)},
                {"jurisdiction", regime.jurisdiction},
                {"areas", std::move(areas)},
                {"predecessor", regime.predecessor},
                {"successor", regime.successor}};
}

void list(const PolicyLibrary& library, const Options& options) {
    Json rows = Json::array();
    for (const sim::Regime& regime : library.all()) {
        if (as_json(options)) {
            rows.push_back(head_json(regime));
            continue;
        }
        std::cout << fmt::format("{:<10} {} {:<10} {}  {}\n{:11}{}\n", regime.id,
                                 span_text(regime.from, regime.to), library.status(regime),
                                 regime.instrument, library.pick(regime.title_en, regime.title_zh),
                                 "", library.areas(regime));
    }
    if (as_json(options)) print(Json{{"regimes", std::move(rows)}});
}

Json titled(const std::string& name, const std::string& en, const std::string& zh,
            const sim::Citation& citation) {
    Json made{{"name", name}, {"title", {{"en", en}, {"zh", zh}}}};
    made.update(cited_json(citation));
    return made;
}

Json shown_json(const sim::Regime& regime, const std::optional<ledger::ValueDate>& on) {
    Json made = head_json(regime);
    for (const char* part :
         {"parameters", "eligibility", "flows", "limits", "unknown", "assumptions", "sources"})
        made[part] = Json::array();
    for (const sim::DatedValue& value : regime.parameters)
        if (!on || regime.parameter(value.name, *on) == &value)
            made["parameters"].push_back(value_json(value));
    for (const sim::EligibilityCheck& check : regime.eligibility) {
        Json row = titled(check.fact, check.title_en, check.title_zh, check.citation);
        row.update(Json{{"value", check.value.to_text()}, {"unit", check.unit}});
        made["eligibility"].push_back(std::move(row));
    }
    for (const sim::FlowRule& flow : regime.flows) {
        Json row = titled(flow.flow, flow.title_en, flow.title_zh, flow.citation);
        row.update(Json{{"allowed", flow.allowed}, {"limit", flow.limit}});
        made["flows"].push_back(std::move(row));
    }
    for (const sim::QuotaRule& quota : regime.quotas) {
        Json row = titled(quota.id, quota.title_en, quota.title_zh, quota.citation);
        row.update(Json{{"multiples", quota.multiples}});
        made["limits"].push_back(std::move(row));
    }
    const auto told = [](const sim::Unknown& row) {
        return Json{{"name", row.name},
                    {"treat_as", row.treat_as},
                    {"note", {{"en", row.note_en}, {"zh", row.note_zh}}}};
    };
    for (const sim::Unknown& row : regime.unknown) made["unknown"].push_back(told(row));
    for (const sim::Unknown& row : regime.assumptions) made["assumptions"].push_back(told(row));
    for (const sim::Source& source : regime.sources)
        made["sources"].push_back(
            Json{{"id", source.id}, {"text", source.text}, {"url", source.url}});
    return made;
}

void show_unknown(const PolicyLibrary& library, const std::vector<sim::Unknown>& rows) {
    for (const sim::Unknown& row : rows)
        std::cout << fmt::format("  {:<44} {:<24} {}\n", row.name, row.treat_as,
                                 library.pick(row.note_en, row.note_zh));
}

void show(const PolicyLibrary& library, const sim::Regime& regime,
          const std::optional<ledger::ValueDate>& on) {
    const auto heading = [&](const char* en, const char* zh) {
        std::cout << '\n' << library.pick(en, zh) << '\n';
    };
    std::cout << fmt::format("{}  {}\n{}  {}  {}  {}\n{}\n", regime.id,
                             library.pick(regime.title_en, regime.title_zh), regime.instrument,
                             span_text(regime.from, regime.to), library.status(regime),
                             library.mark(regime.dated), library.areas(regime));
    heading("PARAMETERS", "参数");
    for (const sim::DatedValue& value : regime.parameters) {
        if (on && regime.parameter(value.name, *on) != &value) continue;
        std::cout << fmt::format("  {:<44} {:>16} {:<9} {}  {}\n", value.name,
                                 value.value.to_text(), value.unit, span_text(value.from, value.to),
                                 library.cited(value.citation));
    }
    heading("ELIGIBILITY", "准入条件");
    for (const sim::EligibilityCheck& check : regime.eligibility)
        std::cout << fmt::format(
            "  {:<44} {:>16} {:<6} {}  {}\n", check.fact, check.value.to_text(), check.unit,
            library.pick(check.title_en, check.title_zh), library.cited(check.citation));
    heading("FLOWS", "资金流");
    for (const sim::FlowRule& flow : regime.flows)
        std::cout << fmt::format(
            "  {:<48} {:<10} {}  {}  {}\n", flow.flow,
            flow.allowed ? library.pick("allowed", "允许") : library.pick("refused", "不允许"),
            flow.limit, library.pick(flow.title_en, flow.title_zh), library.cited(flow.citation));
    heading("LIMITS", "额度");
    for (const sim::QuotaRule& quota : regime.quotas)
        std::cout << fmt::format("  {:<32} {}  {}\n", quota.id,
                                 library.pick(quota.title_en, quota.title_zh),
                                 library.cited(quota.citation));
    heading("UNKNOWN (looked for and not found)", "未查明");
    show_unknown(library, regime.unknown);
    heading("ASSUMPTIONS (where the rules are silent)", "假设(规则未规定之处)");
    show_unknown(library, regime.assumptions);
    heading("SOURCES", "来源");
    for (const sim::Source& source : regime.sources)
        std::cout << fmt::format("  [{}] {} {}\n", source.id, source.text, source.url);
}

}  // namespace

int show_policy(const Options& options, const Surroundings& surroundings) {
    const PolicyLibrary library(surroundings.library, options.language);
    const std::string& what = options.words.front();
    const std::size_t more = options.words.size() - 1;
    std::optional<ledger::ValueDate> on;
    if (!options.on.empty()) on = date_or_fail(options.on, "--on");
    if (what == "list" && more == 0) {
        list(library, options);
    } else if (what == "show" && more == 1) {
        const sim::Regime regime = library.named(options.words[1]);
        if (as_json(options))
            print(shown_json(regime, on));
        else
            show(library, regime, on);
    } else if (what == "timeline" && more <= 1) {
        print_timeline(library, options);
    } else if (what == "diff" && more == 2) {
        print_differences(library, options);
    } else if (what == "why" && more == 1) {
        print_rulings(library, options);
    } else {
        throw CommandFailure(Diagnostic{
            .file = "policy",
            .message =
                "'" + fmt::format("{}", fmt::join(options.words, " ")) + "' is not understood",
            .expected = "list, show REGIME, timeline [FAMILY or PARAMETER], diff A B, or why FLOW",
            .hint = "rmbsim policy why overseas_lending --on 2026-02-01"});
    }
    return 0;
}

}  // namespace rmbsim::adapters::cli

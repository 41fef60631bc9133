// `policy list` and `policy show REGIME`: dated parameters with their documents and marks.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/report/language.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> regime_files(const std::string& library) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(library) / "policy", error))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

sim::Regime load_or_fail(const fs::path& file) {
    auto regime = load_regime(file);
    if (!regime) throw CommandFailure(regime.error());
    return std::move(*regime);
}

std::string in_force(const sim::Regime& regime) {
    return date_text(regime.from) + " … " + (regime.to ? date_text(*regime.to) : "");
}

const std::string& pick(const Options& o, const std::string& en, const std::string& zh) {
    return text_in(o.language, en, zh);
}

void show(const Options& options, const sim::Regime& regime) {
    std::cout << fmt::format("{}  {}\n{}  {}\n\n", regime.id,
                             pick(options, regime.title_en, regime.title_zh), regime.instrument,
                             in_force(regime));
    std::cout << "PARAMETERS\n";
    for (const sim::DatedValue& value : regime.parameters) {
        const auto on = parse_date(options.on);
        if (on && regime.parameter(value.name, *on) != &value) continue;
        std::cout << fmt::format("  {:<44} {:>12} {:<10} {}  {}  {}{}\n", value.name,
                                 value.value.to_text(), value.unit, date_text(value.from),
                                 value.citation.instrument, name_of(value.citation.mark),
                                 is_confirmed(value.citation.mark) ? "" : "  (unconfirmed)");
    }
    std::cout << "\nELIGIBILITY\n";
    for (const sim::EligibilityCheck& check : regime.eligibility)
        std::cout << fmt::format("  {:<44} {:>16} {:<6} {}\n", check.fact, check.value.to_text(),
                                 check.unit, name_of(check.citation.mark));
    std::cout << "\nFLOWS\n";
    for (const sim::FlowRule& flow : regime.flows)
        std::cout << fmt::format("  {:<48} {:<10} {}  {}\n", flow.flow,
                                 flow.allowed ? "allowed" : "refused", flow.limit,
                                 name_of(flow.citation.mark));
    std::cout << "\nUNKNOWN\n";
    for (const sim::Unknown& unknown : regime.unknown)
        std::cout << fmt::format("  {:<44} {}\n", unknown.name, unknown.treat_as);
    std::cout << "\nSOURCES\n";
    for (const sim::Source& source : regime.sources)
        std::cout << fmt::format("  [{}] {} {}\n", source.id, source.text, source.url);
}

}  // namespace

int show_policy(const Options& options, const Surroundings& surroundings) {
    const std::string& what = options.words.front();
    if (!options.on.empty() && !parse_date(options.on))
        throw CommandFailure(Diagnostic{.file = "--on",
                                        .message = "'" + options.on + "' is not a date",
                                        .expected = "a day such as 2026-02-28",
                                        .hint = {}});
    if (what == "list") {
        for (const fs::path& file : regime_files(surroundings.library)) {
            const sim::Regime regime = load_or_fail(file);
            std::cout << fmt::format("{:<10} {:<26} {}  {}\n", regime.id, in_force(regime),
                                     regime.instrument,
                                     pick(options, regime.title_en, regime.title_zh));
        }
        return 0;
    }
    if (what == "show" && options.words.size() == 2) {
        show(options, load_or_fail(fs::path(surroundings.library) / "policy" /
                                   (options.words[1] + ".yaml")));
        return 0;
    }
    throw CommandFailure(Diagnostic{.file = "policy",
                                    .message = "'" + what + "' is not understood",
                                    .expected = "list, or show REGIME",
                                    .hint = "rmbsim policy show INT-251"});
}

}  // namespace rmbsim::adapters::cli

#include "adapters/cli/break_even_runs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/cli/failure.hpp"
#include "adapters/cli/in_parallel.hpp"
#include "adapters/cli/interruption.hpp"
#include "adapters/cli/simulated.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/measure/benefit_kpis.hpp"
#include "sim/measure/result.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {
namespace {

using ledger::Decimal;

[[noreturn]] void refuse(const std::string& message) {
    throw CommandFailure(
        Diagnostic{.file = "--break-even",
                   .message = message,
                   .expected = "PATH=LOW..HIGH with LOW below HIGH, such as "
                               "fx_terms.hk-dealing.spread=0.0000..0.0500",
                   .hint = "the decimals that the ends have are the tolerance of the answer"});
}

int places_of(const BreakEvenQuestion& question) {
    return std::max(sim::decimals_in(question.low), sim::decimals_in(question.high));
}

// On the grid of int64 steps that the search walks.
bool fits(const std::string& text, int places) {
    const auto value = Decimal::parse(text);
    return value && value->split_at(places).has_value();
}

sim::RunResult run_once(const std::string& scenario, const LoadOptions& load) {
    const LoadedScenario loaded = load_or_fail(scenario, load);
    sim::World world(loaded.scenario,
                     sim::WorldOptions{
                         .replication = 0, .keep_decisions = false, .interrupted = is_interrupted});
    return world.run(nullptr, nullptr, {});
}

}  // namespace

BreakEvenQuestion parse_break_even(const std::string& typed) {
    const std::size_t equals = typed.find('=');
    const std::size_t dots = typed.find("..", equals == std::string::npos ? 0 : equals);
    if (equals == std::string::npos || equals == 0 || dots == std::string::npos)
        refuse("'" + typed + "' is no bracket");
    BreakEvenQuestion question{.path = typed.substr(0, equals),
                               .low = typed.substr(equals + 1, dots - equals - 1),
                               .high = typed.substr(dots + 2),
                               .unit = {}};
    if (const std::size_t space = question.high.find(' '); space != std::string::npos) {
        question.unit = question.high.substr(space);
        question.high.resize(space);
    }
    const int places = places_of(question);
    for (const std::string& end : {question.low, question.high})
        if (!fits(end, places)) refuse("'" + end + "' is not a number");
    if (*Decimal::parse(question.low) >= *Decimal::parse(question.high))
        refuse("the bracket is empty: " + question.low + " is not below " + question.high);
    return question;
}

sim::BreakEvenFinding find_break_even(const BreakEvenQuestion& question,
                                      const std::string& scenario, const LoadOptions& load,
                                      const std::string& baseline, const std::string& variant,
                                      std::size_t threads) {
    const int places = places_of(question);
    const std::array names{baseline, variant};
    std::string unit;
    const auto gain = [&](const Decimal& at) {
        std::array<sim::RunResult, 2> results;
        in_parallel(names.size(), threads, [&](std::size_t i) {
            LoadOptions changed = load;
            changed.variant = names[i];
            changed.sets.push_back(question.path + "=" + at.to_text(places) + question.unit);
            results[i] = run_once(scenario, changed);
        });
        for (const sim::Kpi& kpi : sim::net_benefits(results[0], results[1])) {
            if (kpi.name != "net_benefit" || kpi.entity != "group") continue;
            unit = kpi.unit;
            return Decimal::parse(kpi.value).value_or(Decimal(0));
        }
        return Decimal(0);
    };
    const sim::BreakEven found = sim::break_even(*Decimal::parse(question.low),
                                                 *Decimal::parse(question.high), places, gain);
    return {.path = question.path,
            .kpi = "net_benefit",
            .variant = variant,
            .unit = unit,
            .outcome = std::string(sim::name_of(found.outcome)),
            .at = found.outcome == sim::BreakEvenOutcome::no_sign_change ? ""
                                                                         : found.at.to_text(places),
            .low = found.low.to_text(places),
            .high = found.high.to_text(places),
            .gain_at_low = found.at_low.to_text(2),
            .gain_at_high = found.at_high.to_text(2),
            .tolerance = Decimal::from_minor(1, places).to_text(places),
            .runs = found.runs};
}

}  // namespace rmbsim::adapters::cli

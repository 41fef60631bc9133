// `compare`: the same flows through every variant, on a few threads; which wins, who pays, how sure it is.
//
// Memory      a variant's world goes when its run ends, and of decisions only the best variant's stay
// Order       of everything shown and written is that of `compare:`, whatever thread was first
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/break_even_runs.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/in_parallel.hpp"
#include "adapters/cli/interruption.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/report_input.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/cli/simulated.hpp"
#include "adapters/report/report.hpp"
#include "adapters/result/comparison_json.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/digest.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {
namespace {

struct Variants {  // all as `compare:` lists them
    std::vector<LoadedScenario> loaded;
    std::vector<Simulated> simulated;
    std::vector<sim::Replicated> histories;
    std::vector<std::vector<std::string>> digests;
    std::optional<std::size_t> baseline;
};

void check_question(const sim::Scenario& scenario, const Options& options) {
    if (scenario.variants.size() < 2)
        throw CommandFailure(Diagnostic{
            .file = options.files.front(),
            .message = "there is nothing to compare",
            .expected = "at least two variants under compare:",
            .hint = "compare: [{name: no-pool, baseline: true, set: {pools: []}}, {name: pool}]"});
    if (!options.store.empty() && options.store != "none")
        throw CommandFailure(Diagnostic{
            .file = "--store",
            .message = "one file cannot hold the journals of several variants",
            .expected = "none, or no --store at all",
            .hint = "leave it out: each variant's folder then has a journal of its own"});
    bool has_baseline = false;
    for (const sim::VariantSpec& variant : scenario.variants) has_baseline |= variant.baseline;
    if (!options.break_even.empty() && !has_baseline)
        throw CommandFailure(Diagnostic{.file = options.files.front(),
                                        .message = "a break-even needs a baseline",
                                        .expected = "a variant with baseline: true",
                                        .hint = {}});
    if (!options.break_even.empty() && scenario.accounts.empty() && !scenario.systems.empty())
        throw CommandFailure(
            Diagnostic{.file = "--break-even",
                       .message = "a break-even is of the net benefit, which payment systems alone "
                                  "do not have",
                       .expected = "a scenario with companies' accounts",
                       .hint = "name the values as variants under compare: instead"});
}

// Lets go of the decisions of every variant that another already beats.
class OnlyTheBest {
  public:
    explicit OnlyTheBest(Variants& variants) : variants_(variants) {}

    void finished(std::size_t variant) {
        const std::scoped_lock lock(mutex_);
        if (variants_.baseline == variant) return let_go(variant);
        if (best_ && !beats(variant, *best_)) return let_go(variant);
        if (best_) let_go(*best_);
        best_ = variant;
    }

  private:
    // Of equals the first as `compare:` lists them.
    bool beats(std::size_t a, std::size_t b) const {
        const sim::RunResult& ours = variants_.simulated[a].result;
        const sim::RunResult& theirs = variants_.simulated[b].result;
        const sim::RankedBy by = sim::ranked_by(std::vector{&ours, &theirs});
        if (sim::is_better(by, ours, theirs)) return true;
        return a < b && !sim::is_better(by, theirs, ours);
    }
    void let_go(std::size_t variant) { variants_.simulated[variant].decisions = {}; }

    Variants& variants_;
    std::mutex mutex_;
    std::optional<std::size_t> best_;
};

Variants simulate_all(const sim::Scenario& plain, const Options& options, const LoadOptions& load,
                      RunFolder& folder, std::size_t threads) {
    const std::size_t count = plain.variants.size();
    Variants variants{.loaded = std::vector<LoadedScenario>(count),
                      .simulated = std::vector<Simulated>(count),
                      .histories = std::vector<sim::Replicated>(count),
                      .digests = std::vector<std::vector<std::string>>(count),
                      .baseline = std::nullopt};
    for (std::size_t i = 0; i < count; ++i) {
        folder.make_folder(plain.variants[i].name);
        if (plain.variants[i].baseline) variants.baseline = i;
    }
    OnlyTheBest only_the_best(variants);
    in_parallel(count, threads, [&](std::size_t i) {
        const std::string& name = plain.variants[i].name;
        LoadOptions of_variant = load;
        of_variant.variant = name;
        LoadedScenario loaded = load_or_fail(options.files.front(), of_variant);
        Manifest manifest = manifest_of(loaded, options, name, baseline_of(plain, name));
        manifest.replications = options.replications;
        manifest.break_even = options.break_even;
        const auto store = make_store(options, folder.file(name + "/journal.sqlite"));
        variants.simulated[i] =
            simulate(loaded.scenario, std::move(manifest), nullptr, store.get(), true);
        only_the_best.finished(i);
        if (options.replications > 1) variants.loaded[i] = std::move(loaded);
    });
    return variants;
}

// Histories 1 … N-1 of every variant: digests and indicators, no journal; history 0 is the one shown.
void replicate_all(Variants& variants, std::size_t replications, std::size_t threads) {
    const std::size_t count = variants.simulated.size();
    struct Draw {
        std::vector<sim::Kpi> kpis;
        std::string digest;
    };
    std::vector<Draw> draws(count * (replications - 1));
    in_parallel(draws.size(), threads, [&](std::size_t i) {
        sim::World world(variants.loaded[i % count].scenario,
                         sim::WorldOptions{.replication = static_cast<std::uint32_t>(1 + i / count),
                                           .keep_decisions = false,
                                           .interrupted = is_interrupted});
        sim::RunResult result = world.run(nullptr, nullptr, {});
        draws[i] = {.kpis = std::move(result.kpis), .digest = ledger::to_text(result.digest)};
    });
    for (std::size_t v = 0; v < count; ++v) {
        const sim::RunResult& shown = variants.simulated[v].result;
        sim::add_history(variants.histories[v], shown.kpis);
        variants.digests[v].push_back(ledger::to_text(shown.digest));
    }
    for (std::size_t i = 0; i < draws.size(); ++i) {
        sim::add_history(variants.histories[i % count], draws[i].kpis);
        variants.digests[i % count].push_back(std::move(draws[i].digest));
    }
    variants.loaded.clear();
}

// `expect:` speaks of the scenario as it is written: of the variant that patches nothing, first of one that
// is no baseline; without such, of the winner.
std::size_t expected_of(const sim::Scenario& plain, std::size_t winner) {
    for (std::size_t i = 0; i < plain.variants.size(); ++i)
        if (plain.variants[i].as_written && !plain.variants[i].baseline) return i;
    for (std::size_t i = 0; i < plain.variants.size(); ++i)
        if (plain.variants[i].as_written) return i;
    return winner;
}

sim::VariantComparison compare_all(const Variants& variants) {
    std::vector<const sim::RunResult*> results;
    for (const Simulated& one : variants.simulated) results.push_back(&one.result);
    return sim::compare_results(results, variants.baseline);
}

ReportInput report_of(const Variants& variants, std::size_t winner, const Simulated& expected,
                      const std::vector<ComparedVariant>& compared) {
    const Simulated& shown = variants.simulated[winner];
    ReportInput input = report_input(shown.manifest, true);
    for (std::size_t i = 0; i < variants.simulated.size(); ++i) {
        input.variants.push_back(report_variant(variants.simulated[i]));
        input.variants.back().intervals = compared[i].intervals;
    }
    input.candidate = winner;
    input.baseline = variants.baseline;
    input.parameters = shown.directory.parameters;
    for (const sim::Checked& checked : expected.checks)
        input.expectations.push_back(
            {.text = checked.text, .held = checked.held, .found = checked.found});
    return input;
}

}  // namespace

int compare_variants(const Options& options, const Surroundings& surroundings) {
    const auto start = Clock::now();
    const LoadOptions load = load_options(options, surroundings);
    const LoadedScenario plain = load_or_fail(options.files.front(), load);
    std::cerr << (plain.warnings.empty() || options.quiet ? "" : to_text(plain.warnings));
    check_question(plain.scenario, options);
    std::optional<BreakEvenQuestion> question;
    if (!options.break_even.empty()) question = parse_break_even(options.break_even);
    const std::size_t threads = options.jobs > 0 ? options.jobs : default_threads();

    watch_for_signals();
    RunFolder folder(options.out, plain.scenario.id);
    Variants variants = simulate_all(plain.scenario, options, load, folder, threads);
    std::vector<std::vector<sim::KpiInterval>> intervals(variants.simulated.size());
    if (options.replications > 1) {
        replicate_all(variants, options.replications, threads);
        intervals = sim::intervals_of(variants.histories, variants.baseline);
    }
    const sim::VariantComparison comparison = compare_all(variants);
    std::vector<ComparedVariant> compared;
    std::uint64_t events = 0;
    for (std::size_t i = 0; i < variants.simulated.size(); ++i) {
        Simulated& one = variants.simulated[i];
        if (variants.baseline && variants.baseline != i)
            add_benefits(variants.simulated[*variants.baseline].result, one.result);
        compared.push_back({.result = &one.result,
                            .regime = one.manifest.regime,
                            .intervals = std::move(intervals[i]),
                            .digests = std::move(variants.digests[i])});
        events += one.result.counts.events;
    }
    Simulated& winner = variants.simulated[comparison.winner];
    Simulated& expected = variants.simulated[expected_of(plain.scenario, comparison.winner)];
    hold_expectations(expected);
    for (sim::Checked& checked : expected.checks)
        checked.text += fmt::format(" (variant {})", expected.result.variant);
    std::optional<sim::BreakEvenFinding> break_even;
    if (question)
        break_even = find_break_even(*question, options.files.front(), load,
                                     plain.scenario.variants[*variants.baseline].name,
                                     winner.result.variant, threads);

    const auto wall = Clock::now() - start;
    for (const Simulated& one : variants.simulated)
        write_variant(folder, one.result.variant + "/", one);
    folder.write("manifest.json", manifest_json(winner.manifest));
    folder.write("comparison.json",
                 comparison_json(winner.manifest, compared, comparison, break_even));
    folder.write("timing.json", timing_json(wall, events, threads));
    ReportInput input = report_of(variants, comparison.winner, expected, compared);
    input.replications = options.replications;
    input.break_even = break_even;
    input.folder = folder.final_path().string();
    input.elapsed = elapsed_text(wall);
    folder.write("report.html", render_html(input, options.language));
    if (is_interrupted()) throw sim::Interrupted();
    folder.finish();
    return print_end(options, input, expected.checks);
}

}  // namespace rmbsim::adapters::cli

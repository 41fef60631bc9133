// `run` and `compare`: load, simulate, hold against expectations, write the folder, print the table.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/interruption.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/report_input.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/report/report.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/zmq/zmq_outlet.hpp"
#include "ledger/decimal.hpp"
#include "rmbsim_version.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/measure/measure.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {
namespace {

using Clock = std::chrono::steady_clock;

LoadOptions load_options(const Options& options, const Surroundings& surroundings) {
    LoadOptions load;
    load.library = surroundings.library;
    load.sets = options.sets;
    for (const std::string& overlay : options.overlays) load.overlays.emplace_back(overlay);
    load.seed = options.seed;
    load.variant = options.variant;
    if (options.until.empty()) return load;
    load.until = parse_date(options.until);
    if (!load.until)
        throw CommandFailure(Diagnostic{.file = "--until",
                                        .message = "'" + options.until + "' is not a date",
                                        .expected = "a day such as 2026-02-28",
                                        .hint = {}});
    return load;
}

LoadedScenario load_or_fail(const std::string& path, const LoadOptions& options) {
    auto loaded = load_scenario(path, options);
    if (!loaded) throw CommandFailure(loaded.error());
    return std::move(*loaded);
}

std::string period_text(const sim::Scenario& s) {
    return date_text(s.from) + " … " + date_text(s.to);
}

Manifest manifest_of(const LoadedScenario& loaded, const Options& options,
                     const std::string& variant, const std::string& baseline) {
    const sim::Scenario& s = loaded.scenario;
    Manifest manifest{.program = "rmbsim",
                      .version = std::string(version),
                      .commit = std::string(commit),
                      .scenario_file = options.files.front(),
                      .scenario = s.id,
                      .title_en = s.title.en,
                      .title_zh = s.title.zh,
                      .variant = variant,
                      .baseline = baseline,
                      .period = period_text(s),
                      .seed = std::to_string(s.seed),
                      .regime = s.regime ? s.regime->id : "",
                      .instrument = s.regime ? s.regime->instrument : "",
                      .overlays = options.overlays,
                      .sets = options.sets,
                      .inputs = {}};
    for (const InputFile& input : loaded.inputs)
        manifest.inputs.emplace_back(input.path, input.sha256);
    return manifest;
}

sim::RunFacts facts_of(const Manifest& manifest, const sim::Scenario& scenario) {
    sim::RunFacts facts{{"program", manifest.program + " " + manifest.version},
                        {"commit", manifest.commit},
                        {"scenario", manifest.scenario},
                        {"variant", manifest.variant},
                        {"from", date_text(scenario.from)},
                        {"to", date_text(scenario.to)},
                        {"seed", manifest.seed},
                        {"regime", manifest.regime}};
    for (const auto& [path, hash] : manifest.inputs) facts.emplace_back("input " + path, hash);
    return facts;
}

// One simulated variant with all that the report asks of it. The scenario outlives its world.
struct Simulated {
    std::unique_ptr<LoadedScenario> loaded;
    std::unique_ptr<sim::World> world;
    sim::RunResult result;
    std::vector<sim::Checked> checks;
    Manifest manifest;
};

std::unique_ptr<sim::Store> make_store(const Options& options,
                                       const std::filesystem::path& otherwise) {
    if (options.store.empty()) return open_sqlite_store(otherwise);
    if (options.store == "none") return nullptr;
    constexpr std::string_view sqlite = "sqlite:";
    if (options.store.starts_with(sqlite))
        return open_sqlite_store(options.store.substr(sqlite.size()));
    throw CommandFailure(
        Diagnostic{.file = "--store",
                   .message = "'" + options.store + "' is no store",
                   .expected = "sqlite:FILE or none",
                   .hint = "leave it out: the journal then lies in the run's folder"});
}

Simulated simulate(std::unique_ptr<LoadedScenario> loaded, Manifest manifest, sim::Outlet* outlet,
                   sim::Store* store, bool keep_decisions) {
    Simulated simulated;
    simulated.loaded = std::move(loaded);
    simulated.manifest = std::move(manifest);
    const sim::Scenario& scenario = simulated.loaded->scenario;
    simulated.world = std::make_unique<sim::World>(
        scenario,
        sim::WorldOptions{.keep_decisions = keep_decisions, .interrupted = is_interrupted});
    simulated.result = simulated.world->run(outlet, store, facts_of(simulated.manifest, scenario));
    simulated.result.variant = simulated.manifest.variant;
    for (const sim::VariantSpec& variant : scenario.variants) {
        if (variant.name != simulated.result.variant) continue;
        simulated.result.title_en = variant.title.en;
        simulated.result.title_zh = variant.title.zh;
    }
    return simulated;
}

void add_benefits(const sim::RunResult& baseline, Simulated& candidate) {
    const auto benefits = sim::net_benefits(baseline, candidate.result);
    candidate.result.kpis.insert(candidate.result.kpis.begin(), benefits.begin(), benefits.end());
}

// Which variant bears the baseline flag; empty when none does or it is the one that runs.
std::string baseline_of(const sim::Scenario& scenario, const std::string& running) {
    for (const sim::VariantSpec& variant : scenario.variants)
        if (variant.baseline && variant.name != running) return variant.name;
    return {};
}

void hold_expectations(Simulated& simulated) {
    for (const sim::Expectation& line : simulated.loaded->scenario.expectations)
        simulated.checks.push_back(sim::check(line, simulated.result));
}

std::string timing_json(Clock::duration wall, std::uint64_t events) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const double seconds = std::chrono::duration<double>(wall).count();
    return fmt::format(
        "{{\n \"wall_s\": {:.3f},\n \"events_per_s\": {:.0f},\n \"peak_memory_kib\": {},\n "
        "\"threads\": 1\n}}\n",
        seconds, seconds > 0 ? static_cast<double>(events) / seconds : 0.0, usage.ru_maxrss);
}

ReportInput report_of(const std::vector<Simulated>& variants, std::size_t candidate,
                      std::optional<std::size_t> baseline, const std::string& folder,
                      Clock::duration wall, bool compared) {
    const Simulated& shown = variants[candidate];
    ReportInput input = report_input(shown.manifest, compared);
    for (const Simulated& variant : variants)
        input.variants.push_back({.result = &variant.result,
                                  .decisions = variant.world->decisions(),
                                  .directory = &variant.world->directory()});
    input.candidate = candidate;
    input.baseline = baseline;
    input.folder = folder;
    input.parameters = shown.world->directory().parameters;
    for (const sim::Checked& checked : shown.checks)
        input.expectations.push_back(
            {.text = checked.text, .held = checked.held, .found = checked.found});
    input.elapsed = fmt::format("{:.2f} s", std::chrono::duration<double>(wall).count());
    return input;
}

void write_variant(RunFolder& folder, const std::string& prefix, const Simulated& simulated) {
    folder.write(prefix + "manifest.json", manifest_json(simulated.manifest));
    folder.write(prefix + "result.json", result_json(simulated.result, simulated.checks));
}

int print_end(const Options& options, const ReportInput& input,
              const std::vector<sim::Checked>& checks) {
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    if (!options.quiet)
        std::cout << render_terminal(input, options.language, {.colour = terminal, .width = 100})
                  << std::flush;
    int code = 0;
    for (const sim::Checked& checked : checks) {
        if (checked.held) continue;
        std::cerr << "expect: " << checked.text << ": found " << checked.found << '\n';
        code = check_failed;
    }
    return code;
}

std::unique_ptr<ZmqOutlet> make_outlet(const Options& options) {
    if (options.publish.empty()) return nullptr;
    ZmqOutletOptions zmq;
    zmq.endpoint = options.publish;
    zmq.await_subscribers = options.await_subscribers;
    zmq.interrupted = is_interrupted;
    auto outlet = std::make_unique<ZmqOutlet>(zmq);
    if (options.await_subscribers > 0) {
        std::cerr << fmt::format("waiting for {} subscriber{} at {} (Ctrl-C ends the wait)\n",
                                 options.await_subscribers,
                                 options.await_subscribers == 1 ? "" : "s", outlet->endpoint());
    }
    return outlet;
}

// The journal is whole in any case; what a subscriber may have missed is said.
void tell_stream(const ZmqOutlet& outlet) {
    const StreamCounts counts = outlet.counts();
    if (!counts.failure.empty()) std::cerr << "warning: " << counts.failure << '\n';
    if (counts.let_go > 0)
        std::cerr << fmt::format(
            "warning: slow subscribers were let go {} times; they see gaps in seq\n",
            counts.let_go);
}

}  // namespace

int run_scenario(const Options& options, const Surroundings& surroundings) {
    const auto start = Clock::now();
    const LoadOptions load = load_options(options, surroundings);
    auto loaded = std::make_unique<LoadedScenario>(load_or_fail(options.files.front(), load));
    std::cerr << (loaded->warnings.empty() || options.quiet ? "" : to_text(loaded->warnings));
    const std::string baseline_name = baseline_of(loaded->scenario, options.variant);
    const Manifest manifest = manifest_of(*loaded, options, options.variant, baseline_name);
    const bool stored = options.store != "none";

    watch_for_signals();
    const auto outlet = make_outlet(options);
    RunFolder folder(options.out, loaded->scenario.id);
    std::vector<Simulated> variants;
    if (!baseline_name.empty()) {
        LoadOptions baseline_load = load;
        baseline_load.variant = baseline_name;
        auto baseline =
            std::make_unique<LoadedScenario>(load_or_fail(options.files.front(), baseline_load));
        Manifest of_baseline = manifest_of(*baseline, options, baseline_name, "");
        variants.push_back(
            simulate(std::move(baseline), std::move(of_baseline), nullptr, nullptr, false));
    }
    {
        const auto store = make_store(options, folder.file("journal.sqlite"));
        variants.push_back(
            simulate(std::move(loaded), manifest, outlet.get(), store.get(), stored));
    }
    if (outlet) tell_stream(*outlet);
    Simulated& shown = variants.back();
    const std::optional<std::size_t> baseline =
        baseline_name.empty() ? std::nullopt : std::optional<std::size_t>(0);
    if (baseline && shown.result.variant.empty()) {  // a column needs a short name
        shown.result.title_en = "this run";
        shown.result.title_zh = "本次运行";
    }
    if (baseline) add_benefits(variants.front().result, shown);
    hold_expectations(shown);

    const auto wall = Clock::now() - start;
    write_variant(folder, "", shown);
    folder.write("timing.json", timing_json(wall, shown.result.counts.events));
    const ReportInput input = report_of(variants, variants.size() - 1, baseline,
                                        folder.final_path().string(), wall, false);
    if (stored) folder.write("report.html", render_html(input, options.language));
    if (is_interrupted()) throw sim::Interrupted();
    folder.finish();
    return print_end(options, input, shown.checks);
}

int compare_variants(const Options& options, const Surroundings& surroundings) {
    const auto start = Clock::now();
    const LoadOptions load = load_options(options, surroundings);
    const LoadedScenario plain = load_or_fail(options.files.front(), load);
    std::cerr << (plain.warnings.empty() || options.quiet ? "" : to_text(plain.warnings));
    if (plain.scenario.variants.size() < 2)
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

    watch_for_signals();
    RunFolder folder(options.out, plain.scenario.id);
    std::vector<Simulated> variants;
    std::optional<std::size_t> baseline;
    for (const sim::VariantSpec& variant : plain.scenario.variants) {
        LoadOptions of_variant = load;
        of_variant.variant = variant.name;
        auto loaded =
            std::make_unique<LoadedScenario>(load_or_fail(options.files.front(), of_variant));
        Manifest manifest =
            manifest_of(*loaded, options, variant.name, baseline_of(plain.scenario, variant.name));
        folder.make_folder(variant.name);
        if (variant.baseline) baseline = variants.size();
        const auto store = make_store(options, folder.file(variant.name + "/journal.sqlite"));
        variants.push_back(
            simulate(std::move(loaded), std::move(manifest), nullptr, store.get(), true));
    }
    // The candidate is the structure that wins: the best net result that is not the baseline.
    std::size_t candidate = baseline == std::optional<std::size_t>(0) ? 1 : 0;
    const auto net = [&](std::size_t i) {
        const sim::Kpi* kpi = sim::find_kpi(variants[i].result, "net_result", "group");
        return kpi ? ledger::Decimal::parse(kpi->value).value_or(ledger::Decimal(0))
                   : ledger::Decimal(0);
    };
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (baseline == i) continue;
        if (baseline) add_benefits(variants[*baseline].result, variants[i]);
        if (net(i) > net(candidate)) candidate = i;
    }
    hold_expectations(variants[candidate]);

    const auto wall = Clock::now() - start;
    std::uint64_t events = 0;
    for (const Simulated& variant : variants) {
        write_variant(folder, variant.result.variant + "/", variant);
        events += variant.result.counts.events;
    }
    Manifest manifest = variants[candidate].manifest;
    folder.write("manifest.json", manifest_json(manifest));
    folder.write("timing.json", timing_json(wall, events));
    const ReportInput input =
        report_of(variants, candidate, baseline, folder.final_path().string(), wall, true);
    folder.write("report.html", render_html(input, options.language));
    if (is_interrupted()) throw sim::Interrupted();
    folder.finish();
    return print_end(options, input, variants[candidate].checks);
}

}  // namespace rmbsim::adapters::cli

#include "adapters/cli/simulated.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
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
#include "adapters/payment_file/payment_file.hpp"
#include "adapters/report/report.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "rmbsim_version.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/benefit_kpis.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {
namespace {

std::string period_text(const sim::Scenario& s) {
    return date_text(s.from) + " … " + date_text(s.to);
}

constexpr std::string_view store_prefix = "sqlite:";

std::filesystem::path journal_path(const Options& options, const RunFolder& folder) {
    if (options.store.starts_with(store_prefix)) return options.store.substr(store_prefix.size());
    return folder.file("journal.sqlite");
}

}  // namespace

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
                      .inputs = {},
                      .until = options.until};
    for (const InputFile& input : loaded.inputs)
        manifest.inputs.emplace_back(input.path, input.sha256);
    return manifest;
}

std::string baseline_of(const sim::Scenario& scenario, const std::string& running) {
    for (const sim::VariantSpec& variant : scenario.variants)
        if (variant.baseline && variant.name != running) return variant.name;
    return {};
}

std::unique_ptr<sim::Store> make_store(const Options& options,
                                       const std::filesystem::path& otherwise) {
    if (options.store.empty()) return open_sqlite_store(otherwise);
    if (options.store == "none") return nullptr;
    if (options.store.starts_with(store_prefix))
        return open_sqlite_store(options.store.substr(store_prefix.size()));
    throw CommandFailure(
        Diagnostic{.file = "--store",
                   .message = "'" + options.store + "' is no store",
                   .expected = "sqlite:FILE or none",
                   .hint = "leave it out: the journal then lies in the run's folder"});
}

Simulated simulate(const sim::Scenario& scenario, Manifest manifest, sim::Outlet* outlet,
                   sim::Store* store, bool keep_decisions) {
    sim::World world(scenario, sim::WorldOptions{.keep_decisions = keep_decisions,
                                                 .interrupted = is_interrupted});
    sim::RunResult result = world.run(outlet, store, facts_of(manifest, scenario));
    return gather(scenario, std::move(manifest), world, std::move(result));
}

Simulated gather(const sim::Scenario& scenario, Manifest manifest, sim::World& world,
                 sim::RunResult result) {
    Simulated simulated;
    simulated.manifest = std::move(manifest);
    simulated.expectations = scenario.expectations;
    simulated.result = std::move(result);
    simulated.directory = world.directory();
    simulated.decisions = world.take_decisions();
    simulated.links = link_uses(simulated.decisions, simulated.directory);
    simulated.result.variant = simulated.manifest.variant;
    for (const sim::VariantSpec& variant : scenario.variants) {
        if (variant.name != simulated.result.variant) continue;
        const bool is_titled = !variant.title.en.empty() || !variant.title.zh.empty();
        simulated.result.title_en = is_titled ? variant.title.en : variant.name;
        simulated.result.title_zh = is_titled ? variant.title.zh : variant.name;
    }
    return simulated;
}

void add_benefits(const sim::RunResult& baseline, sim::RunResult& candidate) {
    const auto benefits = sim::net_benefits(baseline, candidate);
    candidate.kpis.insert(candidate.kpis.begin(), benefits.begin(), benefits.end());
}

void hold_expectations(Simulated& simulated) {
    for (const sim::Expectation& line : simulated.expectations)
        simulated.checks.push_back(sim::check(line, simulated.result));
}

ReportVariant report_variant(const Simulated& simulated) {
    return {.result = &simulated.result,
            .decisions = simulated.decisions,
            .directory = &simulated.directory,
            .links = simulated.links};
}

void write_variant(RunFolder& folder, const std::string& prefix, const Simulated& simulated) {
    folder.write(prefix + "manifest.json", manifest_json(simulated.manifest));
    folder.write(prefix + "result.json", result_json(simulated.result, simulated.checks));
}

void write_payments(const Options& options, const RunFolder& folder, const Simulated& simulated) {
    if (simulated.directory.payment_systems.empty()) return;
    write_payment_file(journal_path(options, folder), folder.file("payments.csv"));
}

int finish_run(const Options& options, RunFolder& folder, std::vector<Simulated>& variants,
               Clock::duration wall, bool stored) {
    Simulated& shown = variants.back();
    const std::optional<std::size_t> baseline =
        variants.size() < 2 ? std::nullopt : std::optional<std::size_t>(0);
    if (baseline && shown.result.variant.empty()) {  // a column needs a short name
        shown.result.title_en = "this run";
        shown.result.title_zh = "本次运行";
    }
    if (baseline) add_benefits(variants.front().result, shown.result);
    hold_expectations(shown);

    write_variant(folder, "", shown);
    folder.write("timing.json", timing_json(wall, shown.result.counts.events, 1));
    ReportInput input = report_input(shown.manifest, false);
    for (const Simulated& variant : variants) input.variants.push_back(report_variant(variant));
    input.candidate = variants.size() - 1;
    input.baseline = baseline;
    input.folder = folder.final_path().string();
    input.parameters = shown.directory.parameters;
    for (const sim::Checked& checked : shown.checks)
        input.expectations.push_back(
            {.text = checked.text, .held = checked.held, .found = checked.found});
    input.elapsed = elapsed_text(wall);
    if (stored) folder.write("report.html", render_html(input, options.language));
    // Who interrupts a live run ends its inputs, not the run.
    if (options.command == Command::run && is_interrupted()) throw sim::Interrupted();
    folder.finish();
    return print_end(options, input, shown.checks);
}

std::string timing_json(Clock::duration wall, std::uint64_t events, std::size_t threads) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const double seconds = std::chrono::duration<double>(wall).count();
    return fmt::format(
        "{{\n \"wall_s\": {:.3f},\n \"events_per_s\": {:.0f},\n \"peak_memory_kib\": {},\n "
        "\"threads\": {}\n}}\n",
        seconds, seconds > 0 ? static_cast<double>(events) / seconds : 0.0, usage.ru_maxrss,
        threads);
}

std::string elapsed_text(Clock::duration wall) {
    return fmt::format("{:.2f} s", std::chrono::duration<double>(wall).count());
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

}  // namespace rmbsim::adapters::cli

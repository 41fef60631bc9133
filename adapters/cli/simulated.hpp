// What `run` and `compare` share: a scenario loaded, simulated and ready to be shown.
//
// Errors      CommandFailure for wrong input; sim::Interrupted after Ctrl-C
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/report/report.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {

using Clock = std::chrono::steady_clock;

LoadOptions load_options(const Options& options, const Surroundings& surroundings);
LoadedScenario load_or_fail(const std::string& path, const LoadOptions& options);

Manifest manifest_of(const LoadedScenario& loaded, const Options& options,
                     const std::string& variant, const std::string& baseline);

// Which variant bears the baseline flag; empty when none does or it is the one that runs.
std::string baseline_of(const sim::Scenario& scenario, const std::string& running);

// Null for `--store none`; otherwise as --store says, or `otherwise`.
std::unique_ptr<sim::Store> make_store(const Options& options,
                                       const std::filesystem::path& otherwise);

sim::RunFacts facts_of(const Manifest& manifest, const sim::Scenario& scenario);

struct Simulated {  // all that is shown of one variant; its world is gone
    Manifest manifest;
    sim::RunResult result;
    sim::Directory directory;
    std::vector<sim::Decision> decisions;  // those of a variant that is not shown are let go
    std::vector<LinkUse> links;
    std::vector<sim::Expectation> expectations;
    std::vector<sim::Checked> checks;
};

Simulated simulate(const sim::Scenario& scenario, Manifest manifest, sim::Outlet* outlet,
                   sim::Store* store, bool keep_decisions);

// The same of a world that has run already.
Simulated gather(const sim::Scenario& scenario, Manifest manifest, sim::World& world,
                 sim::RunResult result);

void add_benefits(const sim::RunResult& baseline, sim::RunResult& candidate);
void hold_expectations(Simulated& simulated);
ReportVariant report_variant(const Simulated& simulated);
void write_variant(RunFolder& folder, const std::string& prefix, const Simulated& simulated);

// payments.csv of a run with payment systems, from its finished journal.
void write_payments(const Options& options, const RunFolder& folder, const Simulated& simulated);

std::string timing_json(Clock::duration wall, std::uint64_t events, std::size_t threads);
std::string elapsed_text(Clock::duration wall);  // "0.41 s"

// Writes what belongs into a finished run's folder and names it; the last variant is the one shown, the
// first its baseline when there are two. Then print_end().
int finish_run(const Options& options, RunFolder& folder, std::vector<Simulated>& variants,
               Clock::duration wall, bool stored);

// The table to standard output, what did not hold to standard error; the exit code.
int print_end(const Options& options, const ReportInput& input,
              const std::vector<sim::Checked>& checks);

}  // namespace rmbsim::adapters::cli

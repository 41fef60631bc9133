// `run`: load, simulate, hold against expectations, write the folder, print the table.
#include <cstddef>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/interruption.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/report_input.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/cli/simulated.hpp"
#include "adapters/report/report.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/zmq/zmq_outlet.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::adapters::cli {
namespace {

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
    const LoadedScenario loaded = load_or_fail(options.files.front(), load);
    std::cerr << (loaded.warnings.empty() || options.quiet ? "" : to_text(loaded.warnings));
    const std::string baseline_name = baseline_of(loaded.scenario, options.variant);
    const Manifest manifest = manifest_of(loaded, options, options.variant, baseline_name);
    const bool stored = options.store != "none";

    watch_for_signals();
    const auto outlet = make_outlet(options);
    RunFolder folder(options.out, loaded.scenario.id);
    std::vector<Simulated> variants;
    if (!baseline_name.empty()) {
        LoadOptions baseline_load = load;
        baseline_load.variant = baseline_name;
        const LoadedScenario baseline = load_or_fail(options.files.front(), baseline_load);
        variants.push_back(simulate(baseline.scenario,
                                    manifest_of(baseline, options, baseline_name, ""), nullptr,
                                    nullptr, false));
    }
    {
        const auto store = make_store(options, folder.file("journal.sqlite"));
        variants.push_back(simulate(loaded.scenario, manifest, outlet.get(), store.get(), stored));
    }
    if (outlet) tell_stream(*outlet);
    Simulated& shown = variants.back();
    const std::optional<std::size_t> baseline =
        baseline_name.empty() ? std::nullopt : std::optional<std::size_t>(0);
    if (baseline && shown.result.variant.empty()) {  // a column needs a short name
        shown.result.title_en = "this run";
        shown.result.title_zh = "本次运行";
    }
    if (baseline) add_benefits(variants.front().result, shown.result);
    hold_expectations(shown);

    const auto wall = Clock::now() - start;
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
    if (is_interrupted()) throw sim::Interrupted();
    folder.finish();
    return print_end(options, input, shown.checks);
}

}  // namespace rmbsim::adapters::cli

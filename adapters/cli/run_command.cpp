// `run`: load, simulate, hold against expectations, write the folder, print the table.
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/interruption.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/cli/simulated.hpp"
#include "adapters/cli/stream.hpp"
#include "adapters/payment_file/payment_file_store.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/zmq/zmq_outlet.hpp"

namespace rmbsim::adapters::cli {

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
        std::optional<PaymentFileStore> payments;
        if (store) payments.emplace(*store, folder.file("payments.csv"));
        variants.push_back(simulate(loaded.scenario, manifest, outlet.get(),
                                    payments ? &*payments : store.get(), stored));
        if (payments && !payments->is_whole()) write_payments(options, folder, variants.back());
    }
    if (outlet) tell_stream(*outlet);
    return finish_run(options, folder, variants, Clock::now() - start, stored);
}

}  // namespace rmbsim::adapters::cli

#include "adapters/cli/made_again.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/simulated.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/sqlite/audit.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"

namespace rmbsim::adapters::cli {

Options options_of(const Manifest& manifest) {
    Options options;
    options.files = {manifest.scenario_file};
    options.sets = manifest.sets;
    options.overlays = manifest.overlays;
    options.variant = manifest.variant;
    options.until = manifest.until;
    std::uint64_t seed = 0;
    const std::string& text = manifest.seed;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc{} && end == text.data() + text.size()) options.seed = seed;
    return options;
}

LoadedScenario load_again(const Manifest& manifest, const Surroundings& surroundings) {
    Diagnostics changed;
    for (const auto& [path, hash] : manifest.inputs) {
        std::error_code error;
        const bool there = std::filesystem::exists(path, error);
        const auto found = there ? sha256_of_file(path) : std::nullopt;
        if (found && *found == hash) continue;
        changed.add({.file = path,
                     .message = there ? "the file is not the one that the run was made from"
                                      : "the file that the run was made from is not there",
                     .expected = hash,
                     .hint = there ? "bring back the file as it was: " +
                                         (found ? *found : std::string("it cannot be read"))
                                   : "start in the folder in which the run was started"});
    }
    if (!changed.empty()) throw CommandFailure(changed);

    LoadedScenario loaded =
        load_or_fail(manifest.scenario_file, load_options(options_of(manifest), surroundings));
    for (const InputFile& input : loaded.inputs) {
        const bool known = std::ranges::any_of(
            manifest.inputs, [&](const auto& one) { return one.first == input.path; });
        if (!known)
            changed.add({.file = input.path,
                         .message = "the run was made without this file",
                         .expected = "the files that its manifest.json lists",
                         .hint = "start in the folder in which the run was started"});
    }
    if (!changed.empty()) throw CommandFailure(changed);
    return loaded;
}

}  // namespace rmbsim::adapters::cli

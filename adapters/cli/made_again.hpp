// A run made again from its manifest: the same files, options and seed, or what has changed since.
//
// Errors      CommandFailure(2) that names every input file that is not what it was
#pragma once

#include "adapters/cli/commands.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/result/manifest.hpp"
#include "adapters/yaml/load_scenario.hpp"

namespace rmbsim::adapters::cli {

// What was typed when the run began, as far as it decides the run.
Options options_of(const Manifest& manifest);

LoadedScenario load_again(const Manifest& manifest, const Surroundings& surroundings);

}  // namespace rmbsim::adapters::cli

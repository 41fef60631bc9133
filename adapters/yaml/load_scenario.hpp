// A scenario file and all that it names, read, checked and resolved; or everything wrong with it.
//
// Paths       relative ones start from the file that names them; `library:` ones from the library
// Order       include, scenario overlays, --set, then the variant's `set:`: each over those before
// Errors      all that can be found in one pass, over all files; no exception passes this edge
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "ledger/time.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::adapters {

struct LoadOptions {
    std::filesystem::path library;                // the folder `scenarios/`
    std::vector<std::string> sets;                // "pools.group.links.sz-up.target=5000000.00"
    std::vector<std::filesystem::path> overlays;  // policy overlays, or files with `set:`
    std::optional<ledger::ValueDate> until;       // ends the period earlier
    std::optional<std::uint64_t> seed;
    std::string variant;  // a name under `compare:`; empty: the scenario as it stands
};

struct InputFile {
    std::string path;    // as shown to people
    std::string sha256;  // "sha256:…", of the bytes of the file
};

struct LoadedScenario {
    sim::Scenario scenario;
    std::vector<InputFile> inputs;  // every file read, sorted by path
    Diagnostics warnings;
};

std::expected<LoadedScenario, Diagnostics> load_scenario(const std::filesystem::path& path,
                                                         const LoadOptions& options);

// Everything wrong with a scenario as it stands and with each of its variants; warnings included.
Diagnostics check_scenario(const std::filesystem::path& path, const LoadOptions& options);

// scenarios/policy/<ID>.yaml and scenarios/policy/overlays/<NAME>.yaml.
std::expected<sim::Regime, Diagnostics> load_regime(const std::filesystem::path& path);
std::expected<sim::Overlay, Diagnostics> load_overlay(const std::filesystem::path& path);

// scenarios/reference/rule-packs.yaml, or another in its place; one of rails: rails_library.hpp;
// one of trade modes: trade_modes_library.hpp.
std::expected<std::vector<sim::settlement::RulePack>, Diagnostics> load_rule_packs(
    const std::filesystem::path& path);

// scenarios/reference/ecny_tiers.yaml, or another in its place.
std::expected<sim::WalletRules, Diagnostics> load_wallet_tiers(const std::filesystem::path& path);

// What a file is, by its keys at the top: `rmbsim check` takes any of them.
enum class FileKind : std::uint8_t {
    scenario,
    regime,
    overlay,
    patch,
    rails,
    rule_packs,
    trade_modes,
    wallet_tiers
};
std::expected<FileKind, Diagnostics> kind_of(const std::filesystem::path& path);

}  // namespace rmbsim::adapters

// `check`, `schema`, `version`: nothing is run.
#include <iostream>
#include <sqlite3.h>
#include <string>

#include <boost/version.hpp>
#include <fmt/format.h>
#include <zmq.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/yaml/rails_library.hpp"
#include "adapters/yaml/schema.hpp"
#include "adapters/yaml/trade_modes_library.hpp"
#include "rmbsim_version.hpp"

namespace rmbsim::adapters::cli {
namespace {

void check_one(const std::string& file, const LoadOptions& load, Diagnostics& found) {
    const auto kind = kind_of(file);
    if (!kind) return found.add_all(kind.error());
    switch (*kind) {
        case FileKind::scenario:
            return found.add_all(check_scenario(file, load));
        case FileKind::regime:
            if (const auto regime = load_regime(file); !regime) found.add_all(regime.error());
            return;
        case FileKind::overlay:
            if (const auto overlay = load_overlay(file); !overlay) found.add_all(overlay.error());
            return;
        case FileKind::rails:
            if (const auto rails = load_rails(file, load.library); !rails)
                found.add_all(rails.error());
            return;
        case FileKind::rule_packs:
            if (const auto packs = load_rule_packs(file); !packs) found.add_all(packs.error());
            return;
        case FileKind::trade_modes:
            if (const auto modes = load_trade_modes(file); !modes) found.add_all(modes.error());
            return;
        case FileKind::wallet_tiers:
            if (const auto tiers = load_wallet_tiers(file); !tiers) found.add_all(tiers.error());
            return;
        case FileKind::patch:
            return;  // means something only over a scenario
    }
}

}  // namespace

int check_files(const Options& options, const Surroundings& surroundings) {
    LoadOptions load;
    load.library = surroundings.library;
    load.sets = options.sets;
    for (const std::string& overlay : options.overlays) load.overlays.emplace_back(overlay);
    Diagnostics found;
    for (const std::string& file : options.files) check_one(file, load, found);
    if (options.format == "json")
        std::cout << to_json(found) << '\n';
    else if (!found.empty())
        std::cerr << to_text(found);
    else
        std::cout << fmt::format("{} file{} checked: nothing is wrong\n", options.files.size(),
                                 options.files.size() == 1 ? "" : "s");
    return found.has_errors() ? input_wrong : 0;
}

int print_schema(const Options& options) {
    std::cout << (options.kind == "policy"         ? policy_schema()
                  : options.kind == "rails"        ? rails_schema()
                  : options.kind == "rule-packs"   ? rule_packs_schema()
                  : options.kind == "trade-modes"  ? trade_modes_schema()
                  : options.kind == "wallet-tiers" ? wallet_tiers_schema()
                                                   : scenario_schema());
    return 0;
}

int print_version(const Options& options, const Surroundings& surroundings) {
    std::cout << "rmbsim " << version << " (" << commit << ")\n";
    if (!options.verbose) return 0;
    int major = 0, minor = 0, patch = 0;
    zmq_version(&major, &minor, &patch);
    std::cout << fmt::format(
        "compiler  {} {}\nboost     {}.{}.{}\nzeromq    {}.{}.{}\nsqlite    {}\nlibrary   {}\n",
        compiler, build_type, BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
        BOOST_VERSION % 100, major, minor, patch, sqlite3_libversion(), surroundings.library);
    return 0;
}

}  // namespace rmbsim::adapters::cli

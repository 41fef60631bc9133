#include "adapters/yaml/load_scenario.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/open_tree.hpp"
#include "adapters/yaml/patch.hpp"
#include "adapters/yaml/read_policy.hpp"
#include "adapters/yaml/read_rule_packs.hpp"
#include "adapters/yaml/read_wallet_tiers.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/shape_check.hpp"
#include "adapters/yaml/shown_right.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::adapters {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t includes_max = 100;

void include_files(Node& root, const fs::path& path, Reading& reading) {
    std::vector<std::string> seen = {path.string()};
    // Files that are included may include others; the list grows while it is walked.
    for (std::size_t nth = 0;; ++nth) {
        const Node* list = root.find("include");
        if (list == nullptr || list->kind != NodeKind::sequence || nth >= list->items.size())
            return;
        const Node item = list->items[nth];
        if (item.kind != NodeKind::scalar || item.poisoned) continue;
        const fs::path base = reading.files.all()[item.at.file]->sha256.empty()
                                  ? path
                                  : fs::path(reading.files.shown(item.at.file));
        const fs::path other = (base.parent_path() / item.text).lexically_normal();
        const bool twice = std::find(seen.begin(), seen.end(), other.string()) != seen.end();
        if (twice || seen.size() > includes_max) {
            reading.error(item.at,
                          twice ? fmt::format("'{}' is included twice", item.text)
                                : fmt::format("more than {} files are included", includes_max),
                          twice ? "each file once" : "fewer files");
            if (!twice) return;
            continue;
        }
        seen.push_back(other.string());
        std::optional<Node> included = open_tree(other, reading.named_at(item.at), reading);
        if (!included || included->poisoned) continue;
        if (included->kind != NodeKind::mapping)
            reading.error(included->at, "an included file holds a mapping", "keys of a scenario");
        else
            merge_included(root, std::move(*included), reading);
    }
}

// Files of --overlay: those with `set:` change the scenario, the others its regime.
std::vector<fs::path> put_overlays(Node& root, const LoadOptions& options, Reading& reading) {
    std::vector<fs::path> of_policy;
    for (const fs::path& path : options.overlays) {
        const std::optional<Node> overlay = open_tree(path, {}, reading);
        if (!overlay || overlay->poisoned) continue;
        if (overlay->find("set") == nullptr) {
            of_policy.push_back(path);
            continue;
        }
        check_shape(*overlay, patch_table(), reading);
        put_all(root, *overlay->find("set"), reading);
    }
    return of_policy;
}

void put_variant(Node& root, const LoadOptions& options, Reading& reading) {
    if (options.variant.empty()) return;
    const Node* list = root.find("compare");
    std::vector<std::string_view> names;
    if (list != nullptr) {
        for (const Node& item : list->items) {
            const Node* name = item.find("name");
            if (name == nullptr) continue;
            names.push_back(name->text);
            if (name->text != options.variant) continue;
            if (const Node* set = item.find("set")) {
                const Node copy = *set;  // it stands in the tree that it changes
                put_all(root, copy, reading);
            }
            return;
        }
    }
    reading.error(
        list == nullptr ? root.at : list->at,
        fmt::format("there is no variant '{}'", options.variant),
        names.empty() ? "a name under `compare:`" : fmt::format("one of {}", joined(names)),
        did_you_mean(options.variant, names));
}

void build_all(Building& b, const std::vector<fs::path>& policy_overlays) {
    build_frame(b);
    build_market(b);
    build_places(b);
    build_terms(b);
    build_accounts(b);
    build_wallets(b);
    build_rails(b);
    build_policy(b);
    apply_policy_overlays(b, policy_overlays);
    build_pools(b);
    check_pools(b);
    build_notional(b);
    build_tax(b);
    build_fees(b);
    build_marketplaces(b);
    build_collection(b);
    build_commerce(b);
    build_orders(b);
    build_districts(b);
    build_financing(b);
    build_notes(b);
    build_netting(b);
    check_period(b);
    check_currencies(b);
    build_payments(b);
    build_flows(b);
    build_wallet_orders(b);
    build_on_behalf(b);
    build_hedges(b);
    build_conversions(b);
    build_exports(b);
    build_faults(b);
    build_expectations(b);
}

std::vector<InputFile> inputs_of(const InputFiles& files) {
    std::vector<InputFile> inputs;
    for (const auto& file : files.all())
        if (!file->sha256.empty()) inputs.push_back({file->shown, file->sha256});
    std::sort(inputs.begin(), inputs.end(),
              [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
    return inputs;
}

// What is no wrong input and no bug of ours: told in one sentence, as an error of the file.
Diagnostics broken(const fs::path& path, const std::exception& exception) {
    Diagnostics diagnostics;
    diagnostics.add({.file = path.string(), .message = exception.what()});
    return diagnostics;
}

std::expected<LoadedScenario, Diagnostics> load(const fs::path& path, const LoadOptions& options) {
    Reading reading;
    std::optional<Node> root = open_tree(path, {}, reading);
    if (!root || root->poisoned) return std::unexpected(std::move(reading.diagnostics));

    if (root->kind == NodeKind::mapping) include_files(*root, path, reading);
    std::vector<fs::path> policy_overlays;
    if (root->kind == NodeKind::mapping) {
        policy_overlays = put_overlays(*root, options, reading);
        // --set changes the scenario, a variant is a patch over it: a baseline without pools then
        // takes a --set inside a pool like any other.
        for (const std::string& set : options.sets) put_set(*root, set, reading);
        put_variant(*root, options, reading);
    }
    check_shape(*root, scenario_table(), reading);
    if (root->kind != NodeKind::mapping) return std::unexpected(std::move(reading.diagnostics));

    Building b(MappingView(*root, scenario_table(), reading), path, options, reading);
    build_all(b, policy_overlays);
    point_to_sections(reading, *root);
    if (reading.diagnostics.has_errors()) return std::unexpected(std::move(reading.diagnostics));
    b.scenario.files = reading.files.names();
    return LoadedScenario{.scenario = std::move(b.scenario),
                          .inputs = inputs_of(reading.files),
                          .warnings = std::move(reading.diagnostics)};
}

}  // namespace

std::expected<LoadedScenario, Diagnostics> load_scenario(const fs::path& path,
                                                         const LoadOptions& options) {
    try {
        return load(path, options);
    } catch (const fs::filesystem_error& exception) {
        return std::unexpected(broken(path, exception));
    }
}

Diagnostics check_scenario(const fs::path& path, const LoadOptions& options) {
    Diagnostics all;
    std::vector<std::string> variants = {options.variant};
    for (std::size_t i = 0; i < variants.size(); ++i) {
        LoadOptions chosen = options;
        chosen.variant = variants[i];
        const auto loaded = load_scenario(path, chosen);
        all.add_all(loaded ? loaded->warnings : loaded.error());
        if (!loaded) break;  // a variant would mostly say the same again
        if (i == 0 && options.variant.empty())
            for (const sim::VariantSpec& variant : loaded->scenario.variants)
                variants.push_back(variant.name);
    }
    return all;
}

std::expected<sim::Regime, Diagnostics> load_regime(const fs::path& path) {
    Reading reading;
    const std::optional<Node> root = open_tree(path, {}, reading);
    if (!root || root->poisoned) return std::unexpected(std::move(reading.diagnostics));
    sim::Regime regime = read_regime(*root, reading);
    if (reading.diagnostics.has_errors()) return std::unexpected(std::move(reading.diagnostics));
    return regime;
}

std::expected<sim::Overlay, Diagnostics> load_overlay(const fs::path& path) {
    Reading reading;
    const std::optional<Node> root = open_tree(path, {}, reading);
    if (!root || root->poisoned) return std::unexpected(std::move(reading.diagnostics));
    sim::Overlay overlay = read_overlay(*root, reading);
    if (reading.diagnostics.has_errors()) return std::unexpected(std::move(reading.diagnostics));
    return overlay;
}

std::expected<std::vector<sim::settlement::RulePack>, Diagnostics> load_rule_packs(
    const fs::path& path) {
    Reading reading;
    reading.diagnostics = Diagnostics("`rmbsim schema rule-packs` lists every key");
    auto packs = read_rule_pack_file(path, {}, reading);
    if (reading.diagnostics.has_errors()) return std::unexpected(std::move(reading.diagnostics));
    return packs;
}

std::expected<sim::WalletRules, Diagnostics> load_wallet_tiers(const fs::path& path) {
    Reading reading;
    reading.diagnostics = Diagnostics("`rmbsim schema wallet-tiers` lists every key");
    auto rules = read_wallet_tiers(path, {}, reading);
    if (!rules || reading.diagnostics.has_errors())
        return std::unexpected(std::move(reading.diagnostics));
    return std::move(*rules);
}

std::expected<FileKind, Diagnostics> kind_of(const fs::path& path) {
    Reading reading;
    const std::optional<Node> root = open_tree(path, {}, reading);
    if (!root || root->poisoned) return std::unexpected(std::move(reading.diagnostics));
    if (root->find("overlay") != nullptr) return FileKind::overlay;
    if (root->find("scenario") == nullptr && root->find("regime") != nullptr)
        return FileKind::regime;
    if (root->find("scenario") == nullptr && root->find("set") != nullptr) return FileKind::patch;
    if (root->find("scenario") == nullptr && root->find("payment_rails") != nullptr)
        return FileKind::rails;
    if (root->find("scenario") == nullptr && root->find("rule_packs") != nullptr)
        return FileKind::rule_packs;
    if (root->find("scenario") == nullptr && root->find("trade_modes") != nullptr)
        return FileKind::trade_modes;
    if (root->find("scenario") == nullptr && root->find("wallet_tiers") != nullptr)
        return FileKind::wallet_tiers;
    return FileKind::scenario;
}

}  // namespace rmbsim::adapters

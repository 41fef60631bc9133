// The regime of a scenario: found, read, its overlays applied.
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/text/input_files.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/open_tree.hpp"
#include "adapters/yaml/read_policy.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::adapters {
namespace fs = std::filesystem;
namespace {

bool is_path(std::string_view text) {
    return text.find('/') != std::string_view::npos || text.ends_with(".yaml");
}

// Names of the YAML files of a folder, without the extension.
std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".yaml") names.push_back(at->path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

// A file by its name in a folder of the library, or by a path.
fs::path named_file(Building& b, const Node& name, const fs::path& folder, std::string_view kind) {
    if (is_path(name.text)) return b.path_of(name);
    fs::path path = (folder / (name.text + ".yaml")).lexically_normal();
    std::error_code error;
    if (fs::exists(path, error)) return path;
    const std::vector<std::string> known = names_in(folder);
    const std::vector<std::string_view> names(known.begin(), known.end());
    std::string hint = did_you_mean(name.text, names);
    if (hint.empty())
        hint = fmt::format("a file elsewhere is given by its path, such as ./{}.yaml{}", name.text,
                           kind == "overlay" ? ", or with --overlay FILE" : "");
    b.reading.error(name.at, fmt::format("there is no {} '{}'", kind, name.text),
                    names.empty() ? fmt::format("a file {}", path.string())
                                  : fmt::format("one of {}", joined(names)),
                    hint);
    return {};
}

// To every regime of the timeline that it names.
void apply_overlay(Building& b, const fs::path& path, const NamedAt& named_at) {
    const std::optional<Node> root = open_tree(path, named_at, b.reading);
    if (!root || root->poisoned) return;
    const std::size_t errors = b.reading.diagnostics.error_count();
    const sim::Overlay overlay = read_overlay(*root, b.reading);
    if (!b.scenario.regime) return;
    std::vector<sim::Regime*> named;
    if (b.scenario.regime->id == overlay.regime) named.push_back(&*b.scenario.regime);
    for (sim::RegimeChange& change : b.scenario.regime_changes)
        if (change.regime.id == overlay.regime) named.push_back(&change.regime);
    const sim::Regime& first = named.empty() ? *b.scenario.regime : *named.front();
    if (!fits(overlay, *root, first, b.reading) || b.reading.diagnostics.error_count() != errors)
        return;
    for (sim::Regime* regime : named) sim::apply(overlay, *regime);
}

void read_changes(Building& b, const MappingView& policy) {
    const sim::Regime* before = b.scenario.regime ? &*b.scenario.regime : nullptr;
    for (const MappingView& row : policy.children("changes")) {
        const auto from = row.date("from");
        const Node* name = row.node("regime");
        if (!from || name == nullptr) continue;
        auto regime = read_named_regime(b, *name);
        if (!regime) continue;
        const auto& changes = b.scenario.regime_changes;
        if (!changes.empty() && *from <= changes.back().from)
            b.reading.error(row.node("from")->at, "this change is not after the one before it",
                            "days in ascending order");
        if (before != nullptr && before->jurisdiction != regime->jurisdiction)
            b.reading.error(name->at,
                            fmt::format("regime {} is one of {}, the one before it of {}",
                                        regime->id, regime->jurisdiction, before->jurisdiction),
                            "regimes of one jurisdiction");
        b.scenario.regime_changes.push_back({.from = *from, .regime = std::move(*regime)});
        b.regime_changes_at.push_back(name->at);
    }
}

}  // namespace

std::optional<sim::Regime> read_named_regime(Building& b, const Node& name) {
    if (name.kind != NodeKind::scalar) return std::nullopt;
    const fs::path path = named_file(b, name, b.options.library / "policy", "regime");
    if (path.empty()) return std::nullopt;
    const auto root = open_tree(path, b.reading.named_at(name.at), b.reading);
    if (!root || root->poisoned) return std::nullopt;
    return read_regime(*root, b.reading);
}

void build_policy(Building& b) {
    const auto policy = b.root.child("policy");
    const Node* name = policy ? policy->node("regime") : nullptr;
    if (name != nullptr) b.scenario.regime = read_named_regime(b, *name);
    if (!policy && b.root.node("pools") != nullptr && !b.root.node("pools")->items.empty())
        b.reading.error(b.root.key_at("pools"), "there are pools, but no regime",
                        "policy: {regime: INT-251}",
                        "a pool is tested against the rules it is under");
    if (policy) {
        read_changes(b, *policy);
        for (const Node* overlay : policy->items("overlays")) {
            const fs::path path =
                named_file(b, *overlay, b.options.library / "policy" / "overlays", "overlay");
            if (!path.empty()) apply_overlay(b, path, b.reading.named_at(overlay->at));
        }
    }
}

void apply_policy_overlays(Building& b, const std::vector<fs::path>& paths) {
    for (const fs::path& path : paths) {
        if (!b.scenario.regime && !b.root.child("policy"))
            b.reading.diagnostics.add({.file = path.string(),
                                       .message = "the scenario has no regime for this overlay",
                                       .expected = "policy: {regime: …} in the scenario"});
        else
            apply_overlay(b, path, {});
    }
}

}  // namespace rmbsim::adapters

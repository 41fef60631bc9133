#include "adapters/yaml/shown_right.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::string_view points_to_demo = "scenarios/demo/longgang-maker shows it right";

constexpr std::array elsewhere = {
    ShownRight{"alternative_rate", "scenarios/library/treasury/idle-cash.yaml"},
    ShownRight{"conversion_place", "scenarios/library/treasury/cny-or-cnh/scenario.yaml"},
    ShownRight{"e_notes", "scenarios/library/seller/enotes.yaml"},
    ShownRight{"faults", ""},
    ShownRight{"fee_schedules", "scenarios/library/treasury/bank-fees.yaml"},
    ShownRight{"financing", "scenarios/library/seller/factoring-default.yaml"},
    ShownRight{"hedges", "scenarios/library/treasury/forward-hedge/scenario.yaml"},
    ShownRight{"netting", "scenarios/library/treasury/netting-of-four/scenario.yaml"},
    ShownRight{"notional_pools", "scenarios/library/treasury/hybrid-hong-kong/scenario.yaml"},
    ShownRight{"on_behalf", "scenarios/library/treasury/pobo/scenario.yaml"},
    ShownRight{"revaluation", ""},
    ShownRight{"settlement_currency", "scenarios/library/treasury/rmb-first/scenario.yaml"},
    ShownRight{"structure_costs", "scenarios/library/treasury/group-of-40.yaml"},
    ShownRight{"tax", "scenarios/library/treasury/thin-capitalisation.yaml"},
};

// The key at the top below which the line stands: the last one that begins on it or before.
std::string_view section_of(const Reading& reading, const Node& root, const Diagnostic& error) {
    std::string_view section;
    std::uint32_t line = 0;
    for (const Entry& entry : root.entries) {
        const bool here = reading.files.shown(entry.key_at.file) == error.file;
        if (!here || entry.key_at.line > error.line || entry.key_at.line < line) continue;
        line = entry.key_at.line;
        section = entry.key;
    }
    return section;
}

}  // namespace

std::span<const ShownRight> shown_elsewhere() { return elsewhere; }

void point_to_sections(Reading& reading, const Node& root) {
    Diagnostics& said = reading.diagnostics;
    if (said.error_count() + said.warning_count() > said.items().size())
        return;  // not all are kept
    Diagnostics retold;
    for (Diagnostic one : said.items()) {
        const auto found =
            one.hint.starts_with(points_to_demo)
                ? std::ranges::find(elsewhere, section_of(reading, root, one), &ShownRight::section)
                : elsewhere.end();
        if (found != elsewhere.end())
            one.hint = found->scenario.empty()
                           ? std::string("`rmbsim schema scenario` lists every key")
                           : fmt::format(
                                 "{} shows `{}` right; `rmbsim schema scenario` lists "
                                 "every key",
                                 found->scenario, found->section);
        retold.add(std::move(one));
    }
    said = std::move(retold);
}

}  // namespace rmbsim::adapters

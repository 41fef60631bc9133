// Rule packs of payment systems, and what a scenario changes in one.
//
// Data        scenarios/reference/rule-packs.yaml
// Errors      diagnosed in the Reading, each at its line
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/yaml/reading.hpp"
#include "ledger/currency.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::adapters {

std::vector<sim::settlement::RulePack> read_rule_packs(const std::filesystem::path& library,
                                                       const NamedAt& from, Reading& reading);

// Another file in its place.
std::vector<sim::settlement::RulePack> read_rule_pack_file(const std::filesystem::path& file,
                                                           const NamedAt& from, Reading& reading);

// The keys that are written; amounts need the currency of a rail.
void read_pack_choices(const MappingView& view, std::optional<ledger::CurrencyId> currency,
                       sim::settlement::RulePack& pack, Reading& reading);
void read_splitting(const MappingView& view, ledger::CurrencyId currency,
                    sim::settlement::Splitting& splitting, Reading& reading);

// One text, or a list of them.
std::vector<std::string> texts_of(const MappingView& view, std::string_view key);

}  // namespace rmbsim::adapters

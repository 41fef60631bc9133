// scenarios/reference/ecny_tiers.yaml: digital yuan wallets as dated data.
//
// Errors      diagnosed in the Reading, each at its line; nullopt when the file cannot be read
#pragma once

#include <filesystem>
#include <optional>

#include "adapters/yaml/reading.hpp"
#include "sim/ecny/wallet_rules.hpp"

namespace rmbsim::adapters {

std::optional<sim::WalletRules> read_wallet_tiers(const std::filesystem::path& file,
                                                  const NamedAt& from, Reading& reading);

}  // namespace rmbsim::adapters

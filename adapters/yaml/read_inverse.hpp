// What stores and generators of flows share: an inverse distribution of amounts, and seasons.
#pragma once

#include <string_view>
#include <vector>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/currency.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

// Shares from "0" to "1" with the largest amount among them; `one` is what an amount belongs to.
std::vector<sim::OrderValueKnot> read_inverse(Building& b, const MappingView& view,
                                              std::string_view key, ledger::CurrencyId currency,
                                              std::string_view one);

std::vector<sim::SeasonFactor> read_seasons(Building& b, const MappingView& view);

}  // namespace rmbsim::adapters

// scenarios/reference/trade-modes.yaml, or everything wrong with it.
//
// Checked     that every name leads somewhere, versions of one kind do not begin on one day, rates lie
//             within 0 … 1 and no refund exceeds the VAT, months and days are ones of a calendar
// Errors      all that can be found in one pass, each at its line; no exception passes this edge
#pragma once

#include <expected>
#include <filesystem>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/commerce/trade_mode.hpp"

namespace rmbsim::adapters {

// `file` is reference/trade-modes.yaml of the folder `scenarios/`, or another in its place.
std::expected<sim::TradeModes, Diagnostics> load_trade_modes(const std::filesystem::path& file);

sim::TradeModes read_trade_modes(const Node& root, Reading& reading);

}  // namespace rmbsim::adapters

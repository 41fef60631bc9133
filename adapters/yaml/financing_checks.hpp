// What readings of advances and of notes share.
#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/pool/rate_terms.hpp"

namespace rmbsim::adapters {

// `rate`: one rate; tiers are diagnosed, because the price does not depend on the amount.
sim::RateTerm read_single_rate(Building& b, const MappingView& view);
// An account named at `node` that is not in the currency of another one.
void check_same_currency(Building& b, const Node* node, std::uint32_t account, std::uint32_t as);
// In an account's currency; 1 where it is wrong, which nobody sees.
std::int64_t read_positive(Building& b, const MappingView& view, std::string_view key,
                           std::uint32_t account);

}  // namespace rmbsim::adapters

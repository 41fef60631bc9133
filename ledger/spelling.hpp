// How far two spellings are apart, for "did you mean" (Damerau-Levenshtein, restricted).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace rmbsim::ledger {

std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `text`, or empty when none is near (more than a third of it differs).
std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates);

}  // namespace rmbsim::ledger

// What rows of dated reference files have in common: when they hold, and how well they are known.
//
// Errors      diagnosed in the Reading, each at its line
#pragma once

#include <string_view>
#include <vector>

#include "adapters/yaml/reading.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters {

// Keys `mark`, `source` (a name among `sources`) and `note`.
sim::Cited cited_in(const MappingView& row, const IdIndex& sources, Reading& reading);

// Keys `from` and `until`; an end before the beginning is diagnosed.
sim::InForce in_force_in(const MappingView& row, Reading& reading);

// Two versions that begin on one day leave open which one holds; rows whose `also` differs are not
// versions of one another.
void expect_one_beginning(const std::vector<MappingView>& rows, Reading& reading,
                          std::string_view also = {});

}  // namespace rmbsim::adapters

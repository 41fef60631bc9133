// Which scenario shows a section written right, for errors that know no closer way on.
//
// Invariants  every path named exists (tests/adapters/yaml_diagnostic_test.cpp loads them)
#pragma once

#include <span>
#include <string_view>

#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"

namespace rmbsim::adapters {

struct ShownRight {
    std::string_view section;   // a key at the top of a scenario
    std::string_view scenario;  // from the root of the repository; empty: none has the section
};

// The sections that the demo lacks.
std::span<const ShownRight> shown_elsewhere();

// In hints that point to the demo, the scenario that has the error's section.
void point_to_sections(Reading& reading, const Node& root);

}  // namespace rmbsim::adapters

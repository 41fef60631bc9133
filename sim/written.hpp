// Where a thing of the scenario was written, and what people call it.
#pragma once

#include <cstdint>
#include <string>

namespace rmbsim::sim {

struct InputPosition {       // where a thing was written; line and column 1-based, 0: nowhere
    std::uint32_t file = 0;  // index into Scenario::files
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct Title {
    std::string en, zh;
};

}  // namespace rmbsim::sim

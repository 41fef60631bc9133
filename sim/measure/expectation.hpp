// Holds a scenario's `expect:` lines against what a run found.
#pragma once

#include <string>

#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct Checked {
    std::string text;  // the line, as a sentence
    bool held = false;
    std::string found;  // the figure found, with its unit; or why there is none
};

Checked check(const Expectation& expectation, const RunResult& result);

}  // namespace rmbsim::sim

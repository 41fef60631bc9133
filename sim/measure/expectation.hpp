// Holds a scenario's `expect:` lines against what a run found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct Checked {
    std::string text;  // the line, as a sentence
    bool held = false;
    std::string found;  // the figure found, with its unit; or why there is none
};

// "2026-01-05T16:30:00+08:00" or "…Z" in ms since 1970 UTC; nullopt when it is no such time.
std::optional<std::int64_t> parse_time(std::string_view text);

Checked check(const Expectation& expectation, const RunResult& result);

}  // namespace rmbsim::sim

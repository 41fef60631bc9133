// --break-even PATH=LOW..HIGH, or LOW..HIGH CNY for an amount that names its currency: the scenario run again and again with one number changed.
//
// Errors      CommandFailure: what was typed is no bracket, or the scenario refuses a value in it
#pragma once

#include <cstddef>
#include <string>

#include "adapters/yaml/load_scenario.hpp"
#include "sim/experiment/break_even.hpp"

namespace rmbsim::adapters::cli {

struct BreakEvenQuestion {
    std::string path;
    std::string low, high;  // as written: their decimals are the tolerance
    std::string unit;       // " CNY" behind the ends, for amounts that name their currency
};

BreakEvenQuestion parse_break_even(const std::string& typed);

// The net benefit of `variant` against `baseline`, which run side by side on two threads.
sim::BreakEvenFinding find_break_even(const BreakEvenQuestion& question,
                                      const std::string& scenario, const LoadOptions& load,
                                      const std::string& baseline, const std::string& variant,
                                      std::size_t threads);

}  // namespace rmbsim::adapters::cli

// One run, or several variants of it side by side, as people see it: a web page and a terminal table.
//
// Page        one self-contained file: no network, both languages inside, same bytes for same input
// Terminal    at most 100 columns by default; the answer first; double-width characters count two
// Money       shown from exact text; binary floating point only draws charts
// Errors      none; a figure that the run does not have is left out
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "adapters/report/language.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

struct LinkUse {  // what one link moved, in minor units of its currency
    std::int64_t up = 0, down = 0;
    std::uint32_t count = 0, cut = 0;
};
// Per link of the directory; it stands for the decisions of a variant that keeps none.
std::vector<LinkUse> link_uses(std::span<const sim::Decision> decisions,
                               const sim::Directory& directory);

struct ReportVariant {  // borrowed for the call; pointers are never null
    const sim::RunResult* result = nullptr;
    std::span<const sim::Decision> decisions{};
    const sim::Directory* directory = nullptr;
    std::vector<LinkUse> links{};  // empty: counted from the decisions
    std::span<const sim::KpiInterval> intervals{};
};

using PolicyParameterRow = sim::ParameterRow;

struct ExpectationLine {  // one line of `expect:`
    std::string text;     // as the scenario says it
    bool held = false;
    std::string found;  // the figure found, with its unit
};

struct ReportInput {
    std::vector<ReportVariant> variants;  // at least one, in the order of `compare:`
    std::size_t candidate = 0;            // the variant that is reported
    std::optional<std::size_t> baseline;  // what it is compared with; none for a plain run
    std::string scenario;                 // "longgang-maker"
    std::string scenario_title_en, scenario_title_zh;
    std::string period;                                      // "2026-01-01 … 2026-03-31"
    std::string regime;                                      // "INT-251", empty without a pool
    std::string instrument;                                  // "银发〔2025〕251号"
    std::string seed;                                        // "20260101"
    std::string program_version;                             // "rmbsim 0.1.0 (3cd32db)"
    std::vector<std::pair<std::string, std::string>> proof;  // inputs and their hashes
    std::string again;                           // "rmbsim compare …": the command that makes it
    std::string folder;                          // "out/demo-1", for the commands shown
    std::vector<PolicyParameterRow> parameters;  // those that decided something
    std::vector<ExpectationLine> expectations;
    std::size_t replications = 1;  // random histories behind the intervals of the variants
    std::optional<sim::BreakEvenFinding> break_even;
    std::string elapsed;  // "0.41 s": terminal only, because the page must not depend on it
};

struct TerminalStyle {
    bool colour = false;
    int width = 100;  // 84 … 100 look best
};

// The whole page; default_language is what it opens in, its switch shows the other.
std::string render_html(const ReportInput& input, Language default_language);

// The table after a run or a comparison; ends with a line feed.
std::string render_terminal(const ReportInput& input, Language language, TerminalStyle style);

}  // namespace rmbsim::adapters

// One run, or several variants of it side by side, as people see it: a web page and a terminal table.
//
// Page        one self-contained file: no network, both languages inside, same bytes for same input
// Terminal    at most 100 columns by default; the answer first; double-width characters count two
// Money       shown from exact text; binary floating point only draws charts
// Errors      none; a figure that the run does not have is left out
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/report/language.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

struct ReportVariant {  // pointers are borrowed for the call and never null
    const sim::RunResult* result = nullptr;
    std::vector<sim::Decision> decisions;
    const sim::Directory* directory = nullptr;
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

// comparison.json: what a comparison found over all its variants, the same bytes on every machine and for
// any number of threads; read back for reports.
//
// Money       a string with the currency's decimals; intervals with those of their indicator
// Errors      read_comparison: a Diagnostic with the file and what is wrong; never an exception
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/result/manifest.hpp"
#include "adapters/text/diagnostic.hpp"
#include "sim/experiment/break_even.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/replicated.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

struct ComparedVariant {
    const sim::RunResult* result = nullptr;
    std::string regime;
    std::vector<sim::KpiInterval> intervals;
    std::vector<std::string>
        digests;  // of each history, the shown one first; empty for one history
};

std::string comparison_json(const Manifest& manifest, const std::vector<ComparedVariant>& variants,
                            const sim::VariantComparison& comparison,
                            const std::optional<sim::BreakEvenFinding>& break_even);

struct StoredComparison {  // what a report needs beside the variants' own results
    std::vector<std::string> names;
    std::string baseline, winner;  // baseline may be empty
    std::size_t replications = 1;
    std::vector<std::vector<sim::KpiInterval>> intervals;  // as the names
    std::optional<sim::BreakEvenFinding> break_even;
};
std::expected<StoredComparison, Diagnostic> read_comparison(const std::filesystem::path& path);

}  // namespace rmbsim::adapters

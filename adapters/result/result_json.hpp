// result.json: what a run found, the same bytes on every machine, and read back for reports and audits.
//
// Money       a string with the currency's decimals; dates YYYY-MM-DD; times UTC ISO 8601
// Errors      read_result: a Diagnostic with the file and what is wrong; never an exception
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

std::string result_json(const sim::RunResult& result,
                        const std::vector<sim::Checked>& expectations);

struct StoredResult {
    sim::RunResult result;
    std::vector<sim::Checked> expectations;
};
std::expected<StoredResult, Diagnostic> read_result(const std::filesystem::path& path);

std::string date_text(ledger::ValueDate date);  // "2026-02-11"
std::string time_text(std::int64_t time_ms);    // "2026-02-11T08:30:00.000Z"

}  // namespace rmbsim::adapters

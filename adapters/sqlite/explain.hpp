// Why a figure, an entry, a sweep or a balance is what it is: text for people, from the journal; figures and
// refusals that a run told stand in its result.json.
//
//   entry 812 · decision 44 · limit od-quota · account HK.header · kpi net_benefit · payment P-17 ·
//   payment ab · flow F-00012 · refusal 3
//
// Language    English or Chinese; amounts with the currency's decimals, offshore renminbi as CNH;
//             times in UTC, of payment systems in their local time with its offset
// Errors      one sentence: no such thing (with the nearest name that exists), or a journal that cannot
//             be read; a damaged journal is explained as far as it goes, and the text says so
#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/time.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

struct ExplainOptions {
    Language language = Language::en;
    std::optional<ledger::ValueDate> on = {};      // account: value-dated closing of this day
    std::optional<ledger::SimTime> known_at = {};  // account: as it was known then
    std::string entity = {};                       // kpi: a company's id; empty: group
    std::span<const sim::Kpi> kpis = {};           // kpi: from result.json
    std::span<const sim::Refusal> refusals = {};   // decision, flow, refusal: from result.json
};

// `words` as typed: {"entry", "812"}.
std::expected<std::string, std::string> explain(JournalFile& file,
                                                const std::vector<std::string>& words,
                                                const ExplainOptions& options);
std::expected<std::string, std::string> explain(const std::filesystem::path& journal,
                                                const std::vector<std::string>& words,
                                                const ExplainOptions& options);

}  // namespace rmbsim::adapters

// Makes every proof of a journal again from the journal alone, and says what differs.
//
// Made again  seals of entries and of every other row, chains, day digests, chart, root; balance of each
//             entry; floors; mirrors (a company's 1002 against its bank's 2011); limits against their
//             caps; decisions against their bounds and entries; payments against the lines that booked
//             them; marks of the file's pages
// Named       the first altered entry of a chain, and what was altered where that can be found out
// Errors      none: what cannot be read is a finding; a file that is no journal has one finding
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqlite/journal_file.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

struct AuditOptions {
    std::string expected_digest = {};  // result.json's; empty: not compared
    std::string expected_sha256 = {};  // of the file, "sha256:…"; empty: not compared
    // For figures made again from the days: called before the first day, and with every sound day.
    std::function<void(const JournalFile&)> on_open = {};
    std::function<void(const sim::DayRecord&)> on_day = {};
};

struct AuditReport {
    std::vector<std::string> findings;  // sentences; at most the first hundred
    std::uint64_t finding_count = 0;
    std::uint64_t entries = 0, postings = 0, decisions = 0, days = 0, payments = 0;
    std::string root;                                  // made again
    std::optional<std::uint32_t> first_altered_entry;  // where a seal did not fit
    bool holds() const { return finding_count == 0; }
};

AuditReport audit_journal(const std::filesystem::path& path, const AuditOptions& options = {});

// "sha256:…"; nullopt when the file cannot be read.
std::optional<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace rmbsim::adapters

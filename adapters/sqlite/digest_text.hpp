// Digests, chains, days and instants as the text that stands in a journal file, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {

std::optional<ledger::Digest> digest_from(std::string_view text);  // "sha256:…"
std::string chain_text(const ledger::Chain& chain);                // as in result.json

std::string date_text(std::int64_t day);      // "2026-01-05"
std::string time_text(std::int64_t time_ms);  // "2026-01-05 08:30:00Z", ".250" when it has some

// "480 from 1767456000000; …": a zone's offsets in minutes, each with its instant. What cannot be read
// is left out.
std::string offsets_text(const std::vector<sim::ZoneOffset>& offsets);
std::vector<sim::ZoneOffset> offsets_from(std::string_view text);
// "2026-01-05 16:30:00 +08:00": as the clocks of a zone show it; without offsets as time_text().
std::string local_time_text(std::int64_t time_ms, const std::vector<sim::ZoneOffset>& offsets);
// The same as ISO 8601: "2026-01-05T16:30:00+08:00".
std::string local_iso_text(std::int64_t time_ms, const std::vector<sim::ZoneOffset>& offsets);
void append_local_iso(std::string& out, std::int64_t time_ms,
                      const std::vector<sim::ZoneOffset>& offsets);

}  // namespace rmbsim::adapters::sqlite

// Digests, chains, days and instants as the text that stands in a journal file, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/digest.hpp"

namespace rmbsim::adapters::sqlite {

std::optional<ledger::Digest> digest_from(std::string_view text);  // "sha256:…"
std::string chain_text(const ledger::Chain& chain);                // as in result.json

std::string date_text(std::int64_t day);      // "2026-01-05"
std::string time_text(std::int64_t time_ms);  // "2026-01-05 08:30:00Z", ".250" when it has some

}  // namespace rmbsim::adapters::sqlite

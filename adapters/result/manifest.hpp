// manifest.json: from what a run was made, so that it can be made again; the same bytes everywhere.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters {

struct Manifest {
    std::string program, version, commit;
    std::string scenario_file;  // as the user gave it
    std::string scenario, title_en, title_zh;
    std::string variant, baseline;  // may be empty
    std::string period;             // "2026-01-01 … 2026-03-31"
    std::string seed;
    std::string regime, instrument;
    std::vector<std::string> overlays, sets;
    std::vector<std::pair<std::string, std::string>> inputs;  // path, sha256 of its bytes
    std::uint64_t replications = 1;                           // of a comparison; 1 is not written
    std::string break_even{};                                 // as given; empty is not written
    std::string until{};                                      // --until; empty is not written
};

std::string manifest_json(const Manifest& manifest);
std::expected<Manifest, Diagnostic> read_manifest(const std::filesystem::path& path);

}  // namespace rmbsim::adapters

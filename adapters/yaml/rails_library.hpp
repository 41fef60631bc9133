// scenarios/reference/rails.yaml with the calendars and zones that it names, or everything wrong with it.
//
// Checked     that every name leads somewhere, hours open before they close, versions of one kind do not
//             begin on one day, a session's days are known words, amounts are positive
// Errors      all that can be found in one pass, each at its line; no exception passes this edge
#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string_view>

#include "adapters/text/diagnostic.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters {

// `library` is the folder `scenarios/`; the file is its reference/rails.yaml.
std::expected<sim::RailLibrary, Diagnostics> load_rails(const std::filesystem::path& library);
// Another file in its place, with the calendars of `library`.
std::expected<sim::RailLibrary, Diagnostics> load_rails(const std::filesystem::path& file,
                                                        const std::filesystem::path& library);

// "20:30 -1d", "17:30", "05:00 +1d", "24:00": a local time on the business date or a day beside it.
std::optional<sim::LocalClock> parse_local_clock(std::string_view text);

}  // namespace rmbsim::adapters

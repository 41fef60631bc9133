#include "adapters/yaml/rails_library.hpp"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/open_tree.hpp"
#include "adapters/yaml/read_rails.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

std::optional<sim::LocalClock> parse_local_clock(std::string_view text) {
    sim::LocalClock clock;
    if (const std::size_t blank = text.find(' '); blank != std::string_view::npos) {
        const std::string_view day = text.substr(blank + 1);
        if (day == "-1d")
            clock.days = -1;
        else if (day == "+1d")
            clock.days = 1;
        else
            return std::nullopt;
        text = text.substr(0, blank);
    }
    if (text == "24:00") {  // the next midnight, so that a whole day can be written
        clock.days += 1;
        return clock;
    }
    const auto time = parse_time_of_day(text);
    if (!time) return std::nullopt;
    clock.time = *time;
    return clock;
}

std::expected<sim::RailLibrary, Diagnostics> load_rails(const std::filesystem::path& file,
                                                        const std::filesystem::path& library) {
    Reading reading;
    reading.diagnostics = Diagnostics("`rmbsim schema rails` lists every key");
    const std::optional<Node> root = open_tree(file, {}, reading);
    if (!root || root->poisoned) return std::unexpected(std::move(reading.diagnostics));
    sim::Scenario calendars_and_zones;
    ReferenceClocks clocks(library, reading, calendars_and_zones);
    sim::RailLibrary rails = read_rails(*root, reading, clocks);
    if (reading.diagnostics.has_errors()) return std::unexpected(std::move(reading.diagnostics));
    rails.calendars = std::move(calendars_and_zones.calendars);
    rails.zones = std::move(calendars_and_zones.zones);
    return rails;
}

std::expected<sim::RailLibrary, Diagnostics> load_rails(const std::filesystem::path& library) {
    return load_rails(library / "reference" / "rails.yaml", library);
}

}  // namespace rmbsim::adapters

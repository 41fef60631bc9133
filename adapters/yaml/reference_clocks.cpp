#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/calendars.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

void ReferenceClocks::open_coverage(const InputPosition& at) {
    if (coverage_) return;
    const OpenedFile* file =
        reading_.files.open(library_ / "calendars" / "coverage.csv", csv_bytes_max,
                            reading_.named_at(at), reading_.diagnostics);
    coverage_.emplace();
    if (file != nullptr) coverage_ = read_coverage(*file, reading_.diagnostics);
}

void ReferenceClocks::open_zones(const InputPosition& at) {
    if (zones_) return;
    const OpenedFile* file =
        reading_.files.open(library_ / "calendars" / "zones.csv", csv_bytes_max,
                            reading_.named_at(at), reading_.diagnostics);
    zones_.emplace();
    if (file != nullptr) zones_ = read_zones(*file, reading_.diagnostics);
}

std::uint32_t ReferenceClocks::calendar(const Node* id) {
    if (id == nullptr || id->kind != NodeKind::scalar) return sim::no_index;
    const auto known = calendar_index_.find(id->text);
    if (known != calendar_index_.end()) return known->second;
    open_coverage(id->at);
    const auto covered = coverage_->find(id->text);
    if (covered == coverage_->end()) {
        std::vector<std::string_view> names;
        for (const auto& [name, coverage] : *coverage_) names.push_back(name);
        if (!names.empty())
            reading_.error(id->at, fmt::format("there is no calendar '{}'", id->text),
                           fmt::format("one of {}", joined(names)), did_you_mean(id->text, names));
        calendar_index_.emplace(id->text, sim::no_index);
        return sim::no_index;
    }
    const OpenedFile* file =
        reading_.files.open(library_ / "calendars" / (id->text + ".csv"), csv_bytes_max,
                            reading_.named_at(id->at), reading_.diagnostics);
    if (file == nullptr) {
        calendar_index_.emplace(id->text, sim::no_index);
        return sim::no_index;
    }
    const Coverage& coverage = covered->second;
    const auto index = static_cast<std::uint32_t>(scenario_.calendars.size());
    scenario_.calendars.emplace_back(
        id->text, coverage.from, coverage.to,
        read_exceptional_days(*file, id->text, coverage, reading_.diagnostics));
    calendar_index_.emplace(id->text, index);
    uses_.push_back({index, id->at});
    return index;
}

std::uint32_t ReferenceClocks::zone(const Node* name) {
    if (name == nullptr || name->kind != NodeKind::scalar) return sim::no_index;
    return zone_named(name->text, name->at);
}

std::uint32_t ReferenceClocks::zone_named(std::string_view name, const InputPosition& at) {
    const auto known = zone_index_.find(name);
    if (known != zone_index_.end() && known->second != sim::no_index) return known->second;
    open_zones(at);
    const auto found = zones_->find(std::string(name));
    if (found == zones_->end()) {
        std::vector<std::string_view> names;
        for (const auto& [zone, offsets] : *zones_) names.push_back(zone);
        if (!names.empty())
            reading_.error(at, fmt::format("there is no time zone '{}'", name),
                           fmt::format("one of {}", joined(names)), did_you_mean(name, names));
        return sim::no_index;
    }
    const auto index = static_cast<std::uint32_t>(scenario_.zones.size());
    scenario_.zones.emplace_back(std::string(name), found->second);
    begins_.push_back(found->second.front().from_utc);
    zone_index_[std::string(name)] = index;
    return index;
}

}  // namespace rmbsim::adapters

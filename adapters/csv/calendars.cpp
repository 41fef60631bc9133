#include "adapters/csv/calendars.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/reader.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::adapters {
namespace {

std::optional<ledger::ValueDate> date_in(CsvReader& csv, std::size_t column) {
    const std::string_view text = csv.fields()[column];
    const auto date = parse_date(text);
    if (!date)
        csv.error_at(column, fmt::format("'{}' is not a date", text), "a day such as 2026-01-05");
    return date;
}

}  // namespace

std::vector<sim::Calendar::ExceptionalDay> read_exceptional_days(const OpenedFile& file,
                                                                 const std::string& calendar,
                                                                 const Coverage& coverage,
                                                                 Diagnostics& diagnostics) {
    std::vector<sim::Calendar::ExceptionalDay> days;
    CsvReader csv(file.text, file.shown, diagnostics);
    const auto date_column = csv.column("date"), id = csv.column("calendar"),
               is_workday = csv.column("is_workday");
    if (!date_column || !id || !is_workday) return days;
    std::set<std::int32_t> seen;
    while (csv.next()) {
        const auto date = date_in(csv, *date_column);
        const std::string_view open = csv.fields()[*is_workday];
        if (open != "0" && open != "1")
            csv.error_at(*is_workday, fmt::format("'{}' is neither 0 nor 1", open),
                         "1 for a day that is worked, 0 for a day off");
        if (csv.fields()[*id] != calendar)
            csv.error_at(*id, fmt::format("'{}' is another calendar", csv.fields()[*id]), calendar);
        if (!date) continue;
        if (!seen.insert(ledger::day_number(*date)).second)
            csv.error_at(*date_column, "this day occurs twice", "a day once");
        else if (coverage.from <= *date && *date <= coverage.to)
            days.push_back({ledger::day_number(*date), open == "1"});
    }
    return days;
}

std::map<std::string, Coverage> read_coverage(const OpenedFile& file, Diagnostics& diagnostics) {
    std::map<std::string, Coverage> coverages;
    CsvReader csv(file.text, file.shown, diagnostics);
    const auto calendar = csv.column("calendar"), from = csv.column("from"), to = csv.column("to");
    if (!calendar || !from || !to) return coverages;
    while (csv.next()) {
        const auto first = date_in(csv, *from), last = date_in(csv, *to);
        if (!first || !last) continue;
        if (*last < *first) {
            csv.error_at(*to, "the coverage ends before it begins", "from <= to");
            continue;
        }
        coverages[std::string(csv.fields()[*calendar])] = {*first, *last};
    }
    return coverages;
}

std::map<std::string, std::vector<sim::TimeZone::Offset>> read_zones(const OpenedFile& file,
                                                                     Diagnostics& diagnostics) {
    std::map<std::string, std::vector<sim::TimeZone::Offset>> zones;
    CsvReader csv(file.text, file.shown, diagnostics);
    const auto zone = csv.column("zone"), from = csv.column("from_utc"),
               offset = csv.column("offset_minutes");
    if (!zone || !from || !offset) return zones;
    while (csv.next()) {
        const auto instant = parse_utc_instant(csv.fields()[*from]);
        const auto minutes = parse_whole(csv.fields()[*offset]);
        if (!instant)
            csv.error_at(*from, fmt::format("'{}' is not an instant", csv.fields()[*from]),
                         "an instant such as 2026-03-08T07:00:00Z");
        if (!minutes || *minutes < -1080 || *minutes > 1080)
            csv.error_at(*offset, fmt::format("'{}' is not an offset", csv.fields()[*offset]),
                         "whole minutes between -1080 and 1080");
        if (!instant || !minutes || *minutes < -1080 || *minutes > 1080) continue;
        auto& offsets = zones[std::string(csv.fields()[*zone])];
        if (!offsets.empty() && offsets.back().from_utc >= *instant)
            csv.error_at(*from, "the rows of a zone are not in order of time",
                         "ascending instants");
        else
            offsets.push_back({*instant, static_cast<std::int32_t>(*minutes)});
    }
    return zones;
}

}  // namespace rmbsim::adapters

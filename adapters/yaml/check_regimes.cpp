// Every regime that is asked for, against its dates and its area: asked for where or when it is not law, it
// is an error that names what would apply; in force on some of the days, a warning, and the days without
// it refuse (`regime_not_in_force`).
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace fs = std::filesystem;
namespace {

using ledger::ValueDate;
using std::chrono::days;

struct Asked {  // a regime over a stretch of the period
    const sim::Regime* regime = nullptr;
    ValueDate from{}, to{};
    InputPosition at;
    std::set<std::string> areas;  // of the hosts of the pools that are under it; may be empty
};

int days_in_force(const sim::Regime& regime, const Asked& asked, std::string_view area) {
    int count = 0;
    for (ValueDate day = asked.from; day <= asked.to; day += days{1})
        if (regime.in_force(day) && regime.covers(area, day)) ++count;
    return count;
}

// "INT-251 (银发〔2025〕251号), FX-7 (…)": those of the library that hold there and then.
std::string those_that_apply(const Building& b, const Asked& asked, std::string_view area) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator at(b.options.library / "policy", error), end; !error && at != end;
         at.increment(error))
        if (at->path().extension() == ".yaml") files.push_back(at->path());
    std::sort(files.begin(), files.end());
    std::string names;
    for (const fs::path& file : files) {
        const auto regime = load_regime(file);
        if (!regime || regime->status == sim::RegimeStatus::draft ||
            days_in_force(*regime, asked, area) == 0)
            continue;
        names +=
            fmt::format("{}{} ({})", names.empty() ? "" : ", ", regime->id, regime->instrument);
    }
    return names.empty() ? "no regime of the library" : names;
}

std::string where_and_when(const sim::Regime& regime) {
    std::string text = fmt::format("from {}", to_text(regime.from));
    if (regime.to) text += " to " + to_text(*regime.to);
    std::string places;
    for (const sim::AreaRow& row : regime.areas)
        places += fmt::format("{}{} from {}{}", places.empty() ? " in " : ", ", row.area,
                              to_text(row.from), row.to ? " to " + to_text(*row.to) : "");
    return text + places;
}

void check(Building& b, const Asked& asked) {
    const sim::Regime& regime = *asked.regime;
    if (regime.status == sim::RegimeStatus::draft) {
        const auto policy = b.root.child("policy");
        if (!policy || !policy->boolean("what_if").value_or(false))
            b.reading.error(asked.at,
                            fmt::format("regime {} is a draft ({}): it binds nobody", regime.id,
                                        regime.instrument),
                            "a regime in force, or what_if: true under `policy`",
                            "write policy: {regime: …, what_if: true} to try it out");
        return;
    }
    const int length = static_cast<int>((asked.to - asked.from).count()) + 1;
    std::set<std::string> areas = asked.areas;
    if (areas.empty()) areas.insert("");
    for (const std::string& area : areas) {
        const int held = days_in_force(regime, asked, area);
        if (held == length || length < 1) continue;
        const std::string place = area.empty() ? "" : " in " + area;
        const std::string said = fmt::format(
            "regime {} ({}) is in force {}, not {}{} {} to {}", regime.id, regime.instrument,
            where_and_when(regime), held == 0 ? "during the period" : "on every day of the period",
            place, to_text(asked.from), to_text(asked.to));
        const std::string apply = those_that_apply(b, asked, area);
        const std::string expected = fmt::format("what applies then{}: {}", place, apply);
        if (held == 0)
            b.reading.error(asked.at, said, expected,
                            "name the regime that was in force then and there, or move the period");
        else
            b.reading.warning(asked.at, said, expected,
                              "days without it refuse every sweep: regime_not_in_force");
    }
}

std::set<std::string> areas_under(const Building& b, const Asked& asked) {
    std::set<std::string> areas;
    for (const sim::PoolSpec& pool : b.scenario.pools) {
        const bool under = !pool.regime && pool.host != sim::no_index &&
                           pool.in_force.meets({asked.from, asked.to});
        if (under && !b.scenario.entities[pool.host].area.empty())
            areas.insert(b.scenario.entities[pool.host].area);
    }
    return areas;
}

}  // namespace

void check_regimes(Building& b) {
    const sim::Scenario& s = b.scenario;
    const auto policy = b.root.child("policy");
    if (!s.regime || !policy || policy->node("regime") == nullptr) return;
    std::vector<Asked> all{{.regime = &*s.regime,
                            .from = s.from,
                            .to = s.to,
                            .at = policy->node("regime")->at,
                            .areas = {}}};
    for (std::size_t i = 0; i < s.regime_changes.size(); ++i) {
        const sim::RegimeChange& change = s.regime_changes[i];
        if (change.from > s.to) break;
        all.back().to = change.from - days{1};
        all.push_back({.regime = &change.regime,
                       .from = std::max(change.from, s.from),
                       .to = s.to,
                       .at = b.regime_changes_at[i],
                       .areas = {}});
    }
    for (Asked& asked : all) {
        asked.areas = areas_under(b, asked);
        check(b, asked);
    }
    const auto views = b.root.children("pools");
    for (std::size_t p = 0; p < s.pools.size() && p < views.size(); ++p) {
        const sim::PoolSpec& pool = s.pools[p];
        if (!pool.regime || pool.host == sim::no_index || views[p].node("regime") == nullptr)
            continue;
        check(b, {.regime = &*pool.regime,
                  .from = std::max(s.from, pool.in_force.from.value_or(s.from)),
                  .to = std::min(s.to, pool.in_force.to.value_or(s.to)),
                  .at = views[p].node("regime")->at,
                  .areas = {s.entities[pool.host].area}});
    }
}

}  // namespace rmbsim::adapters

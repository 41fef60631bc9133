#include "sim/policy/regime.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

using ledger::expects;
using ledger::ValueDate;

namespace {

constexpr std::array<std::string_view, 5> mark_names{"VERIFIED-1", "VERIFIED-2", "RECALLED",
                                                     "DERIVED", "ASSUMPTION"};

// 7 as "07"
bool runs_on(ValueDate from, const std::optional<ValueDate>& to, ValueDate date) {
    return from <= date && (!to || date <= *to);
}

}  // namespace

std::string_view name_of(Mark mark) { return mark_names.at(static_cast<std::size_t>(mark)); }

std::optional<Mark> parse_mark(std::string_view text) {
    const auto found = std::ranges::find(mark_names, text);
    if (found == mark_names.end()) return std::nullopt;
    return static_cast<Mark>(found - mark_names.begin());
}

std::string_view name_of(RegimeStatus status) {
    constexpr std::array<std::string_view, 4> names{"in_force", "superseded", "draft", "pilot"};
    return names.at(static_cast<std::size_t>(status));
}

std::string_view name_of(QuotaMeasure measure) {
    return measure == QuotaMeasure::stock ? "stock" : "net_inflow";
}

std::string_view name_of(Concentration concentration) {
    constexpr std::array<std::string_view, 5> names{"fd", "ol", "none", "unpooled_fd",
                                                    "unpooled_ol"};
    return names.at(static_cast<std::size_t>(concentration));
}

std::string_view name_of(QuotaBase base) {
    return base == QuotaBase::equity ? "equity" : "equity_by_shareholding";
}

std::string_view name_of(QuotaScope scope) { return scope == QuotaScope::pool ? "pool" : "entity"; }

std::string_view name_of(Hardness hardness) { return hardness == Hardness::hard ? "hard" : "warn"; }

std::string DatedValue::version() const { return name + '@' + ledger::iso_date(from); }

bool Regime::in_force(ValueDate date) const { return runs_on(from, to, date); }

bool Regime::covers(std::string_view area, ValueDate date) const {
    const auto holds = [&](const AreaRow& row) {
        const bool inside = area.starts_with(row.area) &&
                            (area.size() == row.area.size() || area[row.area.size()] == '-');
        return (area.empty() || inside) && runs_on(row.from, row.to, date);
    };
    return areas.empty() || std::ranges::any_of(areas, holds);
}

const DatedValue* Regime::parameter(std::string_view name, ValueDate date) const {
    const DatedValue* latest = nullptr;
    for (const DatedValue& version : parameters) {
        if (version.name != name || !runs_on(version.from, version.to, date)) continue;
        if (latest == nullptr || version.from >= latest->from) latest = &version;
    }
    return latest;
}

const FlowRule* Regime::flow(std::string_view name) const {
    const auto found = std::ranges::find(flows, name, &FlowRule::flow);
    return found == flows.end() ? nullptr : &*found;
}

const QuotaRule* Regime::quota(std::string_view name) const {
    const auto found = std::ranges::find(quotas, name, &QuotaRule::id);
    return found == quotas.end() ? nullptr : &*found;
}

std::vector<ValueDate> Regime::changes(ValueDate after, ValueDate until) const {
    std::vector<ValueDate> days;
    const auto add_if_changed = [&](std::string_view name, ValueDate day) {
        if (day <= after || day > until) return;
        if (parameter(name, day) != parameter(name, day - std::chrono::days{1}))
            days.push_back(day);
    };
    for (const DatedValue& version : parameters) {
        add_if_changed(version.name, version.from);
        if (version.to) add_if_changed(version.name, *version.to + std::chrono::days{1});
    }
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

void apply(const Overlay& overlay, Regime& regime) {
    expects(overlay.regime == regime.id, "an overlay is applied to the regime that it names");
    for (const DatedValue& value : overlay.parameters)
        expects(value.from >= overlay.from, "an overlay changes nothing before its start");
    regime.parameters.insert(regime.parameters.end(), overlay.parameters.begin(),
                             overlay.parameters.end());
    regime.overlays.push_back(overlay.name);
}

}  // namespace rmbsim::sim

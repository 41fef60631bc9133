#include "sim/policy/compare_regimes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::sim {

using ledger::ValueDate;

namespace {

using Rows = std::map<std::pair<Section, std::string>, RuleText>;

std::string_view sign_of(Comparison comparison) {
    constexpr std::array<std::string_view, 3> signs{">=", "==", "<="};
    return signs.at(static_cast<std::size_t>(comparison));
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : " x ") + text;
    return all;
}

std::string said_of(const EligibilityCheck& check) {
    return std::string(sign_of(check.comparison)) + ' ' + check.value.to_text() + ' ' + check.unit +
           (check.alternative.empty() ? "" : ", way in: " + check.alternative);
}

std::string said_of(const QuotaRule& quota) {
    return std::string(quota.inward ? "in" : "out") + ", " + std::string(name_of(quota.measure)) +
           ", " + std::string(name_of(quota.base)) + " x " + joined(quota.multiples) + ", share " +
           std::string(name_of(quota.concentration)) + ", each " +
           std::string(name_of(quota.scope)) +
           (quota.risk_weighted ? ", risk-weighted, " : ", not weighted, ") +
           std::string(name_of(quota.hardness));
}

Rows rows_of(const AsOf& state) {
    const Regime& regime = state.regime;
    Rows rows;
    const auto add = [&](Section section, const std::string& name, std::string says,
                         const Citation& citation) {
        rows.insert_or_assign({section, name}, RuleText{.says = std::move(says),
                                                        .from = regime.from,
                                                        .to = regime.to,
                                                        .citation = citation});
    };
    for (const DatedValue& value : regime.parameters) {
        if (regime.parameter(value.name, state.on) != &value) continue;
        rows.insert_or_assign({Section::parameters, value.name},
                              RuleText{.says = value.value.to_text() + ' ' + value.unit,
                                       .from = value.from,
                                       .to = value.to,
                                       .citation = value.citation});
    }
    for (const EligibilityCheck& check : regime.eligibility)
        add(Section::eligibility, check.fact, said_of(check), check.citation);
    for (const FlowRule& flow : regime.flows)
        add(Section::flows, flow.flow,
            (flow.allowed ? "allowed, limit " : "refused, limit ") + flow.limit, flow.citation);
    for (const QuotaRule& quota : regime.quotas)
        add(Section::limits, quota.id, said_of(quota), quota.citation);
    for (const Unknown& unknown : regime.unknown) {
        Citation citation;
        citation.instrument = regime.instrument;
        add(Section::unknown, unknown.name, unknown.treat_as, citation);
        rows.at({Section::unknown, unknown.name}).is_unknown = true;
    }
    return rows;
}

bool same(const std::optional<RuleText>& a, const std::optional<RuleText>& b) {
    return a && b && a->says == b->says;
}

const Unknown* unknown_of(const Regime& regime, std::string_view name) {
    const auto found = std::ranges::find(regime.unknown, name, &Unknown::name);
    return found == regime.unknown.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Section section) {
    constexpr std::array<std::string_view, 5> names{"parameters", "eligibility", "flows", "limits",
                                                    "unknown"};
    return names.at(static_cast<std::size_t>(section));
}

std::string_view name_of(RuleStanding standing) {
    constexpr std::array<std::string_view, 5> names{"applies", "draft", "not_in_force",
                                                    "not_in_area", "silent"};
    return names.at(static_cast<std::size_t>(standing));
}

ValueDate last_state(const Regime& regime) {
    if (regime.to) return *regime.to;
    ValueDate latest = regime.from;
    for (const DatedValue& value : regime.parameters) latest = std::max(latest, value.from);
    return latest;
}

std::vector<Difference> differences(const AsOf& a, const AsOf& b) {
    std::map<std::pair<Section, std::string>, Difference> found;
    const auto side = [&](const AsOf& state, auto which) {
        for (auto& [key, row] : rows_of(state)) {
            Difference& difference = found[key];
            difference.section = key.first;
            difference.name = key.second;
            difference.*which = row;
        }
    };
    side(a, &Difference::a);
    side(b, &Difference::b);
    std::vector<Difference> differing;
    for (auto& [key, difference] : found)
        if (!same(difference.a, difference.b)) differing.push_back(std::move(difference));
    return differing;
}

std::vector<Step> timeline(std::span<const Regime> regimes, std::string_view what) {
    std::vector<Step> steps;
    for (const Regime& regime : regimes)
        for (const DatedValue& value : regime.parameters)
            if (what.empty() ? !value.family.empty() : value.name == what || value.family == what)
                steps.push_back({.regime = &regime, .value = &value});
    std::ranges::stable_sort(steps, [](const Step& a, const Step& b) {
        return std::tie(a.value->from, a.value->family, a.value->name) <
               std::tie(b.value->from, b.value->family, b.value->name);
    });
    return steps;
}

Ruling ruling(const Regime& regime, std::string_view flow, ValueDate on, std::string_view area) {
    Ruling made;
    made.regime = &regime;
    made.flow = regime.flow(flow);
    if (regime.status == RegimeStatus::draft)
        made.standing = RuleStanding::draft;
    else if (!regime.in_force(on))
        made.standing = RuleStanding::not_in_force;
    else if (!regime.covers(area, on))
        made.standing = RuleStanding::not_in_area;
    else
        made.standing = made.flow == nullptr ? RuleStanding::silent : RuleStanding::applies;
    if (made.flow == nullptr) return made;
    const auto add_unknown = [&](std::string_view name) {
        if (const Unknown* unknown = unknown_of(regime, name)) made.unknown.push_back(unknown);
    };
    add_unknown(made.flow->limit);
    made.quota = regime.quota(made.flow->limit);
    if (made.quota == nullptr) return made;
    for (const std::string& name : made.quota->multiples) {
        if (const DatedValue* value = regime.parameter(name, on))
            made.parameters.push_back(value);
        else
            add_unknown(name);
    }
    return made;
}

std::vector<Ruling> rulings(std::span<const Regime> regimes, std::string_view flow, ValueDate on,
                            std::string_view area) {
    std::vector<Ruling> all;
    for (const Regime& regime : regimes) {
        Ruling made = ruling(regime, flow, on, area);
        if (made.standing == RuleStanding::applies) all.push_back(std::move(made));
    }
    return all;
}

}  // namespace rmbsim::sim

// The pool's links with what they moved, and the decisions with their traces.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/report/figures.hpp"
#include "adapters/report/island.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/verdict.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t rows_shown = 500;
constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t utc_offset_minutes = 480;  // Beijing time, as the page says

std::string beijing_time(std::int64_t time_ms) {
    const std::chrono::local_time<std::chrono::milliseconds> local{
        std::chrono::milliseconds{time_ms + utc_offset_minutes * ms_per_minute}};
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
    const auto two = [](std::int64_t value) {
        return (value < 10 ? "0" : "") + std::to_string(value);
    };
    return iso_date(day) + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

// For the width of a drawn line only.
double rate_of(const sim::Directory& directory, const std::string& currency) {
    double rate = 1;
    for (const sim::RateRow& row : directory.rates)
        if (row.currency == currency)
            std::from_chars(row.value.data(), row.value.data() + row.value.size(), rate);
    return rate;
}

// The bound that kept the sweep below the wish; none where only whole units or the minimum did.
const sim::Decision::Bound* binding_of(const sim::Decision& decision) {
    if (decision.binding >= decision.bound_count || decision.binding >= decision.bounds.size())
        return nullptr;
    const sim::Decision::Bound& bound = decision.bounds.at(decision.binding);
    return bound.minor < decision.wish_minor ? &bound : nullptr;
}

bool was_cut(const sim::Decision& decision) {
    if (decision.outcome == sim::SweepOutcome::blocked) return true;
    return decision.outcome == sim::SweepOutcome::moved && binding_of(decision) != nullptr;
}

// How the list is filtered: cut, refused, skipped or moved.
std::string_view kind_of(const sim::Decision& decision) {
    using enum sim::SweepOutcome;
    if (was_cut(decision)) return "cut";
    switch (decision.outcome) {
        case not_eligible:
        case account_blocked:
        case flow_not_allowed:
        case refused_by_ledger:
        case rejected_by_bank:
        case no_balance:
            return "refused";
        case moved:
        case converted:
            return "moved";
        case calendar_closed:
        case past_cut_off:
        case nothing_to_move:
        case direction_not_allowed:
        case blocked:
        case below_minimum:
            break;
    }
    return "skipped";
}

int rank_of(const sim::Decision& decision) {  // what is shown first when not all can be
    const std::string_view kind = kind_of(decision);
    if (kind == "cut") return 0;
    if (kind == "refused") return 1;
    return decision.outcome == sim::SweepOutcome::nothing_to_move ? 3 : 2;
}

Json decision_json(const sim::Decision& decision, const sim::Directory& directory,
                   const sim::Refusal* refusal) {
    const bool known = decision.link < directory.links.size();
    const sim::LinkRow link = known ? directory.links[decision.link] : sim::LinkRow{};
    const auto money = [&](std::int64_t minor) { return plain({minor, link.decimals}); };
    Json bounds = Json::array();
    for (std::size_t i = 0; i < decision.bound_count && i < decision.bounds.size(); ++i) {
        const sim::Decision::Bound& bound = decision.bounds.at(i);
        Json row = {{"kind", sim::name_of(bound.kind)}, {"amount", money(bound.minor)}};
        if (bound.kind >= sim::BoundKind::onshore_price) {  // compared, in renminbi
            row["amount"] = plain({bound.minor, 2});
            row["currency"] = "CNY";
        }
        if (bound.limit < directory.limits.size()) row["limit"] = directory.limits[bound.limit].id;
        bounds.push_back(std::move(row));
    }
    Json row = {{"id", decision.id},
                {"time", beijing_time(decision.time_ms)},
                {"kind", kind_of(decision)},
                {"outcome", sim::name_of(decision.outcome)},
                {"link", link.id},
                {"from", decision.upward ? link.child : link.header},
                {"to", decision.upward ? link.header : link.child},
                {"currency", link.currency},
                {"wish", money(decision.wish_minor)},
                {"amount", money(decision.amount_minor)},
                {"bounds", std::move(bounds)}};
    if (binding_of(decision) != nullptr) row["binding"] = decision.binding;
    if (decision.parameter < directory.parameters.size()) row["parameter"] = decision.parameter;
    if (refusal != nullptr)
        row["refusal"] = {{"reason", refusal->reason},
                          {"regime", refusal->regime},
                          {"parameter", refusal->parameter},
                          {"document", refusal->document}};
    return row;
}

Json refused_flow_json(const sim::Refusal& refusal) {
    return {{"what", refusal.what},
            {"time", iso_date(refusal.on)},
            {"kind", "refused"},
            {"link", refusal.subject},
            {"currency", refusal.currency},
            {"wish", plain({refusal.wish_minor, refusal.decimals})},
            {"amount", plain({refusal.amount_minor, refusal.decimals})},
            {"bounds", Json::array()},
            {"refusal",
             {{"reason", refusal.reason},
              {"limit", refusal.limit},
              {"regime", refusal.regime},
              {"parameter", refusal.parameter},
              {"document", refusal.document}}}};
}

}  // namespace

std::vector<LinkUse> link_uses(std::span<const sim::Decision> decisions,
                               const sim::Directory& directory) {
    std::vector<LinkUse> uses(directory.links.size());
    for (const sim::Decision& decision : decisions) {
        if (decision.link >= uses.size()) continue;
        LinkUse& link = uses[decision.link];
        if (was_cut(decision)) ++link.cut;
        if (decision.outcome != sim::SweepOutcome::moved) continue;
        (decision.upward ? link.up : link.down) += decision.amount_minor;
        ++link.count;
    }
    return uses;
}

nlohmann::ordered_json structure_part(const ReportVariant& variant) {
    const sim::Directory& directory = *variant.directory;
    std::vector<LinkUse> moved = variant.links;
    if (moved.size() != directory.links.size()) moved = link_uses(variant.decisions, directory);
    Json links = Json::array();
    for (std::size_t i = 0; i < directory.links.size(); ++i) {
        const sim::LinkRow& row = directory.links[i];
        if (row.pool.empty()) continue;  // a conversion
        double scale = 1;
        for (int d = 0; d < row.decimals; ++d) scale *= 10;
        const double total = static_cast<double>(moved[i].up) + static_cast<double>(moved[i].down);
        links.push_back({{"id", row.id},
                         {"child", row.child},
                         {"header", row.header},
                         {"method", row.method},
                         {"flow", row.flow},
                         {"currency", row.currency},
                         {"up", plain({moved[i].up, row.decimals})},
                         {"down", plain({moved[i].down, row.decimals})},
                         {"count", moved[i].count},
                         {"cut", moved[i].cut},
                         {"volume", total / scale * rate_of(directory, row.currency)}});
    }
    Json accounts = Json::array();
    for (const sim::BalanceSeries& series : variant.result->balances)
        accounts.push_back({{"account", series.account},
                            {"entity", series.entity},
                            {"currency", series.currency}});
    return {{"links", std::move(links)}, {"accounts", std::move(accounts)}};
}

nlohmann::ordered_json decisions_part(const ReportVariant& variant) {
    const sim::Directory& directory = *variant.directory;
    std::map<std::string, const sim::Refusal*> refusals;
    Json rows = Json::array();
    for (const sim::Refusal& refusal : variant.result->refusals) {
        refusals.emplace(refusal.what, &refusal);
        if (!refusal.what.starts_with("decision ") && rows.size() < rows_shown)
            rows.push_back(refused_flow_json(refusal));
    }
    std::vector<const sim::Decision*> moved, others;
    for (const sim::Decision& decision : variant.decisions)
        (kind_of(decision) == "moved" ? moved : others).push_back(&decision);
    std::ranges::stable_sort(others, {}, [](const auto* decision) { return rank_of(*decision); });
    const auto shorten = [](std::vector<const sim::Decision*>& list, std::size_t most) {
        const std::size_t left_out = list.size() - std::min(list.size(), most);
        list.resize(list.size() - left_out);
        return left_out;
    };
    const std::size_t others_left_out = shorten(others, rows_shown);
    const std::size_t moved_left_out = shorten(moved, rows_shown);
    others.insert(others.end(), moved.begin(), moved.end());
    std::ranges::sort(others, {}, [](const auto* decision) { return decision->id; });
    for (const sim::Decision* decision : others) {
        const auto refusal = refusals.find("decision " + std::to_string(decision->id));
        rows.push_back(decision_json(*decision, directory,
                                     refusal == refusals.end() ? nullptr : refusal->second));
    }
    Json parameters = Json::array();
    for (const sim::ParameterRow& row : directory.parameters)
        parameters.push_back({{"regime", row.regime},
                              {"name", row.name},
                              {"version", row.version},
                              {"value", row.value},
                              {"unit", row.unit},
                              {"instrument", row.instrument},
                              {"article", row.article},
                              {"mark", row.mark}});
    return {{"total", variant.decisions.size()},
            {"left_out", others_left_out},
            {"moved_left_out", moved_left_out},
            {"rows", std::move(rows)},
            {"parameters", std::move(parameters)}};
}

}  // namespace rmbsim::adapters

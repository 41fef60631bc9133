// Netting cycles, payments on behalf, hedges and what was refused: each a section of the page.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "adapters/report/figures.hpp"
#include "adapters/report/island.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/verdict.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/hedge_result.hpp"
#include "sim/measure/in_house_result.hpp"
#include "sim/measure/netting_result.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t gross_legs_shown = 500;

Json members_of(const sim::NettingCycleResult& cycle) {
    Json members = Json::array();
    for (const sim::NettingMemberResult& member : cycle.members) {
        const auto base = [&](std::int64_t minor) { return plain({minor, cycle.decimals}); };
        Json transfers = Json::array();
        for (const sim::NettingTransfer& transfer : member.transfers)
            transfers.push_back({{"currency", transfer.currency},
                                 {"amount", plain({transfer.minor, transfer.decimals})},
                                 {"status", transfer.status}});
        members.push_back({{"entity", member.entity},
                           {"in", base(member.receivable_minor)},
                           {"out", base(member.payable_minor)},
                           {"net", base(member.net_minor)},
                           {"delay", base(member.delay_minor)},
                           {"transfers", std::move(transfers)}});
    }
    return members;
}

Json gross_legs_of(const sim::NettingCycleResult& cycle) {
    Json legs = Json::array();
    for (const sim::NettingGrossLeg& leg : cycle.gross_legs) {
        if (legs.size() == gross_legs_shown) break;
        legs.push_back({{"item", leg.item},
                        {"debtor", leg.debtor},
                        {"creditor", leg.creditor},
                        {"currency", leg.currency},
                        {"amount", plain({leg.minor, leg.decimals})},
                        {"due", iso_date(leg.due)},
                        {"settled", iso_date(leg.settled)},
                        {"crosses", leg.crosses_border}});
    }
    return legs;
}

Json netting_part(const std::vector<sim::NettingCycleResult>& cycles) {
    Json rows = Json::array();
    for (const sim::NettingCycleResult& cycle : cycles) {
        const auto base = [&](std::int64_t minor) { return plain({minor, cycle.decimals}); };
        Json rolled = Json::array(), fx = Json::array();
        for (const sim::NettingRolled& item : cycle.rolled)
            rolled.push_back({{"item", item.item}, {"reason", item.reason}});
        for (const sim::NettingFx& volume : cycle.fx)
            fx.push_back({{"currency", volume.currency},
                          {"gross", plain({volume.gross_minor, volume.decimals})},
                          {"net", plain({volume.net_minor, volume.decimals})}});
        const auto crossing = std::ranges::count_if(
            cycle.gross_legs, [](const sim::NettingGrossLeg& leg) { return leg.crosses_border; });
        rows.push_back(
            {{"netting", cycle.netting},
             {"option", cycle.option},
             {"value_date", iso_date(cycle.value_date)},
             {"base", cycle.base},
             {"items", cycle.items},
             {"transfers", cycle.transfers},
             {"gross", base(cycle.gross_minor)},
             {"net", base(cycle.net_minor)},
             {"residual", base(cycle.residual_minor)},
             {"fx_gross", base(cycle.fx_gross_minor)},
             {"fx_net", base(cycle.fx_net_minor)},
             {"compression", percent_of(cycle.gross_minor - cycle.net_minor, cycle.gross_minor)},
             {"fewer", percent_of(std::int64_t{cycle.items} - std::int64_t{cycle.transfers},
                                  std::int64_t{cycle.items})},
             {"members", members_of(cycle)},
             {"fx", std::move(fx)},
             {"legs", gross_legs_of(cycle)},
             {"legs_all", cycle.gross_legs.size()},
             {"legs_crossing", crossing},
             {"rolled", std::move(rolled)}});
    }
    return rows;
}

Json in_house_part(const std::vector<sim::InHouseResult>& accounts) {
    Json rows = Json::array();
    for (const sim::InHouseResult& account : accounts) {
        const auto money = [&](std::int64_t minor) { return plain({minor, account.decimals}); };
        rows.push_back({{"on_behalf", account.on_behalf},
                        {"kind", account.kind},
                        {"entity", account.entity},
                        {"virtual_account", account.virtual_account},
                        {"currency", account.currency},
                        {"balance", money(account.balance_minor)},
                        {"lowest", money(account.lowest_minor)},
                        {"limit", money(account.limit_minor)},
                        {"value", money(account.value_minor)},
                        {"count", account.count},
                        {"refused", account.refused},
                        {"own_name", account.in_own_name}});
    }
    return rows;
}

Json hedges_part(const std::vector<sim::HedgeResult>& hedges) {
    Json rows = Json::array();
    for (const sim::HedgeResult& hedge : hedges) {
        const auto home = [&](std::int64_t minor) { return plain({minor, hedge.home_decimals}); };
        rows.push_back({{"hedge", hedge.hedge},
                        {"kind", hedge.kind},
                        {"entity", hedge.entity},
                        {"foreign", hedge.foreign},
                        {"home", hedge.home},
                        {"sells", hedge.sells_foreign},
                        {"notional", plain({hedge.foreign_minor, hedge.foreign_decimals})},
                        {"near", home(hedge.near_home_minor)},
                        {"amount", home(hedge.home_minor)},
                        {"dealt_on", iso_date(hedge.dealt_on)},
                        {"value_on", iso_date(hedge.value_on)},
                        {"spot", hedge.spot},
                        {"rate", hedge.rate},
                        {"points", hedge.points},
                        {"stage", hedge.stage},
                        {"carried", home(hedge.carried_minor)},
                        {"result", home(hedge.result_minor)},
                        {"exposure", plain({hedge.exposure_minor, hedge.foreign_decimals})}});
    }
    return rows;
}

// The same cause again and again is one row: how often, from when to when, and the least headroom.
Json refusals_part(const std::vector<sim::Refusal>& refusals) {
    struct Cause {
        const sim::Refusal* first = nullptr;
        std::size_t count = 0;
        std::int64_t wish_minor = 0, amount_minor = 0;
        ledger::ValueDate last{};
    };
    std::vector<Cause> causes;
    for (const sim::Refusal& refusal : refusals) {
        const auto same = [&](const Cause& cause) {
            const sim::Refusal& other = *cause.first;
            return other.subject == refusal.subject && other.reason == refusal.reason &&
                   other.limit == refusal.limit && other.parameter == refusal.parameter &&
                   other.regime == refusal.regime && other.currency == refusal.currency;
        };
        auto cause = std::ranges::find_if(causes, same);
        if (cause == causes.end()) {
            causes.push_back({.first = &refusal});
            cause = std::prev(causes.end());
        }
        ++cause->count;
        cause->wish_minor += refusal.wish_minor;
        cause->amount_minor += refusal.amount_minor;
        cause->last = refusal.on;
    }
    Json rows = Json::array();
    for (const Cause& cause : causes) {
        const sim::Refusal& first = *cause.first;
        rows.push_back({{"what", first.what},
                        {"count", cause.count},
                        {"subject", first.subject},
                        {"from", iso_date(first.on)},
                        {"to", iso_date(cause.last)},
                        {"currency", first.currency},
                        {"wish", plain({cause.wish_minor, first.decimals})},
                        {"amount", plain({cause.amount_minor, first.decimals})},
                        {"reason", first.reason},
                        {"limit", first.limit},
                        {"regime", first.regime},
                        {"parameter", first.parameter},
                        {"document", first.document},
                        {"article", first.article},
                        {"value", first.value},
                        {"unit", first.unit},
                        {"mark", first.mark},
                        {"note", first.note},
                        {"headroom", first.headroom_minor
                                         ? Json(plain({*first.headroom_minor, first.decimals}))
                                         : Json()}});
    }
    return rows;
}

bool is_same(const sim::ParameterRow& a, const sim::ParameterRow& b) {
    return a.regime == b.regime && a.name == b.name && a.version == b.version && a.value == b.value;
}

}  // namespace

nlohmann::ordered_json treasury_part(const ReportVariant& variant) {
    return {{"netting", netting_part(variant.result->netting)},
            {"in_house", in_house_part(variant.result->in_house)},
            {"hedges", hedges_part(variant.result->hedges)},
            {"refusals", refusals_part(variant.result->refusals)}};
}

nlohmann::ordered_json parameters_part(const ReportInput& input) {
    struct Used {
        const sim::ParameterRow* row = nullptr;
        std::vector<std::size_t> variants;
    };
    std::vector<Used> used;
    const auto add = [&](const sim::ParameterRow& row, std::size_t variant) {
        auto found =
            std::ranges::find_if(used, [&](const Used& one) { return is_same(*one.row, row); });
        if (found == used.end()) {
            used.push_back({.row = &row, .variants = {}});
            found = std::prev(used.end());
        }
        if (std::ranges::find(found->variants, variant) == found->variants.end())
            found->variants.push_back(variant);
    };
    for (const sim::ParameterRow& row : input.parameters) add(row, input.candidate);
    for (std::size_t i = 0; i < input.variants.size(); ++i)
        for (const sim::ParameterRow& row : input.variants[i].directory->parameters) add(row, i);
    Json rows = Json::array();
    for (Used& one : used) {
        std::ranges::sort(one.variants);
        const sim::ParameterRow& row = *one.row;
        rows.push_back({{"regime", row.regime},
                        {"name", row.name},
                        {"version", row.version},
                        {"value", row.value},
                        {"unit", row.unit},
                        {"instrument", row.instrument},
                        {"article", row.article},
                        {"mark", row.mark},
                        {"note", row.note},
                        {"sources", row.sources},
                        {"variants", one.variants}});
    }
    return rows;
}

}  // namespace rmbsim::adapters

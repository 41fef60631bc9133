#include "adapters/result/netting_json.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "adapters/csv/values.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/measure/in_house_result.hpp"
#include "sim/measure/netting_result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;
using ledger::Decimal;

// 1 - part / whole with four decimals; null when there is no whole.
Json share_saved(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return nullptr;
    return (Decimal(1) - Decimal(part) / Decimal(whole)).to_text(4);
}

Json members_json(const sim::NettingCycleResult& cycle) {
    Json members = Json::array();
    for (const sim::NettingMemberResult& member : cycle.members) {
        const auto base = [&](std::int64_t minor) {
            return ledger::to_text(minor, cycle.decimals);
        };
        Json transfers = Json::array();
        for (const sim::NettingTransfer& transfer : member.transfers)
            transfers.push_back({{"currency", transfer.currency},
                                 {"amount", ledger::to_text(transfer.minor, transfer.decimals)},
                                 {"status", transfer.status}});
        members.push_back({{"entity", member.entity},
                           {"currency", member.currency},
                           {"receivable", base(member.receivable_minor)},
                           {"payable", base(member.payable_minor)},
                           {"net", base(member.net_minor)},
                           {"delay_effect", base(member.delay_minor)},
                           {"transfers", std::move(transfers)}});
    }
    return members;
}

Json gross_legs_json(const sim::NettingCycleResult& cycle) {
    Json legs = Json::array();
    for (const sim::NettingGrossLeg& leg : cycle.gross_legs)
        legs.push_back({{"item", leg.item},
                        {"debtor", leg.debtor},
                        {"creditor", leg.creditor},
                        {"currency", leg.currency},
                        {"amount", ledger::to_text(leg.minor, leg.decimals)},
                        {"invoiced", to_text(leg.invoiced)},
                        {"due", to_text(leg.due)},
                        {"settled", to_text(leg.settled)},
                        {"crosses_border", leg.crosses_border}});
    return legs;
}

Json cycle_json(const sim::NettingCycleResult& cycle) {
    const auto base = [&](std::int64_t minor) { return ledger::to_text(minor, cycle.decimals); };
    Json json;
    json["netting"] = cycle.netting;
    json["option"] = cycle.option;
    json["value_date"] = to_text(cycle.value_date);
    json["base"] = cycle.base;
    json["items"] = cycle.items;
    json["transfers"] = cycle.transfers;
    json["gross"] = base(cycle.gross_minor);
    json["net"] = base(cycle.net_minor);
    json["residual"] = base(cycle.residual_minor);
    json["compression"] = share_saved(cycle.net_minor, cycle.gross_minor);
    json["transaction_reduction"] = share_saved(cycle.transfers, cycle.items);
    json["fx_volume_gross"] = base(cycle.fx_gross_minor);
    json["fx_volume_net"] = base(cycle.fx_net_minor);
    Json rates = Json::array(), fx = Json::array(), rolled = Json::array();
    for (const sim::NettingRate& rate : cycle.rates)
        rates.push_back({{"currency", rate.currency}, {"to_base", rate.to_base}});
    for (const sim::NettingFx& volume : cycle.fx)
        fx.push_back({{"currency", volume.currency},
                      {"gross", ledger::to_text(volume.gross_minor, volume.decimals)},
                      {"net", ledger::to_text(volume.net_minor, volume.decimals)}});
    for (const sim::NettingRolled& item : cycle.rolled)
        rolled.push_back({{"item", item.item}, {"reason", item.reason}});
    json["rates"] = std::move(rates);
    json["fx"] = std::move(fx);
    json["members"] = members_json(cycle);
    json["gross_legs"] = gross_legs_json(cycle);
    json["rolled"] = std::move(rolled);
    return json;
}

}  // namespace

Json netting_json(const std::vector<sim::NettingCycleResult>& cycles) {
    Json list = Json::array();
    for (const sim::NettingCycleResult& cycle : cycles) list.push_back(cycle_json(cycle));
    return list;
}

Json in_house_json(const std::vector<sim::InHouseResult>& accounts) {
    Json list = Json::array();
    for (const sim::InHouseResult& account : accounts) {
        const auto money = [&](std::int64_t minor) {
            return ledger::to_text(minor, account.decimals);
        };
        list.push_back({{"on_behalf", account.on_behalf},
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
                        {"in_own_name", account.in_own_name}});
    }
    return list;
}

}  // namespace rmbsim::adapters

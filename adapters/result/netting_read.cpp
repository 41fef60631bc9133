// Netting cycles and in-house accounts read back from result.json.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "adapters/result/amount_text.hpp"
#include "adapters/result/netting_json.hpp"
#include "sim/measure/in_house_result.hpp"
#include "sim/measure/netting_result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

std::string text_at(const Json& row, const char* name) { return row.at(name).get<std::string>(); }
AmountText amount_at(const Json& row, const char* name) { return read_amount(text_at(row, name)); }

sim::NettingMemberResult read_member(const Json& row) {
    sim::NettingMemberResult member;
    member.entity = text_at(row, "entity");
    member.currency = text_at(row, "currency");
    member.receivable_minor = amount_at(row, "receivable").minor;
    member.payable_minor = amount_at(row, "payable").minor;
    member.net_minor = amount_at(row, "net").minor;
    member.delay_minor = amount_at(row, "delay_effect").minor;
    for (const Json& transfer : row.at("transfers")) {
        const AmountText amount = amount_at(transfer, "amount");
        member.transfers.push_back({.currency = text_at(transfer, "currency"),
                                    .decimals = amount.decimals,
                                    .minor = amount.minor,
                                    .status = text_at(transfer, "status")});
    }
    return member;
}

sim::NettingGrossLeg read_gross_leg(const Json& row) {
    const AmountText amount = amount_at(row, "amount");
    return {.item = text_at(row, "item"),
            .debtor = text_at(row, "debtor"),
            .creditor = text_at(row, "creditor"),
            .currency = text_at(row, "currency"),
            .decimals = amount.decimals,
            .minor = amount.minor,
            .invoiced = read_day(text_at(row, "invoiced")),
            .due = read_day(text_at(row, "due")),
            .settled = read_day(text_at(row, "settled")),
            .crosses_border = row.at("crosses_border").get<bool>()};
}

sim::NettingCycleResult read_cycle(const Json& row) {
    const AmountText gross = amount_at(row, "gross");
    sim::NettingCycleResult cycle;
    cycle.netting = text_at(row, "netting");
    cycle.option = text_at(row, "option");
    cycle.value_date = read_day(text_at(row, "value_date"));
    cycle.base = text_at(row, "base");
    cycle.decimals = gross.decimals;
    cycle.gross_minor = gross.minor;
    cycle.net_minor = amount_at(row, "net").minor;
    cycle.residual_minor = amount_at(row, "residual").minor;
    cycle.fx_gross_minor = amount_at(row, "fx_volume_gross").minor;
    cycle.fx_net_minor = amount_at(row, "fx_volume_net").minor;
    cycle.items = row.at("items").get<std::uint32_t>();
    cycle.transfers = row.at("transfers").get<std::uint32_t>();
    for (const Json& rate : row.at("rates"))
        cycle.rates.push_back({text_at(rate, "currency"), text_at(rate, "to_base")});
    for (const Json& volume : row.at("fx")) {
        const AmountText whole = amount_at(volume, "gross");
        cycle.fx.push_back({.currency = text_at(volume, "currency"),
                            .decimals = whole.decimals,
                            .gross_minor = whole.minor,
                            .net_minor = amount_at(volume, "net").minor});
    }
    for (const Json& member : row.at("members")) cycle.members.push_back(read_member(member));
    for (const Json& leg : row.at("gross_legs")) cycle.gross_legs.push_back(read_gross_leg(leg));
    for (const Json& item : row.at("rolled"))
        cycle.rolled.push_back({text_at(item, "item"), text_at(item, "reason")});
    return cycle;
}

}  // namespace

std::vector<sim::NettingCycleResult> read_netting(const Json& list) {
    std::vector<sim::NettingCycleResult> cycles;
    for (const Json& row : list) cycles.push_back(read_cycle(row));
    return cycles;
}

std::vector<sim::InHouseResult> read_in_house(const Json& list) {
    std::vector<sim::InHouseResult> accounts;
    for (const Json& row : list) {
        const AmountText balance = amount_at(row, "balance");
        accounts.push_back({.on_behalf = text_at(row, "on_behalf"),
                            .kind = text_at(row, "kind"),
                            .entity = text_at(row, "entity"),
                            .virtual_account = text_at(row, "virtual_account"),
                            .currency = text_at(row, "currency"),
                            .decimals = balance.decimals,
                            .balance_minor = balance.minor,
                            .lowest_minor = amount_at(row, "lowest").minor,
                            .limit_minor = amount_at(row, "limit").minor,
                            .value_minor = amount_at(row, "value").minor,
                            .count = row.at("count").get<std::uint32_t>(),
                            .refused = row.at("refused").get<std::uint32_t>(),
                            .in_own_name = row.at("in_own_name").get<std::uint32_t>()});
    }
    return accounts;
}

}  // namespace rmbsim::adapters

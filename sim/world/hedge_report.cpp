// What each hedge came to, for the result.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/deal.hpp"
#include "sim/hedge/forward.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/measure/hedge_result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/hedge_desk.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Rate;

std::string_view name_of(HedgeKind kind) {
    switch (kind) {
        case HedgeKind::forward:
            return "forward";
        case HedgeKind::swap:
            return "swap";
        case HedgeKind::money_market:
            return "money_market";
    }
    return "";
}

constexpr int price_places = 6;

std::int64_t covered_flows(const Scenario& s, const HedgeDeal& deal) {
    const BankAccount& foreign = s.accounts[deal.foreign];
    std::int64_t sum = 0;
    for (const Flow& flow : s.flows) {
        const BankAccount& account = s.accounts[flow.account];
        const ledger::ValueDate day = ledger::date_of(flow.value_day);
        if (account.owner == foreign.owner && account.currency == foreign.currency &&
            day > deal.dealt_on && day <= deal.value_on)
            sum += flow.minor;
    }
    return sum;
}

}  // namespace

// What the currency of a swap's near leg is worth at the mid of the far leg, or of the run's end, more
// than it cost. Over the far leg's own result it leaves the swap's home amounts, near and far.
std::int64_t HedgeDesk::near_leg_gain(const Deal& deal, const HedgeResult& row) const {
    if (deal.stage != Stage::placed && deal.stage != Stage::settled) return 0;
    const Scenario& s = desk_.scenario;
    const HedgeDeal& spec = *deal.spec;
    const ledger::ValueDate day = deal.stage == Stage::settled ? deal.settled_on : s.to;
    const std::int64_t gain = desk_.converted(row.foreign_minor, s.accounts[spec.foreign].currency,
                                              s.accounts[spec.home].currency, mid(spec, day),
                                              ledger::Rounding::half_even) -
                              row.near_home_minor;
    return spec.sells_foreign ? gain : -gain;  // what the far leg sells the near leg has bought
}

HedgeResult HedgeDesk::result_of(const Deal& deal) const {
    const Scenario& s = desk_.scenario;
    const HedgeDeal& spec = *deal.spec;
    const BankAccount& home = s.accounts[spec.home];
    const BankAccount& foreign = s.accounts[spec.foreign];
    const Rate spot = mid(spec, spec.dealt_on);
    HedgeResult row{.hedge = spec.id,
                    .kind = std::string(name_of(spec.kind)),
                    .entity = s.entities[home.owner].id,
                    .foreign = std::string(ledger::display_code(foreign.currency, foreign.market)),
                    .home = std::string(ledger::display_code(home.currency, home.market)),
                    .foreign_decimals = ledger::info(foreign.currency).decimals,
                    .home_decimals = ledger::info(home.currency).decimals,
                    .sells_foreign = spec.sells_foreign,
                    .foreign_minor = spec.foreign_minor,
                    .dealt_on = spec.dealt_on,
                    .value_on = spec.value_on,
                    .spot = spot.to_text(price_places),
                    .rate = {},
                    .points = {},
                    .stage = {},
                    .carried_minor = deal.carried_minor,
                    .result_minor = deal.result_minor,
                    .exposure_minor = covered_flows(s, spec)};
    switch (deal.stage) {
        case Stage::dealt:
            row.stage = "dealt";
            break;
        case Stage::placed:
            row.stage = "placed";
            break;
        case Stage::settled:
            row.stage = "settled";
            break;
        case Stage::failed:
            row.stage = "failed";
            break;
    }
    if (spec.kind == HedgeKind::money_market) {
        if (deal.stage == Stage::dealt || deal.stage == Stage::failed) return row;
        row.near_home_minor = deal.money_market.spot.home.minor;
        row.home_minor = row.near_home_minor + deal.money_market.home_interest;
    } else {
        row.home_minor = deal.at_maturity.home.minor;
        if (spec.kind == HedgeKind::swap) {
            row.near_home_minor =
                exchanged(deal.at_maturity.foreign, home.currency, !spec.sells_foreign, spot)
                    .home.minor;
            row.result_minor += near_leg_gain(deal, row);
        }
    }
    const Decimal notional = ledger::to_decimal({row.foreign_minor, foreign.currency});
    const bool is_priced = spec.rate && spec.kind != HedgeKind::money_market;
    const Rate price =
        is_priced ? *spec.rate : ledger::to_decimal({row.home_minor, home.currency}) / notional;
    row.rate = price.to_text(price_places);
    row.points = points(price, spot, point_places(home.currency)).to_text(2);
    if (spec.kind == HedgeKind::money_market && deal.stage == Stage::settled) {
        const std::int64_t at_mid =
            desk_.converted(row.foreign_minor, foreign.currency, home.currency,
                            mid(spec, spec.value_on), ledger::Rounding::half_even);
        row.result_minor = spec.sells_foreign ? row.home_minor - at_mid : at_mid - row.home_minor;
    }
    return row;
}

std::vector<HedgeResult> HedgeDesk::results() const {
    std::vector<HedgeResult> rows;
    for (const Deal& deal : deals_) rows.push_back(result_of(deal));
    return rows;
}

}  // namespace rmbsim::sim

// What a netting did, for the result: cycles, members, rates, gross legs (还原申报), indicators.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/netting_result.hpp"
#include "sim/measure/result.hpp"
#include "sim/netting/net.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/netting_desk.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

std::string_view name_of(NettingOption option) {
    switch (option) {
        case NettingOption::net_in_own_currency:
            return "net_in_own_currency";
        case NettingOption::net_per_currency:
            return "net_per_currency";
        case NettingOption::gross_per_currency:
            return "gross_per_currency";
        case NettingOption::gross_in_own_currency:
            return "gross_in_own_currency";
        case NettingOption::pairwise:
            return "pairwise";
    }
    return "";
}

std::int64_t rounded(const Decimal& major, ledger::CurrencyId currency) {
    return ledger::fitting(ledger::to_money(major, currency, ledger::Rounding::half_even),
                           "a netting figure")
        .minor;
}

std::uint8_t decimals(ledger::CurrencyId currency) { return ledger::info(currency).decimals; }

void put_fx(NettingCycleResult& result, const NetOutcome& outcome, const RateSheet& rates) {
    Decimal gross = 0, net = 0;
    for (const FxVolume& volume : outcome.fx) {
        gross = gross + rates.in_base(volume.gross_minor, volume.currency);
        net = net + rates.in_base(volume.net_minor, volume.currency);
        result.fx.push_back({std::string(ledger::code_of(volume.currency)),
                             decimals(volume.currency), volume.gross_minor, volume.net_minor});
    }
    result.fx_gross_minor = rounded(gross, rates.base());
    result.fx_net_minor = rounded(net, rates.base());
}

void put_rates(NettingCycleResult& result, const RateSheet& rates) {
    for (const CycleRate& rate : rates.rates())
        result.rates.push_back(
            {std::string(ledger::code_of(rate.currency)), rate.to_base.to_text()});
}

}  // namespace

std::string NettingDesk::entity_of(const Centre& centre, std::uint32_t member) const {
    return desk_.scenario.entities[centre.spec->members[member].entity].id;
}

NettingGrossLeg NettingDesk::gross_leg(const Centre& centre, std::uint32_t index,
                                       ledger::ValueDate settled) const {
    const NettingItem& item = centre.spec->items[index];
    const auto country = [&](std::uint32_t member) {
        return desk_.scenario.entities[centre.spec->members[member].entity].jurisdiction;
    };
    return {.item = item.id,
            .debtor = entity_of(centre, item.debtor),
            .creditor = entity_of(centre, item.creditor),
            .currency = std::string(ledger::code_of(item.currency)),
            .decimals = decimals(item.currency),
            .minor = item.minor,
            .invoiced = item.on,
            .due = item.due,
            .settled = settled,
            .crosses_border = country(item.debtor) != country(item.creditor)};
}

NettingCycleResult NettingDesk::result_of(const Centre& centre, const Cycle& cycle) const {
    const NettingSpec& spec = *centre.spec;
    const ledger::CurrencyId base = cycle.rates.base();
    const NetOutcome& outcome = cycle.outcome;
    NettingCycleResult result;
    result.netting = spec.id;
    result.option = name_of(spec.option);
    result.value_date = cycle.days.value;
    result.base = ledger::code_of(base);
    result.decimals = decimals(base);
    result.gross_minor = rounded(outcome.gross_base, base);
    result.net_minor = rounded(outcome.net_base(), base);
    result.residual_minor = outcome.residual_minor;
    result.items = outcome.item_count;
    result.transfers = static_cast<std::uint32_t>(outcome.legs.size());
    result.rolled = cycle.rolled;
    put_rates(result, cycle.rates);
    put_fx(result, outcome, cycle.rates);
    std::vector<Decimal> delay(spec.members.size());
    for (const std::uint32_t i : cycle.items) {
        const NettingItem& item = spec.items[i];
        result.gross_legs.push_back(gross_leg(centre, i, cycle.days.value));
        const auto gain = [&](const std::optional<ledger::Rate>& rate) {
            const Decimal own = rate ? payer_gain(item.minor, item.currency, *rate, item.due,
                                                  cycle.days.value, spec.day_count)
                                     : Decimal(0);
            return item.currency == base ? own : own * cycle.rates.to_base(item.currency);
        };
        delay[item.debtor] = delay[item.debtor] + gain(spec.members[item.debtor].rate);
        delay[item.creditor] = delay[item.creditor] - gain(spec.members[item.creditor].rate);
    }
    for (std::uint32_t m = 0; m < spec.members.size(); ++m) {
        const MemberNet& net = outcome.members[m];
        NettingMemberResult row;
        row.entity = entity_of(centre, m);
        row.currency = ledger::code_of(centre.members[m].own);
        row.receivable_minor = rounded(net.receivable_base, base);
        row.payable_minor = rounded(net.payable_base, base);
        row.net_minor = rounded(net.net_base(), base);
        row.delay_minor = rounded(delay[m], base);
        for (const Transfer& transfer : cycle.transfers) {
            if (transfer.leg.member != m) continue;
            row.transfers.push_back({std::string(ledger::code_of(transfer.leg.currency)),
                                     decimals(transfer.leg.currency), transfer.leg.minor,
                                     transfer.is_paid ? "settled" : "carried"});
        }
        result.members.push_back(std::move(row));
    }
    return result;
}

// Items that were paid one by one, as one row to compare with: at the mid rates of the last day.
NettingCycleResult NettingDesk::pairwise_result(const Centre& centre) const {
    const Scenario& s = desk_.scenario;
    const NettingSpec& spec = *centre.spec;
    const BankAccount& account = s.accounts[spec.centre.front()];
    const ledger::Market market = spec.fx == no_index ? account.market : s.fx_terms[spec.fx].market;
    RateSheet rates(account.currency);
    std::vector<NetItem> paid;
    NettingCycleResult result;
    for (std::uint32_t i = 0; i < spec.items.size(); ++i) {
        if (!centre.items[i].paid) continue;
        const NettingItem& item = spec.items[i];
        if (item.currency != account.currency)
            rates.set(item.currency, *s.fx.mid(item.currency, account.currency, market, s.to));
        paid.push_back({item.debtor, item.creditor, item.minor, item.currency});
        result.gross_legs.push_back(gross_leg(centre, i, *centre.items[i].paid));
    }
    NetOutcome outcome = net(centre.members, paid, rates, NettingOption::gross_per_currency);
    for (FxVolume& volume : outcome.fx) volume.net_minor = volume.gross_minor;
    result.netting = spec.id;
    result.option = name_of(spec.option);
    result.value_date = s.to;
    result.base = ledger::code_of(account.currency);
    result.decimals = decimals(account.currency);
    result.gross_minor = result.net_minor = rounded(outcome.gross_base, account.currency);
    result.items = result.transfers = outcome.item_count;
    put_rates(result, rates);
    put_fx(result, outcome, rates);
    for (std::uint32_t m = 0; m < spec.members.size(); ++m) {
        const MemberNet& of = outcome.members[m];
        NettingMemberResult row;
        row.entity = entity_of(centre, m);
        row.currency = ledger::code_of(centre.members[m].own);
        row.receivable_minor = rounded(of.receivable_base, account.currency);
        row.payable_minor = rounded(of.payable_base, account.currency);
        row.net_minor = rounded(of.net_base(), account.currency);
        result.members.push_back(std::move(row));
    }
    return result;
}

std::vector<NettingCycleResult> NettingDesk::results() const {
    std::vector<NettingCycleResult> all;
    for (const Centre& centre : centres_) {
        if (centre.spec->option == NettingOption::pairwise) all.push_back(pairwise_result(centre));
        for (const Cycle& cycle : centre.cycles)
            if (cycle.is_settled) all.push_back(result_of(centre, cycle));
    }
    return all;
}

std::vector<Kpi> NettingDesk::kpis() const {
    std::vector<Kpi> kpis;
    if (centres_.empty()) return kpis;
    const Scenario& s = desk_.scenario;
    std::int64_t gross = 0, net = 0, fx_gross = 0, fx_net = 0;
    std::int64_t items = 0, transfers = 0;
    const auto add = [](std::int64_t& sum, std::int64_t part) {
        sum = ledger::fitting(ledger::checked_add(sum, part), "a netting figure");
    };
    for (const NettingCycleResult& cycle : results()) {
        const auto centre = std::ranges::find_if(
            centres_, [&](const Centre& c) { return c.spec->id == cycle.netting; });
        const auto worth = [&](std::int64_t minor) {
            return desk_.reporting_minor(minor, centre->spec->centre.front(), cycle.value_date);
        };
        add(gross, worth(cycle.gross_minor));
        add(net, worth(cycle.net_minor));
        add(fx_gross, worth(cycle.fx_gross_minor));
        add(fx_net, worth(cycle.fx_net_minor));
        items += cycle.items;
        transfers += cycle.transfers;
    }
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return whole == 0 ? std::string("0.0000")
                          : (Decimal(1) - Decimal(part) / Decimal(whole)).to_text(4);
    };
    const std::string money(ledger::code_of(s.reporting_currency));
    const auto amount = [&](std::int64_t minor) {
        return ledger::to_text(minor, ledger::decimals_of(s.reporting_currency));
    };
    const auto put = [&](const char* name, std::string value) {
        kpis.push_back(stated(name, "group", std::move(value), money));
    };
    put("netting_gross", amount(gross));
    put("netting_net", amount(net));
    put("netting_compression", share(net, gross));
    put("netting_payments", std::to_string(transfers));
    put("netting_payment_reduction", share(transfers, items));
    put("netting_fx_volume", amount(fx_net));
    put("netting_fx_volume_avoided", amount(fx_gross - fx_net));
    return kpis;
}

}  // namespace rmbsim::sim

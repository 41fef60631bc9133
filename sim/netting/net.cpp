#include "sim/netting/net.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/market/exchange.hpp"
#include "sim/netting/netting_spec.hpp"

namespace rmbsim::sim {
namespace {

using ledger::CurrencyId;
using ledger::Decimal;

constexpr int rate_decimals = 12;

std::int64_t added(std::int64_t a, std::int64_t b) {
    return ledger::fitting(ledger::checked_add(a, b), "a netting position");
}

CurrencyPosition& position_in(MemberNet& member, CurrencyId currency) {
    const auto at =
        std::ranges::lower_bound(member.positions, currency, {}, &CurrencyPosition::currency);
    if (at != member.positions.end() && at->currency == currency) return *at;
    CurrencyPosition fresh;
    fresh.currency = currency;
    return *member.positions.insert(at, fresh);
}

void gather(NetOutcome& outcome, std::span<const NetItem> items, const RateSheet& rates) {
    for (const NetItem& item : items) {
        ledger::expects(item.minor > 0, "a netting item has an amount above zero");
        MemberNet& debtor = outcome.members[item.debtor];
        MemberNet& creditor = outcome.members[item.creditor];
        auto& owed = position_in(debtor, item.currency).payable_minor;
        owed = added(owed, item.minor);
        auto& due = position_in(creditor, item.currency).receivable_minor;
        due = added(due, item.minor);
        const Decimal worth = rates.in_base(item.minor, item.currency);
        debtor.payable_base = debtor.payable_base + worth;
        creditor.receivable_base = creditor.receivable_base + worth;
        outcome.gross_base = outcome.gross_base + worth;
    }
    outcome.item_count = static_cast<std::uint32_t>(items.size());
}

NettingOption option_of(const NetMember& member, NettingOption option) {
    return member.gross ? NettingOption::gross_per_currency : option;
}

// What the position becomes in the member's own currency: the net in one rounding, or both sides.
void convert(CurrencyPosition& position, const NetMember& member, const RateSheet& rates,
             bool both_sides) {
    const auto own = [&](std::int64_t minor) {
        return rates.converted(minor, position.currency, member.own);
    };
    position.converted = position.currency != member.own;
    if (both_sides) {
        position.own_payable_minor = own(position.payable_minor);
        position.own_receivable_minor = own(position.receivable_minor);
        return;
    }
    const std::int64_t balance = own(position.balance());
    (balance < 0 ? position.own_payable_minor : position.own_receivable_minor) =
        balance < 0 ? -balance : balance;
}

void add_legs(NetOutcome& outcome, std::uint32_t m, const NetMember& member, const RateSheet& rates,
              NettingOption option) {
    const auto leg = [&](CurrencyId currency, std::int64_t minor) {
        if (minor != 0) outcome.legs.push_back({m, currency, minor});
    };
    std::int64_t paid = 0, received = 0;
    for (CurrencyPosition& position : outcome.members[m].positions) {
        switch (option) {
            case NettingOption::net_per_currency:
                leg(position.currency, position.balance());
                break;
            case NettingOption::gross_per_currency:
                leg(position.currency, -position.payable_minor);
                leg(position.currency, position.receivable_minor);
                break;
            case NettingOption::net_in_own_currency:
            case NettingOption::gross_in_own_currency:
                convert(position, member, rates, option == NettingOption::gross_in_own_currency);
                paid = added(paid, position.own_payable_minor);
                received = added(received, position.own_receivable_minor);
                break;
            case NettingOption::pairwise:
                ledger::expects(false, "items that are paid pairwise are not netted");
        }
    }
    if (option == NettingOption::net_in_own_currency) {
        leg(member.own, received - paid);
    } else {
        leg(member.own, -paid);
        leg(member.own, received);
    }
}

void add_fx(NetOutcome& outcome, std::span<const NetMember> members,
            std::span<const NetItem> items) {
    std::map<CurrencyId, FxVolume> volumes;
    const auto volume = [&](CurrencyId currency) -> FxVolume& {
        FxVolume& found = volumes[currency];
        found.currency = currency;
        return found;
    };
    for (const NetItem& item : items)
        for (const std::uint32_t side : {item.debtor, item.creditor})
            if (members[side].own != item.currency)
                volume(item.currency).gross_minor =
                    added(volume(item.currency).gross_minor, item.minor);
    for (const NetLeg& leg : outcome.legs)
        if (members[leg.member].own != leg.currency)
            volume(leg.currency).net_minor =
                added(volume(leg.currency).net_minor, leg.minor < 0 ? -leg.minor : leg.minor);
    for (const Deal& deal : outcome.deals)
        volume(deal.currency).net_minor =
            added(volume(deal.currency).net_minor, deal.minor < 0 ? -deal.minor : deal.minor);
    for (const auto& [currency, found] : volumes) outcome.fx.push_back(found);
}

}  // namespace

void RateSheet::set(CurrencyId currency, const ledger::Rate& to_base) {
    ledger::expects(to_base > Decimal(0), "a cycle rate is above zero");
    const auto stated = Decimal::parse(to_base.to_text(rate_decimals));
    ledger::expects(stated.has_value(), "a rate's own text is a decimal");
    const auto at = std::ranges::find(rates_, currency, &CycleRate::currency);
    const CycleRate rate{.currency = currency, .to_base = *stated, .exact = to_base};
    if (at != rates_.end())
        *at = rate;
    else
        rates_.push_back(rate);
}

const CycleRate& RateSheet::of(CurrencyId currency) const {
    const auto at = std::ranges::find(rates_, currency, &CycleRate::currency);
    ledger::expects(at != rates_.end(), "the loader has found a rate for every netting currency");
    return *at;
}

const ledger::Rate& RateSheet::to_base(CurrencyId currency) const { return of(currency).to_base; }

const ledger::Rate& RateSheet::exact(CurrencyId currency) const { return of(currency).exact; }

Decimal RateSheet::in_base(std::int64_t minor, CurrencyId currency) const {
    const Decimal major = ledger::to_decimal({minor, currency});
    return currency == base_ ? major : major * to_base(currency);
}

std::int64_t RateSheet::converted(std::int64_t minor, CurrencyId from, CurrencyId to) const {
    if (from == to) return minor;
    Decimal major = ledger::to_decimal({minor, from});
    if (from != base_) major = major * exact(from);
    if (to != base_) major = major / exact(to);
    return rounded_once(major, to, ledger::Rounding::half_even).minor;
}

Decimal NetOutcome::net_base() const {
    Decimal total = 0;
    for (const MemberNet& member : members)
        if (!member.net_base().is_negative()) total = total + member.net_base();
    return total;
}

NetOutcome net(std::span<const NetMember> members, std::span<const NetItem> items,
               const RateSheet& rates, NettingOption option) {
    NetOutcome outcome;
    outcome.members.resize(members.size());
    gather(outcome, items, rates);
    for (std::uint32_t m = 0; m < members.size(); ++m)
        add_legs(outcome, m, members[m], rates, option_of(members[m], option));

    std::map<CurrencyId, std::int64_t> cash;  // what the centre is left with, before it deals
    for (const NetLeg& leg : outcome.legs)
        cash[leg.currency] = added(cash[leg.currency], -leg.minor);
    for (const auto& [currency, minor] : cash) {
        outcome.residual_minor =
            added(outcome.residual_minor, rates.converted(minor, currency, rates.base()));
        if (currency != rates.base() && minor != 0) outcome.deals.push_back({currency, minor});
    }
    add_fx(outcome, members, items);
    return outcome;
}

std::vector<PairNet> bilateral(std::span<const NetItem> items, const RateSheet& rates) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Decimal> pairs;
    for (const NetItem& item : items) {
        const bool first_pays = item.debtor < item.creditor;
        const std::pair<std::uint32_t, std::uint32_t> pair =
            std::minmax(item.debtor, item.creditor);
        const Decimal worth = rates.in_base(item.minor, item.currency);
        Decimal& balance = pairs[pair];
        balance = first_pays ? balance - worth : balance + worth;
    }
    std::vector<PairNet> nets;
    for (const auto& [pair, balance] : pairs) nets.push_back({pair.first, pair.second, balance});
    return nets;
}

Decimal payer_gain(std::int64_t minor, CurrencyId currency, const ledger::Rate& rate,
                   ledger::ValueDate due, ledger::ValueDate settled, ledger::DayCount day_count) {
    const bool later = settled >= due;
    const Decimal years =
        ledger::year_fraction(later ? due : settled, later ? settled : due, day_count);
    const Decimal gain = ledger::to_decimal({minor, currency}) * rate * years;
    return later ? gain : -gain;
}

}  // namespace rmbsim::sim

// The entries and transfers of a netting, from the invoice to the day after the value date.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <expected>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/netting/net.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/fx_deals.hpp"
#include "sim/world/netting_accounts.hpp"
#include "sim/world/netting_desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;

}  // namespace

void NettingDesk::invoice(Centre& centre, std::uint32_t index) {
    const NettingItem& item = centre.spec->items[index];
    const Item& lines = centre.items[index];
    const auto posted = desk_.recorder.post({.rule = Rule::netting_invoice,
                                             .value_date = std::max(item.on, desk_.scenario.from),
                                             .subject = index},
                                            EntryLines()
                                                .add(lines.cost, item.minor)
                                                .add(lines.payable, -item.minor)
                                                .add(lines.receivable, item.minor)
                                                .add(lines.revenue, -item.minor));
    ledger::expects(posted.has_value(), "an invoice touches no account with a floor");
}

// The centre steps between debtor and creditor.
void NettingDesk::assign(Centre& centre, const Cycle& cycle) {
    for (const std::uint32_t i : cycle.items) {
        const NettingItem& item = centre.spec->items[i];
        const Item& lines = centre.items[i];
        const Current& debtor = centre.currents.at({item.debtor, item.currency});
        const Current& creditor = centre.currents.at({item.creditor, item.currency});
        const auto posted = desk_.recorder.post(
            {.rule = Rule::netting_assigned, .value_date = cycle.days.value, .subject = i},
            EntryLines()
                .add(lines.payable, item.minor)
                .add(debtor.ids.near, -item.minor)
                .add(debtor.ids.far, item.minor)
                .add(creditor.ids.far, -item.minor)
                .add(creditor.ids.near, item.minor)
                .add(lines.receivable, -item.minor));
        ledger::expects(posted.has_value(), "claims on the centre touch no floor");
    }
}

void NettingDesk::convert(Centre& centre, const Cycle& cycle) {
    const std::uint32_t owner = desk_.scenario.accounts[centre.spec->centre.front()].owner;
    for (std::uint32_t m = 0; m < centre.members.size(); ++m) {
        if (centre.spec->members[m].entity == owner) continue;  // both sides are one book
        for (const CurrencyPosition& position : cycle.outcome.members[m].positions) {
            if (!position.converted) continue;
            const Current& from = centre.currents.at({m, position.currency});
            const Current& to = centre.currents.at({m, centre.members[m].own});
            const std::int64_t x = position.balance();
            const std::int64_t y = position.own_receivable_minor - position.own_payable_minor;
            const auto posted = desk_.recorder.post(
                {.rule = Rule::netting_converted, .value_date = cycle.days.value, .subject = m},
                EntryLines()
                    .add(from.ids.near, -x)
                    .add(from.member_position, x)
                    .add(to.member_position, -y)
                    .add(to.ids.near, y)
                    .add(from.ids.far, x)
                    .add(from.centre_position, -x)
                    .add(to.centre_position, y)
                    .add(to.ids.far, -y));
            const bool is_nothing = x == 0 && y == 0;
            ledger::expects(posted.has_value() || is_nothing, "a conversion touches no floor");
        }
    }
}

void NettingDesk::pay_in(Centre& centre, Cycle& cycle) {
    assign(centre, cycle);
    convert(centre, cycle);
    for (auto& [key, minor] : centre.carried)
        if (minor != 0)
            cycle.transfers.push_back(
                {.leg = {key.first, key.second, std::exchange(minor, 0)}, .is_carried = true});
    for (Transfer& transfer : cycle.transfers)
        if (transfer.leg.minor < 0) settle(centre, transfer);
}

void NettingDesk::pay_out(Centre& centre, Cycle& cycle) {
    deal(centre, cycle);
    const std::int64_t residual = cycle.outcome.residual_minor;
    if (!cycle.is_settled && residual != 0) {
        const auto posted = desk_.recorder.post(
            {.rule = Rule::netting_rounding, .value_date = cycle.days.value},
            EntryLines().add(centre.rounding_position, residual).add(centre.rounding, -residual));
        ledger::expects(posted.has_value(), "rounding touches no floor");
    }
    cycle.is_settled = true;
    for (Transfer& transfer : cycle.transfers)
        if (transfer.leg.minor > 0) settle(centre, transfer);
}

// What the centre sells first, so that it can pay for what it buys.
void NettingDesk::deal(Centre& centre, Cycle& cycle) {
    const NettingSpec& spec = *centre.spec;
    const Scenario& s = desk_.scenario;
    for (const bool selling : {true, false}) {
        for (std::size_t i = 0; i < cycle.outcome.deals.size(); ++i) {
            const Deal& wish = cycle.outcome.deals[i];
            if (cycle.dealt[i] || (wish.minor > 0) != selling) continue;
            const std::uint32_t account = account_in(s, spec.centre, wish.currency);
            ledger::expects(account != no_index && spec.fx != no_index,
                            "the loader has found the centre's account and its FX terms");
            const auto dealt = deals_.deal({.foreign = account,
                                            .home = spec.centre.front(),
                                            .minor = wish.minor,
                                            .mid = cycle.rates.exact(wish.currency),
                                            .spread = s.fx_terms[spec.fx].spread,
                                            .rule = Rule::netting_deal,
                                            .subject = static_cast<std::uint32_t>(i)});
            cycle.dealt[i] = dealt.has_value();
            if (!dealt) refuse(centre, account, wish.minor, dealt.error());
        }
    }
}

void NettingDesk::rebook(Centre& centre, Cycle& cycle) {
    const auto again = [&](bool paying_in) {
        for (Transfer& transfer : cycle.transfers)
            if (!transfer.is_paid && (transfer.leg.minor < 0) == paying_in)
                settle(centre, transfer);
    };
    again(true);
    deal(centre, cycle);
    again(false);
    for (Transfer& transfer : cycle.transfers) {
        const NetLeg& leg = transfer.leg;
        if (!transfer.is_paid) {
            centre.carried[{leg.member, leg.currency}] += leg.minor;
            continue;
        }
        const NettingMember& member = centre.spec->members[leg.member];
        const bool foreign = leg.currency != centre.members[leg.member].own;
        if (!foreign || leg.minor < 0 || member.fx == no_index) continue;
        const std::uint32_t account = account_in(desk_.scenario, member.accounts, leg.currency);
        exchange(centre, member, account, leg.minor, leg.member);
    }
}

// A transfer between a member and the centre. One that needs a currency which is not the member's own
// buys it first, where the member has FX terms.
void NettingDesk::settle(Centre& centre, Transfer& transfer) {
    const Scenario& s = desk_.scenario;
    const NetLeg& leg = transfer.leg;
    const NettingMember& member = centre.spec->members[leg.member];
    if (transfer.is_paid) return;
    if (member.entity == s.accounts[centre.spec->centre.front()].owner) {
        transfer.is_paid = true;  // the centre owes itself nothing
        return;
    }
    const std::uint32_t theirs = account_in(s, member.accounts, leg.currency),
                        ours = account_in(s, centre.spec->centre, leg.currency);
    ledger::expects(theirs != no_index && ours != no_index,
                    "the loader has found an account for every currency that is settled");
    const PairIds& current = centre.currents.at({leg.member, leg.currency}).ids;
    const bool foreign = leg.currency != centre.members[leg.member].own;
    if (leg.minor > 0) {
        transfer.is_paid = pay(centre, ours, theirs, leg.minor,
                               {.senders = current.far, .receivers = current.near}, leg.member);
        return;
    }
    if (foreign && member.fx != no_index && !transfer.is_exchanged)
        transfer.is_exchanged = exchange(centre, member, theirs, leg.minor, leg.member);
    if (foreign && member.fx != no_index && !transfer.is_exchanged) return;
    transfer.is_paid = pay(centre, theirs, ours, -leg.minor,
                           {.senders = current.near, .receivers = current.far}, leg.member);
}

// Without netting: the debtor pays on the due date, and again on the next business day if it cannot.
void NettingDesk::pay_item(Centre& centre, std::uint32_t index) {
    const Scenario& s = desk_.scenario;
    const NettingSpec& spec = *centre.spec;
    const NettingItem& item = spec.items[index];
    Item& state = centre.items[index];
    const NettingMember& debtor = spec.members[item.debtor];
    const NettingMember& creditor = spec.members[item.creditor];
    const std::uint32_t from = account_in(s, debtor.accounts, item.currency),
                        to = account_in(s, creditor.accounts, item.currency);
    ledger::expects(from != no_index && to != no_index,
                    "the loader has found an account for every item's currency");
    const bool buys = item.currency != centre.members[item.debtor].own && debtor.fx != no_index;
    if (buys && !state.is_bought)
        state.is_bought = exchange(centre, debtor, from, -item.minor, index);
    const bool paid = (!buys || state.is_bought) &&
                      pay(centre, from, to, item.minor,
                          {.senders = state.payable, .receivers = state.receivable}, index);
    const ValueDate today = desk_.local_date(spec.centre.front());
    std::vector<const Calendar*> calendars;
    for (const std::uint32_t calendar : spec.calendars) calendars.push_back(&s.calendars[calendar]);
    const auto position = static_cast<std::uint32_t>(&centre - centres_.data());
    const bool sells =
        item.currency != centre.members[item.creditor].own && creditor.fx != no_index;
    if (paid) state.paid = today;
    if (today >= s.to || (paid && !sells)) return;
    schedule(position, paid ? Step::exchange_item : Step::pay_item, index,
             next_open(calendars, today + std::chrono::days{1}), spec.cycle.pays_in_at);
}

void NettingDesk::exchange_item(Centre& centre, std::uint32_t index) {
    const NettingItem& item = centre.spec->items[index];
    const NettingMember& creditor = centre.spec->members[item.creditor];
    exchange(centre, creditor, account_in(desk_.scenario, creditor.accounts, item.currency),
             item.minor, index);
}

bool NettingDesk::pay(const Centre& centre, std::uint32_t from, std::uint32_t to,
                      std::int64_t minor, const Payments::Counterparts& counterparts,
                      std::uint32_t subject) {
    const Scenario& s = desk_.scenario;
    const bool same_bank = s.accounts[from].bank == s.accounts[to].bank;
    const std::uint32_t rail =
        same_bank ? no_index : centre.spec->rail_of(s.accounts[from].currency);
    const Instruction instruction{
        .rail = rail, .from_account = from, .to_account = to, .minor = minor, .decision = subject};
    const bool at_once = rail == no_index || s.rails[rail].kind == RailKind::book_transfer;
    const auto entry = at_once
                           ? payments_.transfer(instruction, counterparts, Rule::netting_settlement)
                           : payments_.send(instruction, counterparts);
    if (!entry) refuse(centre, from, minor, entry.error());
    return entry.has_value();
}

bool NettingDesk::exchange(const Centre& centre, const NettingMember& member, std::uint32_t account,
                           std::int64_t minor, std::uint32_t subject) {
    const Scenario& s = desk_.scenario;
    const FxTerms& terms = s.fx_terms[member.fx];
    const std::uint32_t home = member.accounts.front();
    const auto mid = s.fx.mid(s.accounts[account].currency, s.accounts[home].currency, terms.market,
                              desk_.local_date(account));
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    const auto dealt = deals_.deal({.foreign = account,
                                    .home = home,
                                    .minor = minor,
                                    .mid = *mid,
                                    .spread = terms.spread,
                                    .rule = Rule::netting_deal,
                                    .subject = subject});
    if (!dealt) refuse(centre, account, minor, dealt.error());
    return dealt.has_value();
}

void NettingDesk::refuse(const Centre& centre, std::uint32_t account, std::int64_t minor,
                         ledger::PostError error) {
    const BankAccount& of = desk_.scenario.accounts[account];
    desk_.refusals.push_back({.what = "netting " + centre.spec->id,
                              .subject = of.id,
                              .on = desk_.local_date(account),
                              .wish_minor = minor < 0 ? -minor : minor,
                              .currency = std::string(ledger::code_of(of.currency)),
                              .decimals = ledger::info(of.currency).decimals,
                              .reason = std::string(ledger::name_of(error)),
                              .limit = {},
                              .regime = {},
                              .parameter = {},
                              .document = {}});
}

}  // namespace rmbsim::sim

#include "sim/world/netting_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/event.hpp"
#include "sim/netting/cycle.hpp"
#include "sim/netting/net.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/netting_accounts.hpp"
#include "sim/world/payments.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;

constexpr TimeOfDay invoiced_at = std::chrono::hours{9};
constexpr TimeOfDay rated_at = std::chrono::hours{11};

std::vector<const Calendar*> calendars_of(const Scenario& scenario, const NettingSpec& spec) {
    std::vector<const Calendar*> calendars;
    for (const std::uint32_t calendar : spec.calendars)
        calendars.push_back(&scenario.calendars[calendar]);
    return calendars;
}

}  // namespace

NettingDesk::NettingDesk(Desk& desk, Payments& payments)
    : desk_(desk), payments_(payments), deals_(desk) {
    const Scenario& s = desk.scenario;
    for (const NettingSpec& spec : s.netting) {
        Centre centre;
        centre.spec = &spec;
        for (const NettingMember& member : spec.members)
            centre.members.push_back({s.accounts[member.accounts.front()].currency, member.gross});
        const ledger::CurrencyId base = s.accounts[spec.centre.front()].currency;
        if (spec.option != NettingOption::pairwise)
            for (const CycleDays& of_cycle :
                 cycles(spec.cycle, calendars_of(s, spec), s.from, s.to)) {
                Cycle cycle{.days = of_cycle,
                            .rates = RateSheet(base),
                            .items = {},
                            .outcome = {},
                            .transfers = {},
                            .dealt = {},
                            .rolled = {}};
                centre.cycles.push_back(std::move(cycle));
            }
        open_items(centre);
        if (spec.option != NettingOption::pairwise) open_currents(centre);
        open_deals(centre);
        centres_.push_back(std::move(centre));
    }
}

// Trade between two companies: what one has bought is what the other has sold, in the item's currency.
void NettingDesk::open_items(Centre& centre) {
    const Scenario& s = desk_.scenario;
    for (const NettingItem& item : centre.spec->items) {
        const NettingMember& debtor = centre.spec->members[item.debtor];
        const NettingMember& creditor = centre.spec->members[item.creditor];
        const auto line = [&](const NettingMember& of, ChartLine chart_line,
                              std::uint32_t partner_book) {
            return desk_.books.line(desk_.books.book_of_entity(of.entity), chart_line,
                                    item.currency, market_in(s, of.accounts, item.currency),
                                    partner_book);
        };
        Item opened;
        opened.cost = line(debtor, ChartLine::cost_of_sales, UINT32_MAX);
        opened.payable = line(debtor, ChartLine::accounts_payable, creditor.entity);
        opened.receivable = line(creditor, ChartLine::accounts_receivable, debtor.entity);
        opened.revenue = line(creditor, ChartLine::revenue, UINT32_MAX);
        centre.items.push_back(opened);
    }
}

void NettingDesk::open_currents(Centre& centre) {
    const Scenario& s = desk_.scenario;
    const NettingSpec& spec = *centre.spec;
    const std::uint32_t owner = s.accounts[spec.centre.front()].owner;
    const ledger::BookId book = desk_.books.book_of_entity(owner);
    const auto open = [&](std::uint32_t m, ledger::CurrencyId currency) {
        const NettingMember& member = spec.members[m];
        const ledger::BookId of = desk_.books.book_of_entity(member.entity);
        const ledger::Market near = market_in(s, member.accounts, currency),
                             far = market_in(s, spec.centre, currency);
        const auto current = [&](ledger::BookId in, ledger::BookId with, ledger::Market market) {
            return desk_.books.line(in, ChartLine::netting_current, currency, market, with.index);
        };
        Current opened;
        opened.ids = {.near = current(of, book, near), .far = current(book, of, far)};
        opened.member_position = desk_.books.line(of, ChartLine::fx_position, currency, near);
        opened.centre_position = desk_.books.line(book, ChartLine::fx_position, currency, far);
        centre.currents.try_emplace({m, currency}, opened);
    };
    for (std::uint32_t m = 0; m < spec.members.size(); ++m) open(m, centre.members[m].own);
    for (const NettingItem& item : spec.items) {
        open(item.debtor, item.currency);
        open(item.creditor, item.currency);
    }
    const BankAccount& base = s.accounts[spec.centre.front()];
    centre.rounding =
        desk_.books.line(book, ChartLine::netting_rounding, base.currency, base.market);
    centre.rounding_position =
        desk_.books.line(book, ChartLine::fx_position, base.currency, base.market);
}

void NettingDesk::open_deals(const Centre& centre) {
    const NettingSpec& spec = *centre.spec;
    const auto open_all = [&](const std::vector<std::uint32_t>& accounts) {
        for (std::size_t i = 1; i < accounts.size(); ++i)
            deals_.open(accounts[i], accounts.front());
    };
    if (spec.fx != no_index && spec.option != NettingOption::pairwise) open_all(spec.centre);
    for (const NettingMember& member : spec.members)
        if (member.fx != no_index) open_all(member.accounts);
}

void NettingDesk::schedule(std::uint32_t centre, Step step, std::uint32_t index, ValueDate day,
                           TimeOfDay at) {
    const std::uint32_t account = centres_[centre].spec->centre.front();
    const TimeZone& zone = desk_.scenario.zones[desk_.bank_of(account).zone];
    const auto due = static_cast<std::uint32_t>(dues_.size());
    dues_.push_back({.centre = centre, .step = step, .index = index});
    desk_.queue.schedule(zone.instant(day, at).time_since_epoch().count(),
                         {.phase = Phase::arrivals, .origin = desk_.origins.netting + centre},
                         EventKind::netting_due, due);
}

void NettingDesk::schedule_first() {
    const Scenario& s = desk_.scenario;
    for (std::uint32_t c = 0; c < centres_.size(); ++c) {
        const NettingSpec& spec = *centres_[c].spec;
        const auto calendars = calendars_of(s, spec);
        for (std::uint32_t i = 0; i < spec.items.size(); ++i) {
            const NettingItem& item = spec.items[i];
            const ValueDate on = std::max(item.on, s.from);
            if (on > s.to) continue;
            schedule(c, Step::invoice, i, on, invoiced_at);
            if (spec.option != NettingOption::pairwise) continue;
            const ValueDate due = std::max({item.due, on, item.disputed_until.value_or(on)});
            if (due > s.to) continue;
            schedule(c, Step::pay_item, i, next_open(calendars, due), spec.cycle.pays_in_at);
        }
        for (std::uint32_t k = 0; k < centres_[c].cycles.size(); ++k) {
            const CycleDays of_cycle = centres_[c].cycles[k].days;
            schedule(c, Step::rates, k, of_cycle.rates, rated_at);
            schedule(c, Step::pay_in, k, of_cycle.value, spec.cycle.pays_in_at);
            schedule(c, Step::pay_out, k, of_cycle.value, spec.cycle.pays_out_at);
            schedule(c, Step::rebook, k, of_cycle.rebooking, spec.cycle.pays_in_at);
        }
    }
}

void NettingDesk::act(std::uint32_t index) {
    const Due due = dues_[index];
    Centre& centre = centres_[due.centre];
    switch (due.step) {
        case Step::invoice:
            return invoice(centre, due.index);
        case Step::pay_item:
            return pay_item(centre, due.index);
        case Step::exchange_item:
            return exchange_item(centre, due.index);
        case Step::rates:
            return set_rates(centre, centre.cycles[due.index]);
        case Step::pay_in:
            return pay_in(centre, centre.cycles[due.index]);
        case Step::pay_out:
            return pay_out(centre, centre.cycles[due.index]);
        case Step::rebook:
            return rebook(centre, centre.cycles[due.index]);
    }
}

// Which items the cycle takes, at which rates, and what then moves.
void NettingDesk::set_rates(Centre& centre, Cycle& cycle) {
    const Scenario& s = desk_.scenario;
    const NettingSpec& spec = *centre.spec;
    const BankAccount& base = s.accounts[spec.centre.front()];
    const ledger::Market market = spec.fx == no_index ? base.market : s.fx_terms[spec.fx].market;
    std::set<ledger::CurrencyId> currencies;
    for (const NetMember& member : centre.members) currencies.insert(member.own);
    for (const NettingItem& item : spec.items) currencies.insert(item.currency);
    for (const ledger::CurrencyId currency : currencies) {
        if (currency == base.currency) continue;
        const auto mid = s.fx.mid(currency, base.currency, market, cycle.days.rates);
        ledger::expects(mid.has_value(), "the loader has found a rate for every netting currency");
        cycle.rates.set(currency, *mid);
    }
    std::vector<NetItem> taken;
    for (std::uint32_t i = 0; i < spec.items.size(); ++i) {
        const NettingItem& item = spec.items[i];
        if (centre.items[i].is_netted || item.on > cycle.days.value) continue;
        const ItemStanding standing =
            standing_of(item, cycle.days, spec.driven_by, spec.cycle.due_within);
        if (standing != ItemStanding::enters) {
            cycle.rolled.push_back({item.id, std::string(name_of(standing))});
            continue;
        }
        centre.items[i].is_netted = true;
        cycle.items.push_back(i);
        taken.push_back({item.debtor, item.creditor, item.minor, item.currency});
    }
    cycle.outcome = net(centre.members, taken, cycle.rates, spec.option);
    for (const NetLeg& leg : cycle.outcome.legs) cycle.transfers.push_back({.leg = leg});
    cycle.dealt.resize(cycle.outcome.deals.size());
    cycle.is_rated = true;
}

}  // namespace rmbsim::sim

// Building the links of a world: accounts, limits, flow rules, groups by time of day.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/event.hpp"
#include "sim/policy/gate.hpp"
#include "sim/policy/quota_book.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/pool/method.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/sweep_rules.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;

// What the method leaves with the child although it could take it.
std::int64_t left_on_purpose(const LinkSpec& link) {
    return link.method == SweepMethod::fill_to_minimum ? link.lower_minor : retained(link);
}

std::string_view name_of(SweepMethod method) {
    switch (method) {
        case SweepMethod::zero_balance:
            return "zero_balance";
        case SweepMethod::target:
            return "target";
        case SweepMethod::threshold:
            return "threshold";
        case SweepMethod::fixed:
            return "fixed";
        case SweepMethod::percentage:
            return "percentage";
        case SweepMethod::collar:
            return "collar";
        case SweepMethod::range:
            return "range";
        case SweepMethod::cover_overdraft:
            return "cover_overdraft";
        case SweepMethod::fill_to_minimum:
            return "fill_to_minimum";
        case SweepMethod::return_band:
            return "return_band";
    }
    ledger::break_contract("method is one of its enumerators", std::source_location::current());
}

}  // namespace

Sweeps::Sweeps(Desk& desk, QuotaBook& quotas, Payments& payments)
    : desk_(desk),
      quotas_(quotas),
      payments_(payments),
      charges_(desk),
      back_values_(desk, payments, *this) {
    for (std::uint32_t p = 0; p < desk.scenario.pools.size(); ++p) {
        const PoolSpec& pool = desk.scenario.pools[p];
        for (const LinkSpec& spec : pool.links) add_link(p, spec);
    }
    add_returns();
}

void Sweeps::add_link(std::uint32_t pool, const LinkSpec& spec) {
    const Scenario& s = desk_.scenario;
    const BankAccount& child = s.accounts[spec.child];
    const BankAccount& header = s.accounts[spec.header];
    Link link;
    link.spec = &spec;
    link.pool = pool;
    const bool child_home = desk_.is_domestic(child.owner),
               header_home = desk_.is_domestic(header.owner);
    link.crosses = child_home != header_home;
    link.up_is_outward = child_home && !header_home;
    const FlowNames flows = flow_names(s, s.pools[pool], spec, regime_of(s, s.pools[pool], s.from));
    for (const std::uint32_t limit : spec.limits)
        link.limits.push_back(quotas_.world_limit(pool, limit));
    if (child.owner != header.owner) link.pair = pair_of(pool, spec);
    if (spec.fx != no_index) open_conversion(link);

    const auto index = static_cast<std::uint32_t>(links_.size());
    desk_.directory.links.push_back({.id = spec.id,
                                     .pool = s.pools[pool].id,
                                     .child = child.id,
                                     .header = header.id,
                                     .method = std::string(name_of(spec.method)),
                                     .currency = std::string(ledger::code_of(child.currency)),
                                     .decimals = ledger::info(child.currency).decimals,
                                     .flow = std::string(flows.up),
                                     .buffer_minor = left_on_purpose(spec)});
    links_.push_back(std::move(link));

    for (const TimeOfDay at : spec.at_times) {
        const auto same_time = [&](const Group& g) {
            return g.pool == pool && g.zone == spec.zone && g.at == at;
        };
        auto group = std::ranges::find_if(groups_, same_time);
        if (group == groups_.end()) {
            groups_.push_back({.pool = pool, .zone = spec.zone, .at = at, .links = {}});
            group = std::prev(groups_.end());
        }
        group->links.push_back(index);  // the scenario lists links in normative order
    }
}

// Returns stand behind all links, as links of their own: a decision names them.
void Sweeps::add_returns() {
    const auto links = static_cast<std::uint32_t>(links_.size());
    for (std::uint32_t i = 0; i < links; ++i) {
        if (links_[i].spec->reverse == ReverseSweep::none) continue;
        Link back = links_[i];
        back.gives_back = true;
        LinkRow row = desk_.directory.links[i];
        row.id += ".return";
        row.method = "return";
        links_[i].returned_by = static_cast<std::uint32_t>(links_.size());
        links_.push_back(std::move(back));
        desk_.directory.links.push_back(std::move(row));
    }
}

std::uint32_t Sweeps::pair_of(std::uint32_t pool, const LinkSpec& spec) {
    const Scenario& s = desk_.scenario;
    const BankAccount& child = s.accounts[spec.child];
    const BankAccount& header = s.accounts[spec.header];
    std::uint32_t agreement = 1;
    for (std::uint32_t i = 0; i < pairs_.size(); ++i) {
        const PairUse& known = pairs_[i];
        if (known.currency != header.currency) continue;
        const bool same_way = known.near_entity == child.owner && known.far_entity == header.owner;
        if (same_way && continues(s, pool, known.pool)) {
            if (known.cross_border) quotas_.shorten(known.quota_pair, spec.tenor_months);
            return i;
        }
        const bool other_way = known.near_entity == header.owner && known.far_entity == child.owner;
        if (same_way || other_way) ++agreement;
    }
    PairUse pair;
    pair.pool = pool;
    pair.near_entity = child.owner;
    pair.far_entity = header.owner;
    pair.currency = header.currency;
    pair.near_account = spec.child;
    pair.far_account = spec.header;
    const bool near_home = desk_.is_domestic(child.owner),
               far_home = desk_.is_domestic(header.owner);
    pair.cross_border = near_home != far_home;
    pair.overseas = !near_home && !far_home;
    pair.rail = spec.rail;
    pair.ids = desk_.books.pair(child.owner, header.owner, header.currency, child.market,
                                header.market, pair.cross_border, agreement);
    if (pair.cross_border)
        pair.quota_pair =
            quotas_.open_pair({.pool = pool,
                               .domestic_entity = near_home ? child.owner : header.owner,
                               .currency = header.currency,
                               .tenor_months = spec.tenor_months});
    charges_.open_pair(static_cast<std::uint32_t>(pairs_.size()), pair.near_entity, pair.far_entity,
                       pair.currency, child.market, header.market);
    pairs_.push_back(pair);
    return static_cast<std::uint32_t>(pairs_.size() - 1);
}

void Sweeps::open_conversion(Link& link) {
    const Scenario& s = desk_.scenario;
    const BankAccount& child = s.accounts[link.spec->child];
    const BankAccount& header = s.accounts[link.spec->header];
    const ledger::BookId company = desk_.books.book_of_entity(child.owner);
    const ledger::BookId bank = desk_.books.book_of_bank(child.bank);
    const auto line = [&](ledger::BookId book, ChartLine chart_line, const BankAccount& account) {
        return desk_.books.line(book, chart_line, account.currency, account.market);
    };
    link.conversion =
        Link::Conversion{.position_child = line(company, ChartLine::fx_position, child),
                         .position_header = line(company, ChartLine::fx_position, header),
                         .cost = line(company, ChartLine::fx_cost, header),
                         .bank_child = line(bank, ChartLine::bank_fx_position, child),
                         .bank_header = line(bank, ChartLine::bank_fx_position, header),
                         .bank_result = line(bank, ChartLine::bank_fx_result, header)};
}

void Sweeps::schedule_first() {
    for (std::uint32_t g = 0; g < groups_.size(); ++g) schedule(g, desk_.scenario.from);
}

void Sweeps::schedule(std::uint32_t group, ledger::ValueDate day) {
    if (day > desk_.scenario.to) return;
    const Group& g = groups_[group];
    const ledger::SimTime at = desk_.scenario.zones[g.zone].instant(day, g.at);
    desk_.queue.schedule(at.time_since_epoch().count(),
                         {.phase = Phase::liquidity, .origin = desk_.origins.groups + group},
                         EventKind::sweep_due, group,
                         static_cast<std::uint32_t>((day - desk_.scenario.from).count()));
}

void Sweeps::note_ineligible() {
    for (Refusal& refusal : failed_admissions(desk_.scenario))
        desk_.refusals.push_back(std::move(refusal));
}

const Decision* Sweeps::last_of_child(std::uint32_t account) const {
    const auto at =
        std::ranges::find_if(links_, [&](const Link& l) { return l.spec->child == account; });
    return at == links_.end() ? nullptr : &at->last;
}

const LinkSpec* Sweeps::link_of_child(std::uint32_t account) const {
    const auto at =
        std::ranges::find_if(links_, [&](const Link& l) { return l.spec->child == account; });
    return at == links_.end() ? nullptr : at->spec;
}

bool Sweeps::is_header(std::uint32_t account) const {
    return std::ranges::any_of(links_, [&](const Link& l) { return l.spec->header == account; });
}

}  // namespace rmbsim::sim

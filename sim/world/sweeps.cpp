#include "sim/world/sweeps.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/run_level.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/recorder.hpp"
#include "sim/world/sweep_rules.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Rounding;

// The dealt rate of a conversion, in header currency for one unit of child currency: the customer's
// worse side of the mid.
ledger::Rate dealt_rate(const ledger::Rate& mid, const ledger::Rate& spread, bool upward) {
    const ledger::Rate half = spread / ledger::Decimal(2);
    return upward ? mid * (ledger::Decimal(1) - half) : mid * (ledger::Decimal(1) + half);
}

bool is_told(const Decision& decision, bool stranded) {
    switch (decision.outcome) {
        case SweepOutcome::nothing_to_move:
        case SweepOutcome::direction_not_allowed:
            return false;
        case SweepOutcome::calendar_closed:
            return stranded && decision.wish_minor > 0;
        case SweepOutcome::not_eligible:
        case SweepOutcome::past_cut_off:
        case SweepOutcome::account_blocked:
        case SweepOutcome::flow_not_allowed:
        case SweepOutcome::blocked:
        case SweepOutcome::below_minimum:
        case SweepOutcome::no_balance:
            return decision.wish_minor > 0;
        case SweepOutcome::rejected_by_bank:
        case SweepOutcome::refused_by_ledger:
        case SweepOutcome::moved:
        case SweepOutcome::converted:
            return true;
    }
    return true;
}

}  // namespace

void Sweeps::run_group(std::uint32_t group) {
    const Group& g = groups_[group];
    const auto day_offset = static_cast<int>(desk_.recorder.event().detail);
    schedule(group, desk_.scenario.from + std::chrono::days{day_offset + 1});
    const DateSpan& filed = desk_.scenario.pools[g.pool].in_force;
    if (!filed.holds(desk_.scenario.from + std::chrono::days{day_offset})) return;

    const PoolSpec& pool = desk_.scenario.pools[g.pool];
    back_values_.note_before(g.pool, g.links);
    if (pool.order.tree == TreeRule::request_and_grant)
        run_granted(g);
    else
        run_levels(g);
}

// Considering again in the second pass reads what the first has moved.
struct Sweeps::LevelRun {
    Sweeps& sweeps;

    Considered consider(std::uint32_t link, std::optional<std::int64_t> share) const {
        return sweeps.consider(sweeps.links_[link], share);
    }
    std::uint32_t header_of(std::uint32_t link) const { return sweeps.links_[link].spec->header; }
    void act(std::uint32_t link, const Considered& considered) { sweeps.act(link, considered); }
};

void Sweeps::run_levels(const Group& group) {
    LevelRun run{*this};
    const SweepOrder& order = desk_.scenario.pools[group.pool].order;
    const std::span<const std::uint32_t> all(group.links);
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i;
        const std::uint32_t depth = links_[all[i]].spec->depth;
        while (end < all.size() && links_[all[end]].spec->depth == depth) ++end;
        run_level(all.subspan(i, end - i), order, run);
        i = end;
    }
}

// The loader has seen to it that such a pool moves within one bank, in one currency, at one time.
void Sweeps::run_granted(const Group& group) {
    const PoolSpec& pool = desk_.scenario.pools[group.pool];
    SweepTree tree{.links = pool.links, .order = pool.order};
    PoolBalances balances;
    for (const std::uint32_t index : group.links) {
        const Considered seen = consider(links_[index], std::nullopt);
        const LinkSpec& spec = *links_[index].spec;
        if (seen.plan.bound_count == 0 && seen.plan.wish_minor > 0) return act(index, seen);
        balances[spec.child] = seen.child_minor;
        balances[spec.header] = seen.header_minor;
        tree.overdraft[spec.header] = desk_.scenario.accounts[spec.header].overdraft_minor;
    }
    for (const PlannedSweep& planned : sweep(tree, balances)) {
        const std::uint32_t index = group.links[planned.link];
        Considered considered = consider(links_[index], std::nullopt);
        considered.plan = planned.plan;
        act(index, considered);
    }
}

std::int64_t Sweeps::basis_balance(const LinkSpec& spec, ledger::ValueDate day) const {
    const ledger::AccountId child = desk_.books.of(spec.child).own;
    switch (spec.basis) {
        case SweepBasis::value_dated:
            return desk_.ledger.balance_on(child, day).minor;
        case SweepBasis::booked:
            return desk_.ledger.booked(child);
        case SweepBasis::available:
            return std::min(desk_.ledger.balance_on(child, day).minor,
                            desk_.ledger.unreserved(child));
        case SweepBasis::statement: {
            const Calendar& calendar = desk_.scenario.calendars[desk_.bank_of(spec.child).calendar];
            const auto told = calendar.previous_open(day - std::chrono::days{1});
            return desk_.ledger.balance_on(child, told).minor;
        }
    }
    ledger::break_contract("basis is one of its enumerators", std::source_location::current());
}

Sweeps::Considered Sweeps::consider(const Link& link, std::optional<std::int64_t> share) const {
    const Scenario& s = desk_.scenario;
    const LinkSpec& spec = *link.spec;
    const BankAccountIds& child = desk_.books.of(spec.child);
    const BankAccountIds& header = desk_.books.of(spec.header);
    const ledger::ValueDate child_day = desk_.local_date(spec.child);
    const ledger::ValueDate header_day = desk_.local_date(spec.header);

    Considered result;
    result.stranded = is_open_today(spec.child) != is_open_today(spec.header);
    result.child_minor = basis_balance(spec, child_day);
    result.header_minor = desk_.ledger.balance_on(header.own, header_day).minor;

    const LinkRules rules = rules_of(desk_, quotas_, place_of(link));
    LinkView view = gates_of(link, rules);
    view.sibling_share_minor = share;
    view.child_minor = result.child_minor;
    view.header_minor = result.header_minor;

    const std::int64_t fee_up = spec.rail == no_index ? 0 : payments_.fee_in(spec.rail, spec.child);
    const std::int64_t fee_down =
        spec.rail == no_index ? 0 : payments_.fee_in(spec.rail, spec.header);
    const bool to_another = link.pair != UINT32_MAX;
    view.child_free_minor =
        charges_.most_sent(spec.child, to_another,
                           std::min(desk_.ledger.balance_on(child.own, child_day).minor,
                                    desk_.ledger.unreserved(child.own)) -
                               fee_up);
    const std::int64_t floor =
        std::max(spec.header_floor_minor, -s.accounts[spec.header].overdraft_minor);
    std::int64_t capacity = charges_.most_sent(
        spec.header, to_another,
        std::min(result.header_minor, desk_.ledger.unreserved(header.own)) - floor - fee_down);
    if (spec.fx != no_index && capacity > 0) {
        const FxTerms& terms = s.fx_terms[spec.fx];
        const BankAccount& from = s.accounts[spec.child];
        const BankAccount& to = s.accounts[spec.header];
        const auto mid = s.fx.mid(from.currency, to.currency, terms.market, child_day);
        ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
        const ledger::Rate per_header = ledger::Decimal(1) / dealt_rate(*mid, terms.spread, false);
        capacity =
            desk_.converted(capacity, to.currency, from.currency, per_header, Rounding::floor);
    }
    view.header_capacity_minor = capacity;

    view.headroom_up = rules.up;
    view.headroom_down = rules.down;
    result.plan = plan(spec, view);
    return result;
}

void Sweeps::act(std::uint32_t index, const Considered& considered) {
    Link& link = links_[index];
    const SweepPlan& plan = considered.plan;
    Decision decision{.link = index,
                      .child_minor = considered.child_minor,
                      .header_minor = considered.header_minor,
                      .wish_minor = plan.wish_minor,
                      .amount_minor = plan.amount_minor,
                      .outcome = plan.outcome,
                      .upward = plan.upward,
                      .bound_count = plan.bound_count,
                      .binding = plan.binding,
                      .bounds = plan.bounds};
    std::uint32_t binding_limit = UINT32_MAX;
    if (plan.binding != UINT8_MAX && plan.bounds[plan.binding].kind == BoundKind::limit_headroom)
        binding_limit = plan.bounds[plan.binding].limit;
    if (binding_limit != UINT32_MAX)
        decision.parameter =
            quotas_.parameter_on(binding_limit, rules_of(desk_, quotas_, place_of(link)).decides);

    if (plan.outcome == SweepOutcome::moved && is_rejected(index)) {
        decision.outcome = SweepOutcome::rejected_by_bank;
        decision.amount_minor = 0;
        ++desk_.counts.sweeps_skipped;
    } else if (plan.outcome == SweepOutcome::moved) {
        const auto next_decision = static_cast<std::uint32_t>(desk_.recorder.decisions() + 1);
        const auto entry = carry_out(link, index, plan, next_decision);
        if (entry) {
            decision.first_entry = entry->index;
            ++desk_.counts.sweeps_moved;
            if (link.returned_by != UINT32_MAX) schedule_return(index, plan);
            back_values_.note_moved(index, plan);
            charge(link, plan, next_decision);
        } else {
            decision.outcome = SweepOutcome::refused_by_ledger;
            decision.amount_minor = 0;
        }
    } else {
        ++desk_.counts.sweeps_skipped;
    }
    if (binding_limit != UINT32_MAX) {
        ++desk_.counts.sweeps_cut;
        quotas_.note_cut(binding_limit, pairs_[link.pair].quota_pair,
                         decision.wish_minor - decision.amount_minor);
    }
    if (!is_told(decision, considered.stranded)) {
        link.last = decision;
        return;
    }
    desk_.recorder.decide(decision);
    ++desk_.counts.decisions;
    link.last = decision;
    note_refusal(link, decision);
}

std::expected<ledger::EntryId, ledger::PostError> Sweeps::carry_out(const Link& link,
                                                                    std::uint32_t index,
                                                                    const SweepPlan& plan,
                                                                    std::uint32_t decision) {
    if (!bears_charges(link, plan)) return std::unexpected(ledger::PostError::below_floor);
    if (link.conversion) return convert(link, plan, decision);
    const LinkSpec& spec = *link.spec;
    Instruction instruction{.rail = spec.rail,
                            .from_account = plan.upward ? spec.child : spec.header,
                            .to_account = plan.upward ? spec.header : spec.child,
                            .minor = plan.amount_minor,
                            .link = index,
                            .decision = decision};
    Payments::Counterparts counterparts{.same_owner = link.pair == UINT32_MAX};
    if (link.pair != UINT32_MAX) {
        const PairUse& pair = pairs_[link.pair];
        counterparts.senders = plan.upward ? pair.ids.near : pair.ids.far;
        counterparts.receivers = plan.upward ? pair.ids.far : pair.ids.near;
        if (pair.cross_border) {
            instruction.pair = pair.quota_pair;
            instruction.outward = plan.upward == link.up_is_outward;
            instruction.quota_minor = plan.amount_minor;  // in the currency of both ends
        }
    }
    const bool at_once =
        spec.rail == no_index || desk_.scenario.rails[spec.rail].kind == RailKind::book_transfer;
    if (!at_once) return payments_.send(instruction, counterparts);
    const Rule rule = link.gives_back ? Rule::sweep_returned
                      : plan.upward   ? Rule::concentration
                                      : Rule::funding;
    const auto entry = payments_.transfer(instruction, counterparts, rule);
    if (entry && instruction.pair != UINT32_MAX) {
        quotas_.reserve(instruction.pair, instruction.outward, instruction.quota_minor);
        quotas_.settle(instruction.pair, instruction.outward, instruction.quota_minor);
    }
    return entry;
}

// One entry: the child's currency is exchanged for the header's at the bank's dealt rate. The company
// books the dealt amount, its position account the mid amount, and the difference as its cost. The
// dealt amount is rounded against the customer, as in fx_deals.hpp.
std::expected<ledger::EntryId, ledger::PostError> Sweeps::convert(const Link& link,
                                                                  const SweepPlan& plan,
                                                                  std::uint32_t decision) {
    const Scenario& s = desk_.scenario;
    const LinkSpec& spec = *link.spec;
    const FxTerms& terms = s.fx_terms[spec.fx];
    const BankAccount& child = s.accounts[spec.child];
    const BankAccount& header = s.accounts[spec.header];
    const ledger::ValueDate day = desk_.local_date(spec.child);
    const auto mid = s.fx.mid(child.currency, header.currency, terms.market, day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");

    const std::int64_t sign = plan.upward ? 1 : -1;
    const std::int64_t a = sign * plan.amount_minor;  // leaves the child when > 0
    const auto in_header = [&](const ledger::Rate& rate, Rounding rounding) {
        return sign *
               desk_.converted(plan.amount_minor, child.currency, header.currency, rate, rounding);
    };
    const std::int64_t at_mid = in_header(*mid, Rounding::half_even);
    const std::int64_t dealt = in_header(dealt_rate(*mid, terms.spread, plan.upward),
                                         plan.upward ? Rounding::floor : Rounding::ceiling);
    const BankAccountIds& c = desk_.books.of(spec.child);
    const BankAccountIds& h = desk_.books.of(spec.header);
    const Link::Conversion& fx = *link.conversion;
    EntryLines lines;
    lines.add(fx.position_child, a).add(c.own, -a);
    if (link.pair == UINT32_MAX) {
        lines.add(h.own, dealt).add(fx.cost, at_mid - dealt).add(fx.position_header, -at_mid);
    } else {
        const PairIds& pair = pairs_[link.pair].ids;
        lines.add(pair.near, dealt).add(fx.cost, at_mid - dealt).add(fx.position_header, -at_mid);
        lines.add(h.own, dealt).add(pair.far, -dealt);
    }
    lines.add(c.mirror, a).add(fx.bank_child, -a);
    lines.add(fx.bank_header, at_mid).add(h.mirror, -dealt).add(fx.bank_result, dealt - at_mid);
    return desk_.recorder.post(
        {.rule = Rule::fx_conversion, .value_date = day, .subject = decision}, lines);
}

void Sweeps::note_refusal(const Link& link, const Decision& decision) {
    const bool cut = decision.binding != UINT8_MAX &&
                     decision.bounds[decision.binding].kind == BoundKind::limit_headroom;
    const bool stopped =
        decision.outcome != SweepOutcome::moved && decision.outcome != SweepOutcome::below_minimum;
    if (!cut && !stopped) return;
    const BankAccount& child = desk_.scenario.accounts[link.spec->child];
    Refusal refusal{.what = "decision " + std::to_string(decision.id),
                    .subject = link.spec->id,
                    .on = desk_.local_date(link.spec->child),
                    .wish_minor = decision.wish_minor,
                    .amount_minor = decision.amount_minor,
                    .currency = std::string(ledger::code_of(child.currency)),
                    .decimals = ledger::info(child.currency).decimals,
                    .reason = std::string(name_of(decision.outcome)),
                    .limit = {},
                    .regime = {},
                    .parameter = {},
                    .document = {}};
    if (cut) {
        const LimitRow& limit = desk_.directory.limits[decision.bounds[decision.binding].limit];
        refusal.limit = limit.id;
        refusal.reason =
            decision.outcome == SweepOutcome::moved ? "cut_by_limit" : "blocked_by_limit";
    }
    cite_rule(refusal, rules_of(desk_, quotas_, place_of(link)), decision, desk_.directory);
    desk_.refusals.push_back(std::move(refusal));
}

}  // namespace rmbsim::sim

#include "sim/world/sweep_rules.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/admission.hpp"
#include "sim/policy/gate.hpp"
#include "sim/policy/quota_book.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/rail/rail.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {
namespace {

// The latest day on which the money is still on its way, at either bank.
ledger::ValueDate day_of_arrival(const Desk& desk, const LinkSpec& spec) {
    const Scenario& s = desk.scenario;
    ledger::SimTime arrives = desk.now();
    if (spec.rail != no_index && s.rails[spec.rail].kind == RailKind::cross_border)
        arrives = timing(s.rails[spec.rail], s.calendars, s.zones, desk.now()).arrives;
    // A payment system settles in the session that takes the payment, if money is there.
    for (const settlement::SystemSpec& system : s.systems)
        if (spec.rail != no_index && system.rail == spec.rail)
            arrives = settlement::next_taken(system, desk.now());
    return std::max(s.zones[desk.bank_of(spec.child).zone].local_date(arrives),
                    s.zones[desk.bank_of(spec.header).zone].local_date(arrives));
}

std::vector<ledger::ValueDate> filings(const Scenario& s, const PoolSpec& pool) {
    std::vector<ledger::ValueDate> on{std::max(s.from, pool.in_force.from.value_or(s.from))};
    if (pool.regime) return on;
    for (const RegimeChange& change : s.regime_changes)
        if (change.from > on.front() && change.from <= s.to && pool.in_force.holds(change.from))
            on.push_back(change.from);
    return on;
}

}  // namespace

void cite(Refusal& refusal, const RuleCited& why) {
    refusal.reason = why.reason;
    refusal.parameter = why.parameter;
    refusal.value = why.value;
    refusal.unit = why.unit;
    refusal.document = why.document;
    refusal.article = why.article;
    refusal.note = why.note;
    refusal.mark = why.mark ? std::string(name_of(*why.mark)) : "";
    if (!why.regime.empty()) refusal.regime = why.regime;
    refusal.in_force = why.in_force;
}

LinkRules rules_of(const Desk& desk, const QuotaBook& quotas, const LinkPlace& place) {
    LinkRules rules;
    rules.trade = desk.local_date(place.spec->child);
    rules.decides = std::max(rules.trade, day_of_arrival(desk, *place.spec));
    rules.gate = gate_of(desk.scenario, place.pool, *place.spec, rules.decides);
    const Gate& gate = rules.gate;
    rules.upward_allowed = gate.up == nullptr || gate.up->allowed;
    rules.downward_allowed = gate.down == nullptr || gate.down->allowed;
    if (place.quota_pair == UINT32_MAX || gate.regime == nullptr) return rules;

    const FlowRule* round_trip = gate.regime->flow("foreign_debt_returned_as_overseas_lending");
    if (round_trip != nullptr && !round_trip->allowed &&
        quotas.debt_elsewhere(place.quota_pair) > 0) {
        rules.round_trip = forbidden_by(*round_trip, *gate.regime);
        rules.round_trip.reason = "round_trip";
        rules.round_trip_up = place.up_is_outward;
    }
    for (const bool upward : {true, false}) {
        const bool outward = upward == place.up_is_outward;
        const bool lends_debt = outward && !rules.round_trip.reason.empty();
        const bool anew = gate.new_business && !lends_debt;
        std::vector<Headroom>& room = upward ? rules.up : rules.down;
        room = quotas.headroom_of(place.limits, place.quota_pair, outward,
                                  {.decides = rules.decides, .new_business = anew});
        if (!anew && room.empty()) (upward ? rules.upward_allowed : rules.downward_allowed) = false;
    }
    return rules;
}

void cite_rule(Refusal& refusal, const LinkRules& rules, const Decision& decision,
               const Directory& directory) {
    const Gate& gate = rules.gate;
    if (rules.decides != rules.trade) refusal.value_on = rules.decides;
    if (gate.regime != nullptr) {
        refusal.regime = gate.regime->id;
        refusal.document = gate.regime->instrument;
        refusal.mark = name_of(gate.regime->dated.mark);
    }
    const bool by_limit = decision.binding != UINT8_MAX &&
                          decision.bounds[decision.binding].kind == BoundKind::limit_headroom;
    if (by_limit) refusal.headroom_minor = decision.bounds[decision.binding].minor;
    if (decision.parameter != UINT32_MAX) {
        const ParameterRow& row = directory.parameters[decision.parameter];
        refusal.parameter = row.version;
        refusal.value = row.value;
        refusal.unit = row.unit;
        refusal.document = row.instrument;
        refusal.article = row.article;
        refusal.mark = row.mark;
        refusal.note = row.note;
    }
    if (decision.outcome == SweepOutcome::not_eligible) return cite(refusal, gate.why);
    const bool no_rule_moves = by_limit || decision.outcome == SweepOutcome::flow_not_allowed;
    if (no_rule_moves && !rules.round_trip.reason.empty() && decision.upward == rules.round_trip_up)
        return cite(refusal, rules.round_trip);
    if (no_rule_moves && !gate.new_business) return cite(refusal, gate.why);
    const FlowRule* rule = decision.upward ? gate.up : gate.down;
    if (decision.outcome == SweepOutcome::flow_not_allowed && rule != nullptr)
        cite(refusal, forbidden_by(*rule, *gate.regime));
}

std::vector<Refusal> failed_admissions(const Scenario& s) {
    std::vector<Refusal> refusals;
    for (const PoolSpec& pool : s.pools) {
        for (const ledger::ValueDate day : filings(s, pool)) {
            const Regime* regime = regime_of(s, pool, day);
            if (regime == nullptr) continue;
            for (const FailedCheck& failed : failed_checks(*regime, pool)) {
                Refusal refusal{.what = "pool " + pool.id,
                                .subject = failed.check->fact,
                                .on = day,
                                .currency = std::string(ledger::code_of(s.reporting_currency)),
                                .reason = {},
                                .limit = {},
                                .regime = regime->id,
                                .parameter = {},
                                .document = {}};
                cite(refusal, admission_rule(failed, *regime));
                refusal.reason =
                    failed.fact_given ? "admission_test_failed" : "admission_fact_not_given";
                refusal.parameter = failed.check->fact + " " + failed.check->value.to_text();
                refusals.push_back(std::move(refusal));
            }
        }
    }
    return refusals;
}

}  // namespace rmbsim::sim

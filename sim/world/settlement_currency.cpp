#include "sim/world/settlement_currency.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/kernel/random.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/flows.hpp"
#include "sim/world/recorder.hpp"
#include "sim/world/stream_key.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;
using ledger::Decimal;
using ledger::Rate;
using ledger::Rounding;

namespace {

constexpr std::uint32_t all_shares = 10'000;

}  // namespace

std::optional<QuotaFactors> quota_factors(const Regime& regime, LoanTenor tenor,
                                          ledger::ValueDate date) {
    const DatedValue* of_tenor = regime.parameter(
        tenor == LoanTenor::long_term ? "tenor_factor_long" : "tenor_factor_short", date);
    const DatedValue* of_fx = regime.parameter("fx_factor", date);
    if (of_tenor == nullptr || of_fx == nullptr) return std::nullopt;
    return QuotaFactors{.tenor = of_tenor->value, .fx = of_fx->value};
}

bool accepts_renminbi(const SettlementPolicy& policy, std::string_view flow_name,
                      const RandomSource& random) {
    RandomStream stream = random.stream(stream_key(flow_name), Purpose::settlement_currency);
    return stream.below(all_shares) < policy.accepts;
}

SettlementCurrency::SettlementCurrency(Desk& desk, const RandomSource& random)
    : desk_(desk), random_(random) {
    const Scenario& s = desk.scenario;
    for (const SettlementPolicy& spec : s.settlement) {
        const BankAccount& account = s.accounts[spec.renminbi];
        const ledger::BookId book = desk.books.book_of_entity(account.owner);
        Policy policy;
        policy.spec = &spec;
        const auto line = [&](ChartLine chart_line) {
            return desk.books.line(book, chart_line, account.currency, account.market);
        };
        policy.cost = line(ChartLine::fx_cost);
        for (std::size_t kind = 0; kind < kinds; ++kind)
            if ((spec.kinds >> kind & 1U) != 0)
                policy.counterparts[kind] = line(counterpart(static_cast<FlowKind>(kind)));
        policies_.push_back(policy);
    }
}

SettlementCurrency::Policy* SettlementCurrency::policy_of(const Flow& flow) {
    const auto found = std::ranges::find_if(policies_, [&](const Policy& policy) {
        return policy.spec->account == flow.account &&
               (policy.spec->kinds >> static_cast<std::uint32_t>(flow.kind) & 1U) != 0;
    });
    return found == policies_.end() ? nullptr : &*found;
}

std::int64_t SettlementCurrency::at_mid(const Policy& policy, const Flow& flow) const {
    const Scenario& s = desk_.scenario;
    const SettlementPolicy& spec = *policy.spec;
    const ledger::CurrencyId from = s.accounts[spec.account].currency;
    const ledger::CurrencyId to = s.accounts[spec.renminbi].currency;
    const auto mid =
        s.fx.mid(from, to, s.fx_terms[spec.fx].market, ledger::date_of(flow.value_day));
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return desk_.converted(flow.minor < 0 ? -flow.minor : flow.minor, from, to, *mid,
                           Rounding::half_even);
}

std::optional<SettlementCurrency::InRenminbi> SettlementCurrency::in_renminbi(
    const Flow& flow, std::string_view name) {
    const Policy* policy = policy_of(flow);
    if (policy == nullptr || policy->spec->rule == SettlementRule::as_invoiced) return std::nullopt;
    if (!accepts_renminbi(*policy->spec, name, random_)) return std::nullopt;
    const bool receipt = flow.minor > 0;
    const ledger::CurrencyId renminbi = desk_.scenario.accounts[policy->spec->renminbi].currency;
    const std::int64_t mid = at_mid(*policy, flow);
    const Rate part =
        receipt ? Rate{1} - policy->spec->concession : Rate{1} + policy->spec->concession;
    const std::int64_t dealt = desk_.converted(mid, renminbi, renminbi, part,
                                               receipt ? Rounding::floor : Rounding::ceiling);
    const std::int64_t moved = receipt ? dealt : -dealt, booked = receipt ? mid : -mid;
    const BankAccountIds& ids = desk_.books.of(policy->spec->renminbi);
    EntryLines lines;
    lines.add(ids.own, moved)
        .add(policy->counterparts[static_cast<std::size_t>(flow.kind)], -booked)
        .add(policy->cost, booked - moved);
    lines.add(ids.mirror, -moved).add(ids.clearing, moved);
    return InRenminbi{.lines = lines, .account = policy->spec->renminbi, .minor = moved};
}

void SettlementCurrency::note(const Flow& flow, bool in_renminbi) {
    Policy* policy = policy_of(flow);
    if (policy == nullptr) return;
    const Scenario& s = desk_.scenario;
    const std::int64_t mid = at_mid(*policy, flow);
    const auto add = [](std::int64_t& sum, std::int64_t minor) {
        sum = ledger::fitting(ledger::checked_add(sum, minor), "a settled amount");
    };
    ++policy->flows;
    add(policy->invoiced_minor, mid);
    const Decimal worth = ledger::to_decimal({mid, s.accounts[policy->spec->renminbi].currency});
    if (in_renminbi) {
        ++policy->settled;
        add(policy->settled_minor, mid);
        policy->saved = policy->saved + worth * s.fx_terms[policy->spec->fx].spread / Decimal(2);
    }
    const bool loan = flow.kind == FlowKind::loan_drawdown || flow.kind == FlowKind::loan_repayment;
    if (!loan || !s.regime) return;
    const auto factors =
        quota_factors(*s.regime, policy->spec->tenor, ledger::date_of(flow.value_day));
    if (!factors) return;
    const Decimal signed_worth = flow.minor > 0 ? worth : -worth;
    const Decimal foreign = signed_worth * factors->of_foreign();
    const Decimal used = in_renminbi ? signed_worth * factors->of_renminbi() : foreign;
    policy->room_used = policy->room_used + used;
    policy->room_saved = policy->room_saved + foreign - used;
}

std::vector<Kpi> SettlementCurrency::kpis() const {
    struct Sums {
        std::int64_t invoiced = 0, settled = 0;
        std::uint64_t count = 0;
        Decimal saved = 0, room_used = 0, room_saved = 0;
    };
    if (policies_.empty()) return {};
    const Scenario& s = desk_.scenario;
    std::map<std::uint32_t, Sums> by_owner;
    Sums group;
    for (const Policy& policy : policies_)
        for (Sums* sums : {&group, &by_owner[s.accounts[policy.spec->renminbi].owner]}) {
            sums->invoiced += policy.invoiced_minor;
            sums->settled += policy.settled_minor;
            sums->count += policy.settled;
            sums->saved = sums->saved + policy.saved;
            sums->room_used = sums->room_used + policy.room_used;
            sums->room_saved = sums->room_saved + policy.room_saved;
        }
    const ledger::CurrencyId renminbi = ledger::currency("CNY");
    std::vector<Kpi> kpis;
    const auto put = [&](const std::string& entity, const Sums& sums) {
        const auto money = [&](const char* name, const Decimal& yuan) {
            kpis.push_back(stated(name, entity, yuan.to_text(2), "CNY"));
        };
        money("foreign_invoiced_value", ledger::to_decimal({sums.invoiced, renminbi}));
        money("rmb_settled_value", ledger::to_decimal({sums.settled, renminbi}));
        kpis.push_back(stated("rmb_settled_count", entity, std::to_string(sums.count)));
        money("fx_cost_avoided", sums.saved);
        money("quota_room_used", sums.room_used);
        money("quota_room_saved", sums.room_saved);
    };
    put("group", group);
    for (const auto& [owner, sums] : by_owner) put(s.entities[owner].id, sums);
    return kpis;
}

}  // namespace rmbsim::sim

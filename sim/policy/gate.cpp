#include "sim/policy/gate.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/policy/admission.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;

bool is_domestic(const Scenario& s, std::uint32_t entity) {
    return s.regime && s.entities[entity].jurisdiction == s.regime->jurisdiction;
}

const MemberSpec* member_of(const PoolSpec& pool, std::uint32_t entity) {
    const auto at = std::ranges::find(pool.members, entity, &MemberSpec::entity);
    return at == pool.members.end() ? nullptr : &*at;
}

RuleCited cited(std::string reason, const Citation& citation, const Regime& regime) {
    return {.reason = std::move(reason),
            .parameter = {},
            .value = {},
            .unit = {},
            .document = citation.instrument.empty() ? regime.instrument : citation.instrument,
            .article = citation.article,
            .note = citation.note,
            .mark = citation.mark,
            .regime = regime.id,
            .in_force = regime.from};
}

RuleCited cited(std::string reason, const DatedValue& tested, const Regime& regime) {
    RuleCited why = cited(std::move(reason), tested.citation, regime);
    why.parameter = tested.version();
    why.value = tested.value.to_text();
    why.unit = tested.unit;
    why.in_force = tested.from;
    return why;
}

RuleCited days_in_force(const Scenario& s, const PoolSpec& pool, const Regime& regime) {
    const std::string& area = s.entities[pool.host].area;
    RuleCited why = cited("regime_not_in_force", regime.dated, regime);
    why.document = regime.instrument;
    why.parameter = "effective";
    why.value = span_text(regime.from, regime.to);
    for (const AreaRow& row : regime.areas) {
        if (area.empty() || !area.starts_with(row.area)) continue;
        why = cited("regime_not_in_force", row.citation, regime);
        why.in_force = row.from;
        why.parameter = "area " + row.area;
        why.value = span_text(row.from, row.to);
    }
    return why;
}

// Excluded sectors; a finance company 财务公司 takes part only as host.
std::optional<RuleCited> excluded(const PoolSpec& pool, const MemberSpec& member,
                                  const Regime& regime, ValueDate date) {
    const Sector sector = member.policy.sector;
    if (sector == Sector::unspecified || sector == Sector::manufacturing) return std::nullopt;
    const FlowRule* rule = regime.flow("excluded_entity_flow");
    const DatedValue* as_host = regime.parameter("finance_company_as_host_only", date);
    if (sector == Sector::finance_company) {
        if (member.entity == pool.host || (rule == nullptr && as_host == nullptr))
            return std::nullopt;
        constexpr const char* reason = "finance_company_is_not_host";
        if (as_host != nullptr) return cited(reason, *as_host, regime);
        RuleCited why = forbidden_by(*rule, regime);
        why.reason = reason;
        return why;
    }
    if (rule == nullptr || rule->allowed) return std::nullopt;
    RuleCited why = forbidden_by(*rule, regime);
    why.reason = "excluded_sector";
    why.value = std::string(name_of(sector)) + " not allowed";
    return why;
}

const EligibilityCheck* trade_class_check(const Regime& regime) {
    const auto at = std::ranges::find_if(regime.eligibility, [](const EligibilityCheck& check) {
        return check.fact.find("class_a") != std::string::npos;
    });
    return at == regime.eligibility.end() ? nullptr : &*at;
}

// A bank that fell below the conditions goes on with what its clients had filed, and takes no new pool and
// no new member (合作银行不再符合条件).
std::optional<RuleCited> bank_not_eligible(const Scenario& s, const PoolSpec& pool,
                                           const BankAccount& account, const Regime& regime,
                                           ValueDate date) {
    const Bank& bank = s.banks[account.bank];
    if (!bank.eligible_until || bank.jurisdiction != regime.jurisdiction) return std::nullopt;
    const DatedValue* rule = regime.parameter("bank_below_conditions_existing_business_only", date);
    if (rule == nullptr || date <= *bank.eligible_until) return std::nullopt;
    const MemberSpec* member = member_of(pool, account.owner);
    ValueDate filed = pool.in_force.from.value_or(s.from);
    if (member != nullptr && member->policy.in_force.from)
        filed = std::max(filed, *member->policy.in_force.from);
    if (filed <= *bank.eligible_until) return std::nullopt;
    RuleCited why = cited("bank_not_eligible", *rule, regime);
    why.note = bank.id + " until " + ledger::iso_date(*bank.eligible_until) +
               (why.note.empty() ? "" : "; " + why.note);
    return why;
}

// What stops a company's new business; it keeps what is outstanding.
std::optional<RuleCited> ended(const MemberSpec& member, const Regime& regime, ValueDate date) {
    if (!member.policy.in_force.holds(date)) {
        RuleCited why = cited("member_left", regime.dated, regime);
        why.document = regime.instrument;
        why.parameter = "membership";
        why.value =
            span_text(member.policy.in_force.from.value_or(ValueDate{}), member.policy.in_force.to);
        return why;
    }
    const EligibilityCheck* check = trade_class_check(regime);
    const auto is = member.policy.trade_class_on(date);
    if (check == nullptr || !is || *is == TradeClass::a) return std::nullopt;
    RuleCited why = cited("member_lost_trade_class_a", check->citation, regime);
    why.parameter = check->fact;
    why.value = std::string("A, found ") + (*is == TradeClass::b ? "B" : "C");
    return why;
}

// A bank or a finance company borrows abroad under a row of its own where the regime has one.
std::string_view drawing_name(const PoolSpec& pool, std::uint32_t borrower, const Regime* regime) {
    const MemberSpec* member = member_of(pool, borrower);
    const Sector sector = member == nullptr ? Sector::unspecified : member->policy.sector;
    const std::string_view own = sector == Sector::bank ? "bank_drawing"
                                 : sector == Sector::finance_company
                                     ? "non_bank_financial_institution_drawing"
                                     : "";
    const bool has_own = !own.empty() && regime != nullptr && regime->flow(own) != nullptr;
    return has_own ? own : "foreign_debt_drawing";
}

std::optional<RuleCited> forbidden(const Regime& regime, std::string_view flow,
                                   std::string_view reason) {
    const FlowRule* rule = regime.flow(flow);
    if (rule == nullptr || rule->allowed) return std::nullopt;
    RuleCited why = forbidden_by(*rule, regime);
    why.reason = reason;
    return why;
}

// Currency and nature of what a link would move, whichever way.
std::optional<RuleCited> kept_out(const Scenario& s, const LinkSpec& link, const Regime& regime) {
    const BankAccount& child = s.accounts[link.child];
    const BankAccount& header = s.accounts[link.header];
    if (is_domestic(s, child.owner) || is_domestic(s, header.owner)) {
        const bool cny = child.currency == ledger::currency("CNY");
        if (auto why = cny ? forbidden(regime, "rmb_in_pool", "rmb_not_in_pool")
                           : forbidden(regime, "fcy_in_pool", "foreign_currency_not_in_pool"))
            return why;
    }
    const bool mixes = child.nature != FundNature::unspecified &&
                       header.nature != FundNature::unspecified && child.nature != header.nature;
    return mixes ? forbidden(regime, "mix_fund_natures", "fund_natures_mixed") : std::nullopt;
}

struct Window {  // of an old pool beside a new filing
    ValueDate ends{};
    const DatedValue* rule = nullptr;
};

std::optional<Window> clean_up_window(const Scenario& s, std::uint32_t index) {
    const PoolSpec& old = s.pools[index];
    std::optional<Window> window;
    for (std::uint32_t p = 0; p < s.pools.size(); ++p) {
        const PoolSpec& fresh = s.pools[p];
        const ValueDate filed = fresh.in_force.from.value_or(s.from);
        const Regime* regime = regime_of(s, fresh, filed);
        const Regime* own = regime_of(s, old, filed);
        if (p == index || regime == nullptr || own == nullptr || regime->id == own->id) continue;
        const bool shares = std::ranges::any_of(old.members, [&](const MemberSpec& member) {
            return is_domestic(s, member.entity) && member_of(fresh, member.entity) != nullptr;
        });
        const DatedValue* rule = regime->parameter("old_pool_clean_up_period", filed);
        if (!shares || rule == nullptr || counts_each_entity(*own)) continue;
        const auto months = ledger::to_whole(
            rule->value * ledger::Decimal(rule->unit == "month" ? 1 : 12), ledger::Rounding::floor);
        const std::chrono::year_month_day day{filed};
        std::chrono::year_month_day ends =
            day + std::chrono::months{static_cast<int>(months.value_or(0))};
        if (!ends.ok()) ends = ends.year() / ends.month() / std::chrono::last;
        if (!window || ValueDate{ends} < window->ends) window = Window{ValueDate{ends}, rule};
    }
    return window;
}

}  // namespace

std::string span_text(ValueDate from, const std::optional<ValueDate>& to) {
    return ledger::iso_date(from) + " to " + (to ? ledger::iso_date(*to) : std::string("open"));
}

FlowNames flow_names(const Scenario& s, const PoolSpec& pool, const LinkSpec& link,
                     const Regime* regime) {
    const std::uint32_t child = s.accounts[link.child].owner,
                        header = s.accounts[link.header].owner;
    const bool child_home = is_domestic(s, child), header_home = is_domestic(s, header);
    if (child_home && header_home) {
        if (link.fx == no_index || child == header)
            return {"domestic_concentration", "domestic_funding"};
        return link.purpose == LoanPurpose::current_account
                   ? FlowNames{"cross_currency_lending_current_account",
                               "cross_currency_lending_current_account"}
                   : FlowNames{"cross_currency_lending_other_purpose",
                               "cross_currency_lending_other_purpose"};
    }
    const std::string_view drawing = drawing_name(pool, child_home ? child : header, regime);
    if (child_home) return {"overseas_lending", drawing};
    if (header_home) return {drawing, "overseas_lending"};
    return {"", ""};  // between overseas companies: outside the regime
}

RuleCited admission_rule(const FailedCheck& failed, const Regime& regime) {
    RuleCited why = cited("admission_test_failed", failed.check->citation, regime);
    constexpr std::string_view signs[] = {">=", "==", "<="};
    why.parameter = failed.check->fact;
    why.value = std::string(signs[static_cast<std::size_t>(failed.check->comparison)]) + " " +
                failed.check->value.to_text() +
                (failed.fact_given ? ", found " + failed.found.to_text() : ", not given");
    why.unit = failed.check->unit;
    return why;
}

RuleCited forbidden_by(const FlowRule& rule, const Regime& regime) {
    RuleCited why = cited("flow_not_allowed", rule.citation, regime);
    why.parameter = rule.flow;
    why.value = "not allowed";
    return why;
}

std::optional<ValueDate> clean_up_ends(const Scenario& scenario, std::uint32_t pool) {
    const auto window = clean_up_window(scenario, pool);
    if (!window) return std::nullopt;
    return window->ends;
}

std::optional<RuleCited> flow_refused(const Scenario& s, const Flow& flow) {
    const BankAccount& account = s.accounts[flow.account];
    const ValueDate on = ledger::date_of(flow.value_day);
    const bool loan = flow.kind == FlowKind::loan_drawdown || flow.kind == FlowKind::loan_repayment;
    for (const PoolSpec& pool : s.pools) {
        const Regime* regime = regime_of(s, pool, on);
        if (regime == nullptr || !pool.in_force.holds(on) || !governs(s, pool, *regime, on))
            continue;
        const bool belongs = std::ranges::any_of(pool.links, [&](const LinkSpec& link) {
            return link.child == flow.account || link.header == flow.account;
        });
        const bool heads = std::ranges::any_of(
            pool.links, [&](const LinkSpec& link) { return link.header == flow.account; });
        if (!belongs) continue;
        const FundNature nature = loan ? FundNature::capital : FundNature::current;
        if (account.nature != FundNature::unspecified && account.nature != nature)
            if (auto why = forbidden(*regime, "mix_fund_natures", "fund_natures_mixed")) return why;
        const bool master = heads || account.kind == AccountKind::domestic_master;
        if (flow.kind != FlowKind::loan_drawdown || !master || !is_domestic(s, account.owner))
            continue;
        if (auto why = forbidden(*regime, "financing_cash_into_pool", "financing_cash_not_in_pool"))
            return why;
        if (account.currency != ledger::currency("CNY"))
            if (auto why =
                    forbidden(*regime, "domestic_bank_fcy_loan_into_pool", "bank_loan_not_in_pool"))
                return why;
    }
    return std::nullopt;
}

Gate gate_of(const Scenario& s, std::uint32_t index, const LinkSpec& link, ValueDate decides) {
    const PoolSpec& pool = s.pools[index];
    Gate gate;
    gate.regime = regime_of(s, pool, decides);
    const auto shut = [&](RuleCited why) {
        gate.open = false;
        gate.why = std::move(why);
        return gate;
    };
    if (gate.regime == nullptr) return shut({.reason = "no_regime"});
    const Regime& regime = *gate.regime;
    const FlowNames names = flow_names(s, pool, link, &regime);
    gate.up = regime.flow(names.up);
    gate.down = regime.flow(names.down);
    const FlowRule* stranger = regime.flow("funds_to_non_member");
    if (stranger != nullptr && !stranger->allowed) {
        if (member_of(pool, s.accounts[link.child].owner) == nullptr) gate.down = stranger;
        if (member_of(pool, s.accounts[link.header].owner) == nullptr) gate.up = stranger;
    }
    if (!governs(s, pool, regime, decides)) return shut(days_in_force(s, pool, regime));
    if (const auto window = clean_up_window(s, index); window && decides > window->ends) {
        return shut(cited("clean_up_window_over", *window->rule, regime));
    }
    if (const auto failed = failed_checks(regime, pool); !failed.empty())
        return shut(admission_rule(failed.front(), regime));

    if (auto why = kept_out(s, link, regime)) return shut(std::move(*why));

    for (const std::uint32_t account : {link.child, link.header})
        if (auto why = bank_not_eligible(s, pool, s.accounts[account], regime, decides))
            return shut(std::move(*why));

    const std::uint32_t owners[] = {s.accounts[link.child].owner, s.accounts[link.header].owner};
    const bool crosses = is_domestic(s, owners[0]) != is_domestic(s, owners[1]);
    for (const std::uint32_t owner : owners) {
        const MemberSpec* member = member_of(pool, owner);
        if (member == nullptr) continue;
        if (auto why = excluded(pool, *member, regime, decides)) return shut(std::move(*why));
        if (auto why = ended(*member, regime, decides)) {
            if (!crosses) return shut(std::move(*why));
            gate.new_business = false;
            gate.why = std::move(*why);
        }
    }
    return gate;
}

}  // namespace rmbsim::sim

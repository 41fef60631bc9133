// Pools: members, facts, limits and links, each by itself; check_pools.cpp looks at them together.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/read_link.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

void read_members(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    std::set<std::uint32_t> seen;
    for (const MappingView& row : view.children("members")) {
        sim::MemberSpec member;
        member.entity = b.entities.resolve(row.node("entity"), b.reading);
        member.foreign_debt_ratio = row.share("foreign_debt_ratio").value_or(ledger::Rate(0));
        member.overseas_lending_ratio =
            row.share("overseas_lending_ratio").value_or(ledger::Rate(0));
        member.policy = read_member_policy(b, row);
        if (member.entity != sim::no_index && !seen.insert(member.entity).second)
            b.reading.error(row.node("entity")->at,
                            fmt::format("entity '{}' is a member twice", row.text("entity")),
                            "each member once");
        pool.members.push_back(std::move(member));
    }
    pool.host = b.entities.resolve(view.node("host"), b.reading);
    if (pool.host != sim::no_index && !seen.contains(pool.host) && view.node("members") != nullptr)
        b.reading.error(view.node("host")->at,
                        fmt::format("host '{}' is not a member of pool '{}'", view.text("host"),
                                    view.text("id")),
                        "one of the pool's members", "add it under `members`");
}

void read_facts(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    std::vector<std::string_view> known, units;
    for (const sim::Regime* regime : sim::regimes_of(b.scenario, pool))
        for (const auto& check : regime->eligibility) {
            if (std::find(known.begin(), known.end(), check.fact) != known.end()) continue;
            known.push_back(check.fact);
            units.push_back(check.unit);
        }
    for (const Entry& entry : view.entries("facts")) {
        if (entry.value.kind != NodeKind::scalar) continue;
        const auto check = std::find(known.begin(), known.end(), entry.key);
        if (b.scenario.regime && check == known.end()) {
            b.reading.error(
                entry.key_at,
                fmt::format("regime {} asks for no fact '{}'", b.scenario.regime->id, entry.key),
                known.empty() ? "no facts" : fmt::format("one of {}", joined(known)),
                did_you_mean(entry.key, known));
            continue;
        }
        const auto flag = parse_boolean(entry.value.text);
        if (b.scenario.regime) {
            const auto nth = static_cast<std::size_t>(check - known.begin());
            const bool wants_flag = units[nth] == "flag";
            if (wants_flag != flag.has_value())
                b.reading.error(
                    entry.value.at, fmt::format("fact '{}' is {}", entry.key, entry.value.text),
                    wants_flag ? "true or false" : fmt::format("a number ({})", units[nth]));
        }
        sim::FactValue fact{.name = entry.key, .at = entry.value.at};
        fact.value = flag ? ledger::Decimal(*flag ? 1 : 0)
                          : ledger::Decimal::parse(entry.value.text).value_or(ledger::Decimal(0));
        pool.facts.push_back(std::move(fact));
    }
}

void read_limits(Building& b, const MappingView& view, IdIndex& ids, sim::PoolSpec& pool) {
    std::vector<std::string_view> quotas;
    for (const sim::Regime* regime : sim::regimes_of(b.scenario, pool))
        for (const auto& quota : regime->quotas)
            if (std::find(quotas.begin(), quotas.end(), quota.id) == quotas.end())
                quotas.push_back(quota.id);
    for (const MappingView& row : view.children("limits")) {
        ids.add(row.node("id"), b.reading);
        sim::PoolLimitSpec limit{.id = row.text("id"),
                                 .title = row.title("title"),
                                 .quota = row.text("quota"),
                                 .cap = row.money("cap"),
                                 .at = row.at()};
        if (limit.title.en.empty()) limit.title = {limit.id, limit.id};
        limit.committed_minor = read_committed(b, row);
        if (row.has("quota") == row.has("cap"))
            b.reading.error(row.at(),
                            row.has("cap") ? "the limit has both a quota and a cap"
                                           : "the limit has neither a quota nor a cap",
                            "quota: a limit of the regime, or cap: an amount");
        if (limit.cap && limit.cap->minor < 0)
            b.reading.error(row.node("cap")->at, "the cap is negative", "an amount from 0 on");
        if (limit.cap && limit.cap->currency != ledger::currency("CNY"))
            b.reading.error(row.node("cap")->at, "the cap is not in CNY",
                            "an amount in CNY, as a limit watches positions across the border",
                            "convert it at the rate of the agreement it comes from");
        if (b.scenario.regime && row.node("quota") != nullptr &&
            std::find(quotas.begin(), quotas.end(), limit.quota) == quotas.end())
            b.reading.error(
                row.node("quota")->at,
                fmt::format("regime {} has no quota '{}'", b.scenario.regime->id, limit.quota),
                quotas.empty() ? "a regime with quotas" : fmt::format("one of {}", joined(quotas)),
                did_you_mean(limit.quota, quotas));
        pool.limits.push_back(std::move(limit));
    }
}

// What one member earns the other one pays: there is one rate, and it stands under `credit`.
std::uint32_t read_intercompany_terms(Building& b, const MappingView& view, std::string_view key) {
    const std::uint32_t terms = b.terms.resolve(view.node(key), b.reading);
    const std::vector<MappingView> written = b.root.children("interest_terms");
    if (terms >= written.size()) return terms;  // diagnosed
    const bool has_credit = written[terms].has("credit");
    if (written[terms].has("debit") || !has_credit)
        b.reading.error(
            view.node(key)->at,
            has_credit ? fmt::format("interest terms '{}' have a `debit`, which interest between "
                                     "members does not use",
                                     view.text(key))
                       : fmt::format("interest terms '{}' have no `credit`: nothing would be "
                                     "charged between members",
                                     view.text(key)),
            "terms with `credit` only: what the lender earns, the borrower pays",
            has_credit ? "give members terms of their own, without `debit`"
                       : "write the rate under `credit`");
    return terms;
}

void read_intercompany(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    const auto terms = view.child("intercompany");
    if (!terms) return;
    if (terms->has("domestic"))
        pool.domestic_terms = read_intercompany_terms(b, *terms, "domestic");
    if (terms->has("cross_border"))
        pool.cross_border_terms = read_intercompany_terms(b, *terms, "cross_border");
    if (terms->has("overseas"))
        pool.overseas_terms = read_intercompany_terms(b, *terms, "overseas");
    pool.withholding_tax = terms->share("withholding_tax").value_or(ledger::Rate(0));
    pool.vat = terms->share("vat").value_or(ledger::Rate(0));
    pool.states_withholding = terms->has("withholding_tax");
    pool.states_vat = terms->has("vat");
}

void read_order(const MappingView& view, sim::PoolSpec& pool) {
    if (const auto order = view.child("order")) {
        pool.order.siblings = order->word_or("siblings", sim::SiblingOrder::priority);
        pool.order.pass = order->word_or("pass", sim::PassOrder::credit_first);
        pool.order.tree = order->word_or("tree", sim::TreeRule::post_order);
    }
    if (const auto back = view.child("back_value")) {
        // The words leave out `none`.
        if (const auto mode = back->word("mode"))
            pool.back_value = static_cast<sim::BackValueMode>(*mode + 1);
        pool.look_back_days = back->whole("look_back_days", 366).value_or(31);
    }
}

void read_daylight(Building& b, const MappingView& view, sim::PoolSpec& pool) {
    if (!view.has("daylight_cap") || pool.links.empty()) return;
    const std::uint32_t account = pool.links.front().header;
    if (account == sim::no_index) return;
    pool.daylight_minor = view.minor("daylight_cap", b.account_currencies[account]);
    if (pool.daylight_minor && *pool.daylight_minor < 0)
        b.reading.error(view.node("daylight_cap")->at, "the cap is negative",
                        "an amount from 0 on");
}

}  // namespace

void build_pools(Building& b) {
    for (const MappingView& view : b.root.children("pools")) {
        b.pools.add(view.node("id"), b.reading);
        sim::PoolSpec pool;
        pool.id = view.text("id");
        pool.name = view.title("name");
        pool.at = view.at();
        if (pool.name.en.empty()) pool.name = {pool.id, pool.id};
        IdIndex limits("limit"), links("link");
        read_pool_policy(b, view, pool);
        read_pool_regime(b, view, pool);
        read_members(b, view, pool);
        read_service_fee(b, view, pool);
        read_facts(b, view, pool);
        read_limits(b, view, limits, pool);
        read_intercompany(b, view, pool);
        for (const MappingView& row : view.children("links")) {
            links.add(row.node("id"), b.reading);
            pool.links.push_back(read_link(b, row, limits));
        }
        read_order(view, pool);
        read_daylight(b, view, pool);
        b.scenario.pools.push_back(std::move(pool));
    }
}

}  // namespace rmbsim::adapters

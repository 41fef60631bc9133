// A pool's links and members, one by one: what can be carried out, what is priced, who takes part.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/pool_checks.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/policy/admission.hpp"
#include "sim/policy/gate.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

// What only pools within one bank can do: hard floors and corrections of past sweeps plan a pool as a
// whole, and shares compare needs in one currency.
void check_order(Building& b, const sim::PoolSpec& pool) {
    const bool as_a_whole = pool.order.tree == sim::TreeRule::request_and_grant ||
                            pool.back_value != sim::BackValueMode::none;
    const bool shares = pool.order.siblings != sim::SiblingOrder::priority;
    if (pool.order.tree == sim::TreeRule::request_and_grant &&
        (shares || pool.order.pass != sim::PassOrder::credit_first))
        b.reading.error(
            pool.at,
            fmt::format("pool '{}': `siblings` and `pass` have no use with tree: request_and_grant",
                        pool.id),
            "requests granted in the order of `priority`, after what comes up (pooling-practice "
            "§5)",
            "delete them, or write tree: post_order");
    const std::string_view what = pool.order.tree == sim::TreeRule::request_and_grant
                                      ? "order.tree: request_and_grant"
                                  : as_a_whole ? "back_value"
                                               : "order.siblings";
    for (const sim::LinkSpec& link : pool.links) {
        if (!ends_are_known(link)) continue;
        const sim::BankAccount& child = b.scenario.accounts[link.child];
        const sim::BankAccount& header = b.scenario.accounts[link.header];
        const bool one_currency = child.currency == header.currency;
        if (link.method == sim::SweepMethod::cover_overdraft && !one_currency)
            b.reading.error(
                link.at, fmt::format("link '{}' covers an overdraft in another currency", link.id),
                "both ends in one currency with method: cover_overdraft");
        const bool plain = one_currency && child.bank == header.bank &&
                           link.rail == sim::no_index && link.limits.empty() &&
                           link.at_times == pool.links.front().at_times &&
                           link.at_times.size() == 1;
        if ((as_a_whole && !plain) || (shares && !one_currency))
            b.reading.error(
                link.at, fmt::format("link '{}' does not suit {} of its pool", link.id, what),
                as_a_whole
                    ? "links within one bank and currency, without a rail, all at one time of day"
                    : "both ends in one currency",
                fmt::format("move the link to a pool of its own, or delete `{}`", what));
    }
}

// What keeps a payment between two accounts out of a rail that settles; empty: nothing.
std::string settling_rail_fault(const Building& b, std::uint32_t rail, const sim::BankAccount& from,
                                const sim::BankAccount& to) {
    const auto system =
        std::ranges::find(b.scenario.systems, rail, &sim::settlement::SystemSpec::rail);
    if (rail == sim::no_index || system == b.scenario.systems.end()) return {};
    if (from.currency != system->currency) return "is in another currency than its rail";
    if (from.bank == to.bank) return "stays within one bank, and its rail goes between banks";
    for (const sim::BankAccount* account : {&from, &to})
        if (sim::settlement::participant_at(*system, account->bank) ==
            sim::settlement::no_participant)
            return fmt::format("leaves or reaches bank '{}', which takes no part in its rail",
                               b.scenario.banks[account->bank].id);
    return {};
}

// Whether a rail is written, be it one that is not there: that is told where it is read.
bool names_a_rail(const Building& b, const sim::PoolSpec& pool, const sim::LinkSpec& link) {
    const auto at = static_cast<std::size_t>(&pool - b.scenario.pools.data());
    const auto views = b.root.children("pools");
    if (at >= views.size()) return false;
    const auto rows = views[at].children("links");
    return std::any_of(rows.begin(), rows.end(), [&](const MappingView& row) {
        return row.text("id") == link.id && row.node("rail") != nullptr;
    });
}

// What the simulator cannot carry out yet is said here, not refused day by day.
void check_each_link(Building& b, const sim::PoolSpec& pool) {
    const auto cny = ledger::currency("CNY");
    constexpr std::size_t limits_most = 5;  // a decision's trace has room for eight bounds
    for (const sim::LinkSpec& link : pool.links) {
        if (!ends_are_known(link)) continue;
        const sim::BankAccount& child = b.scenario.accounts[link.child];
        const sim::BankAccount& header = b.scenario.accounts[link.header];
        const bool crosses = is_domestic(b, link.child) != is_domestic(b, link.header);
        if (crosses && child.currency != header.currency)
            b.reading.error(
                link.at,
                fmt::format("link '{}' crosses the mainland's border and converts", link.id),
                "one currency at both ends",
                "convert on one side of the border with a link of its own");
        const auto priced = [&](ledger::Market market) {
            return b.scenario.fx.knows(child.currency, market) && b.scenario.fx.knows(cny, market);
        };
        if (crosses && child.currency != cny && child.currency == header.currency &&
            !priced(ledger::Market::onshore) && !priced(ledger::Market::offshore))
            b.reading.error(link.at,
                            fmt::format("link '{}' crosses the border in {}, of which there is no "
                                        "rate to CNY: quotas are kept in CNY",
                                        link.id, ledger::code_of(child.currency)),
                            "market: {fx: …} with both currencies");
        if (link.rail == sim::no_index && link.fx == sim::no_index && child.bank != header.bank &&
            !names_a_rail(b, pool, link))
            b.reading.error(
                link.at,
                fmt::format("link '{}' goes from one bank to another without a rail", link.id),
                "rail: one of `rails`, with its hours and fee",
                "between accounts of one bank it may be left out");
        if (const std::string wrong = settling_rail_fault(b, link.rail, child, header);
            !wrong.empty())
            b.reading.error(link.at, fmt::format("link '{}' {}", link.id, wrong),
                            "two banks that take part in the rail, and its currency");
        if (link.fx != sim::no_index && child.bank != header.bank)
            b.reading.error(link.at, fmt::format("link '{}' converts between two banks", link.id),
                            "both accounts at the bank that deals",
                            "sweep within the currency first, then convert at the header's bank");
        if (link.limits.size() > limits_most)
            b.reading.error(link.at,
                            fmt::format("link '{}' has {} limits", link.id, link.limits.size()),
                            fmt::format("at most {}, the regime's quotas among them", limits_most),
                            "join limits that say the same");
    }
}

// Quotas are kept in CNY, and so is the equity they are a multiple of.
void check_equity(Building& b, const sim::PoolSpec& pool) {
    const auto cny = ledger::currency("CNY");
    for (const sim::MemberSpec& member : pool.members) {
        if (member.entity == sim::no_index || !b.scenario.regime) continue;
        const sim::Entity& entity = b.scenario.entities[member.entity];
        const auto foreign = [&](const ledger::Money& money) {
            return money.minor != 0 && money.currency != cny;
        };
        const bool any = foreign(entity.equity) ||
                         std::any_of(entity.equity_steps.begin(), entity.equity_steps.end(),
                                     [&](const auto& step) { return foreign(step.equity); });
        if (entity.jurisdiction != b.scenario.regime->jurisdiction || !any) continue;
        b.reading.error(entity.at,
                        fmt::format("the equity of domestic member '{}' is in {}", entity.id,
                                    ledger::code_of(entity.equity.currency)),
                        "equity: an amount in CNY, from the audited statement",
                        "write the statement's amount in CNY");
    }
}

void warn_of_non_members(Building& b, const sim::PoolSpec& pool) {
    for (const sim::LinkSpec& link : pool.links) {
        for (const std::uint32_t account : {link.child, link.header}) {
            if (account == sim::no_index) continue;
            const std::uint32_t owner = b.scenario.accounts[account].owner;
            const bool is_member =
                std::any_of(pool.members.begin(), pool.members.end(),
                            [&](const sim::MemberSpec& member) { return member.entity == owner; });
            if (owner != sim::no_index && !is_member)
                b.reading.warning(
                    link.at,
                    fmt::format("'{}', who owns account '{}', is not a member of pool '{}'",
                                b.scenario.entities[owner].id, b.scenario.accounts[account].id,
                                pool.id));
        }
    }
}

// A test that is failed by what the scenario itself says shuts the pool for as long as the regime holds.
void warn_of_admission(Building& b, const sim::PoolSpec& pool) {
    for (const sim::Regime* regime : sim::regimes_of(b.scenario, pool))
        for (const sim::FailedCheck& failed : sim::failed_checks(*regime, pool)) {
            if (!failed.fact_given) continue;
            const sim::RuleCited why = sim::admission_rule(failed, *regime);
            b.reading.warning(
                pool.at,
                fmt::format("pool '{}' is not admitted under {} ({}): {} {}; nothing in it moves",
                            pool.id, regime->id, why.document, why.parameter, why.value));
        }
}

}  // namespace

void check_links(Building& b, const sim::PoolSpec& pool) {
    check_each_link(b, pool);
    check_order(b, pool);
    check_equity(b, pool);
    warn_of_non_members(b, pool);
    warn_of_admission(b, pool);
}

}  // namespace rmbsim::adapters

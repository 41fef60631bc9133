// The links of a pool as a whole: every account below one header, no ring, no account in two pools.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/yaml/building.hpp"
#include "ledger/currency.hpp"
#include "sim/policy/gate.hpp"
#include "sim/policy/regime.hpp"
#include "sim/policy/timeline.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using LinkOfChild = std::map<std::uint32_t, const sim::LinkSpec*>;

LinkOfChild links_by_child(Building& b, const sim::PoolSpec& pool) {
    LinkOfChild by_child;
    for (const sim::LinkSpec& link : pool.links) {
        if (link.child == sim::no_index || link.header == sim::no_index) continue;
        const auto [earlier, is_new] = by_child.try_emplace(link.child, &link);
        if (is_new) continue;
        const auto& accounts = b.scenario.accounts;
        b.reading.error(
            link.at,
            fmt::format("account '{}' has two headers in pool '{}': '{}' by link '{}' and "
                        "'{}' by link '{}'",
                        accounts[link.child].id, pool.id, accounts[earlier->second->header].id,
                        earlier->second->id, accounts[link.header].id, link.id),
            "one link upward for each account");
    }
    return by_child;
}

// How many links lead from each account up to its root; accounts of a ring have no depth.
class Depths {
  public:
    explicit Depths(const LinkOfChild& by_child) : by_child_(by_child) {}

    // nullopt: the way up goes round; ring() names the accounts that it goes through.
    std::optional<std::uint32_t> of(std::uint32_t account) {
        std::vector<std::uint32_t> walk;
        std::optional<std::uint32_t> depth = 0;
        while (true) {
            const auto known = depths_.find(account);
            if (known != depths_.end()) {
                depth = known->second;
                break;
            }
            const auto link = by_child_.find(account);
            if (link == by_child_.end()) break;
            depths_.emplace(account, std::nullopt);  // met again on this walk: a ring
            walk.push_back(account);
            account = link->second->header;
        }
        const auto again = std::find(walk.begin(), walk.end(), account);
        if (again != walk.end()) ring_.assign(again, walk.end());
        for (auto at = walk.rbegin(); depth && at != walk.rend(); ++at) depths_[*at] = ++*depth;
        return depth;
    }
    const std::vector<std::uint32_t>& ring() const { return ring_; }

  private:
    const LinkOfChild& by_child_;
    std::map<std::uint32_t, std::optional<std::uint32_t>> depths_;
    std::vector<std::uint32_t> ring_;
};

void tell_ring(Building& b, const sim::PoolSpec& pool, const sim::LinkSpec& link,
               const std::vector<std::uint32_t>& ring) {
    std::vector<std::string_view> names;
    for (const std::uint32_t account : ring) names.push_back(b.scenario.accounts[account].id);
    if (names.size() > 20) names.resize(20);
    names.push_back(names.front());
    b.reading.error(
        link.at,
        fmt::format("the links of pool '{}' form a ring: {}", pool.id, fmt::join(names, " -> ")),
        "links that end at one header",
        "delete the link that closes it, or exchange its child and header");
}

void set_depths(Building& b, sim::PoolSpec& pool) {
    const LinkOfChild by_child = links_by_child(b, pool);
    Depths depths(by_child);
    std::size_t rings_told = 0;
    for (sim::LinkSpec& link : pool.links) {
        if (link.child == sim::no_index || link.header == sim::no_index) continue;
        const std::vector<std::uint32_t> before = depths.ring();
        const auto depth = depths.of(link.child);
        if (depth)
            link.depth = *depth;
        else if (depths.ring() != before && ++rings_told <= 10)
            tell_ring(b, pool, *by_child.at(depths.ring().back()), depths.ring());
    }
}

void check_two_pools(Building& b) {
    std::map<std::uint32_t, const sim::PoolSpec*> pool_of;
    for (const sim::PoolSpec& pool : b.scenario.pools) {
        for (const sim::LinkSpec& link : pool.links) {
            for (const std::uint32_t account : {link.child, link.header}) {
                if (account == sim::no_index) continue;
                const auto [earlier, is_new] = pool_of.try_emplace(account, &pool);
                if (is_new || earlier->second == &pool) continue;
                if (!earlier->second->in_force.meets(pool.in_force)) {  // one filing after another
                    earlier->second = &pool;
                    continue;
                }
                b.reading.error(
                    link.at,
                    fmt::format("account '{}' is in two pools: '{}' and '{}'",
                                b.scenario.accounts[account].id, earlier->second->id, pool.id),
                    "each account in one pool");
                earlier->second = &pool;  // told once
            }
        }
    }
}

bool is_domestic_company(const Building& b, std::uint32_t entity) {
    return b.scenario.regime && entity != sim::no_index &&
           b.scenario.entities[entity].jurisdiction == b.scenario.regime->jurisdiction;
}

bool is_domestic(const Building& b, std::uint32_t account) {
    return is_domestic_company(b, b.scenario.accounts[account].owner);
}

bool is_solo(const Building& b, const sim::PoolSpec& pool) {
    const auto regimes = sim::regimes_of(b.scenario, pool);
    return std::any_of(regimes.begin(), regimes.end(),
                       [](const sim::Regime* regime) { return sim::counts_each_entity(*regime); });
}

// The clean-up window of an old pool beside a filing under newer rules; after it the world refuses.
bool may_clear_up(const Building& b, std::size_t one, std::size_t other) {
    return sim::clean_up_ends(b.scenario, static_cast<std::uint32_t>(one)).has_value() ||
           sim::clean_up_ends(b.scenario, static_cast<std::uint32_t>(other)).has_value();
}

// One domestic member belongs to one pool at a time (pool-rules §5.1, §11.9).
void check_members_in_two_pools(Building& b) {
    const auto views = b.root.children("pools");
    const auto& pools = b.scenario.pools;
    for (std::size_t p = 0; p < pools.size() && p < views.size(); ++p) {
        const auto rows = views[p].children("members");
        for (std::size_t m = 0; m < pools[p].members.size() && m < rows.size(); ++m) {
            const sim::MemberSpec& member = pools[p].members[m];
            if (!is_domestic_company(b, member.entity) || is_solo(b, pools[p])) continue;
            for (std::size_t q = 0; q < p; ++q) {
                const sim::PoolSpec& earlier = pools[q];
                const auto same = std::find_if(
                    earlier.members.begin(), earlier.members.end(), [&](const auto& other) {
                        return other.entity == member.entity &&
                               other.policy.in_force.meets(member.policy.in_force);
                    });
                if (same == earlier.members.end() || is_solo(b, earlier) ||
                    !earlier.in_force.meets(pools[p].in_force) || may_clear_up(b, p, q))
                    continue;
                b.reading.error(
                    rows[m].node("entity")->at,
                    fmt::format("domestic member '{}' is in two pools at one time: "
                                "'{}' and '{}'",
                                b.scenario.entities[member.entity].id, earlier.id, pools[p].id),
                    "one pool for a domestic member (本外币或人民币资金池只可加入一个)",
                    "end its membership or the earlier pool: in_force: {to: …}");
            }
        }
    }
}

bool ends_are_known(const sim::LinkSpec& link) {
    return link.child != sim::no_index && link.header != sim::no_index;
}

// A row of the pool's limits, made where the scenario lists none; of one company where the rule counts
// companies one by one.
std::uint32_t limit_of(const Building& b, sim::PoolSpec& pool, const sim::QuotaRule& quota,
                       std::uint32_t entity) {
    const auto listed = std::find_if(
        pool.limits.begin(), pool.limits.end(),
        [&](const auto& limit) { return limit.quota == quota.id && limit.entity == entity; });
    const auto index = static_cast<std::uint32_t>(listed - pool.limits.begin());
    if (listed != pool.limits.end()) return index;
    const bool one = entity != sim::no_index;
    const std::string of = one ? b.scenario.entities[entity].id : "";
    pool.limits.push_back(
        {.id = one ? quota.id + "." + of : quota.id,
         .title = one ? sim::Title{of + ": " + quota.title_en, of + ":" + quota.title_zh}
                      : sim::Title{quota.title_en, quota.title_zh},
         .quota = quota.id,
         .cap = std::nullopt,
         .at = pool.at,
         .entity = entity});
    return index;
}

// Whether one of the link's flows moves the stock of that quota: a bank's, an enterprise's …
bool is_under(const Building& b, const sim::PoolSpec& pool, const sim::LinkSpec& link,
              const sim::Regime& regime, const sim::QuotaRule& quota) {
    const sim::FlowNames names = sim::flow_names(b.scenario, pool, link, &regime);
    for (const std::string_view name : {names.up, names.down})
        if (const sim::FlowRule* rule = regime.flow(name);
            rule != nullptr && rule->limit == quota.id)
            return true;
    return false;
}

// Every quota of the regime watches every link across the mainland's border, whether the pool lists it
// or not: a quota is a rule, not a choice.
void watch_the_border(Building& b, sim::PoolSpec& pool) {
    const auto crosses = [&](const sim::LinkSpec& link) {
        return ends_are_known(link) && is_domestic(b, link.child) != is_domestic(b, link.header);
    };
    if (!b.scenario.regime || std::none_of(pool.links.begin(), pool.links.end(), crosses)) return;
    const auto domestic_end = [&](const sim::LinkSpec& link) {
        return b.scenario.accounts[is_domestic(b, link.child) ? link.child : link.header].owner;
    };
    for (const sim::Regime* regime : sim::regimes_of(b.scenario, pool)) {
        for (const sim::QuotaRule& quota : regime->quotas) {
            std::vector<std::uint32_t> counted;  // whose positions: no_index for all
            for (const sim::LinkSpec& link : pool.links) {
                if (!crosses(link)) continue;
                if (quota.scope == sim::QuotaScope::entity &&
                    !is_under(b, pool, link, *regime, quota))
                    continue;
                const std::uint32_t who =
                    quota.scope == sim::QuotaScope::entity ? domestic_end(link) : sim::no_index;
                if (std::find(counted.begin(), counted.end(), who) == counted.end())
                    counted.push_back(who);
            }
            for (const std::uint32_t who : counted) {
                const std::uint32_t index = limit_of(b, pool, quota, who);
                for (sim::LinkSpec& link : pool.links)
                    if (crosses(link) && (who == sim::no_index || who == domestic_end(link)) &&
                        (who == sim::no_index || is_under(b, pool, link, *regime, quota)) &&
                        std::find(link.limits.begin(), link.limits.end(), index) ==
                            link.limits.end())
                        link.limits.push_back(index);
            }
        }
    }
}

// What only pools within one bank can do: hard floors and corrections of past sweeps plan a pool as a
// whole, and shares compare needs in one currency.
void check_order(Building& b, const sim::PoolSpec& pool) {
    const bool as_a_whole = pool.order.tree == sim::TreeRule::request_and_grant ||
                            pool.back_value != sim::BackValueMode::none;
    const bool shares = pool.order.siblings != sim::SiblingOrder::priority;
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

// What the simulator cannot carry out yet is said here, not refused day by day.
void check_links(Building& b, const sim::PoolSpec& pool) {
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
    check_order(b, pool);
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

}  // namespace

void check_pools(Building& b) {
    check_two_pools(b);
    check_members_in_two_pools(b);
    for (sim::PoolSpec& pool : b.scenario.pools) {
        set_depths(b, pool);
        watch_the_border(b, pool);
        check_links(b, pool);
        warn_of_non_members(b, pool);
        std::sort(pool.links.begin(), pool.links.end(),
                  [](const sim::LinkSpec& x, const sim::LinkSpec& y) {
                      return std::tuple(y.depth, x.priority, std::string_view(x.id)) <
                             std::tuple(x.depth, y.priority, std::string_view(y.id));
                  });
    }
}

}  // namespace rmbsim::adapters

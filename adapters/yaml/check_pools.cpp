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
#include "adapters/yaml/pool_checks.hpp"
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

}  // namespace

void check_pools(Building& b) {
    check_two_pools(b);
    check_members_in_two_pools(b);
    for (sim::PoolSpec& pool : b.scenario.pools) {
        set_depths(b, pool);
        watch_the_border(b, pool);
        check_links(b, pool);
        std::sort(pool.links.begin(), pool.links.end(),
                  [](const sim::LinkSpec& x, const sim::LinkSpec& y) {
                      return std::tuple(y.depth, x.priority, std::string_view(x.id)) <
                             std::tuple(x.depth, y.priority, std::string_view(y.id));
                  });
    }
}

}  // namespace rmbsim::adapters

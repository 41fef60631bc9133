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
#include "sim/policy/regime.hpp"
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

bool is_domestic(const Building& b, std::uint32_t account) {
    const std::uint32_t owner = b.scenario.accounts[account].owner;
    return b.scenario.regime && owner != sim::no_index &&
           b.scenario.entities[owner].jurisdiction == b.scenario.regime->jurisdiction;
}

bool ends_are_known(const sim::LinkSpec& link) {
    return link.child != sim::no_index && link.header != sim::no_index;
}

// Every quota of the regime watches every link across the mainland's border, whether the pool lists it
// or not: a quota is a rule, not a choice.
void watch_the_border(Building& b, sim::PoolSpec& pool) {
    const auto crosses = [&](const sim::LinkSpec& link) {
        return ends_are_known(link) && is_domestic(b, link.child) != is_domestic(b, link.header);
    };
    if (!b.scenario.regime || std::none_of(pool.links.begin(), pool.links.end(), crosses)) return;
    for (const sim::QuotaRule& quota : b.scenario.regime->quotas) {
        const auto listed =
            std::find_if(pool.limits.begin(), pool.limits.end(),
                         [&](const auto& limit) { return limit.quota == quota.id; });
        const auto index = static_cast<std::uint32_t>(listed - pool.limits.begin());
        if (listed == pool.limits.end())
            pool.limits.push_back({.id = quota.id,
                                   .title = {quota.title_en, quota.title_zh},
                                   .quota = quota.id,
                                   .cap = std::nullopt,
                                   .at = pool.at});
        for (sim::LinkSpec& link : pool.links)
            if (crosses(link) &&
                std::find(link.limits.begin(), link.limits.end(), index) == link.limits.end())
                link.limits.push_back(index);
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
        if (crosses && (child.currency != cny || header.currency != cny))
            b.reading.error(link.at,
                            fmt::format("link '{}' crosses the mainland's border in another "
                                        "currency than CNY",
                                        link.id),
                            "accounts in CNY or CNH at both ends",
                            "convert on one side of the border with a link of its own");
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
        if (entity.jurisdiction != b.scenario.regime->jurisdiction || entity.equity.minor == 0 ||
            entity.equity.currency == cny)
            continue;
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

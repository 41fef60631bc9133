// The links of a pool as a whole: every account below one header, no ring, no account in two pools.
#include <algorithm>
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
            tell_ring(b, pool, link, depths.ring());
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
        warn_of_non_members(b, pool);
        std::sort(pool.links.begin(), pool.links.end(),
                  [](const sim::LinkSpec& x, const sim::LinkSpec& y) {
                      return std::tuple(y.depth, x.priority, std::string_view(x.id)) <
                             std::tuple(x.depth, y.priority, std::string_view(y.id));
                  });
    }
}

}  // namespace rmbsim::adapters

#include "sim/world/back_values.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/time.hpp"
#include "sim/measure/result.hpp"
#include "sim/pool/back_value.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {

using ledger::ValueDate;
using std::chrono::days;
BackValues::BackValues(Desk& desk, Payments& payments, Sweeps& sweeps)
    : desk_(desk),
      payments_(payments),
      sweeps_(sweeps),
      pool_of_account_(desk.scenario.accounts.size(), no_index) {
    std::uint32_t first = 0;
    for (std::uint32_t p = 0; p < desk.scenario.pools.size(); ++p) {
        const PoolSpec& pool = desk.scenario.pools[p];
        logs_.push_back({.first_link = first, .days = {}, .late = {}});
        first += static_cast<std::uint32_t>(pool.links.size());
        if (pool.back_value == BackValueMode::none) continue;
        for (const LinkSpec& link : pool.links)
            pool_of_account_[link.child] = pool_of_account_[link.header] = p;
    }
}

void BackValues::note_before(std::uint32_t index, std::span<const std::uint32_t> links) {
    const PoolSpec& pool = desk_.scenario.pools[index];
    if (pool.back_value == BackValueMode::none) return;
    Log& log = logs_[index];
    SweptDay today{.day = desk_.local_date(pool.links.front().header),
                   .found = {},
                   .moved = std::vector<std::int64_t>(pool.links.size()),
                   .gates = std::vector<LinkGate>(pool.links.size(), LinkGate{.open = false})};
    for (const std::uint32_t link : links)
        today.gates[link - log.first_link] = sweeps_.gate_of(link);
    for (const LinkSpec& link : pool.links)
        for (const std::uint32_t account : {link.child, link.header})
            today.found[account] =
                desk_.ledger.balance_on(desk_.books.of(account).own, today.day).minor;
    const ValueDate oldest = today.day - days{pool.look_back_days};
    while (!log.days.empty() && log.days.front().day < oldest) log.days.pop_front();
    log.days.push_back(std::move(today));
    for (LateFlow& flow : log.late) flow.known_today = true;
}

void BackValues::note_moved(std::uint32_t link, const SweepPlan& plan) {
    for (std::uint32_t p = 0; p < logs_.size(); ++p) {
        const PoolSpec& pool = desk_.scenario.pools[p];
        Log& log = logs_[p];
        if (pool.back_value == BackValueMode::none || log.days.empty() || link < log.first_link ||
            link - log.first_link >= pool.links.size())
            continue;
        log.days.back().moved[link - log.first_link] +=
            plan.upward ? plan.amount_minor : -plan.amount_minor;
    }
}

void BackValues::note_flow(std::uint32_t account, ValueDate value_date, std::int64_t minor) {
    const std::uint32_t pool = pool_of_account_[account];
    if (pool == no_index || value_date >= desk_.local_date(account)) return;
    const auto window = days{desk_.scenario.pools[pool].look_back_days};
    if (value_date < desk_.local_date(account) - window) return;
    logs_[pool].late.push_back({.account = account, .value_date = value_date, .minor = minor});
}

void BackValues::correct() {
    for (std::uint32_t p = 0; p < logs_.size(); ++p) {
        Log& log = logs_[p];
        if (log.late.empty()) continue;
        const PoolSpec& pool = desk_.scenario.pools[p];
        const ValueDate today = desk_.local_date(pool.links.front().header);
        ValueDate earliest = log.late.front().value_date;
        for (const LateFlow& flow : log.late) earliest = std::min(earliest, flow.value_date);
        std::vector<SweptDay> days_swept;
        for (const SweptDay& day : log.days)
            if (day.day >= earliest) days_swept.push_back(day);
        std::vector<PoolBalances> late(days_swept.size());
        for (std::size_t i = 0; i < days_swept.size(); ++i)
            for (const LateFlow& flow : log.late)
                if (flow.value_date <= days_swept[i].day &&
                    !(flow.known_today && days_swept[i].day == today))
                    late[i][flow.account] += flow.minor;
        SweepTree tree{.links = pool.links, .order = pool.order};
        for (const LinkSpec& link : pool.links)
            tree.overdraft[link.header] = desk_.scenario.accounts[link.header].overdraft_minor;
        const std::vector<Correction> made =
            post_all(p, covered(p, corrections(tree, pool.back_value, days_swept, late)));
        bring_up_to_date(tree, days_swept, late, made);
        std::ranges::copy(days_swept,
                          log.days.end() - static_cast<std::ptrdiff_t>(days_swept.size()));
        log.late.clear();
    }
}

// A correction that is given up takes those with it that would pass its money on: above it the ones that
// take up, below it the ones that fund.
std::vector<Correction> BackValues::covered(std::uint32_t pool, std::vector<Correction> wanted) {
    const std::vector<LinkSpec>& links = desk_.scenario.pools[pool].links;
    std::vector<std::int64_t> net(links.size());
    for (const Correction& one : wanted) net[one.link] += one.up_minor;
    std::vector<bool> given_up(links.size());
    const auto drawn = [&](std::size_t link, std::uint32_t account) {
        if (given_up[link]) return std::int64_t{0};
        if (links[link].child == account) return net[link];
        return links[link].header == account ? -net[link] : std::int64_t{0};
    };
    const auto short_account = [&](std::uint32_t account) {
        std::int64_t out = 0;
        for (std::size_t link = 0; link < links.size(); ++link) out += drawn(link, account);
        return out > 0 && desk_.ledger.available(desk_.books.of(account).own) < out;
    };
    const auto give_up = [&](std::size_t first) {
        const bool upward = net[first] > 0;
        std::vector<std::size_t> next{first};
        while (!next.empty()) {
            const std::size_t one = next.back();
            next.pop_back();
            given_up[one] = true;
            for (std::size_t other = 0; other < links.size(); ++other)
                if (!given_up[other] && (upward ? links[other].child == links[one].header
                                                : links[other].header == links[one].child))
                    next.push_back(other);
        }
    };
    for (std::size_t link = links.size(); link-- > 0;)  // the last in normative order first
        if (net[link] != 0 && !given_up[link] &&
            short_account(net[link] > 0 ? links[link].child : links[link].header)) {
            give_up(link);
            link = links.size();  // what was covered by it may be short now
        }
    const auto first_left = std::stable_partition(
        wanted.begin(), wanted.end(), [&](const Correction& one) { return !given_up[one.link]; });
    refuse(pool, {first_left, wanted.end()}, "correction_without_cover");
    wanted.erase(first_left, wanted.end());
    return wanted;
}

// By day, as far as each finds cover when its turn comes; what gives cover goes before what needs it.
// Where a circle of them waits for one another, floors are lifted for the instant: the net has cover.
std::vector<Correction> BackValues::post_all(std::uint32_t pool, std::vector<Correction> rest) {
    std::vector<Correction> made;
    const auto post_some = [&] {
        std::vector<Correction> waiting;
        for (const Correction& one : rest) (post(pool, one) ? made : waiting).push_back(one);
        const bool some = waiting.size() < rest.size();
        rest = std::move(waiting);
        return some;
    };
    while (!rest.empty() && post_some()) continue;
    if (rest.empty()) return made;
    const auto set_floors = [&](bool lifted) {
        for (const LinkSpec& link : desk_.scenario.pools[pool].links)
            for (const std::uint32_t account : {link.child, link.header}) {
                const ledger::AccountId own = desk_.books.of(account).own;
                desk_.ledger.set_floor(
                    own, lifted ? ledger::no_floor : desk_.ledger.spec(own).floor_minor);
            }
    };
    set_floors(true);
    post_some();
    set_floors(false);
    for (const Correction& one : rest) refuse(pool, {&one, 1}, "correction_not_posted");
    return made;
}

std::expected<ledger::EntryId, ledger::PostError> BackValues::post(std::uint32_t pool,
                                                                   const Correction& correction) {
    const std::uint32_t index = logs_[pool].first_link + correction.link;
    const Sweeps::Link& link = sweeps_.links_[index];
    const bool upward = correction.up_minor > 0;
    const LinkSpec& spec = *link.spec;
    const Instruction instruction{.rail = spec.rail,
                                  .from_account = upward ? spec.child : spec.header,
                                  .to_account = upward ? spec.header : spec.child,
                                  .minor = upward ? correction.up_minor : -correction.up_minor,
                                  .link = index};
    Payments::Counterparts counterparts{.same_owner = link.pair == UINT32_MAX};
    if (link.pair != UINT32_MAX) {
        const PairIds& pair = sweeps_.pairs_[link.pair].ids;
        counterparts.senders = upward ? pair.near : pair.far;
        counterparts.receivers = upward ? pair.far : pair.near;
    }
    const auto posted =
        payments_.transfer(instruction, counterparts, Rule::sweep_back_valued, correction.day);
    if (posted) ++desk_.counts.sweeps_moved;
    return posted;
}

// One refusal for each link and value date on which something stays wrong.
void BackValues::refuse(std::uint32_t pool, std::span<const Correction> given_up,
                        std::string_view reason) {
    std::map<std::pair<ValueDate, std::uint32_t>, std::int64_t> net;
    for (const Correction& one : given_up) net[{one.day, one.link}] += one.up_minor;
    for (const auto& [key, minor] : net) {
        if (minor == 0) continue;
        const LinkSpec& link = desk_.scenario.pools[pool].links[key.second];
        const ledger::CurrencyId currency = desk_.scenario.accounts[link.child].currency;
        ++desk_.counts.sweeps_skipped;
        desk_.refusals.push_back({.what = "correction of " + ledger::iso_date(key.first),
                                  .subject = link.id,
                                  .on = desk_.local_date(link.child),
                                  .wish_minor = minor > 0 ? minor : -minor,
                                  .currency = std::string(ledger::code_of(currency)),
                                  .decimals = ledger::info(currency).decimals,
                                  .reason = std::string(reason),
                                  .limit = {},
                                  .regime = {},
                                  .parameter = {},
                                  .document = {}});
    }
}

}  // namespace rmbsim::sim

#include "sim/world/back_values.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/pool/back_value.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
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

void BackValues::note_before(std::uint32_t index) {
    const PoolSpec& pool = desk_.scenario.pools[index];
    if (pool.back_value == BackValueMode::none) return;
    Log& log = logs_[index];
    SweptDay today{.day = desk_.local_date(pool.links.front().header),
                   .found = {},
                   .moved = std::vector<std::int64_t>(pool.links.size())};
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
        for (const Correction& correction : corrections(tree, pool.back_value, days_swept, late))
            post(p, correction);
        std::ranges::copy(days_swept,
                          log.days.end() - static_cast<std::ptrdiff_t>(days_swept.size()));
        log.late.clear();
    }
}

void BackValues::post(std::uint32_t pool, const Correction& correction) {
    const Sweeps::Link& link = sweeps_.links_[logs_[pool].first_link + correction.link];
    const bool upward = correction.up_minor > 0;
    const LinkSpec& spec = *link.spec;
    const Instruction instruction{.rail = spec.rail,
                                  .from_account = upward ? spec.child : spec.header,
                                  .to_account = upward ? spec.header : spec.child,
                                  .minor = upward ? correction.up_minor : -correction.up_minor,
                                  .link = logs_[pool].first_link + correction.link};
    Payments::Counterparts counterparts{.same_owner = link.pair == UINT32_MAX};
    if (link.pair != UINT32_MAX) {
        const PairIds& pair = sweeps_.pairs_[link.pair].ids;
        counterparts.senders = upward ? pair.near : pair.far;
        counterparts.receivers = upward ? pair.far : pair.near;
    }
    // Today's money may be spent already: a correction that finds no cover is left undone.
    const auto posted =
        payments_.transfer(instruction, counterparts, Rule::sweep_back_valued, correction.day);
    if (posted) ++desk_.counts.sweeps_moved;
}

}  // namespace rmbsim::sim

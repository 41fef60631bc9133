#include "sim/settlement/deferred_net.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "ledger/allocation.hpp"
#include "ledger/contract.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::expects;
using ledger::Int128;

std::int64_t fitting_net(Int128 minor) {
    if (minor > INT64_MAX || minor < -INT64_MAX) throw ledger::AmountOverflow("a net position");
    return static_cast<std::int64_t>(minor);
}

// What an account can pay.
Int128 funds_of(const Position& at) {
    return at.open ? std::max<Int128>(0, Int128{at.balance} + at.credit) : 0;
}

std::vector<NetFailing> fund_test(const Problem& problem, std::span<const Int128> net) {
    std::vector<NetFailing> failing;
    for (std::uint32_t i = 0; i < net.size(); ++i)
        if (-net[i] > funds_of(problem.accounts[i]) && net[i] < 0)
            failing.push_back(
                {.account = i, .lacks = fitting_net(-net[i] - funds_of(problem.accounts[i]))});
    return failing;
}

void check_names_every_account(const Problem& problem, std::span<const std::int64_t> of_accounts) {
    expects(of_accounts.size() == problem.accounts.size() &&
                std::ranges::all_of(of_accounts, [](std::int64_t minor) { return minor >= 0; }),
            "a key or collateral has one amount an account, none negative");
}

ChosenSet every_payment(const Problem& problem) {
    ChosenSet all(problem.payments.size());
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

// Those of `payments` that a failing account pays or receives, and what is linked with them.
ChosenSet payments_of_failing(const Problem& problem, const ChosenSet& payments,
                              std::span<const NetFailing> failing) {
    std::vector<std::uint8_t> fails(problem.accounts.size());
    for (const NetFailing& of : failing) fails[of.account] = 1;
    ChosenSet deleted;
    std::vector<std::uint32_t> groups;
    const auto touches = [&](std::uint32_t index) {
        return fails[payer_of(problem, index)] != 0 || fails[problem.payments[index].payee] != 0;
    };
    for (const std::uint32_t index : payments)
        if (touches(index) && problem.group_of(index) != no_group)
            groups.push_back(problem.group_of(index));
    std::ranges::sort(groups);
    for (const std::uint32_t index : payments)
        if (touches(index) || (problem.group_of(index) != no_group &&
                               std::ranges::binary_search(groups, problem.group_of(index))))
            deleted.push_back(index);
    return deleted;
}

void unwind(const Problem& problem, NetSettlement& result, std::vector<Int128>& net) {
    std::vector<NetFailing> failing = result.failing;
    while (!failing.empty()) {
        NetRound round{.failing = std::move(failing), .deleted = {}};
        round.deleted = payments_of_failing(problem, result.settled, round.failing);
        std::erase_if(result.settled, [&](std::uint32_t index) {
            return std::ranges::binary_search(round.deleted, index);
        });
        result.rounds.push_back(std::move(round));
        net = net_positions(problem, result.settled);
        failing = fund_test(problem, net);
    }
    result.settles = true;
}

void share_losses(const Problem& problem, std::span<const std::int64_t> key, NetSettlement& result,
                  std::vector<Int128>& net) {
    const std::vector<Int128> before = net;
    std::vector<Int128> weights(key.begin(), key.end());
    if (key.empty())  // by what each receives
        for (const Int128 minor : net) weights.push_back(std::max<Int128>(0, minor));
    else
        check_names_every_account(problem, key);
    Int128 loss = 0;
    for (const NetFailing& of : result.failing) {
        net[of.account] += of.lacks;  // it pays all that it has, so nothing is left for a share
        loss += of.lacks;
    }
    const auto left = [&](std::size_t i) { return funds_of(problem.accounts[i]) + net[i]; };
    while (loss > 0) {
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (left(i) <= 0) weights[i] = 0;
        if (std::ranges::all_of(weights, [](Int128 weight) { return weight == 0; })) break;
        const std::vector<std::int64_t> parts = ledger::allocate(fitting_net(loss), weights);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const Int128 given = std::min<Int128>(parts[i], std::max<Int128>(0, left(i)));
            net[i] -= given;
            loss -= given;
        }
    }
    if (loss > 0) {
        net = before;
        return;
    }
    for (std::uint32_t i = 0; i < net.size(); ++i)
        if (net[i] < before[i])
            result.shares.push_back({.account = i, .minor = fitting_net(before[i] - net[i])});
    result.settles = true;
}

void draw_collateral(const Problem& problem, std::span<const std::int64_t> collateral,
                     NetSettlement& result) {
    if (collateral.empty()) return;
    check_names_every_account(problem, collateral);
    result.settles = std::ranges::all_of(
        result.failing, [&](const NetFailing& of) { return of.lacks <= collateral[of.account]; });
    if (!result.settles) return;
    for (const NetFailing& of : result.failing)
        result.shares.push_back({.account = of.account, .minor = of.lacks});
}

}  // namespace

std::vector<Int128> net_positions(const Problem& problem, std::span<const std::uint32_t> payments) {
    std::vector<Int128> net(problem.accounts.size());
    for (const std::uint32_t index : payments) {
        const QueuedPayment& payment = problem.payments[index];
        net[payer_of(problem, index)] -= payment.minor;
        net[payment.payee] += payment.minor;
    }
    return net;
}

NetSettlement settle_net(const Problem& problem, const NetPolicy& policy) {
    NetSettlement result;
    result.settled = every_payment(problem);
    std::vector<Int128> net = net_positions(problem, result.settled);
    result.failing = fund_test(problem, net);
    if (result.failing.empty()) {
        result.settles = true;
    } else {
        switch (policy.on_failure) {
            case NetFailure::defer:
                break;
            case NetFailure::unwind:
                unwind(problem, result, net);
                break;
            case NetFailure::loss_sharing:
                share_losses(problem, policy.loss_key, result, net);
                break;
            case NetFailure::collateral:
                draw_collateral(problem, policy.collateral, result);
                break;
        }
    }
    if (!result.settles) result.settled.clear();
    expects(std::accumulate(net.begin(), net.end(), Int128{0}) == 0, "net positions sum to zero");
    for (const Int128 of_account : net) result.net.push_back(fitting_net(of_account));
    return result;
}

}  // namespace rmbsim::sim::settlement

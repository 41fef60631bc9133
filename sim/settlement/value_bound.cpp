#include "sim/settlement/value_bound.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/settlement/problem.hpp"

namespace rmbsim::sim::settlement {
namespace {

using ledger::Int128;

// Flow of least cost where every arc costs 1 a unit, or -1 where it gives back. Arcs stand in pairs: arc
// k's opposite is k ^ 1.
class UndoneFlow {
  public:
    explicit UndoneFlow(std::size_t accounts) : from_(accounts + 2) {}

    void connect(std::uint32_t from, std::uint32_t to, Int128 room, std::int64_t cost) {
        from_[from].push_back(static_cast<std::uint32_t>(arcs_.size()));
        arcs_.push_back({to, room, cost});
        from_[to].push_back(static_cast<std::uint32_t>(arcs_.size()));
        arcs_.push_back({from, 0, -cost});
    }

    // Sends all that the source's arcs let through; the cost of it.
    Int128 cost_of_all(std::uint32_t source, std::uint32_t sink) {
        Int128 cost = 0;
        for (find_shortest(source); distance_[sink] != unreached; find_shortest(source)) {
            Int128 amount = -1;
            for (std::uint32_t at = sink; at != source; at = arcs_[reached_by_[at] ^ 1].to) {
                const Int128 room = arcs_[reached_by_[at]].room;
                amount = amount < 0 ? room : std::min(amount, room);
            }
            for (std::uint32_t at = sink; at != source; at = arcs_[reached_by_[at] ^ 1].to) {
                arcs_[reached_by_[at]].room -= amount;
                arcs_[reached_by_[at] ^ 1].room += amount;
            }
            cost += amount * distance_[sink];
        }
        return cost;
    }

  private:
    struct Arc {
        std::uint32_t to;
        Int128 room;
        std::int64_t cost;
    };
    static constexpr std::int64_t unreached = INT64_MAX;

    // Bellman and Ford, by a queue: costs of arcs that give back are negative, cycles are not.
    void find_shortest(std::uint32_t source) {
        distance_.assign(from_.size(), unreached);
        reached_by_.assign(from_.size(), 0);
        std::vector<std::uint8_t> waits(from_.size());
        std::vector<std::uint32_t> waiting{source};
        distance_[source] = 0;
        for (std::size_t next = 0; next < waiting.size(); ++next) {
            const std::uint32_t at = waiting[next];
            waits[at] = 0;
            for (const std::uint32_t k : from_[at]) {
                const Arc& arc = arcs_[k];
                if (arc.room == 0 || distance_[at] + arc.cost >= distance_[arc.to]) continue;
                distance_[arc.to] = distance_[at] + arc.cost;
                reached_by_[arc.to] = k;
                if (waits[arc.to] == 0) waiting.push_back(arc.to);
                waits[arc.to] = 1;
            }
        }
    }

    std::vector<std::vector<std::uint32_t>> from_;  // an account: its arcs
    std::vector<Arc> arcs_;
    std::vector<std::int64_t> distance_;
    std::vector<std::uint32_t> reached_by_;  // an account: the arc of its shortest path
};

}  // namespace

Int128 value_bound(const Problem& problem) {
    const auto accounts = static_cast<std::uint32_t>(problem.accounts.size());
    const std::uint32_t source = accounts, sink = accounts + 1;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Int128> between;  // all payments of a pair
    std::vector<Int128> free(accounts);
    Int128 total = 0;
    for (std::uint32_t i = 0; i < accounts; ++i) {
        const Position& at = problem.accounts[i];
        free[i] += std::max<Int128>(0, Int128{at.balance} + at.credit);
        if (!at.open) continue;
        for (std::uint32_t k = problem.first[i]; k < problem.first[i + 1]; ++k) {
            const QueuedPayment& payment = problem.payments[k];
            between[{i, payment.payee}] += payment.minor;
            free[i] -= payment.minor;
            free[payment.payee] += payment.minor;
            total += payment.minor;
        }
    }
    UndoneFlow undone(accounts);
    for (std::uint32_t i = 0; i < accounts; ++i) {
        if (free[i] < 0) undone.connect(source, i, -free[i], 0);
        if (free[i] > 0) undone.connect(i, sink, free[i], 0);
    }
    for (const auto& [pair, minor] : between) undone.connect(pair.first, pair.second, minor, 1);
    return total - undone.cost_of_all(source, sink);
}

}  // namespace rmbsim::sim::settlement

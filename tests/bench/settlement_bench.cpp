// Queued payments a second of processor time that the maximum set nets and drops, beside a plain linear
// scan that sums the same payments; and payments a second of the engine by strict FIFO.
//
// Model       200 participants, amounts from 1 to 1,000,000, payer and payee drawn at random. "all": everyone
//             has plenty, so every payment is netted and stays; "part": 400,000 each, where queues begin
//             to clog; "none": 100 each, so all are netted and dropped again, the worst case. "limits":
//             as "all" with a bilateral limit for every pair, which takes the general path
//             Engine: 540 minutes, each with its share of the payments, submitted and released; first
//             balances are a fiftieth of what an account pays in the day. peer_pssimpy.py has the same
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "sim/settlement/engine.hpp"
#include "sim/settlement/maximum_set.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "tests/bench/repeat.hpp"

namespace {

using namespace rmbsim::sim::settlement;

constexpr std::uint32_t participants = 200;
constexpr int settlement_repetitions = 7;

class Draws {  // Knuth's multiplicative generator: the same everywhere
  public:
    std::uint32_t below(std::uint32_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::uint32_t>((state_ >> 33) % bound);
    }

  private:
    std::uint64_t state_ = 1;
};

struct Workload {
    std::vector<Position> accounts;
    std::vector<std::uint32_t> first{0};
    std::vector<QueuedPayment> payments;
    std::vector<Limit> limits;
    Problem problem() const {
        return {.accounts = accounts,
                .first = first,
                .payments = payments,
                .classes = {},
                .groups = {},
                .limits = limits};
    }
};

Workload workload(std::size_t count, std::int64_t balance) {
    Draws draws;
    std::vector<std::vector<QueuedPayment>> queues(participants);
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::uint32_t payer = draws.below(participants);
        const std::uint32_t payee = (payer + 1 + draws.below(participants - 1)) % participants;
        queues[payer].push_back({1 + std::int64_t{draws.below(1'000'000)}, payee, k});
    }
    Workload all;
    all.accounts.assign(participants, {.balance = balance});
    for (const auto& queue : queues) {
        all.payments.insert(all.payments.end(), queue.begin(), queue.end());
        all.first.push_back(static_cast<std::uint32_t>(all.payments.size()));
    }
    return all;
}

void print_resolution(const char* name, const Workload& all) {
    const Problem problem = all.problem();
    const auto count = static_cast<double>(problem.payments.size());
    const int rounds = problem.payments.size() > 100'000 ? 1 : 50;
    std::size_t taken = 0;
    const double rate = bench::median_rate(settlement_repetitions, count * rounds, [&] {
        for (int i = 0; i < rounds; ++i) taken = maximum_set(problem).set.size();
    });
    bench::print_rate(name, rate);
    std::fprintf(stderr, "%s: %zu of %.0f payments settle\n", name, taken, count);
}

void print_scan(const char* name, const Workload& all) {
    const auto count = static_cast<double>(all.payments.size());
    const int rounds = all.payments.size() > 100'000 ? 5 : 500;
    volatile std::int64_t sink = 0;
    const double rate = bench::median_rate(settlement_repetitions, count * rounds, [&] {
        for (int i = 0; i < rounds; ++i) {
            std::int64_t sum = 0;
            for (const QueuedPayment& payment : all.payments) sum += payment.minor;
            sink = sum;
        }
    });
    bench::print_rate(name, rate);
}

void print_size(const char* size, std::size_t count) {
    const auto name = [&](const char* what) {
        static char text[64];
        std::snprintf(text, sizeof text, "%s_%s", what, size);
        return text;
    };
    constexpr std::int64_t plenty = 1'000'000'000'000;
    Workload all = workload(count, plenty);
    print_scan(name("scan"), all);
    print_resolution(name("all"), all);
    for (std::uint32_t i = 0; i < participants; ++i)
        for (std::uint32_t j = 0; j < participants; ++j)
            if (i != j) all.limits.push_back({.payer = i, .payee = j, .most = plenty});
    print_resolution(name("limits"), all);
    print_resolution(name("part"), workload(count, 400'000));
    print_resolution(name("none"), workload(count, 100));
}

void print_engine(std::uint32_t count) {
    constexpr std::uint32_t minutes = 540;
    const double rate = bench::median_rate(settlement_repetitions, count, [&] {
        Draws draws;
        Engine engine(RulePack{});
        for (std::uint32_t i = 0; i < participants; ++i)
            engine.open_account({.balance = std::int64_t{count} * 500'000 / participants / 50});
        std::uint32_t next = 0;
        for (std::uint32_t minute = 0; minute < minutes; ++minute) {
            const std::uint32_t until = count / minutes * (minute + 1);
            for (; next < until || (minute + 1 == minutes && next < count); ++next) {
                const std::uint32_t payer = draws.below(participants);
                const std::uint32_t payee =
                    (payer + 1 + draws.below(participants - 1)) % participants;
                engine.submit({.payer = payer,
                               .payee = payee,
                               .minor = 1 + std::int64_t{draws.below(1'000'000)},
                               .time_ms = std::int64_t{minute} * 60'000});
            }
            engine.release(std::int64_t{minute} * 60'000);
            engine.bookings().clear();
        }
        std::fprintf(stderr, "engine: %llu of %u payments are left\n",
                     static_cast<unsigned long long>(engine.queued().count), count);
    });
    bench::print_rate("engine", rate);
}

}  // namespace

int main() {
    print_size("10k", 10'000);
    print_size("1m", 1'000'000);
    print_engine(200'000);
}

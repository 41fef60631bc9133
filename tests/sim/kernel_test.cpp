#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/random.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;

TEST_CASE("events come in the order time, phase, priority, origin, nth", "[kernel][order]") {
    EventQueue queue;
    // Scheduled backwards; target tells the place each must come out at.
    queue.schedule(20, {.phase = Phase::parameters, .origin = 1}, EventKind::flow_due, 6);
    queue.schedule(10, {.phase = Phase::close, .origin = 1}, EventKind::flow_due, 5);
    queue.schedule(10, {.phase = Phase::arrivals, .priority = 2, .origin = 1}, EventKind::flow_due,
                   4);
    queue.schedule(10, {.phase = Phase::arrivals, .priority = 1, .origin = 9}, EventKind::flow_due,
                   2);
    queue.schedule(10, {.phase = Phase::arrivals, .priority = 1, .origin = 9}, EventKind::flow_due,
                   3);
    queue.schedule(10, {.phase = Phase::arrivals, .priority = 1, .origin = 8}, EventKind::flow_due,
                   1);
    for (std::uint32_t place = 1; place <= 6; ++place) CHECK(queue.take_next()->target == place);
    CHECK_FALSE(queue.take_next().has_value());
}

TEST_CASE("the order does not depend on the order of scheduling", "[kernel][order]") {
    const auto taken = [](bool reversed) {
        EventQueue queue;
        std::vector<std::uint32_t> origins{1, 2, 3, 4, 5, 6, 7};
        if (reversed) std::ranges::reverse(origins);
        for (const std::uint32_t origin : origins)
            for (std::uint32_t i = 0; i < 5; ++i)
                queue.schedule(100 + (origin * 7 + i * 3) % 4, {.origin = origin},
                               EventKind::flow_due, origin, i);
        std::vector<Event> order;
        while (const auto event = queue.take_next()) order.push_back(*event);
        return order;
    };
    CHECK(taken(false) == taken(true));
}

TEST_CASE("a cancelled event does not come", "[kernel][cancel]") {
    EventQueue queue;
    const EventKey first = queue.schedule(10, {.origin = 1}, EventKind::flow_due, 1);
    const EventKey last = queue.schedule(30, {.origin = 1}, EventKind::flow_due, 3);
    queue.schedule(20, {.origin = 1}, EventKind::flow_due, 2);
    CHECK(queue.cancel(first));
    CHECK_FALSE(queue.cancel(first));
    CHECK(queue.cancel(last));
    CHECK(queue.take_next()->target == 2);
    CHECK_FALSE(queue.take_next().has_value());
    CHECK(queue.empty());
}

TEST_CASE("known arrivals are merged with what is scheduled", "[kernel][arrivals]") {
    std::vector<Event> arrivals;
    for (std::uint32_t i = 0; i < 4; ++i)
        arrivals.push_back({.time_ms = 10 * i + 5,
                            .rank = rank_of(Phase::arrivals, 0, 3),
                            .nth = i,
                            .kind = EventKind::flow_due,
                            .target = 100 + i});
    EventQueue queue;
    queue.attach_arrivals(arrivals);
    queue.schedule(10, {.origin = 1}, EventKind::sweep_due, 1);
    queue.schedule(15, {.phase = Phase::liquidity, .origin = 1}, EventKind::sweep_due, 2);
    std::vector<std::uint32_t> order;
    while (const auto event = queue.take_next()) order.push_back(event->target);
    CHECK(order == std::vector<std::uint32_t>{100, 1, 2, 101, 102, 103});
}

TEST_CASE("an endless loop within one instant becomes a diagnosis", "[kernel][bound]") {
    EventQueue queue(1000);
    queue.schedule(10, {.origin = 1}, EventKind::flow_due, 1);
    const auto loop = [&] {
        while (const auto event = queue.take_next())
            queue.schedule(event->time_ms, {.origin = 1}, EventKind::flow_due, 1);
    };
    CHECK_THROWS_AS(loop(), RunawayInstant);
}

TEST_CASE("an event may schedule an earlier phase of its own instant", "[kernel][bound]") {
    EventQueue queue;
    queue.schedule(10, {.phase = Phase::resolution, .origin = 1}, EventKind::flow_due, 1);
    queue.schedule(10, {.phase = Phase::close, .origin = 1}, EventKind::flow_due, 3);
    CHECK(queue.take_next()->target == 1);
    queue.schedule(10, {.phase = Phase::release, .origin = 1}, EventKind::flow_due, 2);
    CHECK(queue.take_next()->target == 2);
    CHECK(queue.take_next()->target == 3);
    CHECK_THROWS_AS(queue.schedule(9, {.origin = 1}, EventKind::flow_due, 4),
                    ledger::ContractViolation);
}

TEST_CASE("a random stream depends on seed, replication, entity and purpose alone",
          "[kernel][random]") {
    const auto first = [](std::uint64_t seed, std::uint32_t replication, std::uint32_t entity,
                          Purpose purpose) {
        return RandomSource(seed, replication).stream(entity, purpose).next();
    };
    const std::uint32_t base = first(1, 0, 0, Purpose::order_count);
    CHECK(first(1, 0, 0, Purpose::order_count) == base);
    CHECK(first(2, 0, 0, Purpose::order_count) != base);
    CHECK(first(1, 1, 0, Purpose::order_count) != base);
    CHECK(first(1, 0, 1, Purpose::order_count) != base);
    CHECK(first(1, 0, 0, Purpose::order_value) != base);
}

TEST_CASE("Philox gives the published words", "[kernel][random][oracle]") {
    // Random123 known-answer test (kat_vectors): philox4x32 10, counter and key all zero.
    RandomStream stream(0, 0, 0, static_cast<Purpose>(0));
    CHECK(stream.next() == 0x6627e8d5U);
    CHECK(stream.next() == 0xe169c58dU);
    CHECK(stream.next() == 0xbc57ac4cU);
    CHECK(stream.next() == 0x9b00dbd8U);
    CHECK(stream.draws() == 4);
}

TEST_CASE("bounded draws are even and stay below their bound", "[kernel][random]") {
    RandomStream stream(7, 0, 1, Purpose::order_value);
    std::vector<int> counts(10);
    for (int i = 0; i < 100'000; ++i) ++counts[stream.below(10)];
    for (const int count : counts)
        CHECK(std::abs(count - 10'000) < 500);  // five standard deviations
}

TEST_CASE("a draw from an inverse distribution lies between its knots", "[kernel][random]") {
    const std::vector<QuantileKnot> knots{
        {0, 100}, {std::uint64_t{1} << 31, 200}, {std::uint64_t{1} << 32, 1000}};
    CHECK(quantile(knots, 0) == 100);
    CHECK(quantile(knots, 1U << 30) == 150);
    CHECK(quantile(knots, 1U << 31) == 200);
    CHECK(quantile(knots, 3U << 30) == 600);
    CHECK(quantile(knots, UINT32_MAX) <= 1000);
}

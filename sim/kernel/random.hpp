// Chance: counter-based random streams (Philox 4x32-10), one per entity and purpose.
//
// Keyed by    (seed, replication, entity, purpose); draw n of a stream depends on nothing else, so
//             adding a seller does not change another seller's sales
// Integers    draws reach decisions as integers through Lemire's bounded method and tables of our
//             own: no std::distribution, no libm, hence the same on every machine
// Source      Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace rmbsim::sim {

enum class Purpose : std::uint32_t {
    order_count = 1,
    order_value = 2,
    delivery_time = 3,
    refund = 4,
    flow_count = 5,
    flow_amount = 6,
    flow_time = 7,
    settlement_currency = 8,
    payment_time = 9,
    payment_amount = 10,
    payment_parties = 11,
    payment_class = 12,
    uetr = 13,
    chargeback = 14,
    population = 15,
};

class RandomStream {
  public:
    RandomStream(std::uint64_t seed, std::uint32_t replication, std::uint32_t entity,
                 Purpose purpose);

    std::uint32_t next();                      // uniform over 32 bits
    std::uint32_t below(std::uint32_t bound);  // uniform in [0, bound); bound > 0
    bool happens(std::uint32_t numerator, std::uint32_t denominator);
    std::uint64_t draws() const { return draws_; }  // compared at a run's end with the journal hash

  private:
    std::array<std::uint32_t, 4> block_{};
    std::uint64_t seed_, draws_ = 0;
    std::uint32_t replication_, entity_, purpose_;
};

class RandomSource {
  public:
    RandomSource(std::uint64_t seed, std::uint32_t replication)
        : seed_(seed), replication_(replication) {}
    RandomStream stream(std::uint32_t entity, Purpose purpose) const {
        return {seed_, replication_, entity, purpose};
    }
    std::uint64_t seed() const { return seed_; }

  private:
    std::uint64_t seed_;
    std::uint32_t replication_;
};

// Draw from an inverse distribution given by knots (share of 2^32, value), linear between them.
struct QuantileKnot {
    std::uint64_t share = 0;  // 0 … 2^32, ascending; the first is 0, the last 2^32
    std::int64_t value = 0;   // ascending
};
std::int64_t quantile(std::span<const QuantileKnot> knots, std::uint32_t uniform);

}  // namespace rmbsim::sim

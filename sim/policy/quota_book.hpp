// Every limit of every pool while the world runs: caps by date, positions, what bound and when.
//
// A cap follows its regime's parameter by value date (pool-rules §1 rule 1). When it falls below the
// stock, existing positions stay and nothing new is added (rule 3): headroom is then zero.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/policy/limit.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

class QuotaBook {
  public:
    // Fills directory.limits and directory.parameters.
    QuotaBook(const Scenario& scenario, Directory& directory);

    // Caps and weights as they stand on `date`; true when a parameter's version changed.
    bool revalue(ledger::ValueDate date);

    std::uint32_t open_pair(std::uint32_t pool);  // a cross-border position of a pool
    std::uint32_t world_limit(std::uint32_t pool, std::uint32_t index) const;

    // Headroom of those of `limits` (world-wide indices) that watch this direction.
    std::vector<Headroom> headroom_of(std::span<const std::uint32_t> limits, std::uint32_t pair,
                                      bool outward) const;
    void reserve(std::uint32_t pair, bool outward, std::int64_t cny_minor);
    void settle(std::uint32_t pair, bool outward, std::int64_t cny_minor);

    void note_cut(std::uint32_t limit, std::int64_t blocked_cny_minor);
    std::vector<LimitDay> close_day();  // and begins the next

    struct Standing {
        std::int64_t cap_minor = 0, used_minor = 0, committed_minor = 0;
        std::uint32_t parameter = UINT32_MAX;
        bool exists = true;
    };
    Standing standing(std::uint32_t limit) const;
    std::uint32_t size() const { return static_cast<std::uint32_t>(limits_.size()); }
    std::int64_t position(std::uint32_t pair) const { return pairs_[pair].position.settled; }

  private:
    struct Limit {
        std::uint32_t pool = 0;
        const PoolLimitSpec* spec = nullptr;
        Quota quota;
        std::uint32_t parameter = UINT32_MAX;
        std::int64_t peak_minor = 0, blocked_minor = 0;
        std::uint32_t cuts = 0;
    };
    struct Pair {
        std::uint32_t pool = 0;
        PairPosition position;
    };
    std::vector<PairPosition> positions_of(std::uint32_t pool) const;
    void note_peaks(std::uint32_t pool);
    std::uint32_t parameter_row(const DatedValue& value);

    const Scenario& scenario_;
    Directory& directory_;
    std::vector<Limit> limits_;
    std::vector<std::uint32_t> first_of_pool_;
    std::vector<Pair> pairs_;
};

}  // namespace rmbsim::sim

// Every limit of every pool while the world runs: caps by date, positions, what bound and when.
//
// Caps        follow the regime that governs the pool and its parameters by value date (pool-rules §1
//             rule 1), equity by its audits, members by the days they belong. A cap below the stock
//             leaves existing positions as they are and lets nothing new in (rule 3): headroom is zero.
// Scope       a limit counts the positions of its pool and of those that it succeeds (§11.7), or of one
//             company where the rule counts companies one by one
// Currency    stocks are kept in CNY: a foreign drawing is converted at the rate of the day of its
//             instruction and keeps that amount until repaid, in proportion (§1 rule 6); with
//             `revalued_daily` at each day's rate. Amounts that come in and go out of this book are in
//             the pair's currency; headroom is rounded down.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/policy/limit.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct PairSpec {  // a cross-border position of a pool
    std::uint32_t pool = 0;
    std::uint32_t domestic_entity = no_index;
    ledger::CurrencyId currency = ledger::currency("CNY");
    std::uint32_t tenor_months = 12;
};

class QuotaBook {
  public:
    // Fills directory.limits and directory.parameters.
    QuotaBook(const Scenario& scenario, Directory& directory);

    // Caps and weights as they stand on `date`; true when a parameter's version changed.
    bool revalue(ledger::ValueDate date);

    std::uint32_t open_pair(const PairSpec& spec);
    void shorten(std::uint32_t pair, std::uint32_t tenor_months);  // the shorter term weighs
    std::uint32_t world_limit(std::uint32_t pool, std::uint32_t index) const;

    // What may be asked of a flow besides its direction.
    struct Asked {
        ledger::ValueDate decides{};  // later than the book's day: the caps of that date
        bool new_business = true;     // false: only what repays
    };
    // Headroom of those of `limits` (world-wide indices) that watch this direction, in the pair's
    // currency.
    std::vector<Headroom> headroom_of(std::span<const std::uint32_t> limits, std::uint32_t pair,
                                      bool outward, const Asked& asked) const;
    std::vector<Headroom> headroom_of(std::span<const std::uint32_t> limits, std::uint32_t pair,
                                      bool outward) const {
        return headroom_of(limits, pair, outward, {.decides = date_});
    }
    void reserve(std::uint32_t pair, bool outward, std::int64_t minor);
    void settle(std::uint32_t pair, bool outward, std::int64_t minor);
    void release(std::uint32_t pair, bool outward, std::int64_t minor);  // it never settles
    // What the pool owes abroad over other pairs than this one: lending it on would be a round trip.
    std::int64_t debt_elsewhere(std::uint32_t pair) const;

    void note_cut(std::uint32_t limit, std::uint32_t pair, std::int64_t blocked_minor);
    std::vector<LimitDay> close_day();  // and begins the next

    // The row of these versions among directory.parameters; added when they decide for the first time.
    std::uint32_t parameter_row(const Regime& regime, std::span<const DatedValue* const> factors);

    struct Standing {
        std::int64_t cap_minor = 0, used_minor = 0, committed_minor = 0;
        std::uint32_t parameter = UINT32_MAX;
        bool exists = true;
    };
    Standing standing(std::uint32_t limit) const;
    // The parameter that makes the limit's cap on a date; a row of Directory::parameters.
    std::uint32_t parameter_on(std::uint32_t limit, ledger::ValueDate date);
    std::uint32_t size() const { return static_cast<std::uint32_t>(limits_.size()); }
    std::int64_t position(std::uint32_t pair) const { return pairs_[pair].position.settled; }

  private:
    struct Limit {
        std::uint32_t pool = 0;
        const PoolLimitSpec* spec = nullptr;
        Quota quota;
        bool in_regime = true;  // the regime that governs now has this quota
        std::uint32_t parameter = UINT32_MAX;
        std::int64_t peak_minor = 0, blocked_minor = 0;
        std::uint32_t cuts = 0;
    };
    struct Flight {
        bool outward = false;
        std::int64_t face_minor = 0, cny_minor = 0;
    };
    struct Pair {
        PairSpec spec;
        PairPosition position;        // in CNY
        std::int64_t face_minor = 0;  // settled, in the pair's currency
        std::vector<Flight> flights;
    };
    static std::int64_t end_flight(Pair& pair, bool outward, std::int64_t minor);
    struct Ruled {  // a limit as one date's rules make it
        Quota quota;
        bool in_regime = true;
        const Regime* regime = nullptr;
        std::vector<const DatedValue*> factors;
    };
    Ruled ruled_on(const Limit& limit, ledger::ValueDate date) const;
    bool counts(const Limit& limit, const Pair& pair) const;
    std::vector<PairPosition> positions_of(const Limit& limit) const;
    std::int64_t repays(const Pair& pair, bool outward) const;  // in the pair's currency
    ledger::Rate rate_of(const Pair& pair) const;
    std::int64_t in_cny(const Pair& pair, std::int64_t minor) const;
    void note_peaks();

    const Scenario& scenario_;
    Directory& directory_;
    ledger::ValueDate date_{};
    std::vector<Limit> limits_;
    std::vector<std::uint32_t> first_of_pool_;
    std::vector<Pair> pairs_;
};

}  // namespace rmbsim::sim

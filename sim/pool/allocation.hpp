// Who gets what of a pool's interest: the rules of pooling-practice §13.4 over the pool's participants.
//
// Units       minor units of the pool's currency; contributions in balance-days (计息积数)
// Shares      exact, by largest remainder (ledger/allocation.hpp): the results always sum to the pool's
// Base        what everyone gets first: nothing, or the stand-alone interest (no_worse_off, and a pool
//             whose participants are paid by the bank); the rule distributes what is left, W
// Invariants  sum of results == pool interest; with the stand-alone base and W >= 0 nobody loses
//             (current_account prices balances by itself: there the leader may lose)
// W below 0   a contribution rule has nothing to say of a loss: the leader bears it, as it bears what no
//             participant has a weight for
// Source      pooling-practice §13.4 [S33][S37][S38]
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"

namespace rmbsim::sim {

enum class AllocationRule : std::uint8_t {
    central,              // the leader keeps W
    even,                 // W / n
    fixed,                // a key for each participant, 1 together
    credit_contribution,  // by Σ of positive balances
    absolute_pro_rata,    // by Σ of |balances|
    matched_offset,       // part to those in credit, part to those in debit, each by matched amount
    current_account,      // balances at the internal rates; the leader keeps the rest
    no_worse_off,         // first stand-alone, then the benefit by another rule
};
std::string_view name_of(AllocationRule rule);

struct AllocationTerms {
    AllocationRule rule = AllocationRule::no_worse_off;
    AllocationRule by = AllocationRule::even;  // of no_worse_off: how the benefit is distributed
    std::vector<ledger::Decimal> keys;         // of fixed, one a participant
    ledger::Decimal creditors_part = ledger::Decimal::from_minor(5, 1);  // of matched_offset
    std::size_t leader = 0;                                              // index of a participant
};

struct Contribution {  // of one participant over the period; all but the interest are >= 0
    ledger::Int128 credit_days = 0, debit_days = 0;
    ledger::Int128 matched_credit_days = 0, matched_debit_days = 0;
    std::int64_t stand_alone_minor = 0;  // > 0: it would have earned
    std::int64_t internal_minor = 0;     // its balances at the internal rates
};

struct Allocation {
    std::vector<std::int64_t> result_minor;  // one a participant; they sum to the pool's interest
    std::int64_t benefit_minor = 0;          // pool interest - Σ stand-alone
};

// `pays_stand_alone`: the bank pays everyone its stand-alone interest before W is distributed.
Allocation allocate_pool(std::int64_t pool_minor, const AllocationTerms& terms,
                         const std::vector<Contribution>& participants, bool pays_stand_alone);

struct Loser {
    std::size_t participant = 0;
    std::int64_t shortfall_minor = 0;  // > 0: below its stand-alone result
};

// The participation test: everyone whose result is below its stand-alone result, in order.
std::vector<Loser> losers(const Allocation& allocation,
                          const std::vector<Contribution>& participants);

// Whether keys add up to 1, none below 0 and none with more than 18 decimals.
bool are_keys(const std::vector<ledger::Decimal>& keys);

}  // namespace rmbsim::sim

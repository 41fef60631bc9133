// Past sweeps corrected for a flow that is valued before it is booked (起息日回溯).
//
// Facts       each day's balances as its sweeps found them and what those moved; and by how much each
//             balance would have been found higher, had every flow been known
// Modes       A reverse and replay: every past sweep back, then every sweep as it should have been;
//             B delta, all days: for each link and day what is missing; C the same for the value day only,
//             and for today where today's sweep has seen the flow: it would move the same money twice
// Closed      a link moves only on days on which it was considered then: both ends open, before its
//             cut-off, in force, not blocked
// Invariants  A and B leave the same balances on every value date; nothing is posted for a day on
//             which nothing changes under B
// Source      pooling-practice §8 (modes A, B, C), §6 (calendars); property 8 of §23
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/time.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct SweptDay {  // one run of the pool's links
    ledger::ValueDate day{};
    PoolBalances found;  // before the day's sweeps
    // Up > 0, by position of the link in the pool; what the journal now holds for that value date,
    // earlier corrections included.
    std::vector<std::int64_t> moved;
    std::vector<LinkGate> gates{};  // as they stood then, by position; empty: all open
};

struct Correction {
    ledger::ValueDate day{};  // its value date; booked today
    std::uint32_t run = 0;    // position in `days`
    std::uint32_t link = 0;
    std::int64_t up_minor = 0;  // > 0 from child to header
    friend bool operator==(const Correction&, const Correction&) = default;
};

// `late[i]` is what days[i] did not know: the flows booked since with a value date up to that day, by
// account. Days ascend without a gap that swept; the first is the earliest value date. Where late[i]
// differs from late[i - 1], days[i] is a value day, or today: mode C sweeps those again.
std::vector<Correction> corrections(const SweepTree& tree, BackValueMode mode,
                                    std::span<const SweptDay> days,
                                    std::span<const PoolBalances> late);

// Brings `found` and `moved` of the days up to date with the flows and with the corrections that were
// made, so that the next ones start from what the journal holds.
void bring_up_to_date(const SweepTree& tree, std::span<SweptDay> days,
                      std::span<const PoolBalances> late, std::span<const Correction> made);

}  // namespace rmbsim::sim

// What a payment system did over a run: the indicators of settlement-algorithms §7.
//
// Units       minor units of the system's currency; value-time in minor units × milliseconds
// Two ways    queue value-time is an integral over queue events and a sum over payments: both are kept,
//             and must agree exactly
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/int128.hpp"

namespace rmbsim::sim {

inline constexpr std::size_t channel_count = 5;  // entry, release, offset, resolution, net

// Hours of the local clock by which throughput is told, as guidelines of systems set them.
inline constexpr std::array<int, 5> throughput_hours = {10, 12, 14, 16, 17};

// What waited within a quarter of an hour of the local clock, at its most; quarters without a queue
// have none.
struct QueueQuarter {
    std::int64_t local_ms =
        0;  // its beginning, as the local clock shows it, since 1970-01-01 00:00
    std::uint64_t count = 0;
    std::int64_t minor = 0;
    friend bool operator==(const QueueQuarter&, const QueueQuarter&) = default;
};

struct ParticipantResult {
    std::string bank;
    std::int64_t opening_minor = 0;         // balance at the first opening
    std::int64_t liquidity_used_minor = 0;  // U_i
    std::int64_t peak_credit_minor = 0;
    ledger::Int128 credit_time = 0;
    ledger::Int128 upper_bound_minor = 0;               // UB_i
    ledger::Int128 lower_bound_minor = 0;               // LB_i
    ledger::Int128 sent_minor = 0, received_minor = 0;  // settled
    std::uint64_t sent = 0, received = 0;
    std::uint64_t submitted = 0;
    ledger::Int128 submitted_minor = 0;
    std::int64_t credit_minor = 0;        // its line, collateral included
    ledger::Int128 delay_value_time = 0;  // Σ a d of what it sent
    ledger::Int128 value_time_worst = 0;  // Σ a (T1 - t) of what it sent
    ledger::Int128 delay_ms_sum = 0;
};

// A payment that is written down in the scenario or handed in live, or what it led to; not those that
// chance makes.
struct NamedPayment {
    std::uint32_t id = 0;  // "payment P-17"
    std::string name;      // a return's: of what it brings back, with ".return" behind it
    std::string status;    // waiting, queued, settled, returned, withdrawn, rejected
    std::string reason;    // name_of(PaymentReason); empty: settled
    std::int64_t submitted_ms = 0;
    std::int64_t ended_ms = -1;  // settled in full, or left unsettled; -1: it waits still
    std::string channel;         // by which it settled last; empty: not settled
    std::int32_t value_day = 0;  // of what was booked last; 0: nothing
};

struct SettlementResult {
    std::string rail, title_en, title_zh, rules, currency;
    std::uint8_t decimals = 2;
    std::uint64_t submitted = 0, settled = 0, returned = 0, withdrawn = 0, rejected = 0, queued = 0,
                  waiting = 0;  // never let in
    ledger::Int128 submitted_minor = 0, settled_minor = 0, unsettled_minor = 0;
    ledger::Int128 returned_minor = 0, withdrawn_minor = 0, rejected_minor = 0, queued_minor = 0,
                   waiting_minor = 0;
    ledger::Int128 value_time_by_payments = 0;  // Σ a_p d_p, unsettled until their end
    ledger::Int128 value_time_by_queue = 0;     // ∫ Q dt
    ledger::Int128 value_time_worst = 0;        // Σ a_p (T1 - t_p)
    ledger::Int128 delay_ms_sum = 0;            // by count, unsettled included
    std::array<std::uint64_t, channel_count> count_by_channel{};
    std::array<ledger::Int128, channel_count> minor_by_channel{};
    ledger::Int128 count_time_by_queue = 0;                               // ∫ number queued dt
    std::int64_t open_ms = 0;                                             // some session settled
    std::array<ledger::Int128, throughput_hours.size()> minor_by_hour{};  // settled by then
    std::uint64_t queue_most = 0;
    std::int64_t queue_most_minor = 0;
    std::vector<QueueQuarter> queue;  // ascending
    std::uint32_t resolutions = 0, sets = 0;
    ledger::Int128 set_gross_minor = 0;  // of payments in simultaneous sets
    ledger::Int128 set_net_minor = 0;    // Σ |net| of their participants
    bool standstill_measured = false;
    std::uint32_t gridlocks = 0, deadlocks = 0;
    std::int64_t gridlock_ms = 0, deadlock_ms = 0;
    std::vector<ParticipantResult> participants;
    std::vector<NamedPayment> named;  // ascending in id
};

}  // namespace rmbsim::sim

// An event of the simulation and its place in the one total order.
//
// Order       (time, phase, priority, origin, nth): origin is the entity that scheduled it, nth that
//             entity's own counter, so the order does not depend on threads, addresses or hashing
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "ledger/time.hpp"

namespace rmbsim::sim {

// What happens first at one instant. Source: settlement-algorithms (order within an instant) and
// pooling-practice §6 (order within a day).
enum class Phase : std::uint8_t {
    parameters,  // policy and terms that change today
    liquidity,   // value-date roll, interest and fees due, sweeps
    arrivals,    // client flows, orders, instructions that reach a rail
    release,     // queued instructions whose rail has opened
    offsetting,
    resolution,
    close,  // the day's end: interest, seals
    measurement,
};

enum class EventKind : std::uint16_t {
    none,
    policy_change,
    day_open,
    flow_due,
    sweep_due,
    rail_release,
    rail_arrival,
    store_day,
    store_payout,
    interest_due,
    day_close,
    run_end,
    sweep_return,  // of an overnight sweep
    sweep_retry,   // after the bank has rejected it
    notional_due,
    netting_due,
    hedge_due,
    in_house_due,
    fee_due,  // of a month
    conversion_due,
    settlement_day,      // of a payment system: its generated payments
    settlement_order,    // the next payments handed in
    settlement_session,  // opens, takes nothing new, closes
    settlement_release,  // release, offsetting and resolution of one instant
    settlement_resolve,  // at a set time
    settlement_fault,
    submission_due,  // of a live day
    customer_order,
    settlement_worked,     // a correspondent is done with an instruction
    settlement_notice,     // of a settled leg, to the bank that hands in the next
    settlement_liquidity,  // brought in or taken out within a session
    collection_receipt,    // a marketplace's payout reaches who collects it
    collection_convert,
    collection_payout,  // a payment institution's renminbi reach the seller
    note_due,           // an electronic note is issued, passed on or due
    export_due,         // declared, filed, paid, reconciled, recovered
    wallet_due,         // an order of a wallet, an upload, a contract's expiry
    wallet_interest,
};
inline constexpr std::size_t event_kind_count =
    static_cast<std::size_t>(EventKind::wallet_interest) + 1;

struct Event {
    std::int64_t time_ms = 0;
    std::uint64_t rank = 0;  // phase 8 | priority 16 | reserved 8 | origin 32
    std::uint32_t nth = 0;
    EventKind kind = EventKind::none;
    std::uint16_t reserved = 0;
    std::uint32_t target = 0;  // an index whose meaning the kind fixes
    std::uint32_t detail = 0;

    std::uint32_t origin() const { return static_cast<std::uint32_t>(rank); }
    Phase phase() const { return static_cast<Phase>(rank >> 56); }
    friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 32);

constexpr std::uint64_t rank_of(Phase phase, std::uint16_t priority, std::uint32_t origin) {
    return (std::uint64_t{static_cast<std::uint8_t>(phase)} << 56) |
           (std::uint64_t{priority} << 40) | origin;
}

// Strictly before, in the total order.
constexpr bool before(const Event& a, const Event& b) {
    if (a.time_ms != b.time_ms) return a.time_ms < b.time_ms;
    if (a.rank != b.rank) return a.rank < b.rank;
    return a.nth < b.nth;
}

}  // namespace rmbsim::sim

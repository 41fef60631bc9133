// One payment system at work: its engine, its sessions, and what its payments are called.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/int128.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/random.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/settlement/system_spec.hpp"
#include "sim/world/settlement_desk.hpp"

namespace rmbsim::sim {

PaymentReason reason_of(settlement::Hold hold);

// A payment over several rails.
struct SettlementDesk::Routed {
    std::uint32_t route = 0;  // Scenario::payment_routes
    std::uint32_t token = no_token, name = UINT32_MAX;
    std::int64_t minor = 0;
    bool urgent = false;
    bool arrived = false;                      // its last leg's notice has come
    std::vector<std::uint32_t> ids = {};       // of its legs so far
    PaymentReason back = PaymentReason::none;  // why it comes back
};

struct SettlementDesk::Handed {
    std::uint32_t payer = 0, payee = 0;  // participants
    std::int64_t minor = 0;
    std::uint32_t name = UINT32_MAX, source = UINT32_MAX, nth = 0;
    std::uint32_t group = settlement::no_group;
    std::uint32_t token = no_token;
    std::uint32_t id = 0;  // a payment that has its number already
    std::uint32_t return_of = 0;
    PaymentReason return_reason = PaymentReason::none;
    std::uint32_t admitted = UINT32_MAX;  // of admitted_
    std::uint8_t group_size = 0;
    std::uint8_t priority_class = 0;
    std::uint8_t leg = 0;
    bool splittable = false;
    bool told_waiting = false;
    std::uint32_t joint = settlement::no_joint;
    std::uint32_t routed = no_routed;  // … whose leg it is, or brings back
    std::int64_t submitted_ms = 0;
    std::int64_t closes_ms = 0;                     // of the session that took it
    std::int32_t value_day = INT32_MIN;             // it is booked for this day, or a later one
    PaymentReason waits_for = PaymentReason::none;  // while it is not let in
};

// A payment of the day that is still to come; a million of them wait at a morning.
struct SettlementDesk::Due {
    std::int64_t at_ms = 0;
    std::int64_t minor = 0;
    std::uint32_t payer = 0, payee = 0;
    std::uint32_t from = 0;  // SystemSpec::orders of a recorded one, else SystemSpec::sources
    std::uint32_t nth = 0;   // of its source
    std::uint8_t priority_class = 0;
    bool recorded = false;  // all else stands in its order
};

struct SettlementDesk::System {
    System(const settlement::SystemSpec& of, std::uint32_t at)
        : spec(of),
          engine(of.rules),
          index(at),
          size(static_cast<std::uint32_t>(of.participants.size())),
          lanes(of.clearing.per_session ? 2 : 1) {}

    struct Known {  // a payment of the engine
        std::uint32_t id = 0;
        std::uint32_t name = UINT32_MAX, source = UINT32_MAX, nth = 0;
        std::uint32_t token = no_token;
        std::uint32_t return_of = 0;
        std::uint32_t routed = no_routed;
        std::int32_t value_from = INT32_MIN, value_day = 0;  // no earlier; of what was booked last
        std::uint8_t leg = 0;
        bool comes_back = false;  // after it was settled, by a payment of the payee's
        std::int64_t submitted_ms = 0;
        PaymentReason ended_by = PaymentReason::none;  // without being settled
        std::int64_t closes_ms = 0;                    // of the session that took it
        ledger::Int128 part_value_time = 0;            // Σ part × wait of parts that are booked
    };
    struct Rejected {  // never let in
        std::uint32_t id = 0, name = UINT32_MAX;
        std::int64_t submitted_ms = 0, at_ms = 0;
        PaymentStepKind kind = PaymentStepKind::rejected;
        PaymentReason reason = PaymentReason::duplicate;
        std::uint8_t leg = 0;
    };
    struct Meter {  // of a participant in one lane
        std::int64_t opening = 0, used = 0, peak_credit = 0;
        std::int64_t credit = 0;  // now
        std::int64_t since_ms = 0;
        ledger::Int128 credit_time = 0;
    };
    struct Offered {  // of a participant, as if every payment settled when it came
        ledger::Int128 net_out = 0, most = 0;
    };

    std::uint32_t account(std::uint32_t participant, std::uint32_t lane) const {
        return lane * size + participant;
    }
    std::uint32_t participant_of(std::uint32_t account_index) const { return account_index % size; }
    std::uint32_t lane_of(std::uint32_t session) const { return session % lanes; }
    bool takes() const { return taking != UINT32_MAX; }
    // Of one bank's own accounts: open after its cut-off, too.
    bool keeps_open() const { return spec.processing_ms > 0; }
    // For a system that it funds: up to the last moment of a session, as the special ones end when CIPS opens.
    bool funds_at(std::int64_t now) const {
        return down == 0 && std::ranges::any_of(spec.funding_sessions, [&](const auto& session) {
                   return session.opens <= now && now <= session.closes;
               });
    }

    const settlement::SystemSpec& spec;
    settlement::Engine engine;
    std::uint32_t index;
    std::uint32_t size, lanes;
    std::vector<ledger::AccountId> accounts;  // of the engine's accounts, in the operator's book
    ledger::AccountId backing{};
    std::uint32_t funding = UINT32_MAX;     // systems_ that brings liquidity
    std::vector<ledger::AccountId> pooled;  // in the funding operator's book: this system's account
    std::vector<std::uint32_t> funding_account;  // engine account there, by participant

    std::uint32_t taking = UINT32_MAX;  // session that takes payments
    std::vector<bool> session_open;     // settles; by session
    std::uint32_t down = 0;             // outages of the rail that hold
    bool clearing_waits = false;        // for the funding system's next opening
    std::vector<std::uint32_t> hoards;  // by participant: how many faults keep its money back
    std::vector<std::uint32_t> out;     // by participant: outages that hold
    std::vector<Handed> early;          // for the next opening
    std::vector<Handed> held;           // of participants in an outage
    std::vector<Handed> in_work;        // taken by the bank that keeps the accounts, not yet booked
    std::vector<Due> due;               // of the day, ascending in time
    std::size_t next_due = 0, next_recorded = 0;
    bool order_scheduled = false;
    std::int64_t release_at_ms = INT64_MIN;                    // for which a release is scheduled
    std::vector<Known> known;                                  // by the engine's number
    std::unordered_map<std::uint32_t, std::uint32_t> by_name;  // name -> engine's number
    std::vector<std::uint32_t> drawn;                          // payments made so far, by source
    std::uint32_t first_name = 0;                              // of Directory::payment_names
    std::vector<Rejected> rejected;

    std::vector<Meter> meters;     // by engine account
    std::vector<Offered> offered;  // by participant
    SettlementResult result;
    std::int64_t looked_ms = INT64_MIN;
    TimeOfDay local_time{};  // at looked_ms
    settlement::Engine::Standstill standstill =
        settlement::Engine::Standstill::none;  // before looked_ms
    std::vector<ledger::Posting> lines;        // scratch
};

}  // namespace rmbsim::sim

// A payment system as plain data: its rules, sessions, participants and the payments handed in to it.
//
// Units       minor units of the system's currency; instants in milliseconds UTC
// Sessions    as the timetable gives them (sim/rail), ascending in opening; two may overlap when the
//             balances of each are kept apart (CIPS day and night), see Clearing::per_session
// Source      settlement-rules §2.2, §2.3; settlement-algorithms §6
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim::settlement {

inline constexpr std::uint32_t no_participant = UINT32_MAX;
inline constexpr std::uint32_t no_route = UINT32_MAX;
inline constexpr std::uint32_t no_joint = UINT32_MAX;

struct Collateral {  // line = units × price × (1 - haircut), rounded down
    std::string id;
    std::int64_t units = 0;
    std::int64_t price_minor = 0;  // a unit
    ledger::Decimal haircut;       // 0 … 1
};

struct LimitTerm {
    std::uint32_t payee = Limit::any_payee;  // participant
    std::int64_t most = 0;
};

struct Participant {
    std::uint32_t bank = 0;          // Scenario::banks
    std::int64_t balance_minor = 0;  // at the first opening, or brought in at each (Clearing)
    std::int64_t credit_minor = 0;   // uncollateralised line, or net debit cap 净借记限额
    std::vector<Collateral> collateral;
    Reservations reserved{};
    std::vector<LimitTerm> limits;
    std::int64_t cap_minor = no_cap;
    InputPosition at;
};

// Where balances come from and go to.
struct Clearing {
    std::uint32_t rail = UINT32_MAX;  // Scenario::rails, which settles too; none: from outside
    bool per_session = false;         // brought in at each opening, zero at each close 清零
    std::vector<TimeOfDay>
        positions_at;  // local: net positions are paid over the rail and start anew
};

struct SessionWindow {
    ledger::ValueDate business_date{};
    SimTimeMs opens = 0, sweep_from = 0, closes = 0;  // from `sweep_from` on it takes nothing new
    friend bool operator==(const SessionWindow&, const SessionWindow&) = default;
};

struct Order {  // a payment handed in
    SimTimeMs at = 0;
    std::uint32_t payer = 0, payee = 0;  // participants
    std::int64_t minor = 0;
    std::uint32_t name = 0;  // index into SystemSpec::names, UINT32_MAX: source and number
    std::uint32_t group = no_group;
    std::uint8_t group_size = 0;
    std::uint8_t priority_class = 0;
    bool splittable = false;
    std::uint32_t joint = no_joint;  // Scenario::joint_links: `group` is its part in this system
    std::uint32_t route = no_route;  // Scenario::payment_routes, whose first leg it is
};

struct AmountKnot {  // inverse distribution: at `share` ten-thousandths, `minor`
    std::uint32_t share = 0;
    std::int64_t minor = 0;
};

// Payments that chance makes: <id>.<n> a business day of the system.
struct OrderSource {
    std::string id;
    std::uint32_t per_day = 0;
    std::vector<AmountKnot> amounts = {};
    TimeOfDay first{}, last{};  // local
    std::uint32_t urgent_in_10000 = 0;
    std::vector<std::uint32_t> weights =
        {};  // of participants as payer and payee; empty: all alike
    InputPosition at;
};

// Liquidity that a participant brings in or takes out between opening and close 调增、调减.
struct LiquidityMove {
    SimTimeMs at = 0;
    std::uint32_t participant = 0;
    std::int64_t minor = 0;  // > 0: in
};

enum class FaultKind : std::uint8_t {
    participant_outage,  // hands in nothing; what it is paid arrives
    rail_outage,         // nothing is handed in, nothing settles
    liquidity_hoarding,  // pays only what is urgent
    limit_cut,           // the credit line is set to `minor`
    balance_cut,         // `minor` of its balance is taken away
    duplicate,           // `reference` is handed in again at `from`
    recall,              // … is called back
    returned,            // … comes back from the payee, after it was settled
    wrong_account,       // … is refused by the payee's bank and comes back
};

struct Fault {
    std::string id;
    FaultKind kind = FaultKind::participant_outage;
    SimTimeMs from = 0, to = 0;  // to: for what lasts
    std::uint32_t participant = no_participant;
    std::string reference = {};  // a payment's name
    std::int64_t minor = 0;
    InputPosition at;
};

struct SystemSpec {
    std::uint32_t rail = 0;   // Scenario::rails
    std::string row;          // of scenarios/reference/rails.yaml; empty: hours of its own
    std::string operator_id;  // its book: "op-cips"
    Title operator_name;
    RulePack rules;
    ledger::CurrencyId currency{};
    ledger::Market market = ledger::Market::onshore;
    std::vector<SessionWindow> sessions;
    // When money moves between it and a system that it funds: its sessions, and special ones that take
    // nothing else (settlement-rules §3.1).
    std::vector<SessionWindow> funding_sessions;
    std::int64_t item_most_minor = INT64_MAX;  // no payment is larger 单笔上限
    // Of accounts that one bank keeps for others 代理行: it works so long on what it has taken before it books
    // it, with the value date of the session that took it, after its cut-off, too.
    std::int64_t processing_ms = 0;
    std::uint32_t keeper = UINT32_MAX;  // Scenario::banks: that bank; none: a system of its own
    Clearing clearing;
    std::vector<Participant> participants;
    std::vector<Order> orders;  // ascending in (at, place in the files)
    std::vector<std::string> names;
    std::vector<OrderSource> sources;
    std::vector<LiquidityMove> liquidity;
    std::vector<Fault> faults;
    bool measure_standstill = false;  // gridlock and deadlock, after each instant that left a queue
};

// The participant of a bank, or no_participant.
std::uint32_t participant_at(const SystemSpec& system, std::uint32_t bank);
// When a payment that is handed in now is let in: now, or at the next opening; `now` when there is none.
ledger::SimTime next_taken(const SystemSpec& system, ledger::SimTime now);
// Its line of credit, collateral included; more than 64 bits is a broken contract.
std::int64_t line_of(const Participant& participant);

}  // namespace rmbsim::sim::settlement

// A pool as plain data: members, limits, links, and how its sweeps are ordered and corrected.
//
// Units       minor units of the child's currency for all amounts of a link; rates are decimals
// Indices     into the vectors of the Scenario; no_index: none
// Source      pooling-practice §2–8
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim {

enum class SweepMethod : std::uint8_t {
    zero_balance,
    target,
    threshold,
    fixed,
    percentage,
    collar,           // from the threshold on, all but the collar
    range,            // the excess over `upper`, the shortfall below `lower`
    cover_overdraft,  // up only against a header that is overdrawn
    fill_to_minimum,  // down only, to `lower`
    return_band,      // Miller–Orr: back to the return point from either edge
};
// With method target: what a deficit is funded to.
enum class DeficitRule : std::uint8_t { to_target, to_zero };
enum class SweepBasis : std::uint8_t {  // which balance of the child the rule reads
    value_dated,                        // entries with value date <= today
    booked,                             // entries by booking date
    available,                          // value-dated less reservations
    statement,  // the last closing balance that a statement has told: yesterday's
};
enum class ReverseSweep : std::uint8_t { none, full };
enum class SweepDirection : std::uint8_t { both, up, down };
enum class BelowMinimum : std::uint8_t { skip, raise };

struct LinkSpec {
    std::string id;
    std::uint32_t child = 0;   // account
    std::uint32_t header = 0;  // account
    SweepMethod method = SweepMethod::zero_balance;
    std::int64_t target_minor = 0;  // in the child's currency, as all amounts of a link
    std::int64_t threshold_minor = 0;
    std::int64_t fixed_minor = 0;
    ledger::Rate percent = 0;  // 0.25 is a quarter
    std::int64_t collar_minor = 0, lower_minor = 0, upper_minor = 0, return_minor = 0;
    DeficitRule deficit = DeficitRule::to_target;
    SweepBasis basis = SweepBasis::value_dated;
    SweepDirection direction = SweepDirection::both;
    std::int64_t unit_minor = 1;
    std::int64_t min_up_minor = 0, max_up_minor = INT64_MAX;
    std::int64_t min_down_minor = 0, max_down_minor = INT64_MAX;
    BelowMinimum below_minimum = BelowMinimum::skip;
    bool partial = true;
    std::uint16_t priority = 100;         // lower first
    std::int64_t header_floor_minor = 0;  // funding may not pull the header below this
    std::vector<TimeOfDay> at_times;      // local times in `zone`, ascending
    std::uint32_t zone = 0;
    std::optional<TimeOfDay> cut_off;  // after it the sweep waits for the next open day
    std::uint32_t rail = no_index;     // no_index: same-bank book transfer, at once
    std::uint32_t fx = no_index;       // needed when the currencies differ
    ReverseSweep reverse = ReverseSweep::none;
    TimeOfDay reverse_at{};     // of the next day on which both ends are open, in `zone`
    std::uint32_t retries = 0;  // after the bank has rejected the instruction
    std::chrono::milliseconds retry_after{0};
    std::uint32_t depth = 0;            // 1: under the root; the loader counts it
    std::vector<std::uint32_t> limits;  // indices into PoolSpec::limits
    InputPosition at;
    std::uint32_t tenor_months = 12;           // repayment term of what it draws across the border
    LoanPurpose purpose = LoanPurpose::other;  // of lending between currencies 错币种借贷
};

// Who is served first when a header cannot fund all: pooling-practice §4.3, §4.4.
enum class SiblingOrder : std::uint8_t {
    priority,       // fully, one after the other, until nothing is left
    pro_rata,       // each its share of the deficits, to the cent by largest remainder
    equal,          // the same for each, no more than its deficit
    largest_first,  // the largest deficit fully, then the next
};
enum class PassOrder : std::uint8_t { credit_first, debit_first, by_priority };
enum class TreeRule : std::uint8_t {
    post_order,         // level by level, deepest first
    request_and_grant,  // local surplus meets local deficit, only net needs climb: hard floors
};
struct SweepOrder {
    SiblingOrder siblings = SiblingOrder::priority;
    PassOrder pass = PassOrder::credit_first;
    TreeRule tree = TreeRule::post_order;
};

// How past sweeps are corrected when a flow is valued before it is booked (起息日回溯).
enum class BackValueMode : std::uint8_t {
    none,
    reverse_and_replay,  // A: every sweep since the value date is reversed and done again
    delta_all_days,      // B: for each day, what it should have moved less what it did
    delta_value_day,     // C: the same for the value date only
};

struct PoolLimitSpec {
    std::string id;  // "od-quota"
    Title title;
    std::string quota;  // a regime's limit: "overseas_lending_quota"; empty: `cap` rules
    std::optional<ledger::Money> cap;  // a limit of the group's own
    InputPosition at;
    std::uint32_t entity = no_index;   // counts this company's positions only
    std::int64_t committed_minor = 0;  // revolving lines outside the pool, at contract amount
};

struct MemberSpec {
    std::uint32_t entity = 0;
    ledger::Rate foreign_debt_ratio = 0;  // 归集比例, 0 … 1
    ledger::Rate overseas_lending_ratio = 0;
    MemberPolicy policy = {};  // what decides whether and how far it counts
};

struct FactValue {  // a fact of the group, tested by the regime's eligibility
    std::string name;
    ledger::Decimal value = 0;  // flags: 1 or 0
    InputPosition at;
};

struct PoolSpec {
    std::string id;
    Title name;
    std::uint32_t host = 0;  // entity, 主办企业
    std::vector<MemberSpec> members;
    std::vector<FactValue> facts;
    std::vector<PoolLimitSpec> limits;
    SweepOrder order;
    BackValueMode back_value = BackValueMode::none;
    std::uint32_t look_back_days = 31;           // value dates before that are not corrected
    std::optional<std::int64_t> daylight_minor;  // >= 0: most that all members may use at once
    std::vector<LinkSpec> links;                 // deepest level first, then priority, then id
    std::uint32_t domestic_terms = no_index;     // interest on intercompany positions
    std::uint32_t cross_border_terms = no_index;
    std::uint32_t overseas_terms = no_index;
    ledger::Rate withholding_tax = 0;  // on intercompany interest paid abroad
    ledger::Rate vat = 0;
    bool states_withholding = true, states_vat = true;  // else the tax section, then the regime
    InputPosition at;
    DateSpan in_force = {};             // filed from, ended on
    std::uint32_t succeeds = no_index;  // pool whose positions count here: a new filing
    std::optional<Regime> regime = {};  // one of its own; none: the scenario's on that day
    bool consolidate = false;           // stakes in other members do not count twice
    bool revalued_daily = false;        // reval_mode: daily
    std::optional<PoolServiceFee> service_fee = {};
};

}  // namespace rmbsim::sim

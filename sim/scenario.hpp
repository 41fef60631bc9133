// A scenario as plain data: what the loader has read, checked and resolved to indices.
//
// Units       money in minor units of the named account's or field's currency; rates are decimals
// Invariants  every index is valid and every amount fits: the loader has promised it
// Indices     Entity/Bank/… indices are positions in the vectors below, in the file's order
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/hedge/conversion_spec.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/in_house/on_behalf_spec.hpp"
#include "sim/market/curve.hpp"
#include "sim/market/fx.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/tax/tax_spec.hpp"

namespace rmbsim::sim {

struct InputPosition {       // where a thing was written; line and column 1-based, 0: nowhere
    std::uint32_t file = 0;  // index into Scenario::files
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct Title {
    std::string en, zh;
};

struct Entity {
    std::string id;
    Title name;
    std::string jurisdiction;  // "CN", "HK": ISO 3166, decides domestic or overseas
    ledger::Money equity{};    // audited owner's equity, prior year end, single entity
    std::string area = {};     // "CN-SZ", a code of scenarios/policy/areas.csv; empty: not said
    std::vector<EquityStep> equity_steps = {};  // later audits, ascending
    InputPosition at;
};

struct Bank {
    std::string id;
    Title name;
    std::string jurisdiction;
    std::uint32_t calendar = 0;  // index into Scenario::calendars
    std::uint32_t zone = 0;      // index into Scenario::zones
    InputPosition at;
    std::optional<ledger::ValueDate> eligible_until =
        {};  // last day as a cooperating bank 合作银行
};

// When interest is capitalised (结息日).
struct SettlementSchedule {
    enum class Every : std::uint8_t { month, quarter, year } every = Every::quarter;
    std::uint8_t day = 20;    // of the month (for quarter: of March, June, …); 31: month's end
    std::uint8_t month = 12;  // for year only
    bool settlement_day_earns =
        true;  // whether the 20th itself counts; interest is booked the day after
};

struct InterestTerms {
    std::string id;
    RateTerm credit;  // paid on positive balances
    RateTerm debit;   // charged on negative ones
    ledger::DayCount day_count = ledger::DayCount::act_360;
    SettlementSchedule schedule;
    RateTiers credit_tiers, debit_tiers;
    std::optional<ArmsLength> arms_length;
    InputPosition at;
};

enum class AccountKind : std::uint8_t {
    settlement,       // 结算账户
    domestic_master,  // 国内资金主账户
    overseas_header,  // the pool's header abroad
    foreign_debt,     // 外债账户
    collection,       // receives marketplace payouts
};

struct BankAccount {
    std::string id;           // "SZ.master"
    std::uint32_t owner = 0;  // entity
    std::uint32_t bank = 0;
    ledger::CurrencyId currency{};
    ledger::Market market = ledger::Market::onshore;
    AccountKind kind = AccountKind::settlement;
    std::int64_t opening_minor = 0;
    std::int64_t overdraft_minor = 0;  // >= 0: how far below zero the bank lets it go
    std::int64_t daylight_minor = 0;   // >= 0: and further, within the day
    std::uint32_t interest = no_index;
    InputPosition at;
    FundNature nature = FundNature::unspecified;
};

struct FxTerms {  // conversion at a bank: mid of that market ∓ half the spread
    std::string id;
    std::uint32_t bank = 0;
    ledger::Market market = ledger::Market::offshore;
    ledger::Rate spread = 0;  // full bid/ask width as a fraction of mid: 0.0010 is 10 bp
    InputPosition at;
};

enum class RailKind : std::uint8_t { book_transfer, cross_border };

struct RailSpec {
    std::string id;
    Title name;
    RailKind kind = RailKind::book_transfer;
    std::vector<std::uint32_t> calendars;  // all must be open
    std::uint32_t zone = 0;
    Session hours{};  // local; a book transfer is open whenever its bank is
    std::chrono::milliseconds latency{0};
    std::int64_t fee_minor = 0;  // charged to the sender in `fee_currency`
    ledger::CurrencyId fee_currency{};
    InputPosition at;
};

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

enum class FlowKind : std::uint8_t {
    sales,
    other_receipt,
    suppliers,
    payroll,
    tax,
    dividend,
    capex,
    rent,
    other_payment,
    loan_drawdown,
    loan_repayment,
};

struct Flow {  // recorded; received > 0, paid < 0
    SimTimeMs at = 0;
    std::uint32_t account = 0;
    FlowKind kind = FlowKind::sales;
    std::int64_t minor = 0;
    std::int32_t value_day = 0;
    std::uint32_t name = 0;  // index into Scenario::flow_names ("F-12"), the client id
    std::uint32_t line = 0;  // of Scenario::flow_files[file]
    std::uint16_t file = 0;
};

struct OrderValueKnot {  // inverse distribution: at `share` ten-thousandths, `minor`
    std::uint32_t share = 0;
    std::int64_t minor = 0;
};

struct SeasonFactor {
    ledger::ValueDate from{}, to{};
    std::uint32_t percent = 100;
};

// Flows that chance makes: their ids are <id>.<date>.<n>, their draws keyed by the generator's id.
struct FlowGenerator {
    enum class Every : std::uint8_t { business_day, day, week, month };
    std::string id;
    std::uint32_t account = 0;
    FlowKind kind = FlowKind::sales;
    bool received = true;
    Every every = Every::business_day;
    std::uint8_t day =
        1;  // week: 1 is Monday; month: of the month, 31 its end; then the next open day
    std::uint32_t count_min = 1, count_max = 1;  // flows on such a day
    std::vector<OrderValueKnot> amounts;         // > 0, in the account's currency
    std::vector<SeasonFactor> season;            // of the amounts
    ledger::ValueDate from{}, to{};              // both included
    TimeOfDay first{}, last{};                   // local to the account's bank
    std::uint32_t line = 0;
    std::uint16_t file = 0;  // of Scenario::flow_files
    InputPosition at;
};

struct StoreSpec {  // a seller's store on one marketplace
    std::string id;
    Title name;
    std::string marketplace;
    std::uint32_t account = 0;  // where payouts arrive
    std::uint32_t orders_per_day = 0;
    std::vector<OrderValueKnot> order_value;  // in the account's currency
    std::vector<SeasonFactor> season;
    ledger::Rate referral_fee = 0;          // share of the sale
    std::int64_t fulfilment_fee_minor = 0;  // an order
    ledger::Rate refund_rate = 0;           // share of orders that come back
    std::uint32_t refund_days = 0;          // after delivery
    std::uint32_t delivery_days_min = 0, delivery_days_max = 0;
    std::uint32_t reserve_days = 7;  // DD+7
    std::uint32_t cycle_days = 14;
    ledger::ValueDate first_statement{};
    std::uint32_t payout_business_days = 3;  // on the bank's calendar
    InputPosition at;
};

// What goes wrong, and when.
struct FaultSpec {
    enum class Kind : std::uint8_t {
        sweep_rejected,     // the bank rejects the link's instruction, `times` in a row
        statement_missing,  // the child's statement has not come: nothing is swept on stale data
    } kind = Kind::sweep_rejected;
    std::string id;
    std::string link;
    ledger::ValueDate on{};
    std::uint32_t times = 1;
    InputPosition at;
};

struct Expectation {
    enum class Kind : std::uint8_t { balance, kpi, limit_never_above, payment, refused } kind{};
    std::string subject;  // account, kpi, limit, payment or flow
    std::string entity;   // kpi: "group" or an entity; empty: group
    std::optional<ledger::ValueDate> on;
    std::string low, high;  // inclusive bounds as written; `is` sets both
    std::string text;       // status, reason
    std::string time_text;  // payment at
    InputPosition at;
};

struct VariantSpec {  // the patch itself stays with the loader
    std::string name;
    Title title;
    bool baseline = false;
};

struct Scenario {
    std::string id;
    Title title;
    ledger::ValueDate from{}, to{};  // both included
    std::uint64_t seed = 0;
    std::uint32_t zone = 0;  // whose midnight closes the simulated day
    ledger::CurrencyId reporting_currency{};
    ledger::Market reporting_market = ledger::Market::onshore;
    std::optional<ledger::Rate> alternative_rate;  // what idle cash could earn a year

    std::vector<std::string> files;  // for InputPosition
    std::vector<Calendar> calendars;
    std::vector<TimeZone> zones;
    FxTable fx;
    std::vector<Curve> curves;
    AfterLast after_last = AfterLast::hold;
    std::optional<Regime> regime;  // with overlays applied; the first, see sim/policy/timeline.hpp
    std::vector<RegimeChange> regime_changes;  // ascending in `from`

    std::vector<Entity> entities;
    std::vector<Bank> banks;
    std::vector<InterestTerms> interest_terms;
    std::vector<BankAccount> accounts;
    std::vector<FxTerms> fx_terms;
    std::vector<RailSpec> rails;
    std::vector<PoolSpec> pools;
    std::vector<NotionalPoolSpec> notional_pools;
    TaxSpec tax;
    std::vector<FeeSchedule> fee_schedules;
    std::vector<Flow> flows;  // ascending in (at, account, line)
    std::vector<std::string> flow_names;
    std::vector<std::string> flow_files;
    std::vector<FlowGenerator> generators;
    std::vector<StoreSpec> stores;
    std::vector<FaultSpec> faults;
    std::vector<NettingSpec> netting;
    HedgeSpec hedges;
    std::vector<SettlementPolicy> settlement;
    std::vector<ConversionPolicy> conversions;
    std::vector<RevaluationSpec> revaluations;
    std::vector<OnBehalfSpec> on_behalf;
    std::vector<VariantSpec> variants;
    std::vector<Expectation> expectations;
};

}  // namespace rmbsim::sim

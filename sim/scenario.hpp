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
#include "sim/commerce/commerce_spec.hpp"  // IWYU pragma: export
#include "sim/commerce/export_spec.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/flow_spec.hpp"  // IWYU pragma: export
#include "sim/hedge/conversion_spec.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/in_house/on_behalf_spec.hpp"
#include "sim/kernel/route_choice.hpp"
#include "sim/market/curve.hpp"
#include "sim/market/fx.hpp"
#include "sim/measure/structure_costs.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/pool/pool_spec.hpp"  // IWYU pragma: export
#include "sim/pool/rate_terms.hpp"
#include "sim/settlement/system_spec.hpp"
#include "sim/tax/tax_spec.hpp"
#include "sim/written.hpp"  // IWYU pragma: export

namespace rmbsim::sim {

struct Entity {
    std::string id;
    Title name;
    std::string jurisdiction;  // "CN", "HK": ISO 3166, decides domestic or overseas
    ledger::Money equity{};    // audited owner's equity, prior year end, single entity
    std::string area = {};     // "CN-SZ", a code of scenarios/policy/areas.csv; empty: not said
    std::vector<EquityStep> equity_steps = {};  // later audits, ascending
    bool is_drawn = false;                      // one of a district's many: told of together
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
        {};                // last day as a cooperating bank 合作银行
    std::string bic = {};  // ISO 9362; empty: not said
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
    wallet,           // 数字人民币钱包: EcnySpec::wallets says more
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

enum class RailKind : std::uint8_t {
    book_transfer,
    cross_border,
    settlement,  // a payment system with accounts and queues: Scenario::systems
};

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
    std::optional<ledger::ValueDate> value_date = {};  // … and valued
    InputPosition at;
};

// A customer's payment to another customer's account, over a rail that settles: from its own file.
struct CustomerOrder {
    SimTimeMs at = 0;
    std::uint32_t rail = 0;
    std::uint32_t from_account = 0, to_account = 0;
    std::int64_t minor = 0;                      // > 0
    std::uint32_t name = 0;                      // of the rail's SystemSpec::names
    std::uint32_t route = settlement::no_route;  // `rail` is its first leg's
};

// A payment over several rails: each leg is handed in at the notice that the one before is settled.
struct RouteLegSpec {
    std::uint32_t rail = 0;                        // Scenario::rails, of kind settlement
    std::uint32_t payer_bank = 0, payee_bank = 0;  // Scenario::banks
};
using PaymentRoute = std::vector<RouteLegSpec>;

// Payments of several systems that settle at one instant or not at all (PvP 同步交收).
struct JointLink {
    struct Part {
        std::uint32_t system = 0;  // Scenario::systems
        std::uint32_t group = 0;   // its link group there
        std::uint32_t legs = 0;
    };
    std::vector<Part> parts;
};

struct VariantSpec {  // the patch itself stays with the loader
    std::string name;
    Title title;
    bool baseline = false;
    bool as_written = false;  // it patches nothing: `expect:` speaks of it
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
    std::optional<StructureCosts> structure_costs = {};

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
    std::vector<settlement::SystemSpec> systems;  // one a rail of kind settlement
    std::vector<PoolSpec> pools;
    std::vector<NotionalPoolSpec> notional_pools;
    TaxSpec tax;
    std::vector<FeeSchedule> fee_schedules;
    std::vector<Flow> flows;  // ascending in (at, account, line)
    std::vector<std::string> flow_names;
    std::vector<std::string> flow_files;
    std::vector<FlowGenerator> generators;
    std::vector<MarketplaceSpec> marketplaces;
    std::vector<ProviderSpec> providers;
    std::vector<CollectionRoute> collection_routes;
    std::vector<StoreSpec> stores;
    std::vector<RecordedOrder> orders;     // ascending in (on, written order)
    std::vector<FinancingSpec> financing;  // those that share a store: the first draws
    std::vector<NoteSpec> notes;
    ExportsSpec exports;
    std::vector<FaultSpec> faults;
    std::vector<NettingSpec> netting;
    HedgeSpec hedges;
    std::vector<SettlementPolicy> settlement;
    std::vector<ConversionPolicy> conversions;
    std::vector<RevaluationSpec> revaluations;
    std::vector<OnBehalfSpec> on_behalf;
    std::vector<CustomerOrder> customer_orders;  // ascending in `at`
    std::vector<PaymentRoute> payment_routes;
    std::vector<JointLink> joint_links;
    std::vector<RouteChoice> route_choices;  // of payments whose route was looked for
    EcnySpec ecny = {};
    std::vector<VariantSpec> variants;
    std::vector<Expectation> expectations;
};

}  // namespace rmbsim::sim

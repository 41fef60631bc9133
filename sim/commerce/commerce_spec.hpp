// Online selling as plain data: marketplaces and their dated terms, stores, orders, and the ways by which
// the money comes home.
//
// Units       minor units of the store's currency, which is its marketplace's; rates are shares, 0 to 1
// Invariants  as in sim/scenario.hpp; terms ascend in `from`, the first holds before its date, too
// Source      settlement-rules §9–§12
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/flow_spec.hpp"
#include "sim/pool/rate_terms.hpp"  // no_index
#include "sim/written.hpp"

namespace rmbsim::sim {

struct MarketplaceTerms {  // in force from a day on; an order is charged by those of its shipment
    ledger::ValueDate from{};
    ledger::Rate referral_fee = 0;          // 平台佣金, share of the price
    std::int64_t fulfilment_fee_minor = 0;  // an order
    ledger::Rate advertising = 0;           // share of the day's sales
    ledger::Rate collected_tax =
        0;                          // on top of the price, collected and paid on by the marketplace
    ledger::Rate refund_keeps = 0;  // share of the referral fee that is not given back
    std::int64_t refund_keeps_most_minor = -1;  // and no more than that; -1: no bound
    std::int64_t chargeback_fee_minor = 0;      // 拒付手续费, each
    std::int64_t monthly_fee_minor = 0;         // subscription and storage, on the first of a month
    std::uint32_t reserve_days = 7;             // DD+7: held until delivery + 7 + 1
    ledger::Rate rolling_reserve = 0;  // 滚动保证金: share of a statement that is held back
    std::uint32_t rolling_days = 0;    // … for so long
};

// A marketplace, or an own site with its acquirer (独立站): who holds the buyers' money.
struct MarketplaceSpec {
    std::string id;  // names its book
    Title name;
    std::string jurisdiction;
    ledger::CurrencyId currency{};
    ledger::Market market = ledger::Market::offshore;
    std::uint32_t cycle_days = 14;
    ledger::ValueDate first_statement{};
    std::uint32_t payout_business_days = 3;  // on the calendar of the bank that receives
    bool reserve_from_sale = false;       // the reserve's clock starts at shipment, not at delivery
    std::vector<MarketplaceTerms> terms;  // one or more
    InputPosition at;
};

// A licensed payment institution (支付机构) that collects for sellers and pays out renminbi at home.
struct ProviderSpec {
    std::string id;  // names its book
    Title name;
    std::string jurisdiction;
    std::uint32_t bank = 0;  // partner bank (合作银行) that holds the safeguarded funds (备付金)
    struct FeeTier {
        std::int64_t from_minor = 0;  // collected in the month, CNY at mid
        ledger::Rate fee = 0;
    };
    std::vector<FeeTier> fees;              // of what is converted; ascending, the first from 0
    ledger::Rate spread = 0;                // full width of bid and ask
    std::uint32_t payout_business_days = 1;
    struct Ceiling {  // none: no such limit
        std::int64_t minor = 0;
        ledger::CurrencyId currency{};
        std::string document, mark;
    };
    std::optional<Ceiling> order_ceiling;  // a single transaction
    std::optional<Ceiling> year_ceiling;   // of one seller in a calendar year
    InputPosition at;
};

struct ConversionTiming {
    enum class Every : std::uint8_t { day, week, month, threshold } every = Every::day;
    std::uint8_t on = 1;        // week: 1 is Monday; month: of the month; then the next open day
    ledger::Money threshold{};  // of what is collected, at mid; on each open day
    TimeOfDay at = std::chrono::hours{10};
};

enum class CollectionKind : std::uint8_t {
    account,   // into a bank account, and there the group decides (pool, conversion_place)
    provider,  // a payment institution converts and pays out
    bank,      // a mainland bank converts on electronic trade data
    company,   // a company abroad receives, converts and pays the mainland one for the goods
};

struct CollectionRoute {  // 收款路径
    std::string id;
    Title name;
    CollectionKind kind = CollectionKind::account;
    std::uint32_t provider = no_index;
    std::vector<std::uint32_t> receive;   // bank accounts, one a currency
    std::uint32_t through = no_index;     // company: its renminbi account abroad
    std::uint32_t into = no_index;        // renminbi account at home; account: none
    std::uint32_t fx = no_index;          // terms of the bank that converts
    std::uint32_t rail = no_index;        // company: to the mainland
    std::uint32_t over_limit = no_index;  // bank account for what the provider may not take
    std::int64_t receipt_fee_minor =
        0;  // a payout, in its currency, taken by the bank that receives
    ConversionTiming when;
    InputPosition at;
};

// The most that an order may cost: a day of ten million such orders still fits 64 bits.
inline constexpr std::int64_t order_price_most = 100'000'000'000;  // minor units

struct DaySpan {
    ledger::ValueDate from{}, to{};  // both included
    bool holds(ledger::ValueDate day) const { return from <= day && day <= to; }
};

enum class OrderBooking : std::uint8_t {
    automatic,  // each order, up to a volume a day; beyond it daily totals
    order,
    daily,  // 汇总记账
};

struct StoreSpec {  // a seller's store on one marketplace
    std::string id;
    Title name;
    std::uint32_t seller = 0;       // entity
    std::uint32_t marketplace = 0;  // Scenario::marketplaces
    std::uint32_t route = 0;        // Scenario::collection_routes
    std::uint32_t into = no_index;  // instead of the route's
    std::uint32_t orders_per_day = 0;
    std::vector<OrderValueKnot> order_value;
    std::vector<SeasonFactor> season;
    ledger::Rate refund_rate = 0;   // share of orders that come back
    std::uint32_t refund_days = 0;  // after delivery
    ledger::Rate chargeback_rate = 0;
    std::uint32_t chargeback_days = 0;  // after delivery
    std::uint32_t delivery_days_min = 0, delivery_days_max = 0;
    OrderBooking booking = OrderBooking::automatic;
    std::vector<DaySpan> stops;    // nothing is shipped (春节停运); orders wait
    std::vector<DaySpan> freezes;  // the marketplace pays nothing out
    InputPosition at;
};

// An order that is written down; others are drawn.
struct RecordedOrder {
    std::string id;
    std::uint32_t store = 0;
    ledger::ValueDate on{};         // ordered and, unless the store stands still, shipped
    ledger::ValueDate delivered{};  // >= on
    std::int64_t price_minor = 0;   // > 0
    std::optional<ledger::ValueDate> refunded = {};  // >= on; in whole or in part
    std::int64_t refund_minor = 0;                   // <= price
    std::optional<ledger::ValueDate> charged_back = {};
    InputPosition at;
};

}  // namespace rmbsim::sim

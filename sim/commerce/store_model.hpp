// What a store sells, what comes back, and what its marketplace owes it: held, available, stated.
//
// Charged     an order by the terms in force on the day it is shipped
// Held        an order's net proceeds until delivery + reserve_days + 1 (DD+7), by the reserve_days in
//             force on the evening that asks: a longer reserve holds longer what is held already
// Taken       refunds and chargebacks from the order's own held proceeds, else from what is available;
//             what is lacking is owed to the marketplace and taken first of what becomes available
// Statement   every cycle_days, all that is available; less a rolling reserve, held for its days; nothing
//             while the account is frozen, or while the store owes
// Chance      each purpose draws from its own stream of this store, so a second store changes nothing here
// Units       minor units of the store's currency, all >= 0
// Source      settlement-rules §11, §15
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "sim/commerce/commerce_spec.hpp"
#include "sim/commerce/order_count.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/commerce/share.hpp"
#include "sim/kernel/random.hpp"

namespace rmbsim::sim {

struct ShippedOrder {
    std::uint32_t number = 0;             // 1, 2, 3 … of the store
    std::uint32_t recorded = UINT32_MAX;  // Scenario::orders, of one that is written down
    std::int32_t sale_day = 0, shipped_day = 0, delivered_day = 0;
    std::int64_t price = 0, tax = 0, referral = 0, fulfilment = 0;
    bool over_ceiling = false;  // price above what the payment institution may take

    std::int64_t fees() const { return referral + fulfilment; }
    std::int64_t net() const { return price - referral - fulfilment; }  // < 0: the fees are more
};

struct TakenBack {  // a refund or a chargeback, on its day
    ShippedOrder order;
    bool is_chargeback = false;
    std::int64_t price = 0, tax = 0;  // given back to the buyer
    std::int64_t fees_returned = 0;   // of the referral fee, by the marketplace
    std::int64_t charge = 0;          // the chargeback's own fee
    std::int64_t from_held = 0;  // of what it takes from the store; the rest from the available
    std::int64_t taken() const { return price - fees_returned + charge; }
};

struct Statement {
    std::int64_t paid_out = 0;
    std::vector<Cohort> cohorts;  // of what is paid out
    std::int64_t rolled = 0;      // into the rolling reserve
};

class StoreModel {
  public:
    // Orders that are written down: of this store, ascending in their day; `index` in the scenario.
    struct Recorded {
        const RecordedOrder* order = nullptr;
        std::uint32_t index = 0;
    };
    StoreModel(const StoreSpec& spec, const MarketplaceSpec& marketplace, std::uint32_t store_index,
               const RandomSource& random, std::vector<Recorded> recorded = {});

    // A day's steps, in this order. What they return stays valid until the next call of the same.
    std::span<const ShippedOrder> ship(ledger::ValueDate day);
    std::span<const TakenBack> take_back(ledger::ValueDate day);
    std::span<const Cohort> release(ledger::ValueDate day);  // from held to available
    std::int64_t advertise(ledger::ValueDate day);           // charged for this day's sales
    std::int64_t charge_month(ledger::ValueDate day);
    bool is_statement_day(ledger::ValueDate day) const;
    Statement state_account(ledger::ValueDate day);

    // Orders above it are marked from now on; exactly at it they are not. -1: no ceiling.
    void set_ceiling(std::int64_t minor) { ceiling_ = minor; }
    bool is_frozen(ledger::ValueDate day) const;
    std::int64_t held() const { return held_total_; }
    std::int64_t available() const { return available_.balance(); }  // < 0: owed
    std::uint64_t draws() const;

  private:
    struct Terms {
        const MarketplaceTerms* spec = nullptr;
        Share referral, advertising, tax, keeps, rolling;
    };
    struct Fate {                // what an order will come to, known when it is drawn
        std::int64_t price = 0;  // that comes back; 0: none
        bool is_chargeback = false;
        std::int32_t days = 0;  // after delivery
        std::int32_t on = 0;    // instead of `days`, of one that is written down
    };
    struct Drawn {
        ShippedOrder order;
        Fate refund = {}, chargeback = {};
    };
    struct Returning {
        ShippedOrder order;
        Fate fate;
    };
    const Terms& terms_on(ledger::ValueDate day) const;
    std::int32_t clock_of(const ShippedOrder& order) const;
    std::uint32_t orders_on(ledger::ValueDate day);
    void draw_orders(ledger::ValueDate day);
    void draw_written(ledger::ValueDate day);
    void ship_one(const Terms& terms, const Drawn& drawn, ledger::ValueDate day);
    TakenBack taken_back(const Returning& returning);

    const StoreSpec* spec_;
    const MarketplaceSpec* marketplace_;
    std::uint32_t store_;
    std::vector<Terms> terms_;
    std::vector<QuantileKnot> values_;
    std::uint32_t refund_share_, chargeback_share_;
    RandomStream counts_, amounts_, deliveries_, refunds_, chargebacks_;
    std::map<std::uint32_t, PoissonCount> small_counts_;  // by the season's percent
    std::vector<Recorded> recorded_;
    std::size_t next_recorded_ = 0;
    std::uint32_t number_ = 0;

    std::vector<Drawn> waiting_;  // ordered; stays while nothing is shipped
    std::vector<ShippedOrder> shipped_;
    std::vector<TakenBack> taken_back_;
    std::vector<Cohort> released_;
    std::map<std::int32_t, std::vector<Returning>> returning_;  // by the day it comes back
    std::map<std::int32_t, Purse> held_;                        // by the day its clock starts
    std::map<std::int32_t, Purse> rolling_;                     // by the day it is released
    Purse available_;
    std::int64_t held_total_ = 0, day_sales_ = 0, ceiling_ = -1;
};

}  // namespace rmbsim::sim

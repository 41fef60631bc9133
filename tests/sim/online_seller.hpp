// A marketplace and stores for tests: 15 % and 2.00 an order, DD+7, a fortnight from 2026-01-16 on.
#pragma once

#include <string>
#include <utility>

#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing {

inline MarketplaceSpec small_marketplace() {
    MarketplaceSpec spec;
    spec.id = "market";
    spec.name = {"Market", "平台"};
    spec.currency = ledger::currency("USD");
    spec.cycle_days = 14;
    spec.first_statement = day(2026, 1, 16);
    spec.payout_business_days = 3;
    MarketplaceTerms terms;
    terms.referral_fee = decimal("0.15");
    terms.fulfilment_fee_minor = 200;
    terms.reserve_days = 7;
    spec.terms.push_back(terms);
    return spec;
}

inline StoreSpec written_store() {
    StoreSpec store;
    store.id = "store";
    store.name = {"Store", "网店"};
    return store;
}

inline StoreSpec small_store() {
    StoreSpec store = written_store();
    store.orders_per_day = 100;
    store.order_value = {{0, 1000}, {10'000, 1000}};  // every order 10.00
    store.delivery_days_min = store.delivery_days_max = 3;
    return store;
}

inline RecordedOrder order_of(std::int64_t minor, ledger::ValueDate on,
                              ledger::ValueDate delivered) {
    RecordedOrder order;
    order.id = "O-" + std::to_string(minor);
    order.on = on;
    order.delivered = delivered;
    order.price_minor = minor;
    return order;
}

// A small store whose payouts stay on a bank account of its owner.
inline void sell_on_account(Scenario& s, std::uint32_t account) {
    s.marketplaces.push_back(small_marketplace());
    CollectionRoute route;
    route.id = "account";
    route.name = {"account", "账户"};
    route.receive = {account};
    s.collection_routes.push_back(std::move(route));
    StoreSpec store = small_store();
    store.seller = s.accounts[account].owner;
    s.stores.push_back(std::move(store));
}

}  // namespace rmbsim::sim::testing

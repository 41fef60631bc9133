#include <cstdint>

#include <catch2/catch.hpp>

#include "ledger/money.hpp"
#include "sim/commerce/store_model.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

StoreSpec small_store() {
    StoreSpec store;
    store.id = "store";
    store.account = dollars;
    store.orders_per_day = 100;
    store.order_value = {{0, 1000}, {10'000, 1000}};  // every order 10.00
    store.referral_fee = decimal("0.15");
    store.fulfilment_fee_minor = 200;
    store.delivery_days_min = store.delivery_days_max = 3;
    store.reserve_days = 7;
    store.cycle_days = 14;
    store.first_statement = day(2026, 1, 16);
    store.payout_business_days = 3;
    return store;
}

}  // namespace

TEST_CASE("a store's day is orders, sales and fees", "[commerce][fees]") {
    const StoreSpec spec = small_store();
    StoreModel store(spec, 0, RandomSource(1, 0));
    const StoreDay first = store.trade(day(2026, 1, 5));
    CHECK(first.orders >= 85);
    CHECK(first.orders <= 115);
    CHECK(first.sales_minor == 1000 * static_cast<std::int64_t>(first.orders));
    CHECK(first.fees_minor == 350 * static_cast<std::int64_t>(first.orders));  // 15 % and 2.00
}

TEST_CASE("proceeds are held for delivery and reserve, then stated every fortnight",
          "[commerce][reserve]") {
    const StoreSpec spec = small_store();
    StoreModel store(spec, 0, RandomSource(1, 0));
    std::int64_t available = 0;
    // Delivered after 3 days, reserved 7 more, available the day after: sold by 5 January for the 16th.
    for (unsigned d = 1; d <= 16; ++d) {
        const StoreDay traded = store.trade(day(2026, 1, d));
        if (d <= 5) available += traded.sales_minor - traded.fees_minor;
    }
    CHECK_FALSE(store.is_statement_day(day(2026, 1, 15)));
    CHECK(store.is_statement_day(day(2026, 1, 16)));
    CHECK(store.is_statement_day(day(2026, 1, 30)));
    CHECK(store.state_account(day(2026, 1, 16)) == available);
    CHECK(store.state_account(day(2026, 1, 16)) == 0);  // stated once
}

TEST_CASE(
    "a refund takes back the price and returns the referral fee, and a negative statement is "
    "carried",
    "[commerce][refunds]") {
    StoreSpec spec = small_store();
    spec.refund_rate = 1;  // every order comes back
    spec.refund_days = 1;
    StoreModel store(spec, 0, RandomSource(1, 0));
    const StoreDay first = store.trade(day(2026, 1, 1));
    for (unsigned d = 2; d <= 4; ++d) store.trade(day(2026, 1, d));
    const StoreDay refunded =
        store.trade(day(2026, 1, 5));  // delivered on the 4th, back on the 5th
    CHECK(refunded.refunds_minor == first.sales_minor);
    CHECK(refunded.fees_returned_minor == 150 * static_cast<std::int64_t>(first.orders));
    CHECK(store.state_account(day(2026, 1, 5)) == 0);
}

TEST_CASE("adding a store changes nothing in another store's sales", "[commerce][random]") {
    Scenario one = small_group();
    one.stores.push_back(small_store());
    Scenario two = one;
    two.stores.push_back(small_store());
    two.stores[1].account = dollars;
    StoreModel alone(one.stores[0], 0, RandomSource(5, 0)),
        beside(two.stores[0], 0, RandomSource(5, 0));
    StoreModel second(two.stores[1], 1, RandomSource(5, 0));
    bool differs = false;
    for (unsigned d = 5; d < 20; ++d) {
        const StoreDay a = alone.trade(day(2026, 1, d)), b = beside.trade(day(2026, 1, d));
        CHECK(a.sales_minor == b.sales_minor);
        differs = differs || second.trade(day(2026, 1, d)).orders != a.orders;
    }
    CHECK(differs);
}

TEST_CASE("a payout arrives on the third business day and clears the receivable",
          "[commerce][payout]") {
    Scenario s = small_group();
    s.pools.clear();
    s.from = day(2026, 1, 1);
    s.to = day(2026, 1, 31);
    s.stores.push_back(small_store());
    World world(s);
    const RunResult result = world.run(nullptr, nullptr, {});
    CHECK(result.counts.payouts == 1);
    CHECK(closing(result, "HK.usd", day(2026, 1, 20)) == 0);
    CHECK(closing(result, "HK.usd", day(2026, 1, 21)) >
          0);  // stated Friday the 16th, paid Wednesday
    const std::int64_t paid = closing(result, "HK.usd", day(2026, 1, 31));
    CHECK(find_kpi(result, "store_payouts", "hk")->value == ledger::to_text(paid * 7, 2));
}

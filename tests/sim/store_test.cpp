#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/money.hpp"
#include "sim/commerce/share.hpp"
#include "sim/commerce/store_model.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"
#include "tests/sim/online_seller.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

std::vector<StoreModel::Recorded> recorded(const std::vector<RecordedOrder>& orders) {
    std::vector<StoreModel::Recorded> all;
    for (std::uint32_t i = 0; i < orders.size(); ++i) all.push_back({&orders[i], i});
    return all;
}

// A day with all its steps; what was paid out.
std::int64_t live(StoreModel& store, ledger::ValueDate on) {
    store.ship(on);
    store.take_back(on);
    store.advertise(on);
    store.charge_month(on);
    store.release(on);
    return store.is_statement_day(on) ? store.state_account(on).paid_out : 0;
}

}  // namespace

TEST_CASE("a store's day is orders, sales and fees", "[commerce][fees]") {
    const MarketplaceSpec amazon = small_marketplace();
    const StoreSpec spec = small_store();
    StoreModel store(spec, amazon, 0, RandomSource(1, 0));
    const auto shipped = store.ship(day(2026, 1, 5));
    CHECK(shipped.size() >= 85);
    CHECK(shipped.size() <= 115);
    for (const ShippedOrder& order : shipped) {
        CHECK(order.price == 1000);
        CHECK(order.fees() == 350);  // 15 % and 2.00
        CHECK(order.net() == 650);
    }
}

TEST_CASE("proceeds are held for delivery and reserve, then stated every fortnight",
          "[commerce][reserve]") {
    const MarketplaceSpec amazon = small_marketplace();
    const StoreSpec spec = small_store();
    StoreModel store(spec, amazon, 0, RandomSource(1, 0));
    std::int64_t available = 0;
    // Delivered after 3 days, reserved 7 more, available the day after: sold by 5 January for the 16th.
    for (unsigned d = 1; d <= 16; ++d) {
        std::int64_t net = 0;
        for (const ShippedOrder& order : store.ship(day(2026, 1, d))) net += order.net();
        if (d <= 5) available += net;
        store.release(day(2026, 1, d));
    }
    CHECK_FALSE(store.is_statement_day(day(2026, 1, 15)));
    CHECK(store.is_statement_day(day(2026, 1, 16)));
    CHECK(store.is_statement_day(day(2026, 1, 30)));
    CHECK(store.state_account(day(2026, 1, 16)).paid_out == available);
    CHECK(store.state_account(day(2026, 1, 16)).paid_out == 0);  // stated once
}

TEST_CASE("a longer reserve holds longer what is held already", "[commerce][reserve]") {
    // Delivered on the 8th: DD+7 releases on the 16th. DD+14 from the 12th on: on the 23rd.
    MarketplaceSpec amazon = small_marketplace();
    MarketplaceTerms longer = amazon.terms.front();
    longer.from = day(2026, 1, 12);
    longer.reserve_days = 14;
    amazon.terms.push_back(longer);
    const StoreSpec spec = written_store();
    const std::vector<RecordedOrder> orders = {order_of(100'00, day(2026, 1, 5), day(2026, 1, 8))};
    StoreModel store(spec, amazon, 0, RandomSource(1, 0), recorded(orders));
    for (unsigned d = 5; d <= 22; ++d) live(store, day(2026, 1, d));
    CHECK(store.held() == 83'00);  // 100.00 less 15.00 and 2.00
    live(store, day(2026, 1, 23));
    CHECK(store.held() == 0);
    CHECK(store.available() == 83'00);
}

struct TakenBackCase {
    const char* what;
    std::int64_t refund, charged_back;  // 0: not
    unsigned on;
    std::int64_t from_held, available;  // after that evening
};

TEST_CASE(
    "what goes back to the buyer comes from the order's own reserve, else from what is available",
    "[commerce][refunds]") {
    // Sold for 100.00 on the 5th, net 83.00, delivered on the 9th, released on the 17th, stated on the 30th. Of a
    // refund 15 % comes back less a fifth of it, at most 1.00; a chargeback costs 4.00.
    const auto row = GENERATE(values<TakenBackCase>({
        {"whole, in reserve", 100'00, 0, 10, 83'00, -3'00},  // 100 − (15 − 1) = 86: 83 held, 3 owed
        {"part, in reserve", 20'00, 0, 10, 17'60, 0},        // 20 − (3 − 0.60) = 17.60
        {"part, released", 20'00, 0, 20, 0, 65'40},          // 83 − 17.60
        {"whole, after payout", 100'00, 0, 31, 0, -86'00},
        {"charged back, in reserve", 0, 100'00, 10, 83'00, -21'00},  // 100 + 4
        {"charged back, after payout", 0, 100'00, 31, 0, -104'00},
    }));
    CAPTURE(row.what);
    MarketplaceSpec amazon = small_marketplace();
    amazon.terms.front().refund_keeps = decimal("0.20");
    amazon.terms.front().refund_keeps_most_minor = 1'00;
    amazon.terms.front().chargeback_fee_minor = 4'00;
    const StoreSpec spec = written_store();
    std::vector<RecordedOrder> orders = {order_of(100'00, day(2026, 1, 5), day(2026, 1, 9))};
    const ledger::ValueDate on = day(2026, 1, row.on);
    if (row.refund > 0) orders[0].refunded = on, orders[0].refund_minor = row.refund;
    if (row.charged_back > 0) orders[0].charged_back = on;
    StoreModel store(spec, amazon, 0, RandomSource(1, 0), recorded(orders));
    std::int64_t from_held = 0;
    for (unsigned d = 5; d <= row.on; ++d) {
        const ledger::ValueDate today = day(2026, 1, d);
        store.ship(today);
        for (const TakenBack& back : store.take_back(today)) from_held += back.from_held;
        store.release(today);
        if (store.is_statement_day(today)) store.state_account(today);
    }
    CHECK(from_held == row.from_held);
    CHECK(store.available() == row.available);
}

TEST_CASE("a rolling reserve holds back a share of each statement for its days",
          "[commerce][reserve]") {
    MarketplaceSpec site = small_marketplace();
    site.terms.front().rolling_reserve = decimal("0.10");
    site.terms.front().rolling_days = 10;
    const StoreSpec spec = written_store();
    const std::vector<RecordedOrder> orders = {order_of(100'00, day(2026, 1, 5), day(2026, 1, 6))};
    StoreModel store(spec, site, 0, RandomSource(1, 0), recorded(orders));
    for (unsigned d = 5; d <= 15; ++d) live(store, day(2026, 1, d));
    CHECK(live(store, day(2026, 1, 16)) == 74'70);  // 83.00 less 8.30
    CHECK(store.held() == 8'30);
    for (unsigned d = 17; d <= 25; ++d) live(store, day(2026, 1, d));
    CHECK(store.held() == 8'30);
    live(store, day(2026, 1, 26));
    CHECK(store.available() == 8'30);
}

TEST_CASE("a frozen account pays nothing out, and all of it at the first statement after",
          "[commerce][freeze]") {
    const MarketplaceSpec amazon = small_marketplace();
    StoreSpec spec = written_store();
    spec.freezes = {{day(2026, 1, 10), day(2026, 1, 29)}};
    const std::vector<RecordedOrder> orders = {order_of(100'00, day(2026, 1, 2), day(2026, 1, 3))};
    StoreModel store(spec, amazon, 0, RandomSource(1, 0), recorded(orders));
    std::int64_t paid = 0;
    for (unsigned d = 1; d <= 29; ++d) paid += live(store, day(2026, 1, d));
    CHECK(paid == 0);
    CHECK(live(store, day(2026, 1, 30)) == 83'00);
}

TEST_CASE("while a store stands still orders wait, and are shipped and delivered as much later",
          "[commerce][stop]") {
    const MarketplaceSpec amazon = small_marketplace();
    StoreSpec spec = small_store();
    spec.stops = {{day(2026, 1, 5), day(2026, 1, 6)}};
    StoreModel store(spec, amazon, 0, RandomSource(1, 0));
    CHECK(store.ship(day(2026, 1, 5)).empty());
    CHECK(store.ship(day(2026, 1, 6)).empty());
    const auto shipped = store.ship(day(2026, 1, 7));
    CHECK(shipped.size() >= 3 * 85);
    for (const ShippedOrder& order : shipped) {
        CHECK(order.shipped_day == ledger::day_number(day(2026, 1, 7)));
        CHECK(order.delivered_day == ledger::day_number(day(2026, 1, 10)));  // 3 days
    }
}

TEST_CASE("an order exactly at the ceiling passes, one cent above is marked",
          "[commerce][ceiling]") {
    const MarketplaceSpec amazon = small_marketplace();
    const StoreSpec spec = written_store();
    const std::vector<RecordedOrder> orders = {
        order_of(50'000'00, day(2026, 1, 5), day(2026, 1, 6)),
        order_of(50'000'01, day(2026, 1, 5), day(2026, 1, 6))};
    StoreModel store(spec, amazon, 0, RandomSource(1, 0), recorded(orders));
    store.set_ceiling(50'000'00);
    const auto shipped = store.ship(day(2026, 1, 5));
    REQUIRE(shipped.size() == 2);
    CHECK_FALSE(shipped[0].over_ceiling);
    CHECK(shipped[1].over_ceiling);
}

TEST_CASE("adding a store changes nothing in another store's sales", "[commerce][random]") {
    const MarketplaceSpec amazon = small_marketplace();
    const StoreSpec one = small_store(), two = small_store();
    StoreModel alone(one, amazon, 0, RandomSource(5, 0)),
        beside(one, amazon, 0, RandomSource(5, 0));
    StoreModel second(two, amazon, 1, RandomSource(5, 0));
    bool differs = false;
    for (unsigned d = 5; d < 20; ++d) {
        const std::size_t a = alone.ship(day(2026, 1, d)).size();
        CHECK(a == beside.ship(day(2026, 1, d)).size());
        differs = differs || second.ship(day(2026, 1, d)).size() != a;
    }
    CHECK(differs);
}

TEST_CASE("a payout arrives on the third business day and clears the receivable",
          "[commerce][payout]") {
    Scenario s = small_group();
    s.pools.clear();
    s.from = day(2026, 1, 1);
    s.to = day(2026, 1, 31);
    sell_on_account(s, dollars);
    World world(s);
    const RunResult result = world.run(nullptr, nullptr, {});
    CHECK(result.counts.payouts == 1);
    CHECK(closing(result, "HK.usd", day(2026, 1, 20)) == 0);
    CHECK(closing(result, "HK.usd", day(2026, 1, 21)) >
          0);  // stated Friday the 16th, paid Wednesday
    const std::int64_t paid = closing(result, "HK.usd", day(2026, 1, 31));
    CHECK(find_kpi(result, "store_payouts", "hk")->value == ledger::to_text(paid * 7, 2));
}

TEST_CASE("a share is taken half up, to the minor unit", "[commerce][rounding]") {
    CHECK(Share(decimal("0.15")).of(10) == 2);                     // 1.5
    CHECK(Share(decimal("0.15")).of(9) == 1);                      // 1.35
    CHECK(Share(decimal("0.0000000001")).of(5'000'000'000) == 1);  // 0.5: ten decimals
    CHECK(Share(decimal("1")).of(INT64_MAX) == INT64_MAX);
    CHECK(Share().of(1'000) == 0);
}

// Online selling in random worlds: what a seller claims is what its marketplace owes, clients' money is safe,
// nothing is spendable before it was settled, and a refund never makes money.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/commerce/store_model.hpp"
#include "sim/kernel/commerce_log.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"
#include "tests/sim/any_queues.hpp"
#include "tests/sim/many_cases.hpp"
#include "tests/sim/online_seller.hpp"

namespace rmbsim::sim {
namespace online_sellers {

using any_queues::drawn;
using ledger::ChartLine;
using std::chrono::days;
using testing::day;

constexpr int model_cases = 3'000, world_cases = 600;

ledger::Rate percent(std::int64_t of) { return ledger::Rate::from_minor(of, 2); }

MarketplaceSpec any_marketplace() {
    MarketplaceSpec spec = testing::small_marketplace();
    spec.cycle_days = static_cast<std::uint32_t>(drawn(1, 15));
    spec.payout_business_days = static_cast<std::uint32_t>(drawn(0, 4));
    spec.reserve_from_sale = drawn(0, 4) == 0;
    spec.first_statement = day(2026, 1, 5);
    spec.terms.clear();
    for (int i = 0; i < drawn(1, 3); ++i) {
        MarketplaceTerms terms;
        terms.from = day(2026, 1, 1) + days{i * drawn(5, 15)};
        terms.referral_fee = percent(drawn(0, 60));
        terms.fulfilment_fee_minor = drawn(0, 400);
        terms.advertising = percent(drawn(0, 20));
        terms.collected_tax = percent(drawn(0, 25));
        terms.refund_keeps = percent(drawn(0, 100));
        terms.refund_keeps_most_minor = drawn(-1, 300);
        terms.chargeback_fee_minor = drawn(0, 2000);
        terms.monthly_fee_minor = drawn(0, 4000);
        terms.reserve_days = static_cast<std::uint32_t>(drawn(0, 14));
        if (drawn(0, 2) == 0) {
            terms.rolling_reserve = percent(drawn(1, 100));
            terms.rolling_days = static_cast<std::uint32_t>(drawn(1, 30));
        }
        if (!spec.terms.empty() && terms.from <= spec.terms.back().from) continue;
        spec.terms.push_back(terms);
    }
    return spec;
}

StoreSpec any_store() {
    StoreSpec store = testing::small_store();
    store.orders_per_day = static_cast<std::uint32_t>(drawn(0, 12));
    store.order_value = {{0, drawn(1, 500)}, {10'000, drawn(500, 90'000)}};
    store.refund_rate = percent(drawn(0, 60));
    store.refund_days = static_cast<std::uint32_t>(drawn(0, 30));
    store.chargeback_rate = percent(drawn(0, 60));
    store.chargeback_days = static_cast<std::uint32_t>(drawn(0, 40));
    store.delivery_days_min = static_cast<std::uint32_t>(drawn(0, 4));
    store.delivery_days_max = store.delivery_days_min + static_cast<std::uint32_t>(drawn(0, 6));
    if (drawn(0, 3) == 0) {
        const ledger::ValueDate from = day(2026, 1, 1) + days{drawn(0, 30)};
        store.stops = {{from, from + days{drawn(0, 9)}}};
    }
    if (drawn(0, 3) == 0) {
        const ledger::ValueDate from = day(2026, 1, 1) + days{drawn(0, 30)};
        store.freezes = {{from, from + days{drawn(0, 30)}}};
    }
    return store;
}

// Reserve in and out of one store over two months.
struct Reserve {
    std::int64_t put_in = 0, released = 0, taken = 0;
};

// Keeps what `explain` would follow, and all entries.
struct Keeper : Store {
    std::vector<SaleStep> steps;
    std::map<std::pair<std::uint32_t, std::int32_t>, std::int64_t> sold;  // net, by store and day
    void begin(const RunFacts&, const Directory&) override {}
    void append(const DayRecord& of) override {
        steps.insert(steps.end(), of.commerce.steps.begin(), of.commerce.steps.end());
        for (const OrderFact& order : of.commerce.orders)
            sold[{order.store, order.sale_day}] += std::max<std::int64_t>(order.net, 0);
    }
    void finish(const ledger::Digest&, std::span<const ledger::Chain>) override {}
};

CollectionRoute any_route(Scenario& s, CollectionKind kind) {
    CollectionRoute route;
    route.id = "way";
    route.name = {"way", "路径"};
    route.kind = kind;
    route.when.every = static_cast<ConversionTiming::Every>(drawn(0, 3));
    route.when.on = static_cast<std::uint8_t>(drawn(1, 7));
    route.when.threshold = {drawn(1, 50'000), ledger::currency("USD")};
    route.receipt_fee_minor = drawn(0, 1000);
    if (kind == CollectionKind::provider) {
        ProviderSpec provider;
        provider.id = "pay-co";
        provider.name = {"pay-co", "支付机构"};
        provider.bank = 0;
        provider.fees = {{0, percent(drawn(0, 10))}};
        provider.spread = percent(drawn(0, 5));
        provider.payout_business_days = static_cast<std::uint32_t>(drawn(0, 3));
        if (drawn(0, 1) == 0)
            provider.order_ceiling =
                ProviderSpec::Ceiling{drawn(100, 90'000), ledger::currency("USD"), "文", ""};
        if (drawn(0, 2) == 0)
            provider.year_ceiling =
                ProviderSpec::Ceiling{drawn(100, 900'000), ledger::currency("USD"), "文", ""};
        s.providers.push_back(provider);
        route.provider = 0;
        route.into = testing::master;
    } else {
        route.receive = {testing::dollars};
        route.fx = 0;
        if (kind == CollectionKind::company) {
            route.through = testing::header;
            route.into = testing::master;
            route.rail = 0;
        }
    }
    return route;
}

Scenario any_world() {
    Scenario s = testing::small_group();
    s.pools.clear();
    s.from = day(2026, 1, 1);
    s.to = day(2026, 2, 28);
    const auto kind = std::array{CollectionKind::account, CollectionKind::provider,
                                 CollectionKind::company}[static_cast<std::size_t>(drawn(0, 2))];
    s.collection_routes.push_back(any_route(s, kind));
    const auto markets = static_cast<std::uint32_t>(drawn(1, 2));
    for (std::uint32_t i = 0; i < markets; ++i) {
        s.marketplaces.push_back(any_marketplace());
        s.marketplaces.back().id += std::to_string(i);
        StoreSpec store = any_store();
        store.id += std::to_string(i);
        store.marketplace = i;
        store.seller = kind == CollectionKind::provider ? 1 : 2;
        s.stores.push_back(store);
    }
    s.seed = static_cast<std::uint64_t>(drawn(1, 1'000'000));
    return s;
}

}  // namespace online_sellers

TEST_CASE("reserve put in is reserve released, taken for refunds and chargebacks, or still held",
          "[commerce][property]") {
    using namespace online_sellers;
    many_cases::check("as its name says", model_cases, [] {
        const MarketplaceSpec marketplace = any_marketplace();
        const StoreSpec spec = any_store();
        StoreModel store(spec, marketplace, 0,
                         RandomSource(static_cast<std::uint64_t>(drawn(1, 1 << 30)), 0));
        Reserve reserve;
        std::int64_t earned = 0, taken = 0, charged = 0, paid = 0;
        for (ledger::ValueDate on = day(2026, 1, 1); on < day(2026, 3, 1); on += days{1}) {
            for (const ShippedOrder& order : store.ship(on)) {
                earned += order.net();
                reserve.put_in += std::max<std::int64_t>(order.net(), 0);
            }
            for (const TakenBack& back : store.take_back(on)) {
                taken += back.taken();
                reserve.taken += back.from_held;
            }
            charged += store.advertise(on) + store.charge_month(on);
            for (const Cohort& cohort : store.release(on)) reserve.released += cohort.minor;
            if (store.is_statement_day(on)) {
                const Statement statement = store.state_account(on);
                paid += statement.paid_out;
                reserve.put_in += statement.rolled;
                std::int64_t cohorts = 0;
                for (const Cohort& cohort : statement.cohorts) cohorts += cohort.minor;
                RC_ASSERT(cohorts == statement.paid_out);
                RC_ASSERT(statement.paid_out == 0 || !store.is_frozen(on));
            }
            RC_ASSERT(reserve.put_in == reserve.released + reserve.taken + store.held());
            // Nothing is made and nothing is lost.
            RC_ASSERT(earned - taken - charged == paid + store.held() + store.available());
        }
    });
}

TEST_CASE("a refund or a chargeback, before or after the payout, never makes the seller richer",
          "[commerce][property]") {
    using namespace online_sellers;
    many_cases::check("as its name says", model_cases, [] {
        const MarketplaceSpec marketplace = any_marketplace();
        const StoreSpec spec = testing::written_store();
        std::vector<RecordedOrder> kept, back;
        for (int i = 0; i < drawn(1, 6); ++i) {
            const ledger::ValueDate on = day(2026, 1, 1) + days{drawn(0, 20)};
            RecordedOrder order = testing::order_of(drawn(1, 90'000), on, on + days{drawn(0, 9)});
            kept.push_back(order);
            if (drawn(0, 1) == 0) {
                order.refunded = on + days{drawn(0, 40)};
                order.refund_minor = drawn(1, order.price_minor);
            } else if (drawn(0, 1) == 0) {
                order.charged_back = on + days{drawn(0, 40)};
            }
            back.push_back(order);
        }
        std::ranges::stable_sort(kept, {}, &RecordedOrder::on);
        std::ranges::stable_sort(back, {}, &RecordedOrder::on);
        const auto wealth = [&](const std::vector<RecordedOrder>& orders) {
            std::vector<StoreModel::Recorded> recorded;
            for (std::uint32_t i = 0; i < orders.size(); ++i) recorded.push_back({&orders[i], i});
            StoreModel store(spec, marketplace, 0, RandomSource(1, 0), recorded);
            std::int64_t paid = 0;
            for (ledger::ValueDate on = day(2026, 1, 1); on < day(2026, 4, 1); on += days{1}) {
                store.ship(on);
                store.take_back(on);
                store.advertise(on);
                store.release(on);
                if (store.is_statement_day(on)) paid += store.state_account(on).paid_out;
            }
            return paid + store.held() + store.available();
        };
        RC_ASSERT(wealth(back) <= wealth(kept));
    });
}

TEST_CASE(
    "books of sellers, marketplaces, payment institutions and banks mirror each other, and "
    "clients' "
    "money is safeguarded whole",
    "[commerce][world][property]") {
    using namespace online_sellers;
    many_cases::check("as its name says", world_cases, [] {
        const Scenario s = any_world();
        World world(s);
        world.run(nullptr, nullptr, {});
        const ledger::Ledger& books = world.books();
        const auto& accounts = world.directory().accounts;
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> trial;  // book, currency
        using Pair = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;   // books, currency
        std::map<Pair, std::int64_t> reserve, receivable, in_transit, at_provider, safeguarded;
        for (std::uint32_t a = 0; a < accounts.size(); ++a) {
            const AccountRow& row = accounts[a];
            const std::int64_t minor = books.booked({a});
            const std::uint32_t book = row.spec.book.index, currency = row.spec.currency.index;
            trial[{book, currency}] += minor;
            const Pair own{book, row.partner_book, currency},
                theirs{row.partner_book, book, currency};
            if (row.line == ChartLine::platform_reserve) reserve[own] += minor;
            if (row.line == ChartLine::seller_reserve) reserve[theirs] += minor;
            if (row.line == ChartLine::platform_receivable) receivable[own] += minor;
            if (row.line == ChartLine::seller_payable) receivable[theirs] += minor;
            if (row.line == ChartLine::payout_in_transit) in_transit[own] += minor;
            if (row.line == ChartLine::payouts_under_way) in_transit[theirs] += minor;
            if (row.line == ChartLine::provider_balance) at_provider[own] += minor;
            if (row.line == ChartLine::client_funds) at_provider[theirs] += minor;
            if (row.line == ChartLine::safeguarded_funds) safeguarded[{book, 0, currency}] += minor;
            if (row.line == ChartLine::client_funds) safeguarded[{book, 0, currency}] += minor;
        }
        for (const auto& of : {reserve, receivable, in_transit, at_provider, safeguarded})
            for (const auto& [pair, sum] : of) RC_ASSERT(sum == 0);
        for (const auto& [book, sum] : trial) RC_ASSERT(sum == 0);
    });
}

TEST_CASE("no money is spendable before it was received, stated, released and sold",
          "[commerce][world][property]") {
    using namespace online_sellers;
    many_cases::check("as its name says", world_cases, [] {
        const Scenario s = any_world();
        World world(s);
        Keeper keeper;
        world.run(nullptr, &keeper, {});
        struct Passed {
            std::int64_t released = 0, stated = 0, received = 0, credited = 0;
        };
        std::map<std::pair<std::uint32_t, std::int32_t>, Passed> cohorts;
        std::int64_t last_ms = INT64_MIN;
        for (const SaleStep& step : keeper.steps) {
            RC_ASSERT(step.time_ms >= last_ms);  // in the order of time
            last_ms = step.time_ms;
            Passed& passed = cohorts[{step.store, step.sale_day}];
            switch (step.kind) {
                case SaleStepKind::released:
                    passed.released += step.minor;
                    break;
                case SaleStepKind::stated:
                    passed.stated += step.minor;
                    break;
                case SaleStepKind::received:
                case SaleStepKind::over_limit:
                    passed.received += step.minor;
                    break;
                case SaleStepKind::converted:
                    break;
                case SaleStepKind::credited:
                    passed.credited += step.minor;
                    break;
            }
            RC_ASSERT(passed.credited <= passed.received);
            RC_ASSERT(passed.received <= passed.stated);
            // A rolling reserve is released a second time.
            bool rolls = false;
            for (const MarketplaceSpec& marketplace : s.marketplaces)
                for (const MarketplaceTerms& terms : marketplace.terms)
                    rolls = rolls || terms.rolling_days > 0;
            RC_ASSERT(passed.stated <= passed.released);
            const std::int64_t sold = keeper.sold[{step.store, step.sale_day}];
            RC_ASSERT(rolls || passed.released <= sold);
        }
    });
}

}  // namespace rmbsim::sim

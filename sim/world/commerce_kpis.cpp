#include "sim/world/commerce_kpis.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::ValueDate;

constexpr std::int64_t billion = 1'000'000'000;

std::int64_t sum_of(std::int64_t a, std::int64_t b) {
    return ledger::fitting(ledger::checked_add(a, b), "an indicator's sum");
}

// The least number of days within which 95 of 100 of the money came.
std::int32_t percentile_95(const std::map<std::int32_t, std::int64_t>& by_days) {
    ledger::Int128 all = 0, sum = 0;
    for (const auto& [took, minor] : by_days) all += minor;
    for (const auto& [took, minor] : by_days) {
        sum += minor;
        if (sum * 100 >= all * 95) return took;
    }
    return 0;
}

}  // namespace

template <class Add>
void CommerceKpis::each(std::uint32_t seller, Add add) {
    add(all_);
    add(by_seller_[seller]);
}

// Where a store's money is converted, or, left as it came, where it lies.
ledger::Market CommerceKpis::place_of(const StoreSpec& store) const {
    const Scenario& s = desk_.scenario;
    const CollectionRoute& route = s.collection_routes[store.route];
    if (route.kind == CollectionKind::provider) return ledger::Market::onshore;
    if (route.fx != no_index) return s.fx_terms[route.fx].market;
    return s.accounts[route.receive.front()].market;
}

std::int64_t CommerceKpis::reporting(std::int64_t minor, std::uint32_t store, ValueDate day) {
    const Scenario& s = desk_.scenario;
    const StoreSpec& of = s.stores[store];
    const MarketplaceSpec& marketplace = s.marketplaces[of.marketplace];
    if (marketplace.currency == s.reporting_currency) return minor;
    const ledger::Market place = place_of(of);
    DayRate& rate = rates_[{marketplace.currency.index, place}];
    if (rate.billionths == 0 || rate.day != day) {
        const auto mid = s.fx.mid(marketplace.currency, s.reporting_currency, place, day);
        ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
        const int more =
            ledger::decimals_of(s.reporting_currency) - ledger::decimals_of(marketplace.currency);
        Decimal of_minor = *mid;
        for (int i = 0; i < more; ++i) of_minor = of_minor * Decimal(10);
        for (int i = more; i < 0; ++i) of_minor = of_minor / Decimal(10);
        rate = {.day = day,
                .billionths = ledger::fitting(
                    ledger::to_whole(of_minor * Decimal(billion), ledger::Rounding::half_even),
                    "a day's rate")};
    }
    const ledger::Int128 exact = ledger::Int128{minor} * rate.billionths;
    const ledger::Int128 half = exact < 0 ? -billion / 2 : billion / 2;
    return static_cast<std::int64_t>((exact + half) / billion);
}

void CommerceKpis::on_store_day(const StoreDayFacts& facts) {
    const auto chargebacks = static_cast<std::uint64_t>(
        std::ranges::count(facts.taken, true, &TakenBack::is_chargeback));
    const std::int64_t held = reporting(facts.held, facts.store, facts.day);
    each(desk_.scenario.stores[facts.store].seller, [&](Sums& sums) {
        sums.orders += facts.shipped.size();
        sums.chargebacks += chargebacks;
        sums.held_days = sum_of(sums.held_days, held);
    });
}

void CommerceKpis::on_received(const ReceiptFacts& facts) {
    if (facts.fee == 0) return;
    const std::int64_t fee = reporting(facts.fee, facts.store, facts.day);
    each(desk_.scenario.stores[facts.store].seller,
         [&](Sums& sums) { sums.received_fees = sum_of(sums.received_fees, fee); });
}

void CommerceKpis::on_converted(const ConversionFacts& facts) {
    each(facts.seller, [&](Sums& sums) {
        sums.collected = sum_of(sums.collected, facts.at_mid);
        sums.cost = sum_of(sums.cost, facts.at_mid - facts.brought);
        sums.gain = sum_of(sums.gain, facts.at_mid - facts.at_receipt_mid);
    });
}

void CommerceKpis::on_credited(const CreditFacts& facts) {
    const bool as_received =
        desk_.scenario.accounts[facts.account].currency != ledger::currency("CNY") ||
        desk_.scenario.collection_routes[facts.route].kind == CollectionKind::account;
    for (const Cohort& cohort : facts.cohorts) {
        const std::int64_t worth = reporting(cohort.minor, cohort.store, facts.day);
        const std::int32_t took = ledger::day_number(facts.day) - cohort.sale_day;
        each(desk_.scenario.stores[cohort.store].seller, [&](Sums& sums) {
            std::int64_t& minor = sums.by_days[took];
            minor = sum_of(minor, worth);
            if (as_received) sums.collected = sum_of(sums.collected, worth);
        });
    }
}

std::vector<Kpi> CommerceKpis::kpis(const RunResult& result) const {
    std::vector<Kpi> kpis;
    if (desk_.scenario.stores.empty()) return kpis;
    const ledger::CurrencyId currency = desk_.scenario.reporting_currency;
    const std::string code(ledger::code_of(currency));
    const auto put = [&](const std::string& entity, const Sums& sums) {
        const auto money = [&](const char* name, std::int64_t minor) {
            kpis.push_back(stated(name, entity, ledger::to_text({minor, currency}), code));
        };
        ledger::Int128 weighted = 0, credited = 0;
        for (const auto& [took, minor] : sums.by_days) {
            weighted += ledger::Int128{took} * minor;
            credited += minor;
        }
        const std::int64_t cost = sum_of(sums.cost, sums.received_fees);
        const std::int64_t collected = sum_of(sums.collected, sums.received_fees);
        const auto whole = [](ledger::Int128 value) { return Decimal::from_int128(value); };
        kpis.push_back(
            stated("days_to_yuan_mean", entity, ratio_text(whole(weighted), whole(credited), 1)));
        kpis.push_back(stated(
            "days_to_yuan_p95", entity,
            credited == 0 ? std::string(not_stated) : std::to_string(percentile_95(sums.by_days))));
        money("collected_value", collected);
        money("collection_cost", cost);
        kpis.push_back(stated("collection_cost_bp", entity,
                              ratio_text(whole(cost), Decimal(collected), 1, 10'000)));
        money("conversion_gain", sums.gain);
        money("reserve_locked_mean",
              sums.held_days / static_cast<std::int64_t>(result.days.size()));
        kpis.push_back(stated("chargeback_rate", entity,
                              ratio_text(whole(ledger::Int128{sums.chargebacks}),
                                         whole(ledger::Int128{sums.orders}))));
    };
    put("group", all_);
    std::map<std::string_view, std::vector<std::int64_t>> cash;  // of sellers, by evening
    std::vector<std::int64_t> together(result.days.size());
    for (const auto& [seller, sums] : by_seller_)
        cash[desk_.scenario.entities[seller].id].resize(result.days.size());
    for (const BalanceSeries& series : result.balances) {
        const auto of = cash.find(series.entity);
        if (of == cash.end()) continue;
        for (std::size_t i = 0; i < series.reporting_minor.size(); ++i) {
            of->second[i] = sum_of(of->second[i], series.reporting_minor[i]);
            together[i] = sum_of(together[i], series.reporting_minor[i]);
        }
    }
    const auto gap = [&](const std::string& entity, const std::vector<std::int64_t>& evenings) {
        const std::int64_t lowest = *std::ranges::min_element(evenings);
        kpis.push_back(stated("cash_gap_worst", entity,
                              ledger::to_text({std::max<std::int64_t>(-lowest, 0), currency}),
                              code));
    };
    gap("group", together);
    std::int64_t short_sellers = 0;
    for (const auto& [seller, sums] : by_seller_) {
        const Entity& entity = desk_.scenario.entities[seller];
        const std::vector<std::int64_t>& evenings = cash.at(entity.id);
        short_sellers += *std::ranges::min_element(evenings) < 0 ? 1 : 0;
        if (entity.is_drawn) continue;
        put(entity.id, sums);
        gap(entity.id, evenings);
    }
    kpis.push_back(stated("sellers_count", "group", std::to_string(by_seller_.size())));
    kpis.push_back(stated(
        "sellers_short_ratio", "group",
        ratio_text(Decimal(short_sellers), Decimal(static_cast<std::int64_t>(by_seller_.size())))));
    return kpis;
}

}  // namespace rmbsim::sim

// A district's sellers, drawn from stated distributions: each a company with a renminbi account and a store.
//
// Drawn       once, from the scenario's seed and the seller's number alone: not by replication, so that a
//             comparison's variants and repetitions have the same population
// Names       <district>-0001, its account <district>-0001.cny, its store <district>-0001.store
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/read_inverse.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using sim::no_index;

constexpr std::uint32_t sellers_most = 200'000;
constexpr std::int64_t orders_a_day_most = 10'000'000;  // of all sellers, each at its most
constexpr std::uint64_t all_shares = std::uint64_t{1} << 32;

std::vector<sim::QuantileKnot> knots_of(const std::vector<sim::OrderValueKnot>& knots) {
    std::vector<sim::QuantileKnot> made;
    for (const sim::OrderValueKnot& knot : knots)
        made.push_back({.share = (std::uint64_t{knot.share} << 32) / 10'000, .value = knot.minor});
    return made;
}

class DistrictReading {
  public:
    DistrictReading(Building& b, const MappingView& view) : b_(b), view_(view) {}

    void read() {
        id_ = view_.text("id");
        const auto sellers = view_.whole("sellers", sellers_most).value_or(0);
        bank_ = b_.banks.resolve(view_.node("bank"), b_.reading);
        const auto cny = ledger::currency("CNY");
        overdraft_ = view_.minor("overdraft", cny).value_or(0);
        opening_ = view_.minor("opening", cny).value_or(0);
        if (overdraft_ < 0 || opening_ < 0)
            b_.reading.error(view_.node(overdraft_ < 0 ? "overdraft" : "opening")->at,
                             "the amount is negative", "an amount from 0 on");
        if (view_.has("interest")) interest_ = b_.terms.resolve(view_.node("interest"), b_.reading);
        // Whole orders a day, read as amounts of a currency without decimals.
        orders_ =
            knots_of(read_inverse(b_, view_, "orders_per_day", ledger::currency("JPY"), "seller"));
        read_mix();
        if (sellers == 0 && view_.node("sellers") != nullptr)
            b_.reading.error(view_.node("sellers")->at, "a district without sellers",
                             fmt::format("1 to {}", sellers_most));
        if (!orders_.empty() && orders_.back().value > orders_a_day_most / std::max(sellers, 1U))
            b_.reading.error(view_.node("orders_per_day")->at,
                             "more orders a day than a district is given here",
                             fmt::format("sellers and most orders a day of one that come to {} at "
                                         "most",
                                         orders_a_day_most));
        if (b_.reading.diagnostics.has_errors()) return;
        for (std::uint32_t i = 0; i < sellers; ++i) draw_seller(i);
    }

  private:
    struct Kind {  // of store, with its share of the sellers
        std::uint64_t share = 0;
        sim::StoreSpec store;
    };

    void read_mix() {
        ledger::Decimal sum = 0;
        for (const MappingView& row : view_.children("mix")) {
            Kind kind;
            const auto share = row.share("share").value_or(ledger::Decimal(0));
            sum = sum + share;
            const auto cut =
                (sum * ledger::Decimal(static_cast<std::int64_t>(all_shares))).split_at(0);
            kind.share = cut ? static_cast<std::uint64_t>(cut->whole) : all_shares;
            kind.store.marketplace = b_.marketplaces.resolve(row.node("marketplace"), b_.reading);
            kind.store.route = b_.collection.resolve(row.node("route"), b_.reading);
            read_store_terms(b_, row, kind.store);
            kinds_.push_back(std::move(kind));
            check_route(row, kinds_.back().store);
        }
        if (sum != ledger::Decimal(1) && view_.node("mix") != nullptr)
            b_.reading.error(view_.node("mix")->at,
                             fmt::format("the shares of `mix` come to {}", sum.to_text()),
                             "shares that come to 1");
    }

    // A small seller has one account, in renminbi: a payment institution pays into it.
    void check_route(const MappingView& row, const sim::StoreSpec& store) {
        if (store.route == no_index || store.marketplace == no_index) return;
        const sim::CollectionRoute& route = b_.scenario.collection_routes[store.route];
        if (route.kind != sim::CollectionKind::provider)
            b_.reading.error(row.node("route")->at,
                             fmt::format("way '{}' needs accounts of each seller", route.id),
                             "a way of kind: provider");
        check_rate_of(b_, row, b_.scenario.marketplaces[store.marketplace].currency,
                      ledger::Market::onshore);
    }

    void draw_seller(std::uint32_t number) {
        sim::RandomStream chance =
            sim::RandomSource(b_.scenario.seed, 0).stream(number, sim::Purpose::population);
        const std::uint32_t kind_draw = chance.next();
        const Kind* kind = &kinds_.back();
        for (const Kind& each : kinds_)
            if (kind_draw < each.share) {
                kind = &each;
                break;
            }
        const std::string name = fmt::format("{}-{:04}", id_, number + 1);
        sim::Entity entity;
        entity.id = name;
        entity.name = {name, name};
        entity.jurisdiction = "CN";
        entity.is_drawn = true;
        entity.at = view_.at();
        sim::BankAccount account;
        account.id = name + ".cny";
        account.owner = static_cast<std::uint32_t>(b_.scenario.entities.size());
        account.bank = bank_;
        account.currency = ledger::currency("CNY");
        account.market = usual_market(b_.scenario, bank_);
        account.opening_minor = opening_;
        account.overdraft_minor = overdraft_;
        account.interest = interest_;
        account.at = view_.at();
        sim::StoreSpec store = kind->store;
        store.id = name + ".store";
        store.name = {name, name};
        store.seller = account.owner;
        store.into = static_cast<std::uint32_t>(b_.scenario.accounts.size());
        store.orders_per_day = static_cast<std::uint32_t>(sim::quantile(orders_, chance.next()));
        store.at = view_.at();
        b_.scenario.entities.push_back(std::move(entity));
        b_.scenario.accounts.push_back(std::move(account));
        b_.account_currencies.emplace_back(ledger::currency("CNY"));
        b_.scenario.stores.push_back(std::move(store));
    }

    Building& b_;
    const MappingView& view_;
    std::string id_;
    std::uint32_t bank_ = no_index, interest_ = no_index;
    std::int64_t overdraft_ = 0, opening_ = 0;
    std::vector<sim::QuantileKnot> orders_;
    std::vector<Kind> kinds_;
};

}  // namespace

void build_districts(Building& b) {
    IdIndex ids("district");
    for (const MappingView& view : b.root.children("districts")) {
        ids.add(view.node("id"), b.reading);
        DistrictReading(b, view).read();
    }
}

}  // namespace rmbsim::adapters

// Sellers' stores: on a marketplace of `marketplaces` and a way of `collection`, or with terms and account of
// their own, which become a marketplace and a way of that store.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using sim::CollectionKind;
using sim::no_index;

constexpr std::uint32_t days_most = 3660;
constexpr std::uint32_t orders_most = 1'000'000;  // a day and store
constexpr std::string_view own_terms[] = {"referral_fee",    "fulfilment_fee",
                                          "reserve_days",    "cycle_days",
                                          "first_statement", "payout_business_days"};

void read_delivery(Building& b, const MappingView& view, sim::StoreSpec& store) {
    const std::vector<const Node*> days = view.items("delivery_days");
    if (days.size() != 2) return;
    const auto least = parse_whole(days[0]->text), most = parse_whole(days[1]->text);
    if (!least || !most || *least < 0) return;
    if (*most < *least || *most > days_most) {
        b.reading.error(days[1]->at, fmt::format("delivery takes {} to {} days", *least, *most),
                        fmt::format("least <= most <= {}", days_most));
        return;
    }
    store.delivery_days_min = static_cast<std::uint32_t>(*least);
    store.delivery_days_max = static_cast<std::uint32_t>(*most);
}

std::vector<sim::DaySpan> read_spans(Building& b, const MappingView& view, std::string_view key) {
    std::vector<sim::DaySpan> spans;
    for (const MappingView& row : view.children(key)) {
        const auto from = row.date("from"), to = row.date("to");
        if (!from || !to) continue;
        if (*to < *from)
            b.reading.error(row.node("to")->at, "the stretch ends before it begins", "from <= to");
        spans.push_back({*from, *to});
    }
    return spans;
}

// The marketplace that a store's own terms make: named as the store says, or apart where that is taken.
std::uint32_t own_marketplace(Building& b, const MappingView& view, const sim::StoreSpec& store,
                              std::optional<ledger::CurrencyId> currency, ledger::Market market) {
    sim::MarketplaceSpec made;
    made.id = view.text("marketplace");
    for (const sim::MarketplaceSpec& other : b.scenario.marketplaces)
        if (other.id == made.id) made.id += "." + store.id;
    made.name = {made.id, made.id};
    made.market = market;
    made.at = view.at();
    if (currency) made.currency = *currency;
    made.cycle_days = view.whole("cycle_days", days_most).value_or(14);
    made.payout_business_days = view.whole("payout_business_days", 60).value_or(3);
    made.first_statement = view.date("first_statement").value_or(b.scenario.from);
    if (made.cycle_days == 0)
        b.reading.error(view.node("cycle_days")->at, "a cycle of no days", "1 day or more");
    if (b.has_period() && view.date("first_statement") && made.first_statement < b.scenario.from)
        b.reading.error(view.node("first_statement")->at,
                        "the first statement is before the period",
                        fmt::format("a day from {} on", to_text(b.scenario.from)));
    sim::MarketplaceTerms terms;
    terms.referral_fee = view.share("referral_fee").value_or(ledger::Rate(0));
    terms.reserve_days = view.whole("reserve_days", days_most).value_or(7);
    terms.fulfilment_fee_minor = view.minor("fulfilment_fee", currency).value_or(0);
    if (terms.fulfilment_fee_minor < 0)
        b.reading.error(view.node("fulfilment_fee")->at, "the fee is negative",
                        "an amount from 0 on");
    made.terms.push_back(terms);
    b.scenario.marketplaces.push_back(std::move(made));
    return static_cast<std::uint32_t>(b.scenario.marketplaces.size() - 1);
}

std::uint32_t own_route(Building& b, const MappingView& view, const sim::StoreSpec& store) {
    sim::CollectionRoute made{.id = store.id + ".account",
                              .name = store.name,
                              .kind = CollectionKind::account,
                              .receive = {},
                              .when = {},
                              .at = view.at()};
    const std::uint32_t account = b.accounts.resolve(view.node("account"), b.reading);
    if (account != no_index) made.receive.push_back(account);
    b.scenario.collection_routes.push_back(std::move(made));
    return static_cast<std::uint32_t>(b.scenario.collection_routes.size() - 1);
}

// Declared, or made of what the store says; no_index: diagnosed.
void place_store(Building& b, const MappingView& view, sim::StoreSpec& store) {
    if (view.has("route") == view.has("account"))
        b.reading.error(view.has("route") ? view.key_at("account") : view.at(),
                        view.has("route") ? "`route` and `account` both say where the money goes"
                                          : "where the money goes is missing in this store",
                        "one of `route` and `account`", "route: by-provider");
    store.route = view.has("route") ? b.collection.resolve(view.node("route"), b.reading)
                                    : own_route(b, view, store);
    const std::uint32_t declared = b.marketplaces.find(view.text("marketplace"));
    if (declared != no_index) {
        store.marketplace = declared;
        for (const std::string_view key : own_terms)
            if (view.has(key))
                b.reading.error(view.key_at(key), fmt::format("`{}` has no use here", key),
                                fmt::format("it among the terms of marketplace '{}'",
                                            view.text("marketplace")));
        return;
    }
    if (!view.has("account") || view.has("route")) {
        if (view.node("marketplace") != nullptr)
            store.marketplace = b.marketplaces.resolve(view.node("marketplace"), b.reading);
        return;
    }
    for (const std::string_view key : {"referral_fee", "first_statement"})
        if (!view.has(key))
            b.reading.error(view.at(), fmt::format("key '{}' is missing in this store", key),
                            "terms here, or a marketplace under `marketplaces`");
    const std::uint32_t account = b.accounts.find(view.text("account"));
    const bool known = account != no_index;
    store.marketplace =
        own_marketplace(b, view, store, known ? b.account_currencies[account] : std::nullopt,
                        known ? b.scenario.accounts[account].market : ledger::Market::offshore);
}

std::uint32_t seller_of(Building& b, const MappingView& view, const sim::StoreSpec& store) {
    if (view.has("seller")) return b.entities.resolve(view.node("seller"), b.reading);
    if (store.route == no_index) return no_index;
    const sim::CollectionRoute& route = b.scenario.collection_routes[store.route];
    if (!route.receive.empty()) return b.scenario.accounts[route.receive.front()].owner;
    const std::uint32_t into = store.into == no_index ? route.into : store.into;
    return into == no_index ? no_index : b.scenario.accounts[into].owner;
}

// The way and the store must fit: an account of the currency, an owner who is the seller.
void check_fit(Building& b, const MappingView& view, const sim::StoreSpec& store) {
    if (store.route == no_index || store.marketplace == no_index || store.seller == no_index)
        return;
    const sim::CollectionRoute& route = b.scenario.collection_routes[store.route];
    const sim::MarketplaceSpec& marketplace = b.scenario.marketplaces[store.marketplace];
    const InputPosition at = view.has("route") ? view.node("route")->at : view.at();
    if (route.kind != CollectionKind::account && marketplace.currency == ledger::currency("CNY"))
        b.reading.error(at, "this store is paid in renminbi, and the way converts into renminbi",
                        "a way of kind: account");
    const std::uint32_t into = store.into == no_index ? route.into : store.into;
    if (route.kind != CollectionKind::account && into == no_index)
        b.reading.error(at, "neither the store nor its way says where the renminbi go",
                        "`into:` with one of them", "into: SZ.cny");
    if (route.kind == CollectionKind::provider) {
        check_rate_of(b, view, marketplace.currency, ledger::Market::onshore);
        if (into != no_index && b.scenario.accounts[into].owner != store.seller)
            b.reading.error(
                at, fmt::format("account '{}' is not the seller's", b.scenario.accounts[into].id),
                "an account in the name of the seller (同名收款)");
        return;
    }
    std::uint32_t receive = no_index;
    for (const std::uint32_t account : route.receive)
        if (b.account_currencies[account] == marketplace.currency) receive = account;
    if (receive == no_index) {
        b.reading.error(at,
                        fmt::format("way '{}' has no account in {}, in which the store is paid",
                                    route.id, ledger::code_of(marketplace.currency)),
                        "such an account under its `receive`");
        return;
    }
    if (b.scenario.accounts[receive].owner != store.seller)
        b.reading.error(
            at, fmt::format("account '{}' is not the seller's", b.scenario.accounts[receive].id),
            "an account in the name of the seller");
    if (route.fx != no_index)
        check_rate_of(b, view, marketplace.currency, b.scenario.fx_terms[route.fx].market);
}

void read_store(Building& b, const MappingView& view) {
    b.stores.add(view.node("id"), b.reading);
    sim::StoreSpec store;
    store.id = view.text("id");
    store.name = view.title("name");
    store.at = view.at();
    if (store.name.en.empty()) store.name = {store.id, store.id};
    if (view.has("into")) store.into = b.accounts.resolve(view.node("into"), b.reading);
    place_store(b, view, store);
    store.seller = seller_of(b, view, store);
    store.orders_per_day = view.whole("orders_per_day", orders_most).value_or(0);
    check_fit(b, view, store);
    read_store_terms(b, view, store);
    if (store.orders_per_day > 0 && !view.has("order_value"))
        b.reading.error(view.at(), "key 'order_value' is missing in this store",
                        "what its orders are worth", "{\"0\": 9.90, \"1\": 899.00}");
    b.scenario.stores.push_back(std::move(store));
}

}  // namespace

void check_rate_of(Building& b, const MappingView& view, ledger::CurrencyId currency,
                   ledger::Market market) {
    for (const ledger::CurrencyId of : {currency, ledger::currency("CNY")})
        if (!b.scenario.fx.knows(of, market))
            b.reading.error(view.at(),
                            fmt::format("there is no {} rate of {}, which this store's money needs",
                                        ledger::name_of(market), ledger::code_of(of)),
                            fmt::format("{} among the columns of market.fx.{}", ledger::code_of(of),
                                        ledger::name_of(market)));
}

void read_store_terms(Building& b, const MappingView& view, sim::StoreSpec& store) {
    store.refund_rate = view.share("refund_rate").value_or(ledger::Rate(0));
    store.refund_days = view.whole("refund_days", days_most).value_or(0);
    store.chargeback_rate = view.share("chargeback_rate").value_or(ledger::Rate(0));
    store.chargeback_days = view.whole("chargeback_days", days_most).value_or(0);
    store.booking = view.word_or("booking", sim::OrderBooking::automatic);
    read_delivery(b, view, store);
    store.season = read_seasons(b, view);
    store.stops = read_spans(b, view, "stops");
    store.freezes = read_spans(b, view, "freezes");
    if (store.marketplace != no_index)
        store.order_value = read_inverse(
            b, view, "order_value", b.scenario.marketplaces[store.marketplace].currency, "order");
    if (!store.order_value.empty() && store.order_value.back().minor > sim::order_price_most)
        b.reading.error(view.node("order_value")->at, "orders that cost more than any order here",
                        fmt::format("prices of at most {} minor units", sim::order_price_most));
}

void build_commerce(Building& b) {
    for (const MappingView& view : b.root.children("commerce")) read_store(b, view);
}

}  // namespace rmbsim::adapters

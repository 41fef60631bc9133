#include "sim/world/collection_desk.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/kernel/event.hpp"
#include "sim/market/exchange.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;

constexpr TimeOfDay receipt_time = std::chrono::hours{10};
constexpr std::uint32_t own_money = 2;  // a provider's second deposit at its partner bank

}  // namespace

CollectionDesk::CollectionDesk(Desk& desk, Payments& payments)
    : desk_(desk), payments_(payments), deals_(desk) {
    payments.attach(*this);
    for (const StoreSpec& store : desk.scenario.stores)
        collection_of_store_.push_back(collection_for(store));
}

// Stores of one seller, route and currency share a collection: their money is converted together.
std::uint32_t CollectionDesk::collection_for(const StoreSpec& store) {
    const Scenario& s = desk_.scenario;
    const CollectionRoute& route = s.collection_routes[store.route];
    const ledger::CurrencyId currency = s.marketplaces[store.marketplace].currency;
    const std::uint32_t into = store.into == no_index ? route.into : store.into;
    for (std::uint32_t i = 0; i < collections_.size(); ++i) {
        const Collection& other = collections_[i];
        if (other.route_index == store.route && other.seller == store.seller &&
            other.currency == currency && other.into == into)
            return i;
    }
    Collection made{.route = &route,
                    .route_index = store.route,
                    .seller = store.seller,
                    .into = into,
                    .currency = currency};
    for (const std::uint32_t account : route.receive)
        if (s.accounts[account].currency == currency) made.receive = account;
    switch (route.kind) {
        case CollectionKind::account:
            break;
        case CollectionKind::provider:
            open_provider(made);
            break;
        case CollectionKind::bank:
            deals_.open(made.receive, made.into);
            break;
        case CollectionKind::company:
            deals_.open(made.receive, route.through);
            open_company(made);
            break;
    }
    collections_.push_back(std::move(made));
    const auto index = static_cast<std::uint32_t>(collections_.size() - 1);
    if (route.kind == CollectionKind::provider)
        for (const ledger::CurrencyId of : {currency, ledger::currency("CNY")})
            provider_.emplace(std::pair(index, of.index), provider_lines(collections_[index], of));
    return index;
}

void CollectionDesk::open_provider(Collection& collection) {
    const std::uint32_t provider = collection.route->provider;
    const ledger::BookId seller = desk_.books.book_of_entity(collection.seller);
    const ledger::BookId book = desk_.books.book_of_provider(provider);
    const ledger::CurrencyId home = ledger::currency("CNY");
    const auto line = [&](ChartLine chart_line, ledger::CurrencyId currency, bool with) {
        return desk_.books.line(seller, chart_line, currency, ledger::Market::onshore,
                                with ? book.index : UINT32_MAX);
    };
    collection.balance = line(ChartLine::provider_balance, collection.currency, true);
    collection.balance_home = line(ChartLine::provider_balance, home, true);
    collection.fees = line(ChartLine::bank_fees, collection.currency, true);
    collection.fx_cost = line(ChartLine::fx_cost, home, false);
    collection.position = line(ChartLine::fx_position, collection.currency, false);
    collection.position_home = line(ChartLine::fx_position, home, false);
}

void CollectionDesk::open_company(Collection& collection) {
    const BankAccount& abroad = desk_.scenario.accounts[collection.route->through];
    const BankAccount& home = desk_.scenario.accounts[collection.into];
    const ledger::BookId buyer = desk_.books.book_of_entity(abroad.owner);
    const ledger::BookId seller = desk_.books.book_of_entity(home.owner);
    collection.purchases = desk_.books.line(buyer, ChartLine::cost_of_sales, abroad.currency,
                                            abroad.market, seller.index);
    collection.payable = desk_.books.line(buyer, ChartLine::accounts_payable, abroad.currency,
                                          abroad.market, seller.index);
    collection.receivable = desk_.books.line(seller, ChartLine::accounts_receivable, home.currency,
                                             home.market, buyer.index);
    collection.revenue =
        desk_.books.line(seller, ChartLine::revenue, home.currency, home.market, buyer.index);
}

CollectionDesk::ProviderLines CollectionDesk::provider_lines(const Collection& collection,
                                                             ledger::CurrencyId currency) {
    const std::uint32_t index = collection.route->provider;
    const ProviderSpec& provider = desk_.scenario.providers[index];
    const ledger::BookId book = desk_.books.book_of_provider(index);
    const ledger::BookId bank = desk_.books.book_of_bank(provider.bank);
    const ledger::BookId seller = desk_.books.book_of_entity(collection.seller);
    const auto line = [&](ledger::BookId of, ChartLine chart_line,
                          std::uint32_t partner = UINT32_MAX, std::uint32_t agreement = 1) {
        return desk_.books.line(of, chart_line, currency, ledger::Market::onshore, partner, false,
                                agreement);
    };
    return {.safeguarded = line(book, ChartLine::safeguarded_funds),
            .owed = line(book, ChartLine::client_funds, seller.index),
            .own = line(book, ChartLine::provider_own_funds),
            .income = line(book, ChartLine::provider_income),
            .result = line(book, ChartLine::provider_fx_result),
            .deposit = line(bank, ChartLine::customer_deposit, book.index),
            .own_deposit = line(bank, ChartLine::customer_deposit, book.index, own_money),
            .bank_clearing = line(bank, ChartLine::bank_clearing),
            .bank_position = line(bank, ChartLine::bank_fx_position)};
}

const Bank& CollectionDesk::bank_of(const Collection& collection) const {
    return collection.route->kind == CollectionKind::provider
               ? desk_.scenario.banks[desk_.scenario.providers[collection.route->provider].bank]
               : desk_.bank_of(collection.receive);
}

const TimeZone& CollectionDesk::zone_of(std::uint32_t store) const {
    return desk_.scenario.zones[bank_of(collections_[collection_of_store_[store]]).zone];
}

void CollectionDesk::schedule_first() {
    for (std::uint32_t i = 0; i < collections_.size(); ++i)
        if (collections_[i].route->kind != CollectionKind::account)
            schedule_conversion(i, desk_.scenario.from);
}

void CollectionDesk::act(const Event& event) {
    if (event.kind == EventKind::collection_receipt) return receive(event.target);
    if (event.kind == EventKind::collection_convert) return convert(event.target);
    ledger::expects(event.kind == EventKind::collection_payout, "an event of collection");
    pay_out(event.target);
}

std::int64_t CollectionDesk::order_ceiling(std::uint32_t store, ValueDate day) {
    const Collection& collection = collections_[collection_of_store_[store]];
    if (collection.route->kind != CollectionKind::provider) return -1;
    const auto& ceiling = desk_.scenario.providers[collection.route->provider].order_ceiling;
    if (!ceiling) return -1;
    DayCeiling& known = ceilings_[{collection.route->provider, collection.currency.index}];
    if (known.minor >= 0 && known.day == day) return known.minor;
    const auto mid =
        desk_.scenario.fx.mid(ceiling->currency, collection.currency, ledger::Market::onshore, day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    known = {.day = day,
             .minor = desk_.converted(ceiling->minor, ceiling->currency, collection.currency, *mid,
                                      ledger::Rounding::floor)};
    return known.minor;
}

void CollectionDesk::note_over_ceiling(std::uint32_t store, const ShippedOrder& order,
                                       ValueDate day) {
    const Collection& collection = collections_[collection_of_store_[store]];
    const ProviderSpec& provider = desk_.scenario.providers[collection.route->provider];
    const std::string& store_id = desk_.scenario.stores[store].id;
    const std::string name = order.recorded == UINT32_MAX
                                 ? store_id + "." + std::to_string(order.number)
                                 : desk_.scenario.orders[order.recorded].id;
    refuse("order " + name, provider.id, day, {order.price, collection.currency},
           "above_order_ceiling", provider.order_ceiling->document);
}

void CollectionDesk::take(Payout payout, ValueDate stated) {
    const Scenario& s = desk_.scenario;
    const std::uint32_t index = collection_of_store_[payout.store];
    const Bank& bank = bank_of(collections_[index]);
    const MarketplaceSpec& marketplace = s.marketplaces[s.stores[payout.store].marketplace];
    const Calendar& calendar = s.calendars[bank.calendar];
    ValueDate paid =
        calendar.add_business_days(stated, static_cast<int>(marketplace.payout_business_days));
    // A statement is made in the evening: nothing of it arrives earlier that day.
    if (s.zones[bank.zone].instant(paid, receipt_time) <= desk_.now())
        paid = calendar.next_open(paid + std::chrono::days{1});
    if (paid > s.to) return;  // stays in transit
    payouts_.push_back(std::move(payout));
    desk_.queue.schedule(ms_of(s.zones[bank.zone].instant(paid, receipt_time)),
                         {.phase = Phase::arrivals, .origin = desk_.origins.collections + index},
                         EventKind::collection_receipt,
                         static_cast<std::uint32_t>(payouts_.size() - 1));
}

void CollectionDesk::receive(std::uint32_t index) {
    Payout& payout = payouts_[index];
    ++desk_.counts.payouts;
    Collection& collection = collections_[collection_of_store_[payout.store]];
    const CollectionRoute& route = *collection.route;
    const ValueDate day = desk_.scenario.zones[bank_of(collection).zone].local_date(desk_.now());
    std::int64_t fee = 0;
    std::vector<Cohort> cohorts;
    ledger::EntryId entry{};
    if (route.kind == CollectionKind::provider) {
        cohorts = send_over_ceiling(collection, payout);
        entry = receive_at_provider(collection, payout);
    } else {
        fee = std::min(route.receipt_fee_minor, payout.minor);
        entry = receive_at_bank(payout, collection.receive, Rule::store_payout, fee);
        Purse less_fee;  // the fee is borne by the oldest sales
        less_fee.add(payout.cohorts);
        less_fee.take(fee);
        cohorts.assign(less_fee.cohorts().begin(), less_fee.cohorts().end());
    }
    log(SaleStepKind::received, cohorts, 0, entry);
    for (CommerceListener* listener : listeners_)
        listener->on_received(
            {.store = payout.store, .minor = payout.minor, .fee = fee, .day = day});
    if (route.kind == CollectionKind::account) {
        credit(collection, collection.receive, payout.minor - fee, cohorts, entry);
    } else if (payout.minor > fee) {
        collection.purse.add(cohorts);
        collection.arrived.push_back({.minor = payout.minor - fee, .mid = mid_of(collection, day)});
    }
    payout.cohorts = {};
}

ledger::EntryId CollectionDesk::receive_at_bank(const Payout& payout, std::uint32_t account,
                                                Rule rule, std::int64_t fee_minor) {
    const BankAccountIds& ids = desk_.books.of(account);
    EntryLines lines;
    lines.add(ids.own, payout.minor - fee_minor).add(ids.fees, fee_minor);
    lines.add(payout.in_transit, -payout.minor);
    lines.add(payout.under_way, payout.minor).add(payout.buyers_funds, -payout.minor);
    lines.add(ids.mirror, fee_minor - payout.minor).add(ids.clearing, payout.minor);
    lines.add(ids.bank_fee_income, -fee_minor);
    const auto posted = desk_.recorder.post(
        {.rule = rule, .value_date = desk_.local_date(account), .subject = payout.store}, lines);
    booked(posted, "the books of a seller's money");
    return *posted;
}

// Proceeds of orders above the provider's ceiling never enter it: what is left of the payout stays in
// `payout`, and its cohorts come back.
std::vector<Cohort> CollectionDesk::send_over_ceiling(Collection& collection, Payout& payout) {
    std::vector<Cohort> within, over;
    std::int64_t over_minor = 0;
    for (const Cohort& cohort : payout.cohorts) {
        (cohort.over_ceiling ? over : within).push_back(cohort);
        if (cohort.over_ceiling) over_minor += cohort.minor;
    }
    if (over_minor == 0) return within;
    payout.minor -= over_minor;
    const std::uint32_t account = collection.route->over_limit;
    // Without a bank that takes it, it stays in transit; the order's refusal has told it.
    if (account == no_index) return within;
    Payout other = payout;
    other.minor = over_minor;
    const ledger::EntryId entry = receive_at_bank(other, account, Rule::collection_over_limit, 0);
    log(SaleStepKind::over_limit, over, 0, entry);
    credit(collection, account, over_minor, over, entry);
    return within;
}

ledger::EntryId CollectionDesk::receive_at_provider(Collection& collection, const Payout& payout) {
    if (payout.minor == 0) return {};
    const auto index = collection_of_store_[payout.store];
    const ProviderLines& p = provider_.at({index, collection.currency.index});
    EntryLines lines;
    lines.add(collection.balance, payout.minor).add(payout.in_transit, -payout.minor);
    lines.add(payout.under_way, payout.minor).add(payout.buyers_funds, -payout.minor);
    lines.add(p.safeguarded, payout.minor).add(p.owed, -payout.minor);
    lines.add(p.bank_clearing, payout.minor).add(p.deposit, -payout.minor);
    const auto posted = desk_.recorder.post(
        {.rule = Rule::store_payout,
         .value_date = desk_.scenario.zones[bank_of(collection).zone].local_date(desk_.now()),
         .subject = payout.store},
        lines);
    booked(posted, "the books of a payment institution");
    return *posted;
}

void CollectionDesk::credit(const Collection& collection, std::uint32_t account, std::int64_t minor,
                            std::span<const Cohort> cohorts, ledger::EntryId entry) {
    if (minor == 0) return;
    const bool renminbi = desk_.scenario.accounts[account].currency == ledger::currency("CNY");
    log(SaleStepKind::credited, cohorts, renminbi ? minor : 0, entry);
    for (CommerceListener* listener : listeners_)
        listener->on_credited({.account = account,
                               .route = collection.route_index,
                               .minor = minor,
                               .day = desk_.local_date(account),
                               .cohorts = cohorts});
}

void CollectionDesk::refuse(std::string what, const std::string& subject, ValueDate day,
                            ledger::Money wish, std::string reason, std::string document) {
    desk_.refusals.push_back({.what = std::move(what),
                              .subject = subject,
                              .on = day,
                              .wish_minor = wish.minor,
                              .currency = std::string(ledger::code_of(wish.currency)),
                              .decimals = ledger::info(wish.currency).decimals,
                              .reason = std::move(reason),
                              .limit = {},
                              .regime = {},
                              .parameter = {},
                              .document = std::move(document)});
}

}  // namespace rmbsim::sim

#include "sim/world/stores.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/commerce/store_model.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/random.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::ValueDate;
using std::chrono::days;

constexpr TimeOfDay evening = std::chrono::hours{23};  // a day's orders are booked together
constexpr std::uint32_t whole_day = 0;                 // instead of an order's number
constexpr std::uint64_t orders_booked_each = 50'000;   // of a scenario; more: daily totals

std::uint64_t expected_orders(const Scenario& scenario) {
    const auto length = static_cast<std::uint64_t>((scenario.to - scenario.from).count() + 1);
    std::uint64_t a_day = 0;
    for (const StoreSpec& store : scenario.stores) a_day += store.orders_per_day;
    return a_day * length;
}

// By store, each in the order of its days.
std::vector<std::vector<StoreModel::Recorded>> recorded_by_store(const Scenario& scenario) {
    std::vector<std::vector<StoreModel::Recorded>> recorded(scenario.stores.size());
    for (std::uint32_t i = 0; i < scenario.orders.size(); ++i)
        recorded[scenario.orders[i].store].push_back({.order = &scenario.orders[i], .index = i});
    return recorded;
}

}  // namespace

Stores::Stores(Desk& desk, CollectionDesk& collection, const RandomSource& random)
    : desk_(desk), collection_(collection) {
    const Scenario& s = desk.scenario;
    std::vector<std::vector<StoreModel::Recorded>> recorded = recorded_by_store(s);
    const bool few = expected_orders(s) <= orders_booked_each;
    for (std::uint32_t i = 0; i < s.stores.size(); ++i) {
        const StoreSpec& spec = s.stores[i];
        const bool each =
            spec.booking == OrderBooking::order || (spec.booking == OrderBooking::automatic && few);
        stores_.push_back({.spec = &spec,
                           .model = StoreModel(spec, s.marketplaces[spec.marketplace], i, random,
                                               std::move(recorded[i])),
                           .lines = open_lines(spec),
                           .each_order = each});
    }
}

Stores::Lines Stores::open_lines(const StoreSpec& spec) {
    const MarketplaceSpec& marketplace = desk_.scenario.marketplaces[spec.marketplace];
    const ledger::BookId seller = desk_.books.book_of_entity(spec.seller);
    const ledger::BookId platform = desk_.books.book_of_marketplace(spec.marketplace);
    const auto sellers = [&](ChartLine line) {
        return desk_.books.line(seller, line, marketplace.currency, marketplace.market,
                                platform.index);
    };
    const auto owed_to_seller = [&](ChartLine line) {
        return desk_.books.line(platform, line, marketplace.currency, marketplace.market,
                                seller.index);
    };
    const auto platforms = [&](ChartLine line) {
        return desk_.books.line(platform, line, marketplace.currency, marketplace.market);
    };
    return {.reserve = sellers(ChartLine::platform_reserve),
            .receivable = sellers(ChartLine::platform_receivable),
            .payout = sellers(ChartLine::payout_in_transit),
            .revenue = sellers(ChartLine::revenue),
            .referral = sellers(ChartLine::referral_fees),
            .fulfilment = sellers(ChartLine::fulfilment_fees),
            .advertising = sellers(ChartLine::advertising_costs),
            .charges = sellers(ChartLine::store_charges),
            .chargebacks = sellers(ChartLine::chargeback_losses),
            .funds = platforms(ChartLine::buyers_funds),
            .owed = owed_to_seller(ChartLine::seller_payable),
            .held = owed_to_seller(ChartLine::seller_reserve),
            .under_way = owed_to_seller(ChartLine::payouts_under_way),
            .income = platforms(ChartLine::marketplace_income),
            .tax = platforms(ChartLine::collected_tax)};
}

void Stores::schedule_first() {
    for (std::uint32_t i = 0; i < stores_.size(); ++i) schedule(i, desk_.scenario.from);
}

void Stores::schedule(std::uint32_t store, ValueDate day) {
    if (day > desk_.scenario.to) return;
    const ledger::SimTime at = collection_.zone_of(store).instant(day, evening);
    desk_.queue.schedule(at.time_since_epoch().count(),
                         {.phase = Phase::arrivals, .origin = desk_.origins.stores + store},
                         EventKind::store_day, store,
                         static_cast<std::uint32_t>((day - desk_.scenario.from).count()));
}

void Stores::trade(std::uint32_t index) {
    Store& store = stores_[index];
    const ValueDate day =
        desk_.scenario.from + days{static_cast<int>(desk_.recorder.event().detail)};
    StoreDayFacts facts{.store = index, .day = day};
    book_shipped(store, facts);
    book_taken_back(store, facts);
    book_charges(store, index, facts);
    book_released(store, index, facts);
    if (store.model.is_statement_day(day)) state(store, index, facts);
    facts.held = store.model.held();
    facts.available = store.model.available();
    facts.is_frozen = store.model.is_frozen(day);
    for (CommerceListener* listener : listeners_) listener->on_store_day(facts);
    schedule(index, day + days{1});
}

ledger::EntryId Stores::book(Rule rule, std::uint32_t subject, ValueDate day,
                             const EntryLines& lines, std::string_view name) {
    if (lines.lines().empty()) return {};
    return booked(
        desk_.recorder.post(
            {.rule = rule, .value_date = day, .subject = subject, .client_id = name}, lines),
        "the books of a store");
}

ledger::EntryId Stores::book_sale(const Store& store, std::uint32_t subject, ValueDate day,
                                  const Sale& sale, std::string_view name) {
    const Lines& l = store.lines;
    const std::int64_t held = sale.price - sale.referral - sale.fulfilment + sale.lost;
    return book(Rule::store_sales, subject, day,
                EntryLines()
                    .add(l.reserve, held)
                    .add(l.receivable, -sale.lost)
                    .add(l.referral, sale.referral)
                    .add(l.fulfilment, sale.fulfilment)
                    .add(l.revenue, -sale.price)
                    .add(l.funds, sale.price + sale.tax)
                    .add(l.held, -held)
                    .add(l.owed, sale.lost)
                    .add(l.income, -sale.referral - sale.fulfilment)
                    .add(l.tax, -sale.tax),
                name);
}

void Stores::book_shipped(Store& store, StoreDayFacts& facts) {
    store.model.set_ceiling(collection_.order_ceiling(facts.store, facts.day));
    facts.shipped = store.model.ship(facts.day);
    Sale day;
    for (const ShippedOrder& order : facts.shipped) {
        ++desk_.counts.orders;
        const Sale sale{.price = order.price,
                        .tax = order.tax,
                        .referral = order.referral,
                        .fulfilment = order.fulfilment,
                        .lost = std::max<std::int64_t>(-order.net(), 0)};
        if (order.over_ceiling) collection_.note_over_ceiling(facts.store, order, facts.day);
        facts.sales += order.price;
        facts.receivable += order.net();
        if (store.each_order) {
            book_order(store, facts, order, sale);
            continue;
        }
        day.price += sale.price;
        day.tax += sale.tax;
        day.referral += sale.referral;
        day.fulfilment += sale.fulfilment;
        day.lost += sale.lost;
    }
    if (!store.each_order) book_sale(store, whole_day, facts.day, day, {});
}

void Stores::book_order(const Store& store, const StoreDayFacts& facts, const ShippedOrder& order,
                        const Sale& sale) {
    const bool named = order.recorded != UINT32_MAX;
    const ledger::EntryId entry = book_sale(
        store, order.number, facts.day, sale,
        named ? std::string_view(desk_.scenario.orders[order.recorded].id) : std::string_view());
    desk_.commerce_log.note({.store = facts.store,
                             .number = order.number,
                             .sale_day = order.sale_day,
                             .shipped_day = order.shipped_day,
                             .delivered_day = order.delivered_day,
                             .price = order.price,
                             .net = order.net(),
                             .entry = entry.index});
}

void Stores::book_return(const Store& store, std::uint32_t subject, ValueDate day,
                         const Return& back, bool is_chargeback) {
    const Lines& l = store.lines;
    const std::int64_t taken = back.price - back.fees_returned + back.charge;
    const std::int64_t from_owed = taken - back.from_held;
    book(is_chargeback ? Rule::store_chargeback : Rule::store_refunds, subject, day,
         EntryLines()
             .add(is_chargeback ? l.chargebacks : l.revenue, back.price + back.charge)
             .add(l.referral, -back.fees_returned)
             .add(l.reserve, -back.from_held)
             .add(l.receivable, -from_owed)
             .add(l.held, back.from_held)
             .add(l.owed, from_owed)
             .add(l.income, back.fees_returned - back.charge)
             .add(l.tax, back.tax)
             .add(l.funds, -back.price - back.tax));
}

void Stores::book_taken_back(Store& store, StoreDayFacts& facts) {
    facts.taken = store.model.take_back(facts.day);
    Return of_day[2];  // refunds, chargebacks
    for (const TakenBack& back : facts.taken) {
        facts.taken_back += back.taken();
        const Return one{.price = back.price,
                         .tax = back.tax,
                         .fees_returned = back.fees_returned,
                         .charge = back.charge,
                         .from_held = back.from_held};
        if (store.each_order) {
            book_return(store, back.order.number, facts.day, one, back.is_chargeback);
            continue;
        }
        Return& sum = of_day[back.is_chargeback ? 1 : 0];
        sum.price += one.price;
        sum.tax += one.tax;
        sum.fees_returned += one.fees_returned;
        sum.charge += one.charge;
        sum.from_held += one.from_held;
    }
    if (store.each_order) return;
    book_return(store, whole_day, facts.day, of_day[0], false);
    book_return(store, whole_day, facts.day, of_day[1], true);
}

void Stores::book_charges(Store& store, std::uint32_t index, StoreDayFacts& facts) {
    const std::int64_t advertised = store.model.advertise(facts.day);
    const std::int64_t monthly = store.model.charge_month(facts.day);
    facts.taken_back += advertised + monthly;
    const Lines& l = store.lines;
    book(Rule::store_fees, index, facts.day,
         EntryLines()
             .add(l.advertising, advertised)
             .add(l.charges, monthly)
             .add(l.receivable, -advertised - monthly)
             .add(l.owed, advertised + monthly)
             .add(l.income, -advertised - monthly));
}

void Stores::book_released(Store& store, std::uint32_t index, StoreDayFacts& facts) {
    const std::span<const Cohort> cohorts = store.model.release(facts.day);
    for (const Cohort& cohort : cohorts) facts.released += cohort.minor;
    const Lines& l = store.lines;
    const ledger::EntryId entry = book(Rule::store_released, index, facts.day,
                                       EntryLines()
                                           .add(l.receivable, facts.released)
                                           .add(l.reserve, -facts.released)
                                           .add(l.held, facts.released)
                                           .add(l.owed, -facts.released));
    desk_.commerce_log.note(SaleStepKind::released, cohorts, 0, ms_of(desk_.now()), entry);
}

void Stores::state(Store& store, std::uint32_t index, StoreDayFacts& facts) {
    Statement statement = store.model.state_account(facts.day);
    const Lines& l = store.lines;
    facts.stated = statement.paid_out;
    const ledger::EntryId entry =
        book(Rule::store_stated, index, facts.day,
             EntryLines()
                 .add(l.payout, statement.paid_out)
                 .add(l.reserve, statement.rolled)
                 .add(l.receivable, -statement.paid_out - statement.rolled)
                 .add(l.owed, statement.paid_out + statement.rolled)
                 .add(l.held, -statement.rolled)
                 .add(l.under_way, -statement.paid_out));
    if (statement.paid_out == 0) return;
    desk_.commerce_log.note(SaleStepKind::stated, statement.cohorts, 0, ms_of(desk_.now()), entry);
    collection_.take({.store = index,
                      .minor = statement.paid_out,
                      .in_transit = l.payout,
                      .under_way = l.under_way,
                      .buyers_funds = l.funds,
                      .cohorts = std::move(statement.cohorts)},
                     facts.day);
}

std::uint64_t Stores::draws() const {
    std::uint64_t sum = 0;
    for (const Store& store : stores_) sum += store.model.draws();
    return sum;
}

}  // namespace rmbsim::sim

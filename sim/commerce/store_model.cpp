#include "sim/commerce/store_model.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/kernel/random.hpp"

namespace rmbsim::sim {
namespace {

using ledger::day_number;
using ledger::ValueDate;
using std::chrono::days;

constexpr std::uint32_t day_spread_percent =
    15;  // a day's orders lie within ±15 % of the season's mean
constexpr std::uint64_t small_store_percent = 50 * 100;  // up to 50 orders a day

std::vector<QuantileKnot> knots_of(const StoreSpec& spec) {
    std::vector<QuantileKnot> knots;
    knots.reserve(spec.order_value.size());
    for (const OrderValueKnot& knot : spec.order_value)
        knots.push_back({.share = (std::uint64_t{knot.share} << 32) / 10'000, .value = knot.minor});
    return knots;
}

bool holds_any(const std::vector<DaySpan>& spans, ValueDate day) {
    return std::ranges::any_of(spans, [&](const DaySpan& span) { return span.holds(day); });
}

}  // namespace

StoreModel::StoreModel(const StoreSpec& spec, const MarketplaceSpec& marketplace,
                       std::uint32_t store_index, const RandomSource& random,
                       std::vector<Recorded> recorded)
    : spec_(&spec),
      marketplace_(&marketplace),
      store_(store_index),
      values_(knots_of(spec)),
      refund_share_(per_million(spec.refund_rate)),
      chargeback_share_(per_million(spec.chargeback_rate)),
      counts_(random.stream(store_index, Purpose::order_count)),
      amounts_(random.stream(store_index, Purpose::order_value)),
      deliveries_(random.stream(store_index, Purpose::delivery_time)),
      refunds_(random.stream(store_index, Purpose::refund)),
      chargebacks_(random.stream(store_index, Purpose::chargeback)),
      recorded_(std::move(recorded)) {
    for (const MarketplaceTerms& terms : marketplace.terms)
        terms_.push_back({.spec = &terms,
                          .referral = Share(terms.referral_fee),
                          .advertising = Share(terms.advertising),
                          .tax = Share(terms.collected_tax),
                          .keeps = Share(terms.refund_keeps),
                          .rolling = Share(terms.rolling_reserve)});
    ledger::expects(!terms_.empty(), "a marketplace has terms");
}

const StoreModel::Terms& StoreModel::terms_on(ValueDate day) const {
    const Terms* found = &terms_.front();
    for (const Terms& terms : terms_)
        if (terms.spec->from <= day) found = &terms;
    return *found;
}

std::int32_t StoreModel::clock_of(const ShippedOrder& order) const {
    return marketplace_->reserve_from_sale ? order.shipped_day : order.delivered_day;
}

// A small store's day is Poisson, a large one's within ±15 % of its mean.
std::uint32_t StoreModel::orders_on(ValueDate day) {
    if (spec_->orders_per_day == 0) return 0;
    std::uint32_t percent = 100;
    for (const SeasonFactor& season : spec_->season)
        if (season.from <= day && day <= season.to) percent = season.percent;
    const std::uint64_t mean_percent = std::uint64_t{spec_->orders_per_day} * percent;
    if (mean_percent == 0) return 0;
    if (mean_percent <= small_store_percent) {
        const auto [count, fresh] = small_counts_.try_emplace(
            percent, ledger::Decimal::from_minor(static_cast<std::int64_t>(mean_percent), 2));
        return count->second.of(counts_.next());
    }
    const std::uint64_t spread =
        100 - day_spread_percent + counts_.below(2 * day_spread_percent + 1);
    return static_cast<std::uint32_t>(mean_percent * spread / 10'000);
}

void StoreModel::draw_orders(ValueDate day) {
    const std::uint32_t span = spec_->delivery_days_max - spec_->delivery_days_min + 1;
    const std::uint32_t count = orders_on(day);
    for (std::uint32_t i = 0; i < count; ++i) {
        Drawn drawn{.order = {.number = ++number_, .sale_day = day_number(day)}};
        ShippedOrder& order = drawn.order;
        order.price = quantile(values_, amounts_.next());
        order.delivered_day =
            order.sale_day + static_cast<int>(spec_->delivery_days_min + deliveries_.below(span));
        if (refunds_.happens(refund_share_, 1'000'000))
            drawn.refund = {.price = order.price, .days = static_cast<int>(spec_->refund_days)};
        else if (chargeback_share_ > 0 && chargebacks_.happens(chargeback_share_, 1'000'000))
            drawn.chargeback = {.price = order.price,
                                .is_chargeback = true,
                                .days = static_cast<int>(spec_->chargeback_days)};
        waiting_.push_back(drawn);
    }
}

void StoreModel::draw_written(ValueDate day) {
    for (; next_recorded_ < recorded_.size() && recorded_[next_recorded_].order->on <= day;
         ++next_recorded_) {
        const RecordedOrder& written = *recorded_[next_recorded_].order;
        Drawn drawn{.order = {.number = ++number_,
                              .recorded = recorded_[next_recorded_].index,
                              .sale_day = day_number(written.on),
                              .delivered_day = day_number(written.delivered),
                              .price = written.price_minor}};
        if (written.refunded)
            drawn.refund = {.price = written.refund_minor, .on = day_number(*written.refunded)};
        if (written.charged_back)
            drawn.chargeback = {.price = written.price_minor - written.refund_minor,
                                .is_chargeback = true,
                                .on = day_number(*written.charged_back)};
        waiting_.push_back(drawn);
    }
}

void StoreModel::ship_one(const Terms& terms, const Drawn& drawn, ValueDate day) {
    ShippedOrder order = drawn.order;
    order.shipped_day = day_number(day);
    order.delivered_day += order.shipped_day - order.sale_day;  // what waited comes as much later
    order.tax = terms.tax.of(order.price);
    order.referral = terms.referral.of(order.price);
    order.fulfilment = terms.spec->fulfilment_fee_minor;
    order.over_ceiling = ceiling_ >= 0 && order.price > ceiling_;
    day_sales_ += order.price;
    const std::int64_t net = order.net();
    if (net > 0) {
        held_[clock_of(order)].add({.sale_day = order.sale_day,
                                    .store = store_,
                                    .minor = net,
                                    .over_ceiling = order.over_ceiling});
        held_total_ = ledger::fitting(ledger::checked_add(held_total_, net), "a store's reserve");
    } else {
        available_.charge(-net);
    }
    for (const Fate& fate : {drawn.refund, drawn.chargeback})
        if (fate.price > 0)
            returning_[fate.on != 0 ? fate.on : order.delivered_day + fate.days].push_back(
                {.order = order, .fate = fate});
    shipped_.push_back(order);
}

std::span<const ShippedOrder> StoreModel::ship(ValueDate day) {
    shipped_.clear();
    day_sales_ = 0;
    draw_orders(day);
    draw_written(day);
    if (holds_any(spec_->stops, day)) return shipped_;
    const Terms& terms = terms_on(day);
    for (const Drawn& drawn : waiting_) ship_one(terms, drawn, day);
    waiting_.clear();
    return shipped_;
}

TakenBack StoreModel::taken_back(const Returning& returning) {
    const ShippedOrder& order = returning.order;
    const Terms& terms = terms_on(ledger::date_of(order.shipped_day));
    TakenBack back{.order = order,
                   .is_chargeback = returning.fate.is_chargeback,
                   .price = returning.fate.price,
                   .tax = terms.tax.of(returning.fate.price)};
    if (back.is_chargeback) {
        back.charge = terms.spec->chargeback_fee_minor;
    } else {
        const std::int64_t referral = terms.referral.of(back.price);
        std::int64_t kept = terms.keeps.of(referral);
        if (terms.spec->refund_keeps_most_minor >= 0)
            kept = std::min(kept, terms.spec->refund_keeps_most_minor);
        back.fees_returned = referral - kept;
    }
    if (const auto held = held_.find(clock_of(order)); held != held_.end())
        back.from_held = held->second.take_of(order.sale_day, back.taken());
    held_total_ -= back.from_held;
    available_.charge(back.taken() - back.from_held);
    return back;
}

std::span<const TakenBack> StoreModel::take_back(ValueDate day) {
    taken_back_.clear();
    while (!returning_.empty() && returning_.begin()->first <= day_number(day)) {
        for (const Returning& returning : returning_.begin()->second)
            taken_back_.push_back(taken_back(returning));
        returning_.erase(returning_.begin());
    }
    return taken_back_;
}

std::span<const Cohort> StoreModel::release(ValueDate day) {
    released_.clear();
    const auto take = [&](Purse& purse) {
        const std::vector<Cohort> cohorts = purse.take(purse.total());
        released_.insert(released_.end(), cohorts.begin(), cohorts.end());
        for (const Cohort& cohort : cohorts) held_total_ -= cohort.minor;
    };
    const auto reserve = static_cast<std::int32_t>(terms_on(day).spec->reserve_days);
    while (!held_.empty() && held_.begin()->first + reserve + 1 <= day_number(day)) {
        take(held_.begin()->second);
        held_.erase(held_.begin());
    }
    while (!rolling_.empty() && rolling_.begin()->first <= day_number(day)) {
        take(rolling_.begin()->second);
        rolling_.erase(rolling_.begin());
    }
    available_.add(released_);
    return released_;
}

std::int64_t StoreModel::advertise(ValueDate day) {
    const std::int64_t charged = terms_on(day).advertising.of(day_sales_);
    available_.charge(charged);
    return charged;
}

std::int64_t StoreModel::charge_month(ValueDate day) {
    if (std::chrono::year_month_day(day).day() != std::chrono::day{1}) return 0;
    const std::int64_t charged = terms_on(day).spec->monthly_fee_minor;
    available_.charge(charged);
    return charged;
}

bool StoreModel::is_statement_day(ValueDate day) const {
    return day >= marketplace_->first_statement &&
           (day - marketplace_->first_statement).count() %
                   static_cast<int>(marketplace_->cycle_days) ==
               0;
}

bool StoreModel::is_frozen(ValueDate day) const { return holds_any(spec_->freezes, day); }

Statement StoreModel::state_account(ValueDate day) {
    Statement statement;
    if (is_frozen(day) || available_.total() == 0) return statement;
    const Terms& terms = terms_on(day);
    statement.rolled = terms.rolling.of(available_.total());
    if (statement.rolled > 0) {
        Purse& rolling = rolling_[day_number(day) + static_cast<int>(terms.spec->rolling_days)];
        rolling.add(available_.take(statement.rolled));
        held_total_ = ledger::fitting(ledger::checked_add(held_total_, statement.rolled),
                                      "a store's reserve");
    }
    statement.paid_out = available_.total();
    statement.cohorts = available_.take(statement.paid_out);
    return statement;
}

std::uint64_t StoreModel::draws() const {
    return counts_.draws() + amounts_.draws() + deliveries_.draws() + refunds_.draws() +
           chargebacks_.draws();
}

}  // namespace rmbsim::sim

#include "sim/commerce/store_model.hpp"

#include <cstdint>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;

constexpr std::uint32_t day_spread_percent =
    15;  // a day's orders lie within ±15 % of the season's mean

std::vector<QuantileKnot> knots_of(const StoreSpec& spec) {
    std::vector<QuantileKnot> knots;
    knots.reserve(spec.order_value.size());
    for (const OrderValueKnot& knot : spec.order_value)
        knots.push_back({.share = (std::uint64_t{knot.share} << 32) / 10'000, .value = knot.minor});
    return knots;
}

// share × amount, half_up, both >= 0.
std::int64_t share_of(const ledger::Rate& share, std::int64_t minor) {
    return ledger::fitting(
        ledger::to_whole(share * ledger::Decimal(minor), ledger::Rounding::half_up),
        "a share of an amount");
}

std::uint32_t per_million(const ledger::Rate& rate) {
    const auto split = rate.split_at(6);
    ledger::expects(split && split->whole >= 0 && split->whole <= 1'000'000,
                    "a rate lies in 0 … 1");
    return static_cast<std::uint32_t>(split->whole);
}

}  // namespace

StoreModel::StoreModel(const StoreSpec& spec, std::uint32_t store_index, const RandomSource& random)
    : spec_(&spec),
      values_(knots_of(spec)),
      counts_(random.stream(store_index, Purpose::order_count)),
      amounts_(random.stream(store_index, Purpose::order_value)),
      deliveries_(random.stream(store_index, Purpose::delivery_time)),
      refunds_(random.stream(store_index, Purpose::refund)) {}

std::uint32_t StoreModel::orders_on(ValueDate day) {
    std::uint64_t percent = 100;
    for (const SeasonFactor& season : spec_->season)
        if (season.from <= day && day <= season.to) percent = season.percent;
    const std::uint64_t spread =
        100 - day_spread_percent + counts_.below(2 * day_spread_percent + 1);
    return static_cast<std::uint32_t>(spec_->orders_per_day * percent * spread / 10'000);
}

StoreDay StoreModel::trade(ValueDate day) {
    StoreDay result;
    result.orders = orders_on(day);
    const std::uint32_t refund_share = per_million(spec_->refund_rate);
    const std::uint32_t delivery_span = spec_->delivery_days_max - spec_->delivery_days_min + 1;
    for (std::uint32_t i = 0; i < result.orders; ++i) {
        const std::int64_t value = quantile(values_, amounts_.next());
        const std::int64_t referral = share_of(spec_->referral_fee, value);
        const ValueDate delivered =
            day + days{spec_->delivery_days_min + deliveries_.below(delivery_span)};
        result.sales_minor += value;
        result.fees_minor += referral + spec_->fulfilment_fee_minor;
        available_[delivered + days{spec_->reserve_days + 1}] +=
            value - referral - spec_->fulfilment_fee_minor;
        if (refunds_.happens(refund_share, 1'000'000)) {
            Refund& refund = refunds_due_[delivered + days{spec_->refund_days}];
            refund.value += value;
            refund.fee += referral;
        }
    }
    if (const auto due = refunds_due_.find(day); due != refunds_due_.end()) {
        result.refunds_minor = due->second.value;
        result.fees_returned_minor = due->second.fee;
        unstated_ -= due->second.value - due->second.fee;
        refunds_due_.erase(due);
    }
    return result;
}

bool StoreModel::is_statement_day(ValueDate day) const {
    return day >= spec_->first_statement &&
           (day - spec_->first_statement).count() % static_cast<int>(spec_->cycle_days) == 0;
}

std::int64_t StoreModel::state_account(ValueDate day) {
    while (!available_.empty() && available_.begin()->first <= day) {
        unstated_ += available_.begin()->second;
        available_.erase(available_.begin());
    }
    if (unstated_ <= 0) return 0;
    const std::int64_t payout = unstated_;
    unstated_ = 0;
    return payout;
}

std::uint64_t StoreModel::draws() const {
    return counts_.draws() + amounts_.draws() + deliveries_.draws() + refunds_.draws();
}

}  // namespace rmbsim::sim

#include "sim/policy/limit.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/policy/equity.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Int128;

std::int64_t clamped(Int128 value) {
    return static_cast<std::int64_t>(std::clamp<Int128>(value, INT64_MIN, INT64_MAX));
}

// One side of a position: what the mainland lends (outward) or borrows (inward).
Int128 stock(const PairPosition& pair, bool inward, bool with_flight) {
    Int128 position = pair.settled;
    if (with_flight) position += inward ? -Int128{pair.coming_in} : Int128{pair.going_out};
    return std::max<Int128>(inward ? -position : position, 0);
}

const Decimal& weight_of(const Quota& quota, const PairPosition& pair) {
    return quota.weights.empty() ? quota.weight
                                 : quota.weights[static_cast<std::size_t>(pair.weighs)];
}

// Whole units of equal weight are summed before they are weighed, and all is rounded once, up.
std::int64_t weighted_up(const Quota& quota, std::span<const PairPosition> pairs,
                         bool with_flight) {
    std::array<Int128, 4> sums{};
    sums[0] = quota.line_minor;
    for (const PairPosition& pair : pairs)
        sums.at(static_cast<std::size_t>(pair.weighs)) += stock(pair, quota.inward, with_flight);
    Int128 plain = 0;
    Decimal weighted = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (sums.at(i) == 0) continue;
        const Decimal& weight = weight_of(quota, {.weighs = static_cast<WeightClass>(i)});
        if (weight == Decimal(1))
            plain += sums.at(i);
        else
            weighted = weighted + Decimal::from_int128(sums.at(i)) * weight;
    }
    if (weighted.is_zero()) return clamped(plain);
    const auto split = weighted.split_at(0);
    if (!split) return INT64_MAX;
    return clamped(plain + split->whole + (split->remainder.is_zero() ? 0 : 1));
}

// What went the quota's way less what went the other way: below zero there is more room than the cap.
Int128 net(const Quota& quota, std::span<const PairPosition> pairs, bool with_flight) {
    Int128 sum = quota.line_minor;
    for (const PairPosition& pair : pairs) {
        sum += quota.inward ? -Int128{pair.settled} : Int128{pair.settled};
        if (with_flight) sum += quota.inward ? pair.coming_in : pair.going_out;
    }
    return sum;
}

std::int64_t unweighted_down(Int128 room, const Decimal& weight) {
    if (weight == Decimal(1)) return clamped(room);
    const auto split = (Decimal::from_int128(room) / weight).split_at(0);
    return split ? split->whole : INT64_MAX;
}

Decimal value_or(const Regime& regime, std::string_view name, ledger::ValueDate date,
                 std::int64_t otherwise) {
    const DatedValue* found = regime.parameter(name, date);
    return found == nullptr ? Decimal(otherwise) : found->value;
}

}  // namespace

QuotaUse use_of(const Quota& quota, std::span<const PairPosition> pairs) {
    if (quota.measure == QuotaMeasure::net_inflow)
        return {.settled = clamped(std::max<Int128>(net(quota, pairs, false), 0)),
                .committed = clamped(std::max<Int128>(net(quota, pairs, true), 0))};
    return {.settled = weighted_up(quota, pairs, false),
            .committed = weighted_up(quota, pairs, true)};
}

std::int64_t new_room(const Quota& quota, std::span<const PairPosition> pairs, std::size_t pair) {
    if (!quota.exists) return INT64_MAX;
    if (quota.measure == QuotaMeasure::net_inflow)
        return clamped(std::max<Int128>(Int128{quota.cap_minor} - net(quota, pairs, true), 0));
    const Int128 room =
        std::max<Int128>(Int128{quota.cap_minor} - weighted_up(quota, pairs, true), 0);
    return unweighted_down(room, weight_of(quota, pairs[pair]));
}

std::int64_t headroom(const Quota& quota, std::span<const PairPosition> pairs, std::size_t pair) {
    const std::int64_t room = new_room(quota, pairs, pair);
    if (!quota.exists || quota.measure == QuotaMeasure::net_inflow) return room;
    // What first repays the other side's debt uses no room of this quota.
    const PairPosition& p = pairs[pair];
    const Int128 ahead =
        quota.inward ? Int128{p.settled} - p.coming_in : -(Int128{p.settled} + p.going_out);
    return clamped(std::max<Int128>(ahead, 0) + room);
}

std::optional<Multiple> multiple_of(const Regime& regime, const QuotaRule& rule,
                                    ledger::ValueDate date) {
    Multiple multiple;
    for (const std::string& name : rule.multiples) {
        const DatedValue* factor = regime.parameter(name, date);
        if (factor == nullptr) return std::nullopt;
        multiple.value = multiple.value * factor->value;
        multiple.factors.push_back(factor);
    }
    if (multiple.factors.empty()) return std::nullopt;
    return multiple;
}

std::int64_t quota_cap(const QuotaRule& rule, const Decimal& multiple,
                       const EquityQuestion& question) {
    const auto cap = ledger::to_money(counted_equity(rule, question) * multiple,
                                      ledger::currency("CNY"), ledger::Rounding::floor);
    return ledger::fitting(cap, "a quota").minor;
}

std::vector<Decimal> debt_weights(const Regime& regime, ledger::ValueDate date) {
    const Decimal category = value_or(regime, "category_factor_on_balance", date, 1);
    const Decimal brief = value_or(regime, "tenor_factor_short", date, 1) * category;
    const Decimal lasting = value_or(regime, "tenor_factor_long", date, 1) * category;
    const Decimal fx = value_or(regime, "fx_factor", date, 0);
    return {brief, brief + fx, lasting, lasting + fx};
}

std::vector<Decimal> lending_weights(const Regime& regime, ledger::ValueDate date) {
    const Decimal fx = value_or(regime, "currency_conversion_factor", date, 0);
    return {Decimal(1), Decimal(1) + fx, Decimal(1), Decimal(1) + fx};
}

bool is_short(const Regime& regime, ledger::ValueDate date, std::uint32_t tenor_months) {
    return Decimal(tenor_months) <= value_or(regime, "tenor_short_max", date, 1) * Decimal(12);
}

}  // namespace rmbsim::sim

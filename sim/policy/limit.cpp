#include "sim/policy/limit.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
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

Int128 total(std::span<const PairPosition> pairs, bool inward, bool with_flight) {
    Int128 sum = 0;
    for (const PairPosition& pair : pairs) sum += stock(pair, inward, with_flight);
    return sum;
}

std::int64_t weighted_up(Int128 stock, const Decimal& weight) {
    if (weight == Decimal(1)) return clamped(stock);
    const auto split = (Decimal::from_int128(stock) * weight).split_at(0);
    if (!split) return INT64_MAX;
    return split->whole + (split->remainder.is_zero() ? 0 : 1);
}

std::int64_t unweighted_down(Int128 room, const Decimal& weight) {
    if (weight == Decimal(1)) return clamped(room);
    const auto split = (Decimal::from_int128(room) / weight).split_at(0);
    return split ? split->whole : INT64_MAX;
}

}  // namespace

QuotaUse use_of(const Quota& quota, std::span<const PairPosition> pairs) {
    return {.settled = weighted_up(total(pairs, quota.inward, false), quota.weight),
            .committed = weighted_up(total(pairs, quota.inward, true), quota.weight)};
}

std::int64_t headroom(const Quota& quota, std::span<const PairPosition> pairs, std::size_t pair) {
    if (!quota.exists) return INT64_MAX;
    const QuotaUse use = use_of(quota, pairs);
    const Int128 room = std::max<Int128>(Int128{quota.cap_minor} - use.committed, 0);
    // What first repays the other side's debt uses no room of this quota.
    const PairPosition& p = pairs[pair];
    const Int128 ahead =
        quota.inward ? Int128{p.settled} - p.coming_in : -(Int128{p.settled} + p.going_out);
    return clamped(std::max<Int128>(ahead, 0) + unweighted_down(room, quota.weight));
}

std::int64_t quota_cap(const QuotaRule& rule, const DatedValue& multiple, const PoolSpec& pool,
                       const std::vector<Entity>& entities,
                       std::string_view domestic_jurisdiction) {
    Decimal base = 0;
    ledger::CurrencyId currency = ledger::currency("CNY");
    for (const MemberSpec& member : pool.members) {
        const Entity& entity = entities[member.entity];
        if (entity.jurisdiction != domestic_jurisdiction || entity.equity.minor <= 0) continue;
        ledger::expects(entity.equity.currency == currency, "a domestic member's equity is in CNY");
        const ledger::Rate& ratio = rule.concentration == Concentration::fd
                                        ? member.foreign_debt_ratio
                                        : member.overseas_lending_ratio;
        base = base + ledger::to_decimal(entity.equity) * ratio;
    }
    const auto cap = ledger::to_money(base * multiple.value, currency, ledger::Rounding::floor);
    return ledger::fitting(cap, "a quota").minor;
}

Decimal debt_weight(const Regime& regime, ledger::ValueDate date, bool foreign_currency) {
    const auto value = [&](std::string_view name, const Decimal& otherwise) {
        const DatedValue* found = regime.parameter(name, date);
        return found ? found->value : otherwise;
    };
    const Decimal weight = value("tenor_factor_short", 1) * value("category_factor_on_balance", 1);
    return foreign_currency ? weight + value("fx_factor", 0) : weight;
}

}  // namespace rmbsim::sim

#include "sim/fees/fee.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "sim/fees/fee_spec.hpp"

namespace rmbsim::sim {

using ledger::Decimal;

std::int64_t fee_of(const FeeScale& scale, std::int64_t minor) {
    if (minor <= 0 || scale.tiers.empty()) return 0;
    const FeeTier* reached = &scale.tiers.front();
    for (const FeeTier& tier : scale.tiers)
        if (tier.from_minor <= minor) reached = &tier;
    const Decimal exact =
        Decimal(reached->fixed_minor) + Decimal(minor) * reached->per_mille / Decimal(1000);
    const std::int64_t fee =
        ledger::fitting(ledger::to_whole(exact, ledger::Rounding::half_up), "a fee");
    return std::clamp(fee, scale.min_minor, scale.max_minor);
}

std::int64_t most_sent(std::span<const FeeScale* const> scales, std::int64_t free) {
    const auto fits = [&](std::int64_t minor) {
        ledger::Int128 needed = minor;
        for (const FeeScale* scale : scales) needed += fee_of(*scale, minor);
        return needed <= free;
    };
    if (free <= 0 || fits(free)) return free;
    std::int64_t sent = 0, too_much = free;
    while (too_much - sent > 1) {
        const std::int64_t middle = sent + (too_much - sent) / 2;
        (fits(middle) ? sent : too_much) = middle;
    }
    return sent;
}

}  // namespace rmbsim::sim

#include "sim/fees/fee.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

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
    const auto left_after_fees = [&](std::int64_t minor) {
        ledger::Int128 left = free;
        for (const FeeScale* scale : scales) left -= fee_of(*scale, minor);
        return left > 0 ? static_cast<std::int64_t>(left) : 0;
    };
    const auto fits = [&](std::int64_t minor) { return minor <= left_after_fees(minor); };
    if (free <= 0 || fits(free)) return free;
    // Where fees rise with the amount, what the fees of a larger amount leave fits, and what those of one that
    // fits leave is out of reach only by a rounding: a few steps instead of sixty.
    std::int64_t sent = left_after_fees(free), too_much = free;
    if (sent > 0 && !fits(sent)) too_much = std::exchange(sent, 0);
    if (sent > 0) {
        const std::int64_t next = left_after_fees(sent);
        if (next > sent) (fits(next) ? sent : too_much) = next;
        if (sent + 1 < too_much && !fits(sent + 1)) return sent;
    }
    while (too_much - sent > 1) {
        const std::int64_t middle = sent + (too_much - sent) / 2;
        (fits(middle) ? sent : too_much) = middle;
    }
    return sent;
}

}  // namespace rmbsim::sim

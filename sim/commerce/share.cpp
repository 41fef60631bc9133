#include "sim/commerce/share.hpp"

#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::sim {
namespace {

constexpr std::int64_t billion = 1'000'000'000;

}  // namespace

Share::Share(const ledger::Rate& rate) : rate_(rate) {
    const auto split = rate.split_at(9);
    ledger::expects(!split || split->whole >= 0, "a share is not negative");
    if (split && ledger::Rate::from_minor(static_cast<std::int64_t>(split->whole), 9) == rate)
        billionths_ = static_cast<std::int64_t>(split->whole);
}

std::int64_t Share::of(std::int64_t minor) const {
    if (billionths_ >= 0)
        return static_cast<std::int64_t>((ledger::Int128{minor} * billionths_ + billion / 2) /
                                         billion);
    return ledger::fitting(
        ledger::to_whole(rate_ * ledger::Decimal(minor), ledger::Rounding::half_up),
        "a share of an amount");
}

std::uint32_t per_million(const ledger::Rate& rate) {
    const auto split = rate.split_at(6);
    ledger::expects(split && split->whole >= 0 && split->whole <= 1'000'000,
                    "a rate lies in 0 … 1");
    return static_cast<std::uint32_t>(split->whole);
}

}  // namespace rmbsim::sim

#include "sim/ecny/wallet_limit.hpp"

#include <algorithm>
#include <cstdint>
#include <source_location>
#include <span>
#include <string_view>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/ecny/wallet_rules.hpp"

namespace rmbsim::sim {
namespace {

// By subtraction, so that no sum can outgrow 64 bits: what is used is from 0 on.
WalletVerdict against(std::span<const WalletLimit> limits, WalletLimitPer per, ledger::ValueDate on,
                      std::int64_t used, std::int64_t minor, WalletRefusal reason) {
    const WalletLimit* limit = tightest(limits, per, on);
    if (limit == nullptr) return {};
    const std::int64_t headroom = std::max<std::int64_t>(limit->most_minor - used, 0);
    if (minor <= headroom) return {};
    return {.reason = reason, .limit = limit, .headroom_minor = headroom};
}

WalletVerdict against_ceilings(std::span<const WalletLimit> limits, const WalletUse& use,
                               ledger::ValueDate on, std::int64_t minor) {
    using enum WalletLimitPer;
    if (const auto v = against(limits, item, on, 0, minor, WalletRefusal::over_item_limit);
        !v.passes())
        return v;
    if (const auto v =
            against(limits, day, on, use.day_minor, minor, WalletRefusal::over_day_limit);
        !v.passes())
        return v;
    return against(limits, year, on, use.year_minor, minor, WalletRefusal::over_year_limit);
}

WalletVerdict against_money(const WalletUse& use, std::int64_t minor) {
    if (minor <= use.balance_minor) return {};
    return {.reason = WalletRefusal::balance_too_small,
            .headroom_minor = std::max<std::int64_t>(use.balance_minor, 0)};
}

}  // namespace

std::string_view name_of(WalletLimitPer per) {
    switch (per) {
        case WalletLimitPer::item:
            return "item";
        case WalletLimitPer::day:
            return "day";
        case WalletLimitPer::year:
            return "year";
        case WalletLimitPer::balance:
            return "balance";
        case WalletLimitPer::offline:
            return "offline";
    }
    ledger::break_contract("a wallet's limit is of a known kind", std::source_location::current());
}

std::string_view name_of(WalletRefusal refusal) {
    switch (refusal) {
        case WalletRefusal::none:
            return "";
        case WalletRefusal::not_a_merchant:
            return "not_a_merchant";
        case WalletRefusal::no_offline_agreement:
            return "no_offline_agreement";
        case WalletRefusal::over_item_limit:
            return "over_item_limit";
        case WalletRefusal::over_day_limit:
            return "over_day_limit";
        case WalletRefusal::over_year_limit:
            return "over_year_limit";
        case WalletRefusal::over_offline_limit:
            return "over_offline_limit";
        case WalletRefusal::balance_too_small:
            return "balance_too_small";
        case WalletRefusal::over_balance_cap:
            return "over_balance_cap";
    }
    ledger::break_contract("a wallet's refusal is one of its enumerators",
                           std::source_location::current());
}

bool WalletTier::earns(ledger::ValueDate date) const {
    return std::ranges::any_of(interest, [&](const WalletInterest& rule) {
        return rule.in_force.holds(date) && rule.earns;
    });
}

const WalletLimit* tightest(std::span<const WalletLimit> limits, WalletLimitPer per,
                            ledger::ValueDate on) {
    const WalletLimit* lowest = nullptr;
    for (const WalletLimit& limit : limits)
        if (limit.per == per && limit.in_force.holds(on) &&
            (lowest == nullptr || limit.most_minor < lowest->most_minor))
            lowest = &limit;
    return lowest;
}

WalletVerdict may_pay(std::span<const WalletLimit> limits, const WalletUse& use,
                      ledger::ValueDate on, std::int64_t minor) {
    ledger::expects(minor > 0, "a wallet pays an amount above zero");
    const WalletVerdict ceilings = against_ceilings(limits, use, on, minor);
    return ceilings.passes() ? against_money(use, minor) : ceilings;
}

WalletVerdict may_pay_offline(std::span<const WalletLimit> limits, const WalletUse& use,
                              ledger::ValueDate on, std::int64_t minor) {
    ledger::expects(minor > 0, "a wallet pays an amount above zero");
    if (tightest(limits, WalletLimitPer::offline, on) == nullptr)
        return {.reason = WalletRefusal::no_offline_agreement};
    const WalletVerdict ceilings = against_ceilings(limits, use, on, minor);
    if (!ceilings.passes()) return ceilings;
    const WalletVerdict unsettled = against(limits, WalletLimitPer::offline, on, use.offline_minor,
                                            minor, WalletRefusal::over_offline_limit);
    return unsettled.passes() ? against_money(use, minor) : unsettled;
}

WalletVerdict may_receive(std::span<const WalletLimit> limits, std::int64_t balance_minor,
                          ledger::ValueDate on, std::int64_t minor) {
    ledger::expects(minor > 0, "a wallet receives an amount above zero");
    return against(limits, WalletLimitPer::balance, on, balance_minor, minor,
                   WalletRefusal::over_balance_cap);
}

std::int64_t room_under_cap(std::span<const WalletLimit> limits, std::int64_t balance_minor,
                            ledger::ValueDate on) {
    const WalletLimit* cap = tightest(limits, WalletLimitPer::balance, on);
    return cap == nullptr ? INT64_MAX : std::max<std::int64_t>(cap->most_minor - balance_minor, 0);
}

InterestSplit split_interest(std::int64_t earned_minor, std::int64_t room_minor) {
    const std::int64_t kept = std::min(earned_minor, room_minor);
    return {.to_wallet_minor = kept, .to_account_minor = earned_minor - kept};
}

}  // namespace rmbsim::sim

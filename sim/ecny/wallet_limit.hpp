// Whether a wallet may pay, and whether it may receive: the first limit that stands against it.
//
// Units       minor units of CNY; a day and a year are those of the local date handed in
// Boundary    exactly at a limit passes, one fen above it is refused, whole (settlement rules §15)
// Several     of one kind in force, the lowest binds; of equal ones the one that is named first
// Order       item, day, year, then the money itself; what receives is asked after what pays
// Errors      none; an amount of nothing or less is a broken contract
// Source      settlement rules §6.2
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ledger/time.hpp"
#include "sim/ecny/wallet_rules.hpp"

namespace rmbsim::sim {

enum class WalletRefusal : std::uint8_t {  // order is precedence
    none,
    not_a_merchant,  // a purchase goes to wallets of merchants 受理商户 only
    no_offline_agreement,
    over_item_limit,
    over_day_limit,
    over_year_limit,
    over_offline_limit,
    balance_too_small,
    over_balance_cap,  // of the wallet that would receive
};
std::string_view name_of(WalletRefusal refusal);  // "over_day_limit"

struct WalletUse {
    std::int64_t balance_minor = 0;  // what it can pay from: its balance less what it paid offline
    std::int64_t day_minor = 0, year_minor = 0;  // paid already
    std::int64_t offline_minor = 0;              // of it, not yet uploaded
};

struct WalletVerdict {
    WalletRefusal reason = WalletRefusal::none;
    const WalletLimit* limit = nullptr;  // that stood against it; of the span that was handed in
    std::int64_t headroom_minor = 0;     // what would have passed

    bool passes() const { return reason == WalletRefusal::none; }
};

// The lowest limit of a kind in force; nullptr: none.
const WalletLimit* tightest(std::span<const WalletLimit> limits, WalletLimitPer per,
                            ledger::ValueDate on);

WalletVerdict may_pay(std::span<const WalletLimit> limits, const WalletUse& use,
                      ledger::ValueDate on, std::int64_t minor);
// Without a network: the same, and no more unsettled than agreed.
WalletVerdict may_pay_offline(std::span<const WalletLimit> limits, const WalletUse& use,
                              ledger::ValueDate on, std::int64_t minor);
WalletVerdict may_receive(std::span<const WalletLimit> limits, std::int64_t balance_minor,
                          ledger::ValueDate on, std::int64_t minor);

// What it may still take: INT64_MAX without a cap, never below zero.
std::int64_t room_under_cap(std::span<const WalletLimit> limits, std::int64_t balance_minor,
                            ledger::ValueDate on);

// Interest never lifts a wallet over its cap; the rest goes to the bank account (assumed, §15).
struct InterestSplit {
    std::int64_t to_wallet_minor = 0, to_account_minor = 0;
};
InterestSplit split_interest(std::int64_t earned_minor, std::int64_t room_minor);

}  // namespace rmbsim::sim

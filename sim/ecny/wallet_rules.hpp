// Wallet tiers 钱包类别 as dated data: what each may hold and pay, and whether it earns interest.
//
// Data        scenarios/reference/ecny_tiers.yaml; no figure of it is in code
// Units       minor units of CNY
// Lookup      by local date in WalletRules::zone
// Marks       as in sim/policy/regime.hpp: RECALLED and ASSUMPTION are shown as unconfirmed
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim {

enum class WalletLimitPer : std::uint8_t {
    item,     // one payment 单笔
    day,      // all of a calendar day 日累计
    year,     // all of a calendar year 年累计
    balance,  // what it holds 余额上限
    offline,  // paid without a network and not yet uploaded 离线
};
std::string_view name_of(WalletLimitPer per);  // "balance"

struct WalletLimit {
    InForce in_force;
    WalletLimitPer per = WalletLimitPer::item;
    std::int64_t most_minor = 0;  // included: exactly at it passes
    std::string document;         // the text that says so; of an own limit the agreement
    Mark mark = Mark::assumption;
    std::string note = {};
    std::string tier = {};  // whose rule it is; empty: agreed for the wallet itself
};

struct WalletInterest {  // whether a tier earns the bank's listed demand rate 活期挂牌利率
    InForce in_force;
    bool earns = false;
    std::string document;
    Mark mark = Mark::assumption;
};

struct WalletTier {
    std::string id;  // "tier-2"
    Title name, opening;
    std::vector<WalletLimit> limits;
    std::vector<WalletInterest> interest;

    bool earns(ledger::ValueDate date) const;
};

struct WalletRules {
    std::string zone;         // whose days and years are counted
    InForce digital_deposit;  // a wallet is its bank's liability 数字存款
    std::string document;
    std::uint8_t interest_day = 0;  // of a quarter's last month 结息日; credited the day after
    std::vector<WalletTier> tiers;
};

}  // namespace rmbsim::sim

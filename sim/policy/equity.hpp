// What a quota is a multiple of: owners' equity (所有者权益), member by member, as it counts on a date.
//
// Base        Σ equity × concentrated share [× the group's shareholding]; audited, single entity, so a
//             parent's stake in a subsidiary counts in both unless the pool says `consolidate`
// Dates       the new year's figure counts from its audit on, not from 1 January; a member counts from
//             the day it joins to the day it leaves
// Zero        an equity that is negative or not given counts as 0 (ASSUMPTION, told as a warning)
// Solo        what a company keeps: 1 - Σ of its pooled ratios, so that no equity counts twice
// Source      pool-rules §2.3, §5.1, §7, §11.1–11.4
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

ledger::Money equity_on(const Entity& entity, ledger::ValueDate date);

struct EquityQuestion {
    const PoolSpec* pool = nullptr;
    const std::vector<Entity>* entities = nullptr;
    const std::vector<PoolSpec>* pools = nullptr;  // for what a company keeps outside its pools
    std::string_view domestic_jurisdiction;
    ledger::ValueDate on{};
    std::uint32_t only = no_index;  // this company alone
};

// In yuan.
ledger::Decimal counted_equity(const QuotaRule& rule, const EquityQuestion& question);

// "member su: no equity is given, it counts as 0 …" for each domestic member of which a share counts.
std::vector<std::string> equity_warnings(const Scenario& scenario);

}  // namespace rmbsim::sim

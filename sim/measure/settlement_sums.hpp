// What payment systems did, summed over those of one currency: what variants of a bank's day are held
// against each other by.
//
// Currency    that of the first system; systems of another currency are left out, as nothing here says
//             what they are worth
// Better      more value settled; of equals the lower delay indicator; of equals less liquidity used
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "ledger/int128.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"

namespace rmbsim::sim {

struct SettlementSums {
    std::string currency;
    std::uint8_t decimals = 2;
    std::size_t systems = 0, left_out = 0;
    std::uint64_t submitted = 0, settled = 0;
    ledger::Int128 submitted_minor = 0, settled_minor = 0, liquidity_used_minor = 0;
    ledger::Int128 value_time = 0, value_time_worst = 0;  // minor units × milliseconds
    ledger::Int128 delay_ms_sum = 0;
    bool standstill_measured = false;
    std::uint32_t gridlocks = 0, deadlocks = 0;
    std::int64_t gridlock_ms = 0, deadlock_ms = 0;
};

SettlementSums settlement_sums(std::span<const SettlementResult> systems);

// Payment systems and no company's account: a run that a bank looks at.
bool is_bank_run(const RunResult& result);

bool settles_better(const SettlementSums& a, const SettlementSums& b);

// As texts with six decimals, three for seconds; not_stated where there is nothing to divide by.
std::string settled_ratio_text(const SettlementSums& sums);
std::string delay_indicator_text(const SettlementSums& sums);
std::string delay_seconds_text(const SettlementSums& sums);  // by value
std::string settlement_money_text(ledger::Int128 minor, int decimals);

}  // namespace rmbsim::sim

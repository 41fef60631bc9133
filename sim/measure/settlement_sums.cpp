#include "sim/measure/settlement_sums.hpp"

#include <span>
#include <string>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;

constexpr int share_decimals = 6, second_decimals = 3;

// Σ a d / Σ a (T1 - t); nothing that could have waited has no delay.
Decimal delay_indicator_of(const SettlementSums& sums) {
    if (sums.value_time_worst == 0) return 0;
    return Decimal::from_int128(sums.value_time) / Decimal::from_int128(sums.value_time_worst);
}

}  // namespace

SettlementSums settlement_sums(std::span<const SettlementResult> systems) {
    SettlementSums sums;
    if (systems.empty()) return sums;
    sums.currency = systems.front().currency;
    sums.decimals = systems.front().decimals;
    for (const SettlementResult& system : systems) {
        if (system.currency != sums.currency) {
            ++sums.left_out;
            continue;
        }
        ++sums.systems;
        sums.submitted += system.submitted;
        sums.settled += system.settled;
        sums.submitted_minor += system.submitted_minor;
        sums.settled_minor += system.settled_minor;
        sums.value_time += system.value_time_by_payments;
        sums.value_time_worst += system.value_time_worst;
        sums.delay_ms_sum += system.delay_ms_sum;
        for (const ParticipantResult& participant : system.participants)
            sums.liquidity_used_minor += participant.liquidity_used_minor;
        sums.standstill_measured |= system.standstill_measured;
        sums.gridlocks += system.gridlocks;
        sums.deadlocks += system.deadlocks;
        sums.gridlock_ms += system.gridlock_ms;
        sums.deadlock_ms += system.deadlock_ms;
    }
    return sums;
}

bool is_bank_run(const RunResult& result) {
    return !result.settlement.empty() && result.balances.empty();
}

bool settles_better(const SettlementSums& a, const SettlementSums& b) {
    if (a.settled_minor != b.settled_minor) return a.settled_minor > b.settled_minor;
    const Decimal delay_a = delay_indicator_of(a), delay_b = delay_indicator_of(b);
    if (delay_a != delay_b) return delay_a < delay_b;
    return a.liquidity_used_minor < b.liquidity_used_minor;
}

std::string settled_ratio_text(const SettlementSums& sums) {
    return ratio_text(Decimal::from_int128(sums.settled_minor),
                      Decimal::from_int128(sums.submitted_minor), share_decimals);
}

std::string delay_indicator_text(const SettlementSums& sums) {
    return ratio_text(Decimal::from_int128(sums.value_time),
                      Decimal::from_int128(sums.value_time_worst), share_decimals);
}

std::string delay_seconds_text(const SettlementSums& sums) {
    return ratio_text(
        Decimal::from_int128(sums.value_time) * Decimal::from_minor(1, second_decimals),
        Decimal::from_int128(sums.submitted_minor), second_decimals);
}

std::string settlement_money_text(ledger::Int128 minor, int decimals) {
    return (Decimal::from_int128(minor) * Decimal::from_minor(1, decimals)).to_text(decimals);
}

}  // namespace rmbsim::sim

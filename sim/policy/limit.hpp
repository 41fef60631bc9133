// Quotas as stock tests: how much may still go out or come in, at any instant.
//
// Position    per pair of companies across the border, in CNY minor units: > 0 the mainland lends
//             (境外放款), < 0 it borrows (外债). A flow repays the older debt before it lends anew, so one
//             signed position is enough, and an outflow uses lending room only beyond the debt it repays.
// In flight   an instruction under way counts as if it had arrived where that uses room, and not at all
//             where it frees room: headroom is never spent twice, nor before it is free
// Rounding    a cap down, a use up, to the cent (pool-rules §1 rule 7)
// Source      pool-rules §2.3 (INT-251), §6 (risk factors), pooling-practice §14
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct PairPosition {
    std::int64_t settled = 0;    // CNY minor; mainland's net claim on its partner abroad
    std::int64_t going_out = 0;  // in flight, >= 0
    std::int64_t coming_in = 0;
};

struct Quota {
    bool inward = false;  // foreign debt; else lending or a group's own cap on outflow
    std::int64_t cap_minor = 0;
    ledger::Decimal weight = 1;  // risk-weighted use of one unit (tenor × category [+ FX])
    bool exists = true;          // false: unlimited with warning
};

// Settled use, and settled use plus what is in flight.
struct QuotaUse {
    std::int64_t settled = 0;
    std::int64_t committed = 0;
};

QuotaUse use_of(const Quota& quota, std::span<const PairPosition> pairs);

// How much more may flow over `pair` in the quota's direction; INT64_MAX without a cap.
std::int64_t headroom(const Quota& quota, std::span<const PairPosition> pairs, std::size_t pair);

// Σ equity × ratio over domestic members × multiple, rounded down to the cent; a negative equity
// counts as zero (pool-rules §11.1, ASSUMPTION).
std::int64_t quota_cap(const QuotaRule& rule, const DatedValue& multiple, const PoolSpec& pool,
                       const std::vector<Entity>& entities, std::string_view domestic_jurisdiction);

// Weight of one unit of pool foreign debt on a date: short tenor × category [+ FX factor].
ledger::Decimal debt_weight(const Regime& regime, ledger::ValueDate date, bool foreign_currency);

}  // namespace rmbsim::sim

// Quotas as tests at any instant: how much more may go out or come in.
//
// Position    per pair of companies across the border, in CNY minor units: > 0 the mainland lends
//             (境外放款), < 0 it borrows (外债). A flow repays the older debt before it lends anew, so one
//             signed position is enough, and an outflow uses lending room only beyond the debt it repays.
// Stock       what is outstanding in one direction, risk-weighted where the rule says so; only
//             repayment frees room
// Net inflow  what came in less what went out (净流入额), over all pairs: an outflow frees room
// In flight   an instruction under way counts as if it had arrived where that uses room, and not at all
//             where it frees room: headroom is never spent twice, nor before it is free
// Rounding    a cap down, a use up, to the cent (pool-rules §1 rule 7)
// Source      pool-rules §2.3 (INT-251), §5.1 (net inflow), §6 (risk factors), pooling-practice §14
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/policy/equity.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

// What weighs one unit of a position: repayment term × currency.
enum class WeightClass : std::uint8_t { short_cny, short_fcy, long_cny, long_fcy };

struct PairPosition {
    std::int64_t settled = 0;    // CNY minor; mainland's net claim on its partner abroad
    std::int64_t going_out = 0;  // in flight, >= 0
    std::int64_t coming_in = 0;
    WeightClass weighs = WeightClass::short_cny;
};

struct Quota {
    bool inward = false;  // foreign debt; else lending or a group's own cap on outflow
    std::int64_t cap_minor = 0;
    ledger::Decimal weight = 1;  // risk-weighted use of one unit (tenor × category [+ FX])
    bool exists = true;          // false: unlimited with warning
    QuotaMeasure measure = QuotaMeasure::stock;
    std::vector<ledger::Decimal> weights = {};  // by WeightClass; empty: `weight` for all
    std::int64_t line_minor = 0;  // revolving lines outside the pool, at contract amount
};

// Settled use, and settled use plus what is in flight.
struct QuotaUse {
    std::int64_t settled = 0;
    std::int64_t committed = 0;
};

QuotaUse use_of(const Quota& quota, std::span<const PairPosition> pairs);

// What may flow over `pair` beyond what it repays; INT64_MAX without a cap.
std::int64_t new_room(const Quota& quota, std::span<const PairPosition> pairs, std::size_t pair);

// How much more may flow over `pair` in the quota's direction; INT64_MAX without a cap.
std::int64_t headroom(const Quota& quota, std::span<const PairPosition> pairs, std::size_t pair);

// The parameters whose product a quota is a multiple of, on a date; nullopt when one is not known:
// unlimited with warning, never zero.
struct Multiple {
    ledger::Decimal value = 1;
    std::vector<const DatedValue*> factors;
};
std::optional<Multiple> multiple_of(const Regime& regime, const QuotaRule& rule,
                                    ledger::ValueDate date);

// Equity that counts × multiple, rounded down to the cent.
std::int64_t quota_cap(const QuotaRule& rule, const ledger::Decimal& multiple,
                       const EquityQuestion& question);

// Weight of one unit of foreign debt on a date: tenor × category [+ FX factor]; by WeightClass.
std::vector<ledger::Decimal> debt_weights(const Regime& regime, ledger::ValueDate date);
// Of one unit of lending abroad: 1 [+ currency conversion factor 币种转换因子].
std::vector<ledger::Decimal> lending_weights(const Regime& regime, ledger::ValueDate date);
// Exactly `tenor_short_max` years is short (pool-rules §11.11).
bool is_short(const Regime& regime, ledger::ValueDate date, std::uint32_t tenor_months);

}  // namespace rmbsim::sim

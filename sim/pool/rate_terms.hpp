// What a balance earns or pays a year: one rate, or tiers of rates by the size of the balance.
//
// Units       rates are fractions a year; a tier's border is in major units of the balance's currency,
//             because one agreement prices accounts of several currencies
// Tiers       slab: the tier that the balance reaches prices all of it (it jumps at a border);
//             graduated: every slice is priced by the tier it lies in
// Over limit  the part of an overdraft beyond the agreed limit pays a penalty on top of its rate
// Invariants  the first tier begins at 0, borders ascend; the loader has promised it
// Source      pooling-practice §13.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

inline constexpr std::uint32_t no_index = UINT32_MAX;

// A yearly rate: fixed, or a fixing plus a margin, never below its floor. Below zero the side that
// usually receives pays.
struct RateTerm {
    std::optional<ledger::Rate> fixed;
    std::uint32_t curve = no_index;  // index into Scenario::curves
    std::string tenor;               // "ON", "1Y"
    ledger::Rate margin = 0;
    std::optional<ledger::Rate> floor;
};

enum class Tiering : std::uint8_t { slab, graduated };

struct RateTier {
    ledger::Decimal from = 0;  // included
    RateTerm rate;
};

struct RateTiers {
    Tiering tiering = Tiering::slab;
    std::vector<RateTier> tiers;                  // empty: one rate for every balance
    std::optional<ledger::Decimal> agreed_limit;  // of an overdraft; nullopt: all of it is within
    ledger::Rate over_limit = 0;                  // added beyond the agreed limit
};

}  // namespace rmbsim::sim

// Exposure to exchange rates: by entity, currency and bucket, and what the pool offsets of it.
//
// Units       minor units of the item's currency; receipts, payments are sizes (>= 0)
// Signs       net = receipts - payments - hedges - balances held for it (pooling-practice §17). A hedge
//             and a balance are positive when they cover a receipt (currency sold forward, a debt in
//             it) and negative when they cover a payment (bought forward, cash put aside for it)
// Ratio       natural hedge = 1 - |net of receipts and payments| / gross; without flows there is none
// Errors      a sum that leaves int64 ends the run (ledger::AmountOverflow)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"

namespace rmbsim::sim {

struct ExposureItem {
    enum class Kind : std::uint8_t { receipt, payment, hedge, balance } kind{};
    std::uint32_t entity = 0;
    ledger::CurrencyId currency{};
    std::uint32_t bucket = 0;  // a month, a week: the caller's numbering
    std::int64_t minor = 0;
};

struct Exposure {
    std::uint32_t entity = 0;  // pooled_entity: all together
    ledger::CurrencyId currency{};
    std::uint32_t bucket = 0;
    std::int64_t receipts = 0, payments = 0, hedges = 0, balances = 0;
    std::int64_t net() const;
};
inline constexpr std::uint32_t pooled_entity = UINT32_MAX;

// Ascending by entity, currency and bucket; items in any order give the same rows.
std::vector<Exposure> exposures(std::span<const ExposureItem> items);
// The same with the entities taken together: what a pool that moves the currency leaves open.
std::vector<Exposure> pooled(std::span<const Exposure> by_entity);

// nullopt: no flow either way. 1: receipts and payments offset fully; 0: all one way.
std::optional<ledger::Decimal> natural_hedge_ratio(std::int64_t receipts, std::int64_t payments);

}  // namespace rmbsim::sim

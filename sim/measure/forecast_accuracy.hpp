// How well a cash forecast held: exact, from amounts in minor units.
//
// Formulas    CFA = 1 - |F - A| / |A| of one figure; over a row of figures WAPE = Σ|F - A| / Σ|A| and
//             bias = Σ(F - A) / Σ|A| (> 0: forecast too high)
// Units       fractions (0.93 is 93 %); nullopt where the actual figures are all zero
// Source      pooling-practice §19
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

struct ForecastPair {
    std::int64_t forecast_minor = 0, actual_minor = 0;
};

struct ForecastAccuracy {
    ledger::Decimal wape = 0, bias = 0;
};

std::optional<ledger::Decimal> cash_forecast_accuracy(const ForecastPair& figure);
std::optional<ForecastAccuracy> forecast_accuracy(std::span<const ForecastPair> figures);

}  // namespace rmbsim::sim

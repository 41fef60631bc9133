#include "sim/measure/forecast_accuracy.hpp"

#include <optional>
#include <span>

#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"

namespace rmbsim::sim {

using ledger::Decimal;
using ledger::Int128;

namespace {

Int128 size_of(Int128 amount) { return amount < 0 ? -amount : amount; }

}  // namespace

std::optional<ForecastAccuracy> forecast_accuracy(std::span<const ForecastPair> figures) {
    Int128 missed = 0, too_high = 0, actual = 0;
    for (const ForecastPair& figure : figures) {
        const Int128 difference = Int128{figure.forecast_minor} - figure.actual_minor;
        missed += size_of(difference);
        too_high += difference;
        actual += size_of(figure.actual_minor);
    }
    if (actual == 0) return std::nullopt;
    const Decimal total = Decimal::from_int128(actual);
    return ForecastAccuracy{.wape = Decimal::from_int128(missed) / total,
                            .bias = Decimal::from_int128(too_high) / total};
}

std::optional<Decimal> cash_forecast_accuracy(const ForecastPair& figure) {
    const auto accuracy = forecast_accuracy({&figure, 1});
    if (!accuracy) return std::nullopt;
    return Decimal(1) - accuracy->wape;
}

}  // namespace rmbsim::sim

#include "sim/measure/sizing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <optional>
#include <span>
#include <vector>

#include "ledger/contract.hpp"

namespace rmbsim::sim {

using ledger::expects;

double cube_root(double x) {
    expects(x >= 0, "a cube root of what is not negative");
    if (x == 0) return 0;
    // Scaled into [1, 8) by exact powers of two; from 2 on Newton's method falls towards the root and
    // has reached it to the last bits long before the twelfth step.
    double scale = 1;
    while (x >= 8) {
        x /= 8;
        scale *= 2;
    }
    while (x < 1) {
        x *= 8;
        scale /= 2;
    }
    double root = 2;
    for (int step = 0; step < 12; ++step) root = (2 * root + x / (root * root)) / 3;
    return root * scale;
}

double baumol_transfer(double transfer_cost, double turnover, double interest) {
    expects(transfer_cost >= 0 && turnover >= 0 && interest > 0,
            "costs are not negative, i is above 0");
    return std::sqrt(2 * transfer_cost * turnover / interest);
}

double baumol_cost(double transfer_cost, double turnover, double interest, double size) {
    expects(size > 0, "a transfer moves something");
    return transfer_cost * (turnover / size) + interest * (size / 2);
}

double daily_rate(double annual, std::uint32_t days_of_year) {
    expects(days_of_year > 0, "a year has days");
    return annual / days_of_year;
}

MillerOrr miller_orr(double lower, double transfer_cost, double daily_variance, double rate_a_day) {
    expects(transfer_cost >= 0 && daily_variance >= 0 && rate_a_day > 0,
            "costs are not negative, i is above 0");
    MillerOrr limits;
    limits.lower = lower;
    limits.spread = 3 * cube_root(0.75 * transfer_cost * daily_variance / rate_a_day);
    limits.return_point = lower + limits.spread / 3;
    limits.upper = lower + limits.spread;
    limits.average = (4 * limits.return_point - lower) / 3;
    return limits;
}

Buffers precaution(std::span<const double> deviations, std::span<const double> correlations,
                   double multiple) {
    const std::size_t n = deviations.size();
    expects(correlations.empty() || correlations.size() == n * n,
            "a correlation for every pair of balances");
    double sum = 0, variance = 0;
    for (std::size_t i = 0; i < n; ++i) {
        sum += deviations[i];
        variance += deviations[i] * deviations[i];
        for (std::size_t j = 0; j < i && !correlations.empty(); ++j)
            variance += 2 * correlations[i * n + j] * deviations[i] * deviations[j];
    }
    return {.separate = multiple * sum, .pooled = multiple * std::sqrt(std::max(variance, 0.0))};
}

double expected_offset_benefit(std::uint32_t n, double deviation, double correlation,
                               double rate_spread) {
    const double count = n;
    const double together = count * (1 + (count - 1) * correlation);
    return rate_spread * deviation / std::sqrt(2 * std::numbers::pi) *
           (count - std::sqrt(std::max(together, 0.0)));
}

std::optional<double> liquidity_at_risk(std::span<const double> minima, double alpha) {
    expects(alpha > 0 && alpha < 1, "a level between 0 and 1");
    if (minima.empty()) return std::nullopt;
    std::vector<double> ascending(minima.begin(), minima.end());
    std::ranges::sort(ascending);
    double mean = 0;
    for (const double one : ascending) mean += one;
    mean /= static_cast<double>(ascending.size());
    const auto nth =
        static_cast<std::size_t>(std::ceil(alpha * static_cast<double>(ascending.size())));
    return mean - ascending[std::max<std::size_t>(nth, 1) - 1];
}

std::optional<std::int64_t> whole_units(double amount) {
    const double up = std::ceil(amount);
    constexpr double most = 9'000'000'000'000'000'000.0;
    if (!(up >= -most && up <= most)) return std::nullopt;  // neither for what is no number
    return static_cast<std::int64_t>(up);
}

}  // namespace rmbsim::sim

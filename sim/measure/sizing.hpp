// How large a balance should be: transfer sizes, control limits and buffers, and how well a forecast held.
//
// Units       amounts as the caller counts them (one unit throughout); rates a period as named
// Numbers     statistics: binary floating point, with IEEE +, -, ×, ÷ and sqrt only, which every machine
//             rounds alike, and a cube root of our own by Newton's method; std::cbrt, std::exp and
//             std::normal_distribution may differ in the last bit and are not used. Into money they
//             come by whole_units() alone, and no entry of a run is made from them
// Errors      negative costs, variances and rates of zero where one is divided by: broken contracts
// Source      pooling-practice §18, §19; Baumol (1952); Miller and Orr (1966)
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace rmbsim::sim {

double cube_root(double x);  // x >= 0

// C* = sqrt(2 F T / i): F a transfer, T paid out evenly over the period, i for that period.
double baumol_transfer(double transfer_cost, double turnover, double interest);
// What holding and transferring cost over the period when every transfer is of `size`.
double baumol_cost(double transfer_cost, double turnover, double interest, double size);

// 360 or 365 days make the year whose rate is meant: published answers differ by it.
double daily_rate(double annual, std::uint32_t days_of_year);

struct MillerOrr {
    double lower = 0, spread = 0;
    double return_point = 0;  // Z = L + spread / 3
    double upper = 0;         // H = L + spread
    double average = 0;       // (4 Z - L) / 3
};
// spread = 3 (3/4 F σ² / i)^(1/3); variance of the net daily flow, i a day.
MillerOrr miller_orr(double lower, double transfer_cost, double daily_variance, double rate_a_day);

// Buffers at k standard deviations: kept apart, and as one. `correlations` is the whole matrix, row by
// row; its diagonal is 1. Empty: no correlation (the square root of the sum of squares).
struct Buffers {
    double separate = 0;  // k Σσ
    double pooled = 0;    // k sqrt(Σσ² + 2 Σ ρσσ)
    double released() const { return separate - pooled; }
};
Buffers precaution(std::span<const double> deviations, std::span<const double> correlations,
                   double multiple);

// Expected benefit a year of offsetting n equal zero-mean normal balances: s σ/√(2π) (n - √(n(1+(n-1)ρ))).
double expected_offset_benefit(std::uint32_t n, double deviation, double correlation,
                               double rate_spread);

// Of the smallest cumulative position over the horizon in each history: mean less α-quantile (the
// ⌈α n⌉-th smallest). nullopt without a history.
std::optional<double> liquidity_at_risk(std::span<const double> minima, double alpha);

// Whole minor units for a limit or buffer, rounded up: the one door from statistics to money.
std::optional<std::int64_t> whole_units(double amount);

}  // namespace rmbsim::sim

#include "sim/measure/sizing.hpp"

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "sim/measure/forecast_accuracy.hpp"

using namespace rmbsim::sim;
using Catch::Matchers::WithinAbs;

TEST_CASE("Miller-Orr limits come to the published amounts", "[sizing][oracle]") {
    struct Row {
        const char* source;
        double lower, cost, variance, rate, spread, return_point, upper, within;
    };
    const std::vector<Row> rows{
        // Kaplan, ACCA F9 (2017), chapter 10, question 5: 0.04 % a day, $15, variance 6 million:
        // 3 × (0.75 × 15 × 6,000,000 / 0.0004)^(1/3) = 3 × 5,526.2 = 16,578.6, published 16,578
        {"ABC plc", 10'000, 15, 6'000'000, 0.0004, 16'578, 15'526, 26'578, 1.0},
        // The same, question 6: 10.95 % a year of 365 days = 0.03 % a day, $20, σ 3,000
        {"10.95 % of 365 days", 25'000, 20, 9'000'000, daily_rate(0.1095, 365), 22'989, 32'663,
         47'989, 1.0},
        // opentuition.com/topic/can-someone-solve: 6 % a year of 365 days, $25, σ 3,000; published
        // 30,287 with the day's rate cut to 0.000164, 30,264 with all of its digits
        {"company N, the rate as published", 61'765, 25, 9'000'000, 0.000164, 30'287, 71'861,
         92'052, 1.0},
    };
    for (const Row& row : rows) {
        CAPTURE(row.source);
        const MillerOrr limits = miller_orr(row.lower, row.cost, row.variance, row.rate);
        CHECK_THAT(limits.spread, WithinAbs(row.spread, row.within));
        CHECK_THAT(limits.return_point, WithinAbs(row.return_point, row.within));
        CHECK_THAT(limits.upper, WithinAbs(row.upper, row.within));
        CHECK_THAT(limits.average,
                   WithinAbs((4 * row.return_point - row.lower) / 3, 2 * row.within));
    }
}

TEST_CASE("a year of 360 days gives a smaller spread than one of 365", "[sizing]") {
    // The rate a day is larger by 365/360, so the spread is smaller by its cube root: 0.99539…
    const double of_360 = miller_orr(0, 25, 9'000'000, daily_rate(0.06, 360)).spread;
    const double of_365 = miller_orr(0, 25, 9'000'000, daily_rate(0.06, 365)).spread;
    CHECK_THAT(of_365, WithinAbs(30'264, 1.0));
    CHECK_THAT(of_360 / of_365, WithinAbs(0.995413, 0.00001));
}

TEST_CASE("Baumol's transfer and its cost come to the published amounts", "[sizing][oracle]") {
    // homeworklib.com/question/1456576: 8,100,000 a year, $30 a transfer, 8 %: sqrt(2 × 30 × 8.1m /
    // 0.08) = 77,942.29; cost 30 × 8.1m/77,942.29 + 0.08 × 38,971.15 = 6,235.38
    const double size = baumol_transfer(30, 8'100'000, 0.08);
    CHECK_THAT(size, WithinAbs(77'942.29, 0.005));
    CHECK_THAT(baumol_cost(30, 8'100'000, 0.08, size), WithinAbs(6'235.38, 0.005));
    CHECK(baumol_cost(30, 8'100'000, 0.08, size * 1.1) > baumol_cost(30, 8'100'000, 0.08, size));
    CHECK(baumol_cost(30, 8'100'000, 0.08, size * 0.9) > baumol_cost(30, 8'100'000, 0.08, size));
    // brainmass.com 69198: an average of 500 at 4 % (so 2FT = 1,000² × 0.04) becomes 333.33 at 9 %
    CHECK_THAT(baumol_transfer(1, 20'000, 0.09) / 2, WithinAbs(333.33, 0.005));
}

TEST_CASE("the cube root of a cube is its side", "[sizing]") {
    for (const double side : {0.0, 0.001, 0.5, 1.0, 1.9999, 2.0, 3.0, 1234.5, 9.87e11})
        CHECK_THAT(cube_root(side * side * side), WithinAbs(side, side * 1e-14));
}

TEST_CASE("one buffer for all needs less than one each, by as much as balances differ",
          "[sizing]") {
    const std::vector<double> deviations{30, 40};
    const auto with = [&](double correlation) {
        return precaution(deviations, std::vector<double>{1, correlation, correlation, 1}, 2);
    };
    CHECK_THAT(with(0).pooled, WithinAbs(100, 1e-9));  // 2 × sqrt(900 + 1,600)
    CHECK_THAT(with(1).pooled, WithinAbs(140, 1e-9));  // nothing released
    CHECK_THAT(with(-1).pooled, WithinAbs(20, 1e-9));  // 2 × |30 - 40|
    CHECK_THAT(with(0.5).pooled, WithinAbs(2 * std::sqrt(3'700.0), 1e-9));
    CHECK_THAT(with(0).released(), WithinAbs(40, 1e-9));
    CHECK_THAT(precaution(deviations, {}, 2).pooled, WithinAbs(100, 1e-9));
}

TEST_CASE("the expected benefit of offset follows its formula and vanishes at full correlation",
          "[sizing]") {
    // n = 4, ρ = 0: 1 % × 1,000/√(2π) × (4 - 2) = 10 × 0.398942 × 2 = 7.97885
    CHECK_THAT(expected_offset_benefit(4, 1'000, 0, 0.01), WithinAbs(7.97885, 0.00001));
    CHECK_THAT(expected_offset_benefit(4, 1'000, 1, 0.01), WithinAbs(0, 1e-9));
    CHECK_THAT(expected_offset_benefit(1, 1'000, 0, 0.01), WithinAbs(0, 1e-9));
}

TEST_CASE("liquidity at risk is the mean of the minima less their quantile", "[sizing]") {
    std::vector<double> minima;
    for (int i = 1; i <= 20; ++i) minima.push_back(-10.0 * i);  // mean -105
    CHECK(liquidity_at_risk(minima, 0.05) == std::optional(-105.0 + 200.0));
    CHECK(liquidity_at_risk(minima, 0.10) == std::optional(-105.0 + 190.0));
    CHECK_FALSE(liquidity_at_risk({}, 0.05));
    CHECK(whole_units(10.2) == std::optional<std::int64_t>(11));
    CHECK(whole_units(-10.2) == std::optional<std::int64_t>(-10));
    CHECK_FALSE(whole_units(1e300));
    CHECK_FALSE(whole_units(std::nan("")));
}

TEST_CASE("a forecast's accuracy, weighted error and bias are as their formulas say",
          "[sizing][forecast]") {
    CHECK(cash_forecast_accuracy({.forecast_minor = 93, .actual_minor = 100})->to_text(2) ==
          "0.93");
    CHECK(cash_forecast_accuracy({.forecast_minor = -93, .actual_minor = -100})->to_text(2) ==
          "0.93");
    // |110-100| + |40-50| + |-30+20| = 30 over 170; 10 - 10 - 10 = -10 over 170
    const std::vector<ForecastPair> figures{{110, 100}, {40, 50}, {-30, -20}};
    CHECK(forecast_accuracy(figures)->wape.to_text(6) == "0.176471");
    CHECK(forecast_accuracy(figures)->bias.to_text(6) == "-0.058824");
    CHECK_FALSE(forecast_accuracy(std::vector<ForecastPair>{{5, 0}}));
}

#include "sim/experiment/interval.hpp"

#include <cstddef>
#include <vector>

#include <catch2/catch.hpp>

using namespace rmbsim::sim;

// NIST/SEMATECH e-Handbook §1.3.6.7.2, critical values of Student's t (to three decimals).
TEST_CASE("quantiles of Student's t are those of the published table", "[experiment][oracle]") {
    struct Row {
        std::size_t degrees;
        double p95, p975, p99;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {  1, 6.314, 12.706, 31.821},
        {  2, 2.920,  4.303,  6.965},
        {  4, 2.132,  2.776,  3.747},
        {  5, 2.015,  2.571,  3.365},
        {  9, 1.833,  2.262,  2.821},
        { 10, 1.812,  2.228,  2.764},
        { 29, 1.699,  2.045,  2.462},
        { 60, 1.671,  2.000,  2.390},
        {100, 1.660,  1.984,  2.364},
    }));
    // clang-format on
    CAPTURE(row.degrees);
    CHECK(student_quantile(0.95, row.degrees) == Approx(row.p95).margin(0.0005));
    CHECK(student_quantile(0.975, row.degrees) == Approx(row.p975).margin(0.0005));
    CHECK(student_quantile(0.99, row.degrees) == Approx(row.p99).margin(0.0005));
    CHECK(student_quantile(0.025, row.degrees) == Approx(-row.p975).margin(0.0005));
}

// Student, "The probable error of a mean", Biometrika 6 (1908): hours of sleep gained, one drug less the
// other, ten patients (Cushny and Peebles 1905). R's t.test(paired) on its data set `sleep`: mean 1.58,
// t = 4.0621 with 9 degrees of freedom, 95 % interval 0.7001142 … 2.4598858.
TEST_CASE("the interval of Student's sleep data is the published one", "[experiment][oracle]") {
    const std::vector<double> gained{1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
    const auto interval = student_interval(gained);
    REQUIRE(interval);
    CHECK(interval->count == 10);
    CHECK(interval->mean == Approx(1.58).margin(1e-9));
    CHECK(interval->deviation == Approx(1.229995).margin(1e-6));
    CHECK(interval->low == Approx(0.7001142).margin(1e-7));
    CHECK(interval->high == Approx(2.4598858).margin(1e-7));
}

// NIST/SEMATECH e-Handbook §1.3.5.2, ZARR13.DAT: N = 195, mean 9.261460, deviation 0.022789, 95 %
// interval 9.258242 … 9.264679. A sample with this mean and deviation stands for the data: 97 values a
// deviation below the mean, 97 above it and one at it.
TEST_CASE("the interval of a large sample is that of the published worked example",
          "[experiment][oracle]") {
    std::vector<double> sample{9.261460};
    for (int i = 0; i < 97; ++i) {
        sample.push_back(9.261460 - 0.022789);
        sample.push_back(9.261460 + 0.022789);
    }
    const auto interval = student_interval(sample);
    REQUIRE(interval);
    CHECK(interval->deviation == Approx(0.022789).margin(1e-6));
    CHECK(interval->low == Approx(9.258242).margin(1.5e-6));
    CHECK(interval->high == Approx(9.264679).margin(1.5e-6));
}

TEST_CASE("equal values have an interval of no width, and one value has none", "[experiment]") {
    for (const double value : {0.0, 0.1, -1763333.79, 9.007e15}) {
        CAPTURE(value);
        const auto interval = student_interval(std::vector<double>(30, value));
        REQUIRE(interval);
        CHECK(interval->mean == value);
        CHECK(interval->deviation == 0);
        CHECK(interval->low == value);
        CHECK(interval->high == value);
    }
    CHECK_FALSE(student_interval(std::vector<double>{1.0}));
    CHECK_FALSE(student_interval({}));
}

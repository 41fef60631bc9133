// Student's interval for a mean, from a sample of replications: how sure a figure is.
//
// Units       those of the sample; binary floating point, because this is statistics and no money
// Level       two-sided, 0.95 unless said; the t-quantile has count - 1 degrees of freedom
// Invariants  equal values give their value, a deviation of exactly zero and an interval of no width: the
//             sums run over differences from the first value, so a variant against itself is exactly zero
// Errors      none; fewer than two values have no interval
// Source      Gosset (1908); NIST/SEMATECH e-Handbook §1.3.5.2 confidence limits for the mean
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace rmbsim::sim {

struct Interval {
    std::size_t count = 0;
    double mean = 0;
    double deviation = 0;  // of the sample, divisor count - 1
    double low = 0, high = 0;
};

std::optional<Interval> student_interval(std::span<const double> sample, double level = 0.95);

// The value that Student's t with so many degrees of freedom stays below with this probability.
double student_quantile(double probability, std::size_t degrees_of_freedom);

}  // namespace rmbsim::sim

#include "sim/experiment/interval.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

#include <boost/math/distributions/students_t.hpp>

#include "ledger/contract.hpp"

namespace rmbsim::sim {

double student_quantile(double probability, std::size_t degrees_of_freedom) {
    ledger::expects(probability > 0 && probability < 1, "a probability lies between 0 and 1");
    ledger::expects(degrees_of_freedom > 0, "a t-distribution has a degree of freedom");
    const boost::math::students_t student(static_cast<double>(degrees_of_freedom));
    return boost::math::quantile(student, probability);
}

std::optional<Interval> student_interval(std::span<const double> sample, double level) {
    if (sample.size() < 2) return std::nullopt;
    const double first = sample.front();
    const auto count = static_cast<double>(sample.size());
    double sum = 0;
    for (const double value : sample) sum += value - first;
    const double shift = sum / count;
    double squares = 0;
    for (const double value : sample) {
        const double apart = (value - first) - shift;
        squares += apart * apart;
    }
    Interval interval;
    interval.count = sample.size();
    interval.mean = first + shift;
    interval.deviation = std::sqrt(squares / (count - 1));
    const double half = student_quantile(0.5 + level / 2, sample.size() - 1) * interval.deviation /
                        std::sqrt(count);
    interval.low = interval.mean - half;
    interval.high = interval.mean + half;
    return interval;
}

}  // namespace rmbsim::sim

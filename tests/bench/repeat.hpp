// Timing for the benches: the processor time of one thread, several repetitions, the median.
//
// Why not the wall clock   processor time leaves out what the thread spent waiting for a core, so a
//                          busy machine disturbs it little; on an idle one the two are equal
#pragma once

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace bench {

inline double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Median rate of `work` units of work a second; `body` does that work once.
template <class Body>
double median_rate(int repetitions, double work, Body&& body) {
    std::vector<double> rates;
    for (int i = 0; i < repetitions; ++i) {
        const double start = processor_seconds();
        body();
        rates.push_back(work / (processor_seconds() - start));
    }
    std::ranges::sort(rates);
    return rates[rates.size() / 2];
}

// One line for tests/bench/run to read.
inline void print_rate(const char* name, double rate) { std::printf("%s\t%.0f\n", name, rate); }

}  // namespace bench

// A made-up quarter of the demo's group, large enough to look at: figures are invented.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/report/report.hpp"

namespace rmbsim::adapters::fixture {

struct Quarter {
    sim::RunResult no_pool, pool;
    sim::Directory directory;
    std::vector<sim::Decision> decisions;

    ReportInput compared() const;  // pool against no pool
    ReportInput single() const;    // the pool alone
};

Quarter longgang_quarter();

}  // namespace rmbsim::adapters::fixture

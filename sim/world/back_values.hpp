// Keeps what each day's sweeps found and moved, and corrects them for flows that come back-valued.
//
// Booked      at the day's end, with the past days' value dates, as new entries (sweep.back_valued);
//             the quota of past days is not rewritten
// Window      PoolSpec::look_back_days; a flow valued before that moves no sweep, only its interest
// Source      pooling-practice §8
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "ledger/time.hpp"
#include "sim/pool/back_value.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct Desk;
class Payments;
class Sweeps;

class BackValues {
  public:
    BackValues(Desk& desk, Payments& payments, Sweeps& sweeps);

    void note_before(std::uint32_t pool);                        // its sweeps begin now
    void note_moved(std::uint32_t link, const SweepPlan& plan);  // world-wide link index
    void note_flow(std::uint32_t account, ledger::ValueDate value_date, std::int64_t minor);
    void correct();  // at the day's end

  private:
    struct LateFlow {
        std::uint32_t account = 0;
        ledger::ValueDate value_date{};
        std::int64_t minor = 0;
        bool known_today = false;  // booked before today's sweeps began
    };
    struct Log {                       // of one pool
        std::uint32_t first_link = 0;  // world-wide index of the pool's first
        std::deque<SweptDay> days;
        std::vector<LateFlow> late;
    };
    void post(std::uint32_t pool, const Correction& correction);

    Desk& desk_;
    Payments& payments_;
    Sweeps& sweeps_;
    std::vector<Log> logs_;                       // one a pool
    std::vector<std::uint32_t> pool_of_account_;  // no_index: no pool that looks back
};

}  // namespace rmbsim::sim

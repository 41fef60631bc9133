// Keeps what each day's sweeps found and moved, and corrects them for flows that come back-valued.
//
// Booked      at the day's end, with the past days' value dates, as new entries (sweep.back_valued);
//             the quota of past days is not rewritten
// Cover       all corrections of a day are one act: an account needs cover for their net alone. What has
//             no cover even so is refused, link by link and day by day
// Window      PoolSpec::look_back_days; a flow valued before that moves no sweep, only its interest
// Source      pooling-practice §8
#pragma once

#include <cstdint>
#include <deque>
#include <expected>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/pool/back_value.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct Desk;
class Payments;
class Sweeps;

class BackValues {
  public:
    BackValues(Desk& desk, Payments& payments, Sweeps& sweeps);

    // The sweeps of these links (world-wide indices) begin now.
    void note_before(std::uint32_t pool, std::span<const std::uint32_t> links);
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
    // Those that find cover; the others are refused.
    std::vector<Correction> covered(std::uint32_t pool, std::vector<Correction> wanted);
    std::vector<Correction> post_all(std::uint32_t pool, std::vector<Correction> rest);
    std::expected<ledger::EntryId, ledger::PostError> post(std::uint32_t pool,
                                                           const Correction& correction);
    void refuse(std::uint32_t pool, std::span<const Correction> given_up, std::string_view reason);

    Desk& desk_;
    Payments& payments_;
    Sweeps& sweeps_;
    std::vector<Log> logs_;                       // one a pool
    std::vector<std::uint32_t> pool_of_account_;  // no_index: no pool that looks back
};

}  // namespace rmbsim::sim

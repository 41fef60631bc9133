// Indicators of sweep activity of the group: made, cut, not made and why, and what they cost.
//
// Reads       decisions on links of pools; 6603.03 and 6403 of entries by sweep and payment rules
// Units       reporting currency at the mid rate of the day that decided
// Source      pooling-practice §20 Sweep activity, Sweep cost, Value blocked by limit
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

class SweepKpis {
  public:
    SweepKpis(const Directory& directory, const MidRates& rates);
    void read(const ledger::EntryRow& entry, std::span<const ledger::PostingRow> postings);
    void read(const DayRecord& day);
    std::vector<Kpi> kpis() const;

  private:
    struct Sum {
        std::int64_t count = 0;
        ledger::Int128 minor = 0;
    };
    void take(const Decision& decision, std::size_t slot);

    const Directory& directory_;
    const MidRates& rates_;
    std::vector<std::uint32_t> child_of_;  // account of a link's child; UINT32_MAX: not known
    Sum moved_, partial_, blocked_;
    std::array<Sum, sweep_outcome_count> skipped_{};
    ledger::Int128 cost_ = 0;
};

}  // namespace rmbsim::sim

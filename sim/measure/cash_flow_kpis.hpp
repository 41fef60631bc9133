// Indicators of what moves within the day and leaves the group: peak intraday need, mean outflow, and the
// buffers that the swings of each day's net flow ask for, kept apart and as one.
//
// Reads       1002 of companies in booking order; an entry is one moment, so transfers within a company
//             or, for the group, within the group need nothing
// Units       reporting currency at the value date's mid rate
// Numbers     deviations are statistics (sim/measure/sizing.hpp); a buffer is rounded up to a minor unit
// Source      pooling-practice §18 pooled precaution, §19, §20 Buffer release
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

class CashFlowKpis {
  public:
    CashFlowKpis(const Directory& directory, const MidRates& rates);
    void open_day();
    void read(const ledger::EntryRow& entry, std::span<const ledger::PostingRow> postings);
    std::vector<Kpi> kpis() const;

  private:
    struct Flow {
        ledger::Int128 today = 0;   // sum of movements since the day's start
        ledger::Int128 lowest = 0;  // <= 0
        std::int64_t lowest_ms = 0;
        ledger::Int128 paid = 0;                 // to outside, >= 0
        std::vector<ledger::Int128> net_of_day;  // received from outside less paid to it
    };
    static void look(Flow& flow, std::int64_t time_ms);

    const Directory& directory_;
    const MidRates& rates_;
    std::vector<bool> is_cash_;           // per account
    std::vector<Flow> of_book_;           // companies and, unused, banks
    std::vector<std::uint32_t> touched_;  // scratch: books of an entry
    Flow group_;
};

}  // namespace rmbsim::sim

// What converting currency at banks cost, against the amount converted.
//
// Reads       6061 and 6061.09 of entries by fx.conversion, fx.converted_at_place and netting.deal: each
//             deal stands in 6061.09 once in either currency, at mid
// Units       reporting currency at the value date's mid rate; basis points with two decimals
// Source      pooling-practice §20 FX conversion cost
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

class ConversionKpis {
  public:
    ConversionKpis(const Directory& directory, const MidRates& rates)
        : directory_(directory), rates_(rates) {}
    void read(const ledger::EntryRow& entry, std::span<const ledger::PostingRow> postings);
    std::vector<Kpi> kpis() const;  // of the group, and of every company that can convert

  private:
    struct Sum {
        ledger::Int128 twice_volume = 0, cost = 0;
    };
    const Directory& directory_;
    const MidRates& rates_;
    std::map<std::uint32_t, Sum> of_book_;
};

}  // namespace rmbsim::sim

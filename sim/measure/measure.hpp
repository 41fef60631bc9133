// Computes a run's indicators from the journal: the same code reads it live and in an audit.
//
// Reads       days in order; each part keeps what its indicators need, nothing else
// Units       indicators in the reporting currency, each movement at its value date's mid rate
//             (Directory::rates)
// Source      pooling-practice §20
#pragma once

#include <span>
#include <vector>

#include "ledger/digest.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/cash_flow_kpis.hpp"
#include "sim/measure/conversion_kpis.hpp"
#include "sim/measure/fx_indicators.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/movements.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/sweep_kpis.hpp"

namespace rmbsim::sim {

class Measure {
  public:
    Measure(const Directory& directory, ledger::ValueDate from, ledger::ValueDate to);
    Measure(const Measure&) = delete;  // its parts refer to each other
    Measure& operator=(const Measure&) = delete;
    void read(const DayRecord& day);
    // Everything but digest, refusals, trapped cash, warnings and the counts the journal cannot know.
    RunResult result(std::span<const ledger::Chain> chains) const;

  private:
    const Directory& directory_;
    ledger::ValueDate from_, to_;
    MidRates rates_;
    Movements movements_;
    std::vector<std::vector<LimitDay>> limit_days_;  // per limit
    SweepKpis sweep_kpis_;
    CashFlowKpis flow_kpis_;
    ConversionKpis conversion_kpis_;
    FxIndicators fx_;
};

// A district's sellers are told of together: their own figures and balances leave the result, in which
// those of the group have counted them.
void leave_out_drawn(const Directory& directory, RunResult& result);

}  // namespace rmbsim::sim

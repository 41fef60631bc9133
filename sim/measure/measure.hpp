// Computes a run's indicators from the journal: the same code reads it live and in an audit.
//
// Reads       days in order; keeps per day and account the value-dated movement of bank accounts and of
//             the result lines (interest, fees, exchange cost, tax), nothing else
// Units       indicators in the reporting currency, each movement at its value date's mid rate
//             (Directory::rates), rounded once per company and indicator, half_even; the group is the sum
//             of its companies, so the table adds up
// Source      pooling-practice §20
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/fx_indicators.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

class Measure {
  public:
    Measure(const Directory& directory, ledger::ValueDate from, ledger::ValueDate to);
    void read(const DayRecord& day);
    // Everything but digest, refusals, trapped cash, warnings and the counts the journal cannot know.
    RunResult result(std::span<const ledger::Chain> chains) const;

  private:
    struct Row {  // a watched account: movement per value day, day 0 = before `from`
        std::uint32_t account = 0;
        std::vector<std::int64_t> delta;
    };
    std::size_t slot_of(std::int32_t value_day) const;
    std::vector<Kpi> kpis(const std::vector<BalanceSeries>& balances) const;
    std::vector<BalanceSeries> balances() const;
    std::vector<LimitResult> limits() const;

    const Directory& directory_;
    ledger::ValueDate from_, to_;
    std::size_t days_ = 0;
    std::vector<std::uint32_t> row_of_;  // per account, UINT32_MAX: not watched
    std::vector<Row> rows_;
    std::vector<std::vector<LimitDay>> limit_days_;  // per limit
    std::uint64_t sweeps_ = 0;
    FxIndicators fx_;
};

// Mid rates of every day into the reporting currency, ten decimals: what every indicator is stated at.
std::vector<RateRow> reporting_rates(const Scenario& scenario);

// net_benefit of each company and the group: net_result of candidate minus baseline.
std::vector<Kpi> net_benefits(const RunResult& baseline, const RunResult& candidate);

}  // namespace rmbsim::sim

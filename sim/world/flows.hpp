// Books the group's flows with the outside: receipts and payments as recorded in the scenario.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/chart.hpp"
#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"
#include "sim/world/back_values.hpp"
#include "sim/world/daylight.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/generated_flows.hpp"
#include "sim/world/settlement_currency.hpp"

namespace rmbsim::sim {

// The line that a flow settles in its company's book.
ledger::ChartLine counterpart(FlowKind kind);

class Flows {
  public:
    Flows(Desk& desk, const RandomSource& random, const Daylight& daylight,
          BackValues& back_values);

    // Recorded flows of the scenario, then generated ones; names as Flow::name counts them.
    const std::vector<Flow>& all() const {
        return made_.flows.empty() ? desk_.scenario.flows : all_;
    }
    const std::string& name_of(const Flow& flow) const;
    // The line that the flow settles in its company's book.
    ledger::AccountId counterpart_of(const Flow& flow) const {
        return counterparts_[flow.account][static_cast<std::size_t>(flow.kind)];
    }
    const std::vector<std::string>& generated_names() const { return made_.names; }
    std::uint64_t draws() const { return made_.draws; }
    // Days between booking and value date of the most back-valued flow.
    std::chrono::days most_back_valued() const { return most_back_valued_; }

    // The flows as events in the total order; they outlive the queue.
    const std::vector<Event>& arrivals() const { return arrivals_; }
    void book(std::uint32_t flow);
    void book_openings();
    const SettlementCurrency& settlement() const { return settlement_; }

  private:
    static constexpr std::size_t kinds = 11;
    Desk& desk_;
    const Daylight& daylight_;
    BackValues& back_values_;
    bool may_be_refused_by_rule(const Flow& flow) const;
    void refuse(std::uint32_t index, std::string reason, std::uint16_t code);

    SettlementCurrency settlement_;
    GeneratedFlows made_;
    std::vector<Flow> all_;  // empty when nothing was generated: a year's flows are not kept twice
    std::chrono::days most_back_valued_{0};
    std::vector<Event> arrivals_;
    std::vector<std::array<ledger::AccountId, kinds>> counterparts_;  // per bank account
};

}  // namespace rmbsim::sim

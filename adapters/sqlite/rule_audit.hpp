// The part of an audit that asks whether what was decided agrees with what was booked and allowed.
//
// Limits      use may stand above its cap only where it did not grow since the day before (a cap that
//             falls leaves existing positions) or where another version of its parameter came into force
// Decisions   no more moves than was wished and than any bound allows; the entry that carried a decision
//             out exists and moves that amount
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/findings.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {

class RuleAudit {
  public:
    RuleAudit(const sim::Directory& directory, Findings& findings)
        : directory_(directory), findings_(findings), last_(directory.limits.size()) {}

    void read(const DayRows& day);

  private:
    void check_limit(const DayRows& day, const sim::LimitDay& now);
    void check_decision(const DayRows& day, const sim::Decision& decision);

    const sim::Directory& directory_;
    Findings& findings_;
    std::vector<std::optional<sim::LimitDay>> last_;  // by limit
};

}  // namespace rmbsim::adapters::sqlite

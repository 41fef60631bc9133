// What the rules let one link do now: the gate on the day that decides, and the headroom of its limits.
//
// Day         trade date is the child's local day; value date is the day on which the money arrives. Where
//             they lie apart, the later one decides (pool-rules §11.17), and a refusal names both.
// Round trip  money drawn as foreign debt does not go out again as lending over another pair (§11.16)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/time.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/gate.hpp"
#include "sim/policy/quota_book.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

struct LinkRules {
    Gate gate;
    ledger::ValueDate trade{}, decides{};
    bool upward_allowed = true, downward_allowed = true;
    std::vector<Headroom> up, down;
    RuleCited round_trip;  // reason empty: none
    bool round_trip_up = false;
};

struct LinkPlace {  // a link as the world has built it
    std::uint32_t pool = 0;
    const LinkSpec* spec = nullptr;
    std::uint32_t quota_pair = UINT32_MAX;  // UINT32_MAX: it does not cross the border
    bool up_is_outward = false;
    std::span<const std::uint32_t> limits;  // world-wide
};

LinkRules rules_of(const Desk& desk, const QuotaBook& quotas, const LinkPlace& place);

// Puts into a refusal why the gate, or the limit that bound, said no: document, date, value, mark.
void cite_rule(Refusal& refusal, const LinkRules& rules, const Decision& decision,
               const Directory& directory);

// Puts a citation into a refusal: reason, parameter and value, document, article, mark.
void cite(Refusal& refusal, const RuleCited& why);

// The admission test at the filing of each pool, and at each change of regime: what fails, once.
std::vector<Refusal> failed_admissions(const Scenario& scenario);

}  // namespace rmbsim::sim

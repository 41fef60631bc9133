// What a regime says about one link on one day, before any quota is asked: open, repayment only, or shut,
// with the rule that says so.
//
// Order       regime in force, in the host's area → the filing's own days and the clean-up window of old
//             pools → admission test → both companies: belonging, sector, trade class → kind of flow
// Shut        nothing moves. Repayment only: what is outstanding may be paid back, nothing new (§11.4,
//             11.5: existing stock stays); between two mainland accounts that shuts the link
// Natures     loans are capital money, all other recorded flows current (ASSUMPTION, §8 names no list)
// Source      pool-rules §2.1, §2.4, §5.2, §8, §11.4–11.9, 11.15
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/time.hpp"
#include "sim/policy/admission.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

// What refuses: words for people and for `because:`, and the rule as a reader can look it up.
struct RuleCited {
    std::string reason = {};                 // "member_lost_trade_class_a"
    std::string parameter = {}, value = {};  // what was tested, and by which figure
    std::string unit = {}, document = {}, article = {}, note = {};
    std::optional<Mark> mark = {};
    std::string regime = {};                         // its id
    std::optional<ledger::ValueDate> in_force = {};  // first day of the version that was tested
};

struct Gate {
    const Regime* regime = nullptr;
    bool open = true;              // false: shut
    bool new_business = true;      // false: repayment only
    const FlowRule* up = nullptr;  // nullptr: the regime says nothing of this kind of flow
    const FlowRule* down = nullptr;
    RuleCited why;  // where it is not wholly open
};

// The kinds of flow that a link is, by the regime's own names: upward and downward.
struct FlowNames {
    std::string_view up, down;
};
FlowNames flow_names(const Scenario& scenario, const PoolSpec& pool, const LinkSpec& link,
                     const Regime* regime);

Gate gate_of(const Scenario& scenario, std::uint32_t pool, const LinkSpec& link,
             ledger::ValueDate decides);

// Whether the regime keeps a recorded flow out of a pool's account: borrowed money (financing cash flow),
// or money of another nature than the account's.
std::optional<RuleCited> flow_refused(const Scenario& scenario, const Flow& flow);

// A rule of flows that forbids, as a citation.
RuleCited forbidden_by(const FlowRule& rule, const Regime& regime);

// A check of the admission test that fails, as a citation.
RuleCited admission_rule(const FailedCheck& failed, const Regime& regime);

// Until when a pool under an older regime may go on beside a newer filing with one of its domestic
// members; nullopt: no such filing, or no window is known.
std::optional<ledger::ValueDate> clean_up_ends(const Scenario& scenario, std::uint32_t pool);

// "2025-12-26 to open"
std::string span_text(ledger::ValueDate from, const std::optional<ledger::ValueDate>& to);

}  // namespace rmbsim::sim

// What lets a link be considered at all, today: the regime, calendars, cut-off, accounts, statement.
//
// Source      pooling-practice §4.1 step 1, §6
#include <cstdint>

#include "ledger/account.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/pool/plan.hpp"
#include "sim/pool/sweep_tree.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/sweep_rules.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {

bool Sweeps::is_open_today(std::uint32_t account) const {
    return desk_.scenario.calendars[desk_.bank_of(account).calendar].is_open(
        desk_.local_date(account));
}

LinkView Sweeps::gates_of(const Link& link, const LinkRules& rules) const {
    const LinkSpec& spec = *link.spec;
    const auto is_usable = [&](std::uint32_t account) {
        return desk_.ledger.status(desk_.books.of(account).own) == ledger::AccountStatus::open;
    };
    LinkView view;
    view.eligible = rules.gate.open;
    view.calendars_open = is_open_today(spec.child) && is_open_today(spec.header);
    view.before_cut_off =
        !spec.cut_off || desk_.scenario.zones[spec.zone].local_time(desk_.now()) <= *spec.cut_off;
    view.balance_known = fault_of(link, FaultSpec::Kind::statement_missing) == nullptr;
    view.accounts_open = is_usable(spec.child) && is_usable(spec.header);
    view.upward_allowed = rules.upward_allowed;
    view.downward_allowed = rules.downward_allowed;
    return view;
}

// An instruction that the bank rejects more often than the link sends it moves nothing that day.
LinkGate Sweeps::gate_of(std::uint32_t index) const {
    const Link& link = links_[index];
    const LinkView view = gates_of(link, rules_of(desk_, quotas_, place_of(link)));
    const FaultSpec* rejected = fault_of(link, FaultSpec::Kind::sweep_rejected);
    const bool comes_through = rejected == nullptr || rejected->times <= link.spec->retries;
    return {.open = view.eligible && view.calendars_open && view.before_cut_off &&
                    view.balance_known && view.accounts_open && comes_through,
            .upward = view.upward_allowed,
            .downward = view.downward_allowed};
}

}  // namespace rmbsim::sim

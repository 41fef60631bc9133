// Deals whose legs lie in several payment systems: all settle at one instant, in one entry over the books
// of all, or none does (PvP 同步交收).
//
// Test        when the last leg has come, and whenever something was freed in a system or a session opened:
//             every system says by itself whether its legs pass; only when all say yes does any of them go
// Queues      until then a leg stands in its queue like a payment whose link is incomplete
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/entry.hpp"
#include "ledger/time.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {

void SettlementDesk::on_joint_leg(std::uint32_t link) {
    std::uint32_t legs = 0;
    for (const JointLink::Part& part : desk_.scenario.joint_links[link].parts) legs += part.legs;
    if (++joint_legs_[link] < legs) return;
    joint_links_.push_back(link);
    try_joint_links();
}

// In the order in which they became complete; one that goes may free another, one that has lost a leg never
// goes.
void SettlementDesk::try_joint_links() {
    std::erase_if(joint_links_, [&](std::uint32_t link) {
        return !std::ranges::all_of(desk_.scenario.joint_links[link].parts, [&](const auto& part) {
            return systems_[part.system]->engine.waits_whole(part.group);
        });
    });
    for (std::size_t i = 0; i < joint_links_.size();) {
        const std::uint32_t link = joint_links_[i];
        if (!joint_link_passes(link)) {
            ++i;
            continue;
        }
        joint_links_.erase(joint_links_.begin() + static_cast<std::ptrdiff_t>(i));
        settle_joint_link(link);
        i = 0;
    }
}

bool SettlementDesk::joint_link_passes(std::uint32_t link) const {
    return std::ranges::all_of(desk_.scenario.joint_links[link].parts,
                               [&](const JointLink::Part& part) {
                                   const System& system = *systems_[part.system];
                                   return system.down == 0 && system.engine.may_go(part.group);
                               });
}

void SettlementDesk::settle_joint_link(std::uint32_t link) {
    const JointLink& of = desk_.scenario.joint_links[link];
    std::vector<ledger::Posting> lines;
    ledger::ValueDate value_date{};
    for (const JointLink::Part& part : of.parts) {
        System& system = *systems_[part.system];
        look_at_clock(system);
        system.engine.let_go(part.group, ms_of(desk_.now()));
        lay_out_lines(system, system.engine.bookings());
        lines.insert(lines.end(), system.lines.begin(), system.lines.end());
        const std::uint32_t first = system.engine.bookings().front().payment;
        value_date = std::max(value_date, value_date_of(system, first));
    }
    System& first = *systems_[of.parts.front().system];
    std::uint32_t entry = UINT32_MAX;  // legs whose nets are all zero move nothing
    if (!lines.empty()) {
        const auto posted = desk_.recorder.post(
            {.rule = Rule::settled_jointly,
             .value_date = value_date,
             .subject = first.known[first.engine.bookings().front().payment].id},
            lines);
        ledger::expects(posted.has_value(), "what all systems let go can be booked");
        entry = posted->index;
    }
    for (const JointLink::Part& part : of.parts) {
        System& system = *systems_[part.system];
        for (const settlement::Booking& booking : std::exchange(system.engine.bookings(), {})) {
            system.known[booking.payment].value_day = ledger::day_number(value_date);
            settled(system, booking, entry);
        }
        if (system.engine.has_improved()) need_release(system);
    }
}

}  // namespace rmbsim::sim

// Sweeps that go back the next morning, and instructions that a bank has rejected.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/event.hpp"
#include "sim/policy/quota_book.hpp"
#include "sim/pool/plan.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {

using std::chrono::days;

// The first day after today on which both ends are open; several sweeps of a day go back together.
void Sweeps::schedule_return(std::uint32_t index, const SweepPlan& plan) {
    const Link& link = links_[index];
    Link& back = links_[link.returned_by];
    const bool waiting = back.due_up_minor != 0;
    back.due_up_minor += plan.upward ? plan.amount_minor : -plan.amount_minor;
    if (waiting) return;
    const Scenario& s = desk_.scenario;
    const LinkSpec& spec = *link.spec;
    const ledger::ValueDate day = next_open({&s.calendars[desk_.bank_of(spec.child).calendar],
                                             &s.calendars[desk_.bank_of(spec.header).calendar]},
                                            s.zones[spec.zone].local_date(desk_.now()) + days{1});
    if (day > s.to) return;  // stays where it is when the run ends
    desk_.queue.schedule(
        s.zones[spec.zone].instant(day, spec.reverse_at).time_since_epoch().count(),
        {.phase = Phase::liquidity, .origin = desk_.origins.links + link.returned_by},
        EventKind::sweep_return, link.returned_by);
}

void Sweeps::give_back(std::uint32_t index) {
    Link& link = links_[index];
    if (link.due_up_minor == 0) return;
    const Considered considered = consider_return(link);
    link.due_up_minor = 0;
    act(index, considered);
}

// The original amount, not today's rule. The giver may use its overdraft and its daylight line; what it
// cannot give stays where it is.
Sweeps::Considered Sweeps::consider_return(const Link& link) const {
    const Scenario& s = desk_.scenario;
    const LinkSpec& spec = *link.spec;
    const bool upward = link.due_up_minor < 0;
    const std::uint32_t giver = upward ? spec.child : spec.header;
    const ledger::AccountId own = desk_.books.of(giver).own;
    const ledger::ValueDate day = desk_.local_date(giver);
    Considered result;
    result.child_minor =
        desk_.ledger.balance_on(desk_.books.of(spec.child).own, desk_.local_date(spec.child)).minor;
    result.header_minor =
        desk_.ledger.balance_on(desk_.books.of(spec.header).own, desk_.local_date(spec.header))
            .minor;

    SweepPlan& plan = result.plan;
    plan.upward = upward;
    plan.wish_minor = plan.amount_minor = upward ? -link.due_up_minor : link.due_up_minor;
    const auto bound = [&](BoundKind kind, std::int64_t minor, std::uint32_t limit) {
        minor = std::max<std::int64_t>(minor, 0);
        plan.bounds[plan.bound_count] = {.minor = minor, .limit = limit, .kind = kind};
        if (minor < plan.amount_minor) {
            plan.amount_minor = minor;
            plan.binding = plan.bound_count;
        }
        ++plan.bound_count;
    };
    const BankAccount& account = s.accounts[giver];
    const std::int64_t fee = spec.rail == no_index ? 0 : payments_.fee_in(spec.rail, giver);
    bound(upward ? BoundKind::value_dated_surplus : BoundKind::header_capacity,
          charges_.most_sent(
              giver, link.pair != UINT32_MAX,
              std::min(desk_.ledger.balance_on(own, day).minor, desk_.ledger.unreserved(own)) +
                  account.overdraft_minor + account.daylight_minor - fee),
          UINT32_MAX);
    if (link.crosses && link.pair != UINT32_MAX) {
        const bool outward = upward == link.up_is_outward;
        for (const Headroom& room :
             quotas_.headroom_of(link.limits, pairs_[link.pair].quota_pair, outward))
            bound(BoundKind::limit_headroom, room.minor, room.limit);
    }
    plan.outcome = plan.amount_minor > 0 ? SweepOutcome::moved : SweepOutcome::blocked;
    return result;
}

const FaultSpec* Sweeps::fault_of(const Link& link, FaultSpec::Kind kind) const {
    if (desk_.scenario.faults.empty()) return nullptr;
    const ledger::ValueDate day = desk_.local_date(link.spec->child);
    for (const FaultSpec& fault : desk_.scenario.faults)
        if (fault.kind == kind && fault.on == day && fault.link == link.spec->id) return &fault;
    return nullptr;
}

// Whether the bank rejects this instruction; it is then sent again later, as often as the link allows.
bool Sweeps::is_rejected(std::uint32_t index) {
    Link& link = links_[index];
    const FaultSpec* fault = fault_of(link, FaultSpec::Kind::sweep_rejected);
    if (fault == nullptr || link.gives_back) return false;
    if (link.rejected_on != fault->on) link.rejections = 0;
    link.rejected_on = fault->on;
    if (link.rejections >= fault->times) return false;
    ++link.rejections;
    if (link.rejections <= link.spec->retries)
        desk_.queue.schedule((desk_.now() + link.spec->retry_after).time_since_epoch().count(),
                             {.phase = Phase::liquidity, .origin = desk_.origins.links + index},
                             EventKind::sweep_retry, index);
    return true;
}

void Sweeps::try_again(std::uint32_t index) { act(index, consider(links_[index], std::nullopt)); }

}  // namespace rmbsim::sim

// How a payment comes into a payment system and leaves it unsettled: numbered, told of, held until a
// session takes payments, worked on by a bank that keeps the accounts, tested, rejected, ended.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "ledger/time.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/books.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {

using settlement::SessionWindow;
using settlement::Status;

// A payment at the door: numbered, told of, and let in when a session takes payments.
std::uint32_t SettlementDesk::hand_in(System& system, const Handed& given) {
    Handed handed = given;
    if (handed.id == 0) handed.id = ++desk_.last_payment_id;
    handed.submitted_ms = ms_of(desk_.now());
    ++desk_.counts.payments;
    const settlement::SystemSpec& spec = system.spec;
    if (keeps_log_)
        facts_.push_back(
            {.id = handed.id,
             .rail = system.index,
             .payer_book = desk_.books.book_of_bank(spec.participants[handed.payer].bank).index,
             .payee_book = desk_.books.book_of_bank(spec.participants[handed.payee].bank).index,
             .minor = handed.minor,
             .submitted_ms = handed.submitted_ms,
             .name = handed.name,
             .source = handed.source,
             .nth = handed.nth,
             .return_of = handed.return_of,
             .leg_of =
                 handed.leg > 1 && handed.return_of == 0 ? routed_[handed.routed].ids.front() : 0,
             .leg = handed.leg,
             .priority_class = handed.priority_class,
             .return_reason = handed.return_reason});
    enter(system, handed);
    return handed.id;
}

void SettlementDesk::enter(System& system, const Handed& handed) {
    const auto wait_in = [&](std::vector<Handed>& line, PaymentReason why) {
        if (!handed.told_waiting)
            log_step(system, {.payment = handed.id,
                              .minor = handed.minor,
                              .kind = PaymentStepKind::waiting,
                              .reason = why});
        line.push_back(handed);
        line.back().told_waiting = true;
        line.back().waits_for = why;
    };
    if (system.out[handed.payer] > 0) return wait_in(system.held, PaymentReason::payer_closed);
    if (system.down > 0 || !system.takes()) return wait_in(system.early, PaymentReason::no_session);
    if (!system.keeps_open()) return let_in(system, handed);
    const SessionWindow& session = system.spec.sessions[system.taking];
    Handed taken = handed;
    taken.value_day =
        std::max<std::int32_t>(taken.value_day, ledger::day_number(session.business_date));
    taken.closes_ms = session.closes;
    taken.waits_for = PaymentReason::processing;
    system.in_work.push_back(taken);
    log_step(system, {.payment = taken.id,
                      .minor = taken.minor,
                      .kind = PaymentStepKind::waiting,
                      .reason = PaymentReason::processing});
    desk_.queue.schedule(ms_of(desk_.now()) + system.spec.processing_ms,
                         {.phase = Phase::arrivals, .origin = desk_.origins.systems + system.index},
                         EventKind::settlement_worked, system.index, handed.id);
}

// The bank that keeps the accounts is done with it, unless it was called back.
void SettlementDesk::on_worked(System& system, std::uint32_t id) {
    const auto at = std::ranges::find(system.in_work, id, &Handed::id);
    if (at == system.in_work.end()) return;
    const Handed handed = *at;
    system.in_work.erase(at);
    let_in(system, handed);
}

void SettlementDesk::let_in(System& system, const Handed& handed) {
    const bool is_first =
        handed.name == UINT32_MAX || handed.return_of != 0 ||
        system.by_name.emplace(handed.name, system.engine.payment_count()).second || handed.leg > 1;
    if (!is_first) return reject(system, handed, PaymentReason::duplicate);
    if (handed.minor > system.spec.item_most_minor) {
        system.by_name.erase(handed.name);
        return reject(system, handed, PaymentReason::above_item_limit);
    }
    const std::uint32_t lane = system.takes() ? system.lane_of(system.taking) : 0;
    const std::int64_t now = ms_of(desk_.now());
    system.known.push_back({.id = handed.id,
                            .name = handed.name,
                            .source = handed.source,
                            .nth = handed.nth,
                            .token = handed.token,
                            .return_of = handed.return_of,
                            .routed = handed.routed,
                            .value_from = handed.value_day,
                            .leg = handed.leg,
                            .submitted_ms = handed.submitted_ms,
                            .closes_ms = system.takes() ? system.spec.sessions[system.taking].closes
                                                        : handed.closes_ms});
    System::Offered& out = system.offered[handed.payer];
    out.net_out += handed.minor;
    out.most = std::max(out.most, out.net_out);
    system.offered[handed.payee].net_out -= handed.minor;
    const std::uint32_t payment =
        system.engine.submit({.payer = system.account(handed.payer, lane),
                              .payee = system.account(handed.payee, lane),
                              .minor = handed.minor,
                              .priority_class = handed.priority_class,
                              .splittable = handed.splittable,
                              .group = handed.group,
                              .group_size = handed.group_size,
                              .joint = handed.joint != settlement::no_joint,
                              .time_ms = now});
    if (handed.admitted != UINT32_MAX) admitted_[handed.admitted].payment = payment;
    book_all(system);
    if (system.engine.payment(payment).status == Status::queued) {
        log_step(system, {.payment = handed.id,
                          .minor = system.engine.payment(payment).left_minor,
                          .kind = PaymentStepKind::queued,
                          .reason = reason_of(system.engine.hold_of(payment))});
        const settlement::Queued queued = system.engine.queued();
        system.result.queue_most = std::max(system.result.queue_most, queued.count);
        system.result.queue_most_minor = std::max(system.result.queue_most_minor, queued.minor);
        const settlement::ResolveWhen& when = system.spec.rules.resolve;
        const bool crowded = (when.queued_count > 0 && queued.count >= when.queued_count) ||
                             (when.queued_minor > 0 && queued.minor >= when.queued_minor);
        if (when.after_queueing || crowded) need_release(system);
    }
    if (system.engine.has_improved()) need_release(system);
    if (handed.joint != settlement::no_joint) on_joint_leg(handed.joint);
}

// Never let in; a company's money goes back to it.
void SettlementDesk::reject(System& system, const Handed& handed, PaymentReason reason) {
    ++system.result.rejected;
    system.result.rejected_minor += handed.minor;
    system.rejected.push_back({.id = handed.id,
                               .name = handed.name,
                               .submitted_ms = handed.submitted_ms,
                               .at_ms = ms_of(desk_.now()),
                               .reason = reason,
                               .leg = handed.leg});
    log_step(system, {.payment = handed.id,
                      .minor = handed.minor,
                      .kind = PaymentStepKind::rejected,
                      .reason = reason});
    tell_ended(handed, reason);
}

// To whoever handed it in: it was not settled.
void SettlementDesk::tell_ended(const Handed& handed, PaymentReason reason) {
    if (handed.return_of != 0) return;
    if (handed.routed != no_routed) return on_leg_ended(handed.routed, handed.leg, reason);
    if (handed.token != no_token && client_ != nullptr) client_->on_returned(handed.token, reason);
}

// Leaves the queue unsettled.
void SettlementDesk::end(System& system, std::uint32_t payment, Status as, PaymentReason reason) {
    const settlement::PaymentState& state = system.engine.payment(payment);
    const std::int64_t left = state.left_minor;
    if (!system.engine.withdraw(payment, ms_of(desk_.now()), as)) return;
    System::Known& known = system.known[payment];
    known.ended_by = reason;
    known.part_value_time += ledger::Int128{left} * (ms_of(desk_.now()) - state.submitted_ms);
    log_step(system, {.payment = known.id,
                      .minor = left,
                      .kind = as == Status::withdrawn ? PaymentStepKind::withdrawn
                                                      : PaymentStepKind::returned,
                      .reason = reason});
    tell_ended({.token = known.token,
                .return_of = known.return_of,
                .leg = known.leg,
                .routed = known.routed},
               reason);
}

}  // namespace rmbsim::sim

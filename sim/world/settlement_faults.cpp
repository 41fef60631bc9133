// What goes wrong in payment systems, and payments that a live day hands in.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/event.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {

using settlement::FaultKind;
using settlement::Status;

namespace {

// More than any system holds: what a participant keeps back who pays only what is urgent.
constexpr std::int64_t everything = INT64_MAX / 8;

std::string key_of(const Submission& s) {
    return s.sender + '\x1f' + s.reference + '\x1f' + std::to_string(s.minor) + s.currency +
           '\x1f' + std::to_string(s.value_day);
}

}  // namespace

void SettlementDesk::on_fault(System& system, std::uint32_t detail) {
    const settlement::Fault& fault = system.spec.faults[detail / 2];
    const bool begins = detail % 2 == 0;
    const std::uint32_t p = fault.participant;
    switch (fault.kind) {
        case FaultKind::participant_outage:
            if (begins) {
                ++system.out[p];
            } else if (--system.out[p] == 0) {
                let_in_held(system, p);
            }
            break;
        case FaultKind::rail_outage:
            set_down(system, begins);
            break;
        case FaultKind::liquidity_hoarding:
            begins ? ++system.hoards[p] : --system.hoards[p];
            for (std::uint32_t lane = 0; lane < system.lanes; ++lane)
                system.engine.reserve(
                    system.account(p, lane), 0,
                    begins ? everything : system.spec.participants[p].reserved[0]);
            break;
        case FaultKind::limit_cut:
            for (std::uint32_t lane = 0; lane < system.lanes; ++lane)
                system.engine.set_credit(system.account(p, lane), line_now(system, p));
            break;
        case FaultKind::balance_cut:
            cut_balance(system, p, fault.minor);
            break;
        case FaultKind::duplicate:
            if (const auto known = named(system, fault.reference); known != UINT32_MAX) {
                const settlement::PaymentState& first = system.engine.payment(known);
                hand_in(system, {.payer = system.participant_of(first.payer),
                                 .payee = system.participant_of(first.payee),
                                 .minor = first.minor,
                                 .name = system.known[known].name,
                                 .priority_class = first.priority_class});
            } else if (const auto waiting = waiting_named(system, fault.reference)) {
                Handed again = *waiting;
                again.id = 0;
                again.told_waiting = false;
                again.token = no_token;
                hand_in(system, again);
            }
            break;
        case FaultKind::recall:
            turn_back(system, fault.reference, PaymentReason::recalled);
            break;
        case FaultKind::returned:
            turn_back(system, fault.reference, PaymentReason::returned_by_payee);
            break;
        case FaultKind::wrong_account:
            turn_back(system, fault.reference, PaymentReason::wrong_account);
            break;
    }
    if (system.engine.has_improved()) need_release(system);
}

// What is left of a participant's line under all cuts that hold now.
std::int64_t SettlementDesk::line_now(const System& system, std::uint32_t participant) const {
    const std::int64_t now = ms_of(desk_.now());
    std::int64_t line = settlement::line_of(system.spec.participants[participant]);
    for (const settlement::Fault& cut : system.spec.faults) {
        const bool holds = cut.from <= now && (now < cut.to || cut.to <= cut.from);
        if (cut.kind == FaultKind::limit_cut && cut.participant == participant && holds)
            line = std::min(line, cut.minor);
    }
    return line;
}

void SettlementDesk::let_in_held(System& system, std::uint32_t participant) {
    std::vector<Handed> held;
    std::swap(held, system.held);
    for (const Handed& handed : held) {
        if (handed.payer == participant)
            enter(system, handed);
        else
            system.held.push_back(handed);
    }
}

void SettlementDesk::set_down(System& system, bool down) {
    down ? ++system.down : --system.down;
    if (system.down > 0 && !down) return;  // another outage holds
    for (std::size_t session = 0; session < system.session_open.size(); ++session) {
        if (!system.session_open[session]) continue;
        const std::uint32_t lane = system.lane_of(static_cast<std::uint32_t>(session));
        for (std::uint32_t p = 0; p < system.size; ++p)
            system.engine.set_open(system.account(p, lane), !down);
    }
    if (down || !system.takes()) return;
    std::vector<Handed> waiting;
    std::swap(waiting, system.early);
    for (const Handed& handed : waiting) enter(system, handed);
}

void SettlementDesk::cut_balance(System& system, std::uint32_t participant, std::int64_t minor) {
    const std::uint32_t lane = system.takes() ? system.lane_of(system.taking) : 0;
    const std::uint32_t account = system.account(participant, lane);
    if (!system.engine.move(account, -minor))
        return refuse_funding(system, participant, minor, true);
    post_liquidity(
        system, Rule::liquidity_out,
        std::vector<ledger::Posting>{{system.accounts[account], minor}, {system.backing, -minor}});
}

std::uint32_t SettlementDesk::named(const System& system, const std::string& reference) const {
    const auto& names = desk_.directory.payment_names;
    for (std::uint32_t name = 0; name < names.size(); ++name) {
        if (names[name] != reference) continue;
        if (const auto at = system.by_name.find(name); at != system.by_name.end())
            return at->second;
    }
    return UINT32_MAX;
}

// A queued payment leaves the queue; a settled one comes back as a new payment of the payee's.
std::optional<SettlementDesk::Handed> SettlementDesk::waiting_named(
    const System& system, const std::string& reference) const {
    for (const auto* line : {&system.early, &system.held, &system.in_work})
        for (const Handed& handed : *line)
            if (handed.name != UINT32_MAX && handed.return_of == 0 &&
                desk_.directory.payment_names[handed.name] == reference)
                return handed;
    return std::nullopt;
}

// Before it is let in it leaves the door.
void SettlementDesk::turn_back_waiting(System& system, const std::string& reference,
                                       PaymentReason reason) {
    const auto waiting = waiting_named(system, reference);
    if (!waiting) return;
    for (auto* line : {&system.early, &system.held, &system.in_work})
        std::erase_if(*line, [&](const Handed& handed) { return handed.id == waiting->id; });
    ++system.result.submitted;
    system.result.submitted_minor += waiting->minor;
    ++system.result.withdrawn;
    system.result.withdrawn_minor += waiting->minor;
    system.result.unsettled_minor += waiting->minor;
    system.rejected.push_back({.id = waiting->id,
                               .name = waiting->name,
                               .submitted_ms = waiting->submitted_ms,
                               .at_ms = ms_of(desk_.now()),
                               .kind = PaymentStepKind::withdrawn,
                               .reason = reason,
                               .leg = waiting->leg});
    log_step(system, {.payment = waiting->id,
                      .minor = waiting->minor,
                      .kind = PaymentStepKind::withdrawn,
                      .reason = reason});
    tell_ended(*waiting, reason);
}

void SettlementDesk::turn_back(System& system, const std::string& reference, PaymentReason reason) {
    const std::uint32_t payment = named(system, reference);
    if (payment == UINT32_MAX) {
        return turn_back_waiting(system, reference, reason);
    }
    if (const auto routed = system.known[payment].routed; routed != no_routed) {
        const std::vector<std::uint32_t>& legs = routed_[routed].ids;
        const std::uint8_t last = static_cast<std::uint8_t>(legs.size());
        if (last > system.known[payment].leg) return turn_back_leg(routed, last, reason);
    }
    const settlement::PaymentState& state = system.engine.payment(payment);
    if (state.status == Status::queued) {
        const bool recalled = reason == PaymentReason::recalled;
        return end(system, payment, recalled ? Status::withdrawn : Status::returned, reason);
    }
    if (state.status == Status::settled) send_back(system, payment, reason);
}

void SettlementDesk::send_back(System& system, std::uint32_t payment, PaymentReason reason) {
    System::Known& known = system.known[payment];
    if (known.comes_back) return;
    known.comes_back = true;
    if (known.routed != no_routed) routed_[known.routed].back = reason;
    const settlement::PaymentState& state = system.engine.payment(payment);
    hand_in(system, {.payer = system.participant_of(state.payee),
                     .payee = system.participant_of(state.payer),
                     .minor = state.minor,
                     .name = known.name,
                     .return_of = known.id,
                     .return_reason = reason,
                     .priority_class = state.priority_class,
                     .leg = known.leg,
                     .routed = known.routed});
}

std::uint32_t SettlementDesk::participant_named(const System& system, std::string_view name) const {
    for (std::uint32_t p = 0; p < system.size; ++p) {
        const Bank& bank = desk_.scenario.banks[system.spec.participants[p].bank];
        if (bank.id == name || (!bank.bic.empty() && name.starts_with(bank.bic))) return p;
    }
    return UINT32_MAX;
}

const SettlementDesk::System* SettlementDesk::system_named(std::string_view rail) const {
    for (const auto& system : systems_)
        if (desk_.scenario.rails[system->spec.rail].id == rail) return system.get();
    return nullptr;
}

std::string SettlementDesk::refusal_of(const Submission& submission) const {
    const System* system = system_named(submission.rail);
    if (system == nullptr) return "unknown_rail";
    if (submission.currency != ledger::code_of(system->spec.currency))
        return "currency_not_carried";
    const std::uint32_t payer = participant_named(*system, submission.payer);
    const std::uint32_t payee = participant_named(*system, submission.payee);
    if (payer == UINT32_MAX) return "unknown_payer";
    if (payee == UINT32_MAX) return "unknown_payee";
    if (payer == payee) return "payer_is_payee";
    if (submission.minor <= 0 || submission.minor > everything) return "amount_out_of_range";
    return {};
}

void SettlementDesk::admit(const Submission& submission) {
    ledger::expects(submission.number == admitted_.size() + 1, "submissions are numbered in order");
    const auto number = static_cast<std::uint32_t>(admitted_.size());
    admitted_.push_back({.submission = submission, .rejected = refusal_of(submission)});
    Admitted& at = admitted_.back();
    if (!at.rejected.empty()) {
        at.acted = true;
        return;
    }
    const auto [first, is_new] = first_of_key_.emplace(key_of(submission), submission.number);
    if (!is_new) {
        at.duplicate_of = first->second;
        at.acted = true;
        return;
    }
    desk_.queue.schedule(submission.time_ms,
                         {.phase = Phase::arrivals, .origin = desk_.origins.live},
                         EventKind::submission_due, number);
}

void SettlementDesk::on_submission(std::uint32_t number) {
    Admitted& at = admitted_[number];
    at.acted = true;
    at.system = system_named(at.submission.rail)->index;
    System& system = *systems_[at.system];
    look_at_clock(system);
    auto& names = desk_.directory.payment_names;
    names.push_back(at.submission.reference);
    if (!at.submission.uetr.empty())
        desk_.directory.payment_uetrs.emplace(static_cast<std::uint32_t>(names.size() - 1),
                                              at.submission.uetr);
    const std::uint8_t least_urgent = static_cast<std::uint8_t>(system.spec.rules.classes - 1);
    const std::uint32_t id =
        hand_in(system, {.payer = participant_named(system, at.submission.payer),
                         .payee = participant_named(system, at.submission.payee),
                         .minor = at.submission.minor,
                         .name = static_cast<std::uint32_t>(names.size() - 1),
                         .admitted = number,
                         .priority_class = std::min(at.submission.priority_class, least_urgent)});
    admitted_[number].id = id;
}

SubmissionAnswer SettlementDesk::answer_to(std::uint64_t number) const {
    using enum SubmissionAnswer::Status;
    if (number == 0 || number > admitted_.size()) return {};
    const Admitted& at = admitted_[number - 1];
    if (!at.rejected.empty()) return {.status = rejected, .reason = at.rejected};
    if (at.duplicate_of != 0) {
        SubmissionAnswer first = answer_to(at.duplicate_of);
        first.duplicate_of = at.duplicate_of;
        return first;
    }
    SubmissionAnswer answer{.status = waiting, .reason = "no_session", .payment = at.id};
    if (!at.acted) answer.reason = "not_yet";
    if (at.system == UINT32_MAX) return answer;
    const System& system = *systems_[at.system];
    const auto refused = std::ranges::find(system.rejected, at.id, &System::Rejected::id);
    if (at.id != 0 && refused != system.rejected.end())
        return {
            .status = rejected, .reason = std::string(name_of(refused->reason)), .payment = at.id};
    if (at.payment == UINT32_MAX) return answer;
    const settlement::PaymentState& payment = system.engine.payment(at.payment);
    switch (payment.status) {
        case Status::queued:
            answer.status = queued;
            answer.reason = settlement::name_of(system.engine.hold_of(at.payment));
            break;
        case Status::settled:
            answer.status = settled;
            answer.reason.clear();
            answer.settled_ms = payment.ended_ms;
            break;
        case Status::returned:
            answer.status = returned;
            answer.reason = name_of(PaymentReason::session_end);
            break;
        case Status::withdrawn:
            answer.status = withdrawn;
            answer.reason = name_of(PaymentReason::recalled);
            break;
        case Status::rejected:
            answer.status = SubmissionAnswer::Status::rejected;
            answer.reason = name_of(PaymentReason::duplicate);
            break;
    }
    return answer;
}

}  // namespace rmbsim::sim

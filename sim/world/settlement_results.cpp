// What a payment system's indicators come to at the run's end.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/int128.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {

using ledger::Int128;
using settlement::Status;

namespace {

void count(SettlementResult& result, const settlement::PaymentState& payment) {
    const Int128 booked = payment.minor - payment.left_minor;
    ++result.submitted;
    result.submitted_minor += payment.minor;
    result.settled_minor += booked;
    result.unsettled_minor += payment.left_minor;
    switch (payment.status) {
        case Status::queued:
            ++result.queued;
            result.queued_minor += payment.left_minor;
            break;
        case Status::settled:
            ++result.settled;
            break;
        case Status::returned:
            ++result.returned;
            result.returned_minor += payment.left_minor;
            break;
        case Status::withdrawn:
            ++result.withdrawn;
            result.withdrawn_minor += payment.left_minor;
            break;
        case Status::rejected:
            ++result.rejected;
            result.rejected_minor += payment.left_minor;
            break;
    }
}

}  // namespace

// What the scenario or a live day names, and what came of it.
std::vector<NamedPayment> SettlementDesk::named_payments(const System& system) const {
    std::vector<NamedPayment> named;
    const auto add = [&](std::uint32_t id, std::uint32_t name, std::uint32_t return_of,
                         std::int64_t submitted_ms, std::uint8_t leg = 0) -> NamedPayment* {
        if (name == UINT32_MAX) return nullptr;
        std::string of = desk_.directory.payment_names[name];
        if (leg > 1) of += std::string(leg_infix) + std::to_string(leg);
        if (return_of != 0) of += return_suffix;
        named.push_back({.id = id,
                         .name = std::move(of),
                         .status = {},
                         .reason = {},
                         .submitted_ms = submitted_ms,
                         .channel = {}});
        return &named.back();
    };
    for (std::uint32_t i = 0; i < system.engine.payment_count(); ++i) {
        const System::Known& known = system.known[i];
        NamedPayment* to =
            add(known.id, known.name, known.return_of, known.submitted_ms, known.leg);
        if (to == nullptr) continue;
        const settlement::PaymentState& payment = system.engine.payment(i);
        to->status = settlement::name_of(payment.status);
        to->ended_ms = payment.ended_ms;
        to->value_day = known.value_day;
        if (payment.parts > 0) to->channel = settlement::name_of(payment.channel);
        const bool queued = payment.status == Status::queued;
        const PaymentReason why = queued ? reason_of(system.engine.hold_of(i)) : known.ended_by;
        if (why != PaymentReason::none) to->reason = name_of(why);
    }
    for (const auto* line : {&system.early, &system.held, &system.in_work})
        for (const Handed& handed : *line)
            if (NamedPayment* to = add(handed.id, handed.name, handed.return_of,
                                       handed.submitted_ms, handed.leg)) {
                to->status = name_of(PaymentStepKind::waiting);
                to->reason = name_of(handed.waits_for);
            }
    for (const System::Rejected& rejected : system.rejected)
        if (NamedPayment* to =
                add(rejected.id, rejected.name, 0, rejected.submitted_ms, rejected.leg)) {
            to->status = name_of(rejected.kind);
            to->reason = name_of(rejected.reason);
            to->ended_ms = rejected.at_ms;
        }
    std::ranges::sort(named, {}, &NamedPayment::id);
    return named;
}

std::vector<SettlementResult> SettlementDesk::results() {
    std::vector<SettlementResult> all;
    for (const auto& owned : systems_) {
        System& system = *owned;
        look_at_clock(system);
        const settlement::SystemSpec& spec = system.spec;
        SettlementResult result = system.result;
        const RailSpec& rail = desk_.scenario.rails[spec.rail];
        result.rail = rail.id;
        result.title_en = rail.name.en;
        result.title_zh = rail.name.zh;
        result.rules = spec.rules.id;
        result.currency = ledger::code_of(spec.currency);
        result.decimals = ledger::info(spec.currency).decimals;
        result.standstill_measured = spec.measure_standstill;
        for (const auto* line : {&system.early, &system.held, &system.in_work}) {
            result.waiting += line->size();
            for (const Handed& handed : *line) result.waiting_minor += handed.minor;
        }
        result.participants.resize(system.size);
        const std::int64_t now = desk_.now().time_since_epoch().count();
        // The longest wait there is: to the close of its session, or to now where the queue is kept.
        const bool kept = spec.rules.at_close == settlement::AtClose::kept;
        for (std::uint32_t i = 0; i < system.engine.payment_count(); ++i) {
            const settlement::PaymentState& payment = system.engine.payment(i);
            count(result, payment);
            const std::int64_t until = payment.ended_ms < 0 ? now : payment.ended_ms;
            Int128 value_time = system.known[i].part_value_time;
            if (payment.status == Status::queued)
                value_time += Int128{payment.left_minor} * (now - payment.submitted_ms);
            result.value_time_by_payments += value_time;
            const Int128 worst = Int128{payment.minor} *
                                 ((kept ? now : system.known[i].closes_ms) - payment.submitted_ms);
            result.value_time_worst += worst;
            result.delay_ms_sum += until - payment.submitted_ms;
            ParticipantResult& payer = result.participants[system.participant_of(payment.payer)];
            ParticipantResult& payee = result.participants[system.participant_of(payment.payee)];
            ++payer.submitted;
            payer.submitted_minor += payment.minor;
            payer.delay_value_time += value_time;
            payer.value_time_worst += worst;
            payer.delay_ms_sum += until - payment.submitted_ms;
            payer.sent_minor += payment.minor - payment.left_minor;
            payee.received_minor += payment.minor - payment.left_minor;
            payer.sent += payment.status == Status::settled;
            payee.received += payment.status == Status::settled;
        }
        for (std::uint32_t p = 0; p < system.size; ++p) {
            ParticipantResult& of = result.participants[p];
            of.bank = desk_.scenario.banks[spec.participants[p].bank].id;
            of.opening_minor = spec.participants[p].balance_minor;
            of.credit_minor = settlement::line_of(spec.participants[p]);
            for (std::uint32_t lane = 0; lane < system.lanes; ++lane) {
                const System::Meter& meter = system.meters[system.account(p, lane)];
                of.liquidity_used_minor = std::max(of.liquidity_used_minor, meter.used);
                of.peak_credit_minor = std::max(of.peak_credit_minor, meter.peak_credit);
                of.credit_time += meter.credit_time + Int128{meter.credit} * (now - meter.since_ms);
            }
            of.upper_bound_minor = system.offered[p].most;
            of.lower_bound_minor = std::max<Int128>(0, system.offered[p].net_out);
        }
        result.named = named_payments(system);
        all.push_back(std::move(result));
    }
    return all;
}

}  // namespace rmbsim::sim

// Payments over several rails: each leg is a payment of its own rail, handed in at the notice that the one
// before is settled; one that cannot go on comes back leg by leg, as a return over the same rails.
//
// Notice      a payment system's reaches the next bank `latency` after it has settled; a bank that keeps
//             the accounts has worked on the instruction for so long before it booked it
// Dates       a leg is valued no earlier than the one before (settlement rules §8.2)
#include <algorithm>
#include <cstdint>
#include <vector>

#include "ledger/contract.hpp"
#include "sim/kernel/event.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {

namespace {

// Of a payment of the system by its number in the journal, or UINT32_MAX: it was never let in.
template <class AnySystem>
std::uint32_t place_of(const AnySystem& system, std::uint32_t id) {
    for (std::uint32_t i = 0; i < system.known.size(); ++i)
        if (system.known[i].id == id) return i;
    return UINT32_MAX;
}

}  // namespace

SettlementDesk::System& SettlementDesk::system_of_leg(std::uint32_t routed, std::uint8_t leg) {
    const PaymentRoute& route = desk_.scenario.payment_routes[routed_[routed].route];
    System& system = *systems_[system_of_rail_[route[leg - 1U].rail]];
    look_at_clock(system);
    return system;
}

void SettlementDesk::start_route(std::uint32_t route, const Handed& first) {
    const auto routed = static_cast<std::uint32_t>(routed_.size());
    const std::uint32_t rail = desk_.scenario.payment_routes[route].front().rail;
    System& system = *systems_[system_of_rail_[rail]];
    routed_.push_back({.route = route,
                       .token = first.token,
                       .name = first.name,
                       .minor = first.minor,
                       .urgent = first.priority_class == 0 && system.spec.rules.classes > 1});
    Handed handed = first;
    handed.routed = routed;
    handed.leg = 1;
    const std::uint32_t id = hand_in(system, handed);
    routed_[routed].ids.push_back(id);
}

void SettlementDesk::hand_in_leg(std::uint32_t routed, std::uint8_t leg, std::int32_t value_day) {
    System& system = system_of_leg(routed, leg);
    const Routed& of = routed_[routed];
    const RouteLegSpec& spec = desk_.scenario.payment_routes[of.route][leg - 1U];
    const std::uint8_t last_class = static_cast<std::uint8_t>(system.spec.rules.classes - 1);
    const std::uint32_t id =
        hand_in(system, {.payer = settlement::participant_at(system.spec, spec.payer_bank),
                         .payee = settlement::participant_at(system.spec, spec.payee_bank),
                         .minor = of.minor,
                         .name = of.name,
                         .priority_class = of.urgent ? std::uint8_t{0} : last_class,
                         .leg = leg,
                         .routed = routed,
                         .value_day = value_day});
    routed_[routed].ids.push_back(id);
}

void SettlementDesk::on_leg_settled(System& system, std::uint32_t payment) {
    const std::int64_t until_notice =
        system.keeps_open() ? 0 : desk_.scenario.rails[system.spec.rail].latency.count();
    desk_.queue.schedule(ms_of(desk_.now()) + until_notice,
                         {.phase = Phase::arrivals, .origin = desk_.origins.systems + system.index},
                         EventKind::settlement_notice, system.index, payment);
}

void SettlementDesk::on_notice(System& system, std::uint32_t payment) {
    const System::Known known = system.known[payment];
    Routed& of = routed_[known.routed];
    if (known.return_of != 0) {
        if (known.leg > 1) return send_leg_back(known.routed, known.leg - std::uint8_t{1});
        if (of.token == no_token || client_ == nullptr) return;
        return of.arrived ? client_->on_sent_back(of.ids.front())
                          : client_->on_returned(of.token, of.back);
    }
    if (of.back != PaymentReason::none) return;  // called back before the notice came
    if (known.leg < desk_.scenario.payment_routes[of.route].size())
        return hand_in_leg(known.routed, known.leg + std::uint8_t{1}, known.value_day);
    of.arrived = true;
    if (of.token != no_token && client_ != nullptr) client_->on_settled(of.token);
}

// Unsettled: the bank before it has the money, and sends it back.
void SettlementDesk::on_leg_ended(std::uint32_t routed, std::uint8_t leg, PaymentReason reason) {
    Routed& of = routed_[routed];
    of.back = reason;
    if (leg > 1) return send_leg_back(routed, leg - std::uint8_t{1});
    if (of.token != no_token && client_ != nullptr) client_->on_returned(of.token, reason);
}

void SettlementDesk::send_leg_back(std::uint32_t routed, std::uint8_t leg) {
    System& system = system_of_leg(routed, leg);
    const std::uint32_t payment = place_of(system, routed_[routed].ids[leg - 1U]);
    ledger::expects(payment != UINT32_MAX, "a leg that was followed by another has settled");
    send_back(system, payment, routed_[routed].back);
}

// What has gone on from here is turned back where it is now.
void SettlementDesk::turn_back_leg(std::uint32_t routed, std::uint8_t leg, PaymentReason reason) {
    System& system = system_of_leg(routed, leg);
    const std::uint32_t id = routed_[routed].ids[leg - 1U];
    const std::uint32_t payment = place_of(system, id);
    if (payment == UINT32_MAX)
        return turn_back_waiting(system, desk_.directory.payment_names[routed_[routed].name],
                                 reason);
    const settlement::Status status = system.engine.payment(payment).status;
    if (status == settlement::Status::queued)
        end(system, payment,
            reason == PaymentReason::recalled ? settlement::Status::withdrawn
                                              : settlement::Status::returned,
            reason);
    else if (status == settlement::Status::settled)
        send_back(system, payment, reason);
}

}  // namespace rmbsim::sim

// What a payment system lets go, as entries of its operator's book: one payment is two lines, a
// simultaneous set one entry of net lines.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {

using settlement::Booking;
using settlement::Channel;

namespace {

Rule rule_for(const Booking& booking) {
    if (booking.channel == Channel::net) return Rule::settled_net;
    return booking.set == settlement::no_set ? Rule::settled_gross : Rule::settled_together;
}

}  // namespace

void SettlementDesk::book_all(System& system) {
    std::vector<Booking> bookings;
    std::swap(bookings, system.engine.bookings());
    for (std::size_t i = 0; i < bookings.size();) {
        std::size_t end = i + 1;
        if (bookings[i].set != settlement::no_set)
            while (end < bookings.size() && bookings[end].set == bookings[i].set) ++end;
        book(system, std::span(bookings).subspan(i, end - i));
        i = end;
    }
    bookings.clear();
    if (system.engine.bookings().empty()) std::swap(bookings, system.engine.bookings());
}

// One payment: two lines. A set: one line an account, with its net.
void SettlementDesk::lay_out_lines(System& system, std::span<const Booking> set) {
    system.lines.clear();
    for (const Booking& booking : set) {
        const settlement::PaymentState& payment = system.engine.payment(booking.payment);
        system.lines.push_back({system.accounts[payment.payer], booking.minor});
        system.lines.push_back({system.accounts[payment.payee], -booking.minor});
    }
    if (set.size() > 1) {
        std::ranges::sort(system.lines, {}, &ledger::Posting::account);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < system.lines.size(); ++i) {
            if (kept > 0 && system.lines[kept - 1].account == system.lines[i].account)
                system.lines[kept - 1].minor += system.lines[i].minor;
            else
                system.lines[kept++] = system.lines[i];
        }
        system.lines.resize(kept);
        std::erase_if(system.lines, [](const ledger::Posting& line) { return line.minor == 0; });
        ++system.result.sets;
        for (const Booking& booking : set) system.result.set_gross_minor += booking.minor;
        for (const ledger::Posting& line : system.lines)
            system.result.set_net_minor +=
                line.minor < 0 ? -ledger::Int128{line.minor} : line.minor;
    }
}

void SettlementDesk::book(System& system, std::span<const Booking> set) {
    lay_out_lines(system, set);
    const ledger::ValueDate value_date = value_date_of(system, set.front().payment);
    std::uint32_t entry = UINT32_MAX;  // a set whose nets are all zero moves nothing
    if (!system.lines.empty()) {
        const auto posted = desk_.recorder.post({.rule = rule_for(set.front()),
                                                 .value_date = value_date,
                                                 .subject = system.known[set.front().payment].id},
                                                system.lines);
        ledger::expects(posted.has_value(), "what the engine lets go can be booked");
        entry = posted->index;
    }
    for (const Booking& booking : set) {
        system.known[booking.payment].value_day = ledger::day_number(value_date);
        settled(system, booking, entry);
    }
}

void SettlementDesk::settled(System& system, const Booking& booking, std::uint32_t entry) {
    const settlement::PaymentState& payment = system.engine.payment(booking.payment);
    const std::int64_t now = ms_of(desk_.now());
    System::Known& known = system.known[booking.payment];
    known.part_value_time += ledger::Int128{booking.minor} * (now - payment.submitted_ms);
    const auto channel = static_cast<std::size_t>(booking.channel);
    system.result.minor_by_channel[channel] += booking.minor;
    if (payment.left_minor == 0) ++system.result.count_by_channel[channel];
    for (std::size_t i = 0; i < throughput_hours.size(); ++i)
        if (system.local_time <= std::chrono::hours{throughput_hours[i]})
            system.result.minor_by_hour[i] += booking.minor;
    for (const std::uint32_t account : {payment.payer, payment.payee}) {
        System::Meter& meter = system.meters[account];
        const std::int64_t balance = system.engine.position(account).balance;
        meter.credit_time += ledger::Int128{meter.credit} * (now - meter.since_ms);
        meter.since_ms = now;
        meter.credit = std::max<std::int64_t>(0, -balance);
        meter.used = std::max(meter.used, meter.opening - balance);
        meter.peak_credit = std::max(meter.peak_credit, meter.credit);
    }
    log_step(system, {.payment = known.id,
                      .entry = entry,
                      .minor = booking.minor,
                      .kind = PaymentStepKind::settled,
                      .channel = static_cast<std::uint8_t>(booking.channel)});
    if (payment.left_minor > 0) return;
    if (known.routed != no_routed) return on_leg_settled(system, booking.payment);
    if (known.token != no_token && client_ != nullptr) client_->on_settled(known.token);
    if (known.return_of != 0 && client_ != nullptr) client_->on_sent_back(known.return_of);
}

ledger::ValueDate SettlementDesk::value_date_of(const System& system, std::uint32_t payment) const {
    const std::uint32_t lane = system.engine.payment(payment).payer / system.size;
    const std::int32_t from = system.known[payment].value_from;
    for (std::size_t i = system.session_open.size(); i-- > 0;)
        if (system.session_open[i] && system.lane_of(static_cast<std::uint32_t>(i)) == lane) {
            const ledger::ValueDate date = system.spec.sessions[i].business_date;
            return from == INT32_MIN ? date : std::max(date, ledger::date_of(from));
        }
    if (from != INT32_MIN) return ledger::date_of(from);
    return desk_.scenario.zones[desk_.scenario.rails[system.spec.rail].zone].local_date(
        desk_.now());
}

}  // namespace rmbsim::sim

#include "sim/world/settlement_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/engine.hpp"
#include "sim/world/settlement_system.hpp"

namespace rmbsim::sim {

using settlement::Booking;
using settlement::Channel;
using settlement::Hold;
using settlement::SessionWindow;
using settlement::Status;

namespace {

Rule rule_for(const Booking& booking) {
    if (booking.channel == Channel::net) return Rule::settled_net;
    return booking.set == settlement::no_set ? Rule::settled_gross : Rule::settled_together;
}

PaymentStatus status_of(PaymentStepKind kind) {
    switch (kind) {
        case PaymentStepKind::waiting:
            return PaymentStatus::accepted;
        case PaymentStepKind::queued:
            return PaymentStatus::queued;
        case PaymentStepKind::settled:
            return PaymentStatus::settled;
        case PaymentStepKind::returned:
            return PaymentStatus::returned;
        case PaymentStepKind::withdrawn:
            return PaymentStatus::withdrawn;
        case PaymentStepKind::rejected:
            return PaymentStatus::refused;
    }
    ledger::break_contract("step is one of its enumerators", std::source_location::current());
}

}  // namespace

PaymentReason reason_of(Hold hold) {
    switch (hold) {
        case Hold::none:
            return PaymentReason::none;
        case Hold::payer_closed:
            return PaymentReason::payer_closed;
        case Hold::behind:
            return PaymentReason::behind;
        case Hold::no_liquidity:
            return PaymentReason::no_liquidity;
        case Hold::bilateral_limit:
            return PaymentReason::bilateral_limit;
        case Hold::multilateral_limit:
            return PaymentReason::multilateral_limit;
        case Hold::payee_cap:
            return PaymentReason::payee_cap;
        case Hold::link_incomplete:
            return PaymentReason::link_incomplete;
    }
    ledger::break_contract("hold is one of its enumerators", std::source_location::current());
}

SettlementDesk::SettlementDesk(Desk& desk, const RandomSource& random)
    : desk_(desk), random_(random), system_of_rail_(desk.scenario.rails.size(), UINT32_MAX) {
    const std::vector<settlement::SystemSpec>& specs = desk.scenario.systems;
    for (std::uint32_t i = 0; i < specs.size(); ++i) {
        systems_.push_back(std::make_unique<System>(specs[i], i));
        system_of_rail_[specs[i].rail] = i;
    }
    for (const auto& system : systems_) set_up(*system);
    joint_legs_.resize(desk.scenario.joint_links.size());
}

SettlementDesk::~SettlementDesk() = default;

void SettlementDesk::set_up(System& system) {
    const settlement::SystemSpec& spec = system.spec;
    const ledger::BookId book = desk_.books.book_of_operator(system.index);
    system.backing =
        desk_.books.line(book, ledger::ChartLine::settlement_backing, spec.currency, spec.market);
    if (spec.clearing.rail != UINT32_MAX) system.funding = system_of_rail_[spec.clearing.rail];
    for (std::uint32_t lane = 0; lane < system.lanes; ++lane) {
        for (const settlement::Participant& participant : spec.participants) {
            system.engine.open_account({.balance = 0,
                                        .credit = settlement::line_of(participant),
                                        .cap = participant.cap_minor,
                                        .open = false});
            system.accounts.push_back(desk_.books.line(
                book, ledger::ChartLine::participant_balance, spec.currency, spec.market,
                desk_.books.book_of_bank(participant.bank).index, false, lane + 1));
        }
        for (std::uint32_t p = 0; p < system.size; ++p)
            for (const settlement::LimitTerm& limit : spec.participants[p].limits)
                system.engine.set_limit(system.account(p, lane),
                                        limit.payee == settlement::Limit::any_payee
                                            ? limit.payee
                                            : system.account(limit.payee, lane),
                                        limit.most);
    }
    if (system.funding != UINT32_MAX) {
        const System& from = *systems_[system.funding];
        const ledger::BookId there = desk_.books.book_of_operator(system.funding);
        system.pooled.push_back(desk_.books.line(there, ledger::ChartLine::participant_balance,
                                                 spec.currency, spec.market, book.index));
        for (const settlement::Participant& participant : spec.participants) {
            const auto at = std::ranges::find(from.spec.participants, participant.bank,
                                              &settlement::Participant::bank);
            ledger::expects(at != from.spec.participants.end(),
                            "the loader has checked that participants have accounts to fund from");
            system.funding_account.push_back(
                static_cast<std::uint32_t>(at - from.spec.participants.begin()));
        }
    }
    system.session_open.assign(spec.sessions.size(), false);
    system.out.assign(system.size, 0);
    system.hoards.assign(system.size, 0);
    system.drawn.assign(spec.sources.size(), 0);
    system.meters.resize(system.accounts.size());
    system.offered.resize(system.size);
    const RailSpec& rail = desk_.scenario.rails[spec.rail];
    const TimeZone& zone = desk_.scenario.zones[rail.zone];
    PaymentSystemRow row{.rail = rail.id,
                         .name_en = rail.name.en,
                         .name_zh = rail.name.zh,
                         .rules = spec.rules.id,
                         .currency = std::string(ledger::code_of(spec.currency)),
                         .decimals = ledger::info(spec.currency).decimals,
                         .rules_source = spec.rules.source,
                         .time_zone = zone.name()};
    // Two days more on either side: the run's days are another zone's.
    const auto midnight = [](ledger::ValueDate day) {
        return ledger::SimTime{day.time_since_epoch()};
    };
    const std::vector<TimeZone::Offset> offsets =
        zone.offsets_between(midnight(desk_.scenario.from - std::chrono::days{2}),
                             midnight(desk_.scenario.to + std::chrono::days{2}));
    for (const TimeZone::Offset& offset : offsets)
        row.offsets.push_back({.from_ms = offset.from_utc, .minutes = offset.minutes});
    desk_.directory.payment_systems.push_back(std::move(row));
    if (system.index == 0) desk_.directory.route_choices = desk_.scenario.route_choices;
    auto& names = desk_.directory.payment_names;
    system.first_name = static_cast<std::uint32_t>(names.size());
    names.insert(names.end(), spec.names.begin(), spec.names.end());
    for (const settlement::OrderSource& source : spec.sources)
        desk_.directory.payment_sources.push_back(source.id);
}

void SettlementDesk::act(const Event& event) {
    if (event.kind == EventKind::submission_due) return on_submission(event.target);
    System& system = *systems_[event.target];
    look_at_clock(system);
    if (event.kind == EventKind::settlement_day) on_day(system, event.detail);
    if (event.kind == EventKind::settlement_order) on_orders(system);
    if (event.kind == EventKind::settlement_session) on_session(system, event.detail);
    if (event.kind == EventKind::settlement_release) on_release(system);
    if (event.kind == EventKind::settlement_resolve) on_resolve(system, event.detail);
    if (event.kind == EventKind::settlement_fault) on_fault(system, event.detail);
    if (event.kind == EventKind::settlement_worked) on_worked(system, event.detail);
    if (event.kind == EventKind::settlement_notice) on_notice(system, event.detail);
    if (event.kind == EventKind::settlement_liquidity) on_liquidity(system, event.detail);
}

void SettlementDesk::submit(std::uint32_t rail, std::uint32_t payer_bank, std::uint32_t payee_bank,
                            std::int64_t minor, std::uint32_t payment_id, std::uint32_t token,
                            std::uint32_t name, std::uint32_t route) {
    System& system = *systems_[system_of_rail_[rail]];
    look_at_clock(system);
    if (route != settlement::no_route)
        payee_bank = desk_.scenario.payment_routes[route].front().payee_bank;
    const Handed handed{.payer = settlement::participant_at(system.spec, payer_bank),
                        .payee = settlement::participant_at(system.spec, payee_bank),
                        .minor = minor,
                        .name = name == UINT32_MAX ? name : system.first_name + name,
                        .token = token,
                        .id = payment_id,
                        .priority_class = static_cast<std::uint8_t>(system.spec.rules.classes - 1)};
    if (route == settlement::no_route)
        hand_in(system, handed);
    else
        start_route(route, handed);
}

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

// Once an instant and system, after all arrivals of the instant.
void SettlementDesk::need_release(System& system) {
    const std::int64_t now = ms_of(desk_.now());
    if (system.release_at_ms == now) return;
    system.release_at_ms = now;
    desk_.queue.schedule(now,
                         {.phase = Phase::release, .origin = desk_.origins.systems + system.index},
                         EventKind::settlement_release, system.index);
}

void SettlementDesk::on_release(System& system) {
    system.release_at_ms = INT64_MIN;
    const std::int64_t now = ms_of(desk_.now());
    system.engine.release(now);
    book_all(system);
    try_joint_links();
    const settlement::RulePack& rules = system.spec.rules;
    const settlement::Queued queued = system.engine.queued();
    const bool crowded =
        (rules.resolve.queued_count > 0 && queued.count >= rules.resolve.queued_count) ||
        (rules.resolve.queued_minor > 0 && queued.minor >= rules.resolve.queued_minor);
    if (rules.mode != settlement::Mode::deferred_net && queued.count > 0 &&
        (rules.resolve.after_queueing || crowded))
        resolve_all(system);
}

// Offsetting, then resolution; whatever goes sends control back to release, in the engine.
void SettlementDesk::resolve_all(System& system) {
    const std::int64_t now = ms_of(desk_.now());
    ++system.result.resolutions;
    system.engine.offset(now);
    book_all(system);
    system.engine.resolve(now);
    book_all(system);
}

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

void SettlementDesk::log_step(const System& system, PaymentStep step) {
    step.time_ms = ms_of(desk_.now());
    desk_.recorder.tell({.amount_minor = step.minor,
                         .book = desk_.books.book_of_operator(system.index).index,
                         .subject = step.payment,
                         .code = static_cast<std::uint16_t>(status_of(step.kind)),
                         .kind = RecordKind::payment});
    if (keeps_log_) steps_.push_back(step);
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

PaymentLogDay SettlementDesk::take_log() {
    std::swap(facts_, facts_given_);
    std::swap(steps_, steps_given_);
    facts_.clear();
    steps_.clear();
    return {.facts = facts_given_, .steps = steps_given_};
}

}  // namespace rmbsim::sim

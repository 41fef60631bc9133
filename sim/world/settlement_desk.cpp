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

void SettlementDesk::log_step(const System& system, PaymentStep step) {
    step.time_ms = ms_of(desk_.now());
    desk_.recorder.tell({.amount_minor = step.minor,
                         .book = desk_.books.book_of_operator(system.index).index,
                         .subject = step.payment,
                         .code = static_cast<std::uint16_t>(status_of(step.kind)),
                         .kind = RecordKind::payment});
    if (keeps_log_) steps_.push_back(step);
}

PaymentLogDay SettlementDesk::take_log() {
    std::swap(facts_, facts_given_);
    std::swap(steps_, steps_given_);
    facts_.clear();
    steps_.clear();
    return {.facts = facts_given_, .steps = steps_given_};
}

}  // namespace rmbsim::sim

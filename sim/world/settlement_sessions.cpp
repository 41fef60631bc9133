// Sessions of payment systems: what opens and closes, where liquidity comes from and goes to, and
// cycles of net settlement.
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

using settlement::SessionWindow;
using settlement::Status;

namespace {

enum SessionStep : std::uint32_t { opens, sweeps, closes, steps };
enum SetTime : std::uint32_t { resolution, interval, clearing };

}  // namespace

void SettlementDesk::schedule_first() {
    const Scenario& s = desk_.scenario;
    for (const auto& owned : systems_) {
        System& system = *owned;
        const settlement::SystemSpec& spec = system.spec;
        const std::uint32_t origin = desk_.origins.systems + system.index;
        const std::int64_t begin = ms_of(desk_.now());
        const auto at = [&](std::int64_t time, Phase phase, std::uint16_t priority, EventKind kind,
                            std::uint32_t detail) {
            desk_.queue.schedule(std::max(time, begin),
                                 {.phase = phase, .priority = priority, .origin = origin}, kind,
                                 system.index, detail);
        };
        for (std::uint32_t i = 0; i < spec.sessions.size(); ++i) {
            const SessionWindow& window = spec.sessions[i];
            if (window.closes <= begin) continue;
            at(window.opens, Phase::parameters, 1, EventKind::settlement_session,
               i * steps + opens);
            if (window.sweep_from < window.closes)
                at(window.sweep_from, Phase::parameters, 0, EventKind::settlement_session,
                   i * steps + sweeps);
            // Where the next one opens at that instant, the old one is over before it does.
            const bool goes_on = std::ranges::any_of(spec.sessions, [&](const SessionWindow& next) {
                return next.opens == window.closes;
            });
            at(window.closes, goes_on ? Phase::parameters : Phase::close, 0,
               EventKind::settlement_session, i * steps + closes);
        }
        const TimeZone& zone = s.zones[s.rails[spec.rail].zone];
        for (ledger::ValueDate day = s.from; day <= s.to; day += std::chrono::days{1}) {
            const auto number = static_cast<std::uint32_t>(ledger::day_number(day));
            at(ms_of(zone.instant(day, TimeOfDay{0})), Phase::parameters, 0,
               EventKind::settlement_day, number);
            for (const std::int64_t time : spec.rules.resolve.at_ms)
                at(ms_of(zone.instant(day, TimeOfDay{time})), Phase::resolution, 0,
                   EventKind::settlement_resolve, resolution);
            for (const TimeOfDay time : spec.clearing.positions_at)
                at(ms_of(zone.instant(day, time)), Phase::close, 0, EventKind::settlement_resolve,
                   clearing);
        }
        for (std::uint32_t i = 0; i < spec.liquidity.size(); ++i)
            at(spec.liquidity[i].at, Phase::liquidity, 0, EventKind::settlement_liquidity, i);
        for (std::uint32_t i = 0; i < spec.faults.size(); ++i) {
            at(spec.faults[i].from, Phase::parameters, 2, EventKind::settlement_fault, 2 * i);
            if (spec.faults[i].to > spec.faults[i].from)
                at(spec.faults[i].to, Phase::parameters, 2, EventKind::settlement_fault, 2 * i + 1);
        }
    }
}

void SettlementDesk::on_session(System& system, std::uint32_t detail) {
    const std::uint32_t session = detail / steps;
    switch (static_cast<SessionStep>(detail % steps)) {
        case opens:
            return open_session(system, session);
        case sweeps:
            if (system.taking == session) system.taking = UINT32_MAX;
            return;
        case closes:
            return close_session(system, session);
        case steps:
            break;
    }
}

void SettlementDesk::open_session(System& system, std::uint32_t session) {
    const std::uint32_t lane = system.lane_of(session);
    system.session_open[session] = true;
    const bool first = std::ranges::none_of(
        system.meters, [](const System::Meter& meter) { return meter.since_ms != 0; });
    if (first || system.spec.clearing.per_session) bring_in(system, lane);
    for (std::uint32_t p = 0; p < system.size; ++p) {
        const std::uint32_t account = system.account(p, lane);
        system.engine.begin_day(account);
        system.engine.set_open(account, system.down == 0);
        const settlement::Reservations& reserved = system.spec.participants[p].reserved;
        for (std::uint8_t k = 0; k < settlement::class_count; ++k)
            if (reserved[k] > 0 && (k > 0 || system.hoards[p] == 0))
                system.engine.reserve(account, k, reserved[k]);
    }
    system.taking = session;
    if (system.spec.rules.resolve.every_ms > 0)
        desk_.queue.schedule(
            system.spec.sessions[session].opens + system.spec.rules.resolve.every_ms,
            {.phase = Phase::resolution, .origin = desk_.origins.systems + system.index},
            EventKind::settlement_resolve, system.index, interval);
    std::vector<Handed> waiting;
    std::swap(waiting, system.early);
    std::ranges::stable_sort(waiting, {}, &Handed::priority_class);
    for (const Handed& handed : waiting) enter(system, handed);
    if (system.engine.has_improved()) need_release(system);
    try_joint_links();
    for (const auto& other : systems_)
        if (other->funding == system.index && other->clearing_waits) clear_positions(*other);
}

void SettlementDesk::close_session(System& system, std::uint32_t session) {
    const std::uint32_t lane = system.lane_of(session);
    if (system.spec.rules.mode == settlement::Mode::deferred_net) run_net_cycle(system);
    if (system.taking == session) system.taking = UINT32_MAX;
    for (std::uint32_t p = 0; p < system.size && !system.keeps_open(); ++p)
        system.engine.set_open(system.account(p, lane), false);
    if (system.spec.rules.at_close == settlement::AtClose::returned) {
        std::vector<std::uint32_t> left;
        for (std::uint32_t p = 0; p < system.size; ++p)
            system.engine.for_each_queued(system.account(p, lane),
                                          [&](std::uint32_t payment) { left.push_back(payment); });
        for (const std::uint32_t payment : left)
            end(system, payment, Status::returned, PaymentReason::session_end);
    }
    if (system.spec.clearing.per_session) take_out(system, lane);
    system.session_open[session] = false;
}

// From each participant's account in the funding system, or from outside; what is not there is not
// brought in, and told.
void SettlementDesk::bring_in(System& system, std::uint32_t lane) {
    System* from = system.funding == UINT32_MAX ? nullptr : systems_[system.funding].get();
    if (from != nullptr) look_at_clock(*from);
    std::vector<ledger::Posting> here, there;
    std::int64_t sum = 0;
    for (std::uint32_t p = 0; p < system.size; ++p) {
        const settlement::Participant& participant = system.spec.participants[p];
        const std::uint32_t account = system.account(p, lane);
        System::Meter& meter = system.meters[account];
        meter.since_ms = ms_of(desk_.now());
        meter.opening = 0;
        if (participant.balance_minor == 0) continue;
        if (from != nullptr) {
            const std::uint32_t theirs = from->account(system.funding_account[p], 0);
            if (!from->funds_at(ms_of(desk_.now())) ||
                !from->engine.move(theirs, -participant.balance_minor)) {
                refuse_funding(system, p, participant.balance_minor,
                               from->funds_at(ms_of(desk_.now())));
                continue;
            }
            there.push_back({from->accounts[theirs], participant.balance_minor});
        }
        system.engine.move(account, participant.balance_minor);
        meter.opening = participant.balance_minor;
        here.push_back({system.accounts[account], -participant.balance_minor});
        sum += participant.balance_minor;
    }
    if (sum == 0) return;
    here.push_back({system.backing, sum});
    if (from != nullptr) {
        there.push_back({system.pooled.front(), -sum});
        here.insert(here.end(), there.begin(), there.end());
    }
    post_liquidity(system, Rule::liquidity_in, here);
}

// Between opening and close, from the funding system or to it, or from outside; what is not there, or moved
// while either is closed, is refused and told.
void SettlementDesk::on_liquidity(System& system, std::uint32_t index) {
    const settlement::LiquidityMove& move = system.spec.liquidity[index];
    System* other = system.funding == UINT32_MAX ? nullptr : systems_[system.funding].get();
    if (other != nullptr) look_at_clock(*other);
    const bool open = (system.takes() || !system.spec.clearing.per_session) &&
                      (other == nullptr || other->funds_at(ms_of(desk_.now())));
    const std::uint32_t lane = system.takes() ? system.lane_of(system.taking) : 0;
    const std::uint32_t account = system.account(move.participant, lane);
    const std::uint32_t theirs =
        other == nullptr ? 0 : other->account(system.funding_account[move.participant], 0);
    // First from where it comes, which may refuse.
    const auto moves = [&] {
        if (move.minor < 0) return system.engine.move(account, move.minor);
        return other == nullptr || other->engine.move(theirs, -move.minor);
    };
    if (!open || !moves())
        return refuse_funding(system, move.participant, std::max(move.minor, -move.minor), open);
    if (move.minor > 0) system.engine.move(account, move.minor);
    if (move.minor < 0 && other != nullptr) other->engine.move(theirs, -move.minor);
    system.meters[account].opening += move.minor;
    std::vector<ledger::Posting> lines{{system.accounts[account], -move.minor},
                                       {system.backing, move.minor}};
    if (other != nullptr) {
        lines.push_back({other->accounts[theirs], move.minor});
        lines.push_back({system.pooled.front(), -move.minor});
    }
    post_liquidity(system, move.minor > 0 ? Rule::liquidity_in : Rule::liquidity_out, lines);
    if (system.engine.has_improved()) need_release(system);
    if (other != nullptr && other->engine.has_improved()) need_release(*other);
}

void SettlementDesk::take_out(System& system, std::uint32_t lane) {
    System* to = system.funding == UINT32_MAX ? nullptr : systems_[system.funding].get();
    if (to != nullptr) look_at_clock(*to);
    std::vector<ledger::Posting> lines;
    std::int64_t sum = 0;
    for (std::uint32_t p = 0; p < system.size; ++p) {
        const std::uint32_t account = system.account(p, lane);
        const std::int64_t balance = system.engine.position(account).balance;
        if (balance == 0) continue;
        // Below zero it pays its credit back with money from there, if there is any.
        if (to != nullptr) {
            const std::uint32_t theirs = to->account(system.funding_account[p], 0);
            if (!to->engine.move(theirs, balance)) {
                refuse_funding(system, p, -balance, true);
                continue;
            }
            lines.push_back({to->accounts[theirs], -balance});
        }
        system.engine.adjust(account, -balance);
        lines.push_back({system.accounts[account], balance});
        sum += balance;
    }
    if (lines.empty()) return;
    lines.push_back({system.backing, -sum});
    if (to != nullptr) lines.push_back({system.pooled.front(), sum});
    std::erase_if(lines, [](const ledger::Posting& line) { return line.minor == 0; });
    post_liquidity(system, Rule::liquidity_out, lines);
    if (to != nullptr && to->engine.has_improved()) need_release(*to);
}

// All net debtors pay, or none does and nobody is paid: tried again at the next time, and, where the
// other system was closed, at its next opening.
void SettlementDesk::clear_positions(System& system) {
    system.clearing_waits = false;
    if (system.funding != UINT32_MAX) {
        const System& to = *systems_[system.funding];
        bool all_pay = true;
        for (std::uint32_t p = 0; p < system.size; ++p) {
            const std::int64_t owed = -system.engine.position(p).balance;
            const std::uint32_t theirs = to.account(system.funding_account[p], 0);
            const bool pays = to.funds_at(ms_of(desk_.now())) &&
                              to.engine.available(theirs, settlement::class_count) >= owed;
            if (owed <= 0 || pays) continue;
            refuse_funding(system, p, owed, to.funds_at(ms_of(desk_.now())));
            all_pay = false;
        }
        if (!to.funds_at(ms_of(desk_.now()))) system.clearing_waits = true;
        if (!all_pay || !to.funds_at(ms_of(desk_.now()))) return;
    }
    take_out(system, 0);
    if (system.engine.has_improved()) need_release(system);
}

void SettlementDesk::post_liquidity(const System& system, Rule rule,
                                    std::span<const ledger::Posting> lines) {
    const auto posted = desk_.recorder.post(
        {.rule = rule,
         .value_date = desk_.scenario.zones[desk_.scenario.rails[system.spec.rail].zone].local_date(
             desk_.now())},
        lines);
    ledger::expects(posted.has_value(), "liquidity that the engine has moved can be booked");
}

void SettlementDesk::refuse_funding(const System& system, std::uint32_t participant,
                                    std::int64_t minor, bool open) {
    const settlement::SystemSpec& spec = system.spec;
    desk_.refusals.push_back(
        {.what = "funding of " + desk_.scenario.rails[spec.rail].id,
         .subject = desk_.scenario.banks[spec.participants[participant].bank].id,
         .on = desk_.scenario.zones[desk_.scenario.rails[spec.rail].zone].local_date(desk_.now()),
         .wish_minor = minor,
         .currency = std::string(ledger::code_of(spec.currency)),
         .decimals = ledger::info(spec.currency).decimals,
         .reason = open ? "no_liquidity" : "funding_rail_closed",
         .limit = {},
         .regime = {},
         .parameter = {},
         .document = {}});
}

void SettlementDesk::on_resolve(System& system, std::uint32_t detail) {
    if (detail == clearing) return clear_positions(system);
    if (system.spec.rules.mode == settlement::Mode::deferred_net) {
        if (system.takes()) run_net_cycle(system);
        return;
    }
    const std::int64_t now = ms_of(desk_.now());
    if (system.down == 0 && system.engine.queued().count > 0) resolve_all(system);
    if (detail != interval || !system.takes()) return;
    const SessionWindow& window = system.spec.sessions[system.taking];
    if (now + system.spec.rules.resolve.every_ms < window.closes)
        desk_.queue.schedule(
            now + system.spec.rules.resolve.every_ms,
            {.phase = Phase::resolution, .origin = desk_.origins.systems + system.index},
            EventKind::settlement_resolve, system.index, interval);
}

// All accepted payments of a cycle at once; what the policy leaves out waits or comes back.
void SettlementDesk::run_net_cycle(System& system) {
    const std::int64_t now = ms_of(desk_.now());
    if (system.engine.queued().count == 0) return;
    ++system.result.resolutions;
    const settlement::NetCycle cycle = system.engine.settle_net(now);
    book_all(system);
    for (const std::uint32_t payment : cycle.unwound)
        end(system, payment, Status::returned, PaymentReason::unwound);
}

}  // namespace rmbsim::sim

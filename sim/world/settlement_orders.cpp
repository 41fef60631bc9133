// Payments that are handed in: recorded ones, and those of a day that chance makes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"
#include "sim/world/settlement_system.hpp"
#include "sim/world/stream_key.hpp"

namespace rmbsim::sim {

using ledger::ValueDate;

namespace {

// Who pays whom: by weight, and never oneself.
class Parties {
  public:
    Parties(const std::vector<std::uint32_t>& weights, std::uint32_t size) {
        std::uint32_t sum = 0;
        for (std::uint32_t p = 0; p < size; ++p)
            up_to_.push_back(sum += weights.empty() ? 1 : weights[p]);
    }
    std::uint32_t draw(RandomStream& stream) const {
        return static_cast<std::uint32_t>(
            std::ranges::upper_bound(up_to_, stream.below(up_to_.back())) - up_to_.begin());
    }
    std::uint32_t draw_other(RandomStream& stream, std::uint32_t than) const {
        const std::uint32_t before = than == 0 ? 0 : up_to_[than - 1];
        const std::uint32_t own = up_to_[than] - before;
        std::uint32_t at = stream.below(up_to_.back() - own);
        if (at >= before) at += own;
        return static_cast<std::uint32_t>(std::ranges::upper_bound(up_to_, at) - up_to_.begin());
    }

  private:
    std::vector<std::uint32_t> up_to_;
};

std::vector<QuantileKnot> knots_of(const settlement::OrderSource& source) {
    std::vector<QuantileKnot> knots;
    for (const settlement::AmountKnot& knot : source.amounts)
        knots.push_back({.share = (std::uint64_t{knot.share} << 32) / 10'000, .value = knot.minor});
    return knots;
}

}  // namespace

// The day's generated payments, each keyed by (source, day), merged with what is recorded.
void SettlementDesk::on_day(System& system, std::uint32_t day) {
    const settlement::SystemSpec& spec = system.spec;
    const ValueDate date = ledger::date_of(static_cast<int>(day));
    const TimeZone& zone = desk_.scenario.zones[desk_.scenario.rails[spec.rail].zone];
    const bool held = std::ranges::any_of(
        spec.sessions, [&](const auto& session) { return session.business_date == date; });
    std::vector<Due>& due = system.due;
    due.clear();
    system.next_due = 0;
    // Recorded payments first where both come at one instant.
    const std::int64_t midnight = ms_of(zone.instant(date + std::chrono::days{1}, TimeOfDay{0}));
    for (; system.next_recorded < spec.orders.size() &&
           spec.orders[system.next_recorded].at < midnight;
         ++system.next_recorded) {
        const settlement::Order& order = spec.orders[system.next_recorded];
        due.push_back({.at_ms = order.at,
                       .from = static_cast<std::uint32_t>(system.next_recorded),
                       .priority_class = order.priority_class,
                       .recorded = true});
    }
    for (std::uint32_t k = 0; held && k < spec.sources.size(); ++k) {
        const settlement::OrderSource& source = spec.sources[k];
        const std::uint32_t key = stream_key(source.id + "/" + std::to_string(day));
        RandomStream times = random_.stream(key, Purpose::payment_time);
        RandomStream amounts = random_.stream(key, Purpose::payment_amount);
        RandomStream parties = random_.stream(key, Purpose::payment_parties);
        RandomStream classes = random_.stream(key, Purpose::payment_class);
        const Parties by_weight(source.weights, system.size);
        const std::vector<QuantileKnot> knots = knots_of(source);
        const std::int64_t first = ms_of(zone.instant(date, source.first));
        const auto span = static_cast<std::uint32_t>((source.last - source.first).count());
        due.reserve(due.size() + source.per_day);
        for (std::uint32_t i = 0; i < source.per_day; ++i) {
            Due made{.from = k};
            made.at_ms = first + (span == 0 ? 0 : times.below(span));
            made.payer = by_weight.draw(parties);
            made.payee = by_weight.draw_other(parties, made.payer);
            made.minor = std::max<std::int64_t>(1, quantile(knots, amounts.next()));
            const bool urgent =
                source.urgent_in_10000 > 0 && classes.happens(source.urgent_in_10000, 10'000);
            made.priority_class = urgent ? 0 : static_cast<std::uint8_t>(spec.rules.classes - 1);
            due.push_back(made);
        }
        draws_ += times.draws() + amounts.draws() + parties.draws() + classes.draws();
    }
    std::ranges::stable_sort(due, {}, &Due::at_ms);
    for (Due& one : due)
        if (!one.recorded) one.nth = ++system.drawn[one.from];
    system.engine.make_room(due.size());
    const std::size_t needed = system.known.size() + due.size();
    if (needed > system.known.capacity())
        system.known.reserve(std::max(needed, system.known.capacity() * 2));
    schedule_next_order(system);
}

// A recorded one with all that its file says of it, or one that chance made.
SettlementDesk::Handed SettlementDesk::handed_of(const System& system, const Due& due) const {
    if (!due.recorded)
        return {.payer = due.payer,
                .payee = due.payee,
                .minor = due.minor,
                .source = first_source(system) + due.from,
                .nth = due.nth,
                .priority_class = due.priority_class};
    const settlement::Order& order = system.spec.orders[due.from];
    return {.payer = order.payer,
            .payee = order.payee,
            .minor = order.minor,
            .name = order.name == UINT32_MAX ? order.name : system.first_name + order.name,
            .group = order.group,
            .group_size = order.group_size,
            .priority_class = order.priority_class,
            .splittable = order.splittable,
            .joint = order.joint};
}

std::uint32_t SettlementDesk::first_source(const System& system) const {
    std::uint32_t before = 0;
    for (std::uint32_t i = 0; i < system.index; ++i)
        before += static_cast<std::uint32_t>(systems_[i]->spec.sources.size());
    return before;
}

void SettlementDesk::schedule_next_order(System& system) {
    if (system.next_due == system.due.size()) return;
    const std::int64_t at = std::max(system.due[system.next_due].at_ms, ms_of(desk_.now()));
    desk_.queue.schedule(at,
                         {.phase = Phase::arrivals, .origin = desk_.origins.systems + system.index},
                         EventKind::settlement_order, system.index);
}

void SettlementDesk::on_orders(System& system) {
    const std::int64_t now = ms_of(desk_.now());
    // Of one instant the more urgent first, then as they stand in the files (settlement-algorithms §2).
    const auto begin = static_cast<std::ptrdiff_t>(system.next_due);
    while (system.next_due < system.due.size() && system.due[system.next_due].at_ms <= now)
        ++system.next_due;
    const auto end = static_cast<std::ptrdiff_t>(system.next_due);
    if (end - begin > 1)
        std::ranges::stable_sort(system.due.begin() + begin, system.due.begin() + end, {},
                                 &Due::priority_class);
    for (std::ptrdiff_t i = begin; i < end; ++i) {
        const Due& due = system.due[static_cast<std::size_t>(i)];
        const std::uint32_t route =
            due.recorded ? system.spec.orders[due.from].route : settlement::no_route;
        if (route == settlement::no_route)
            hand_in(system, handed_of(system, due));
        else
            start_route(route, handed_of(system, due));
    }
    schedule_next_order(system);
}

}  // namespace rmbsim::sim

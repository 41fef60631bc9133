#include "sim/rail/route_reckoning.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/rail/route.hpp"
#include "sim/rail/route_paths.hpp"
#include "sim/rail/timetable.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Money;
using ledger::SimTime;
using ledger::ValueDate;

std::optional<Decimal> in_yuan(const RailLibrary& library, const Money& money) {
    if (ledger::code_of(money.currency) == "CNY") return ledger::to_decimal(money);
    const ComparisonRate* rate = library.rate(money.currency);
    if (rate == nullptr) return std::nullopt;
    return ledger::to_decimal(money) * rate->cny;
}

const TimeZone& clocks_of(const RailLibrary& library, const RailRow& rail) {
    const auto found = std::ranges::find(library.zones, rail.zone, &TimeZone::name);
    ledger::expects(found != library.zones.end(), "a rail's zone is in its library");
    return *found;
}

// The tariff on an amount: so much an item, a share within its bounds, and what an intermediary keeps.
std::vector<Money> fees_on(const RailFee& fee, const Money& amount) {
    std::vector<Money> fees;
    if (fee.per_item) fees.push_back(*fee.per_item);
    if (!fee.share.is_zero()) {
        auto share = ledger::to_money(ledger::to_decimal(amount) * fee.share, amount.currency,
                                      ledger::Rounding::half_up);
        ledger::expects(share.has_value(), "a share of an amount is no more than the amount");
        if (fee.least && fee.least->currency == share->currency)
            share->minor = std::max(share->minor, fee.least->minor);
        if (fee.most && fee.most->currency == share->currency)
            share->minor = std::min(share->minor, fee.most->minor);
        fees.push_back(*share);
    }
    if (fee.deducted) fees.push_back(*fee.deducted);
    return fees;
}

class RouteReckoning {
  public:
    RouteReckoning(const RailLibrary& library, const RouteRequest& request)
        : library_(library), request_(request) {}

    Route reckon(const std::vector<Hop>& path, const Money& amount) const {
        Route route;
        route.amount = amount;
        route.arrives = request_.at;
        for (const Hop& hop : path) {
            RouteLeg leg;
            leg.from = hop.from->id, leg.to = hop.to->id, leg.rail = hop.rail->id;
            leg.submitted = route.arrives;
            leg.taken = leg.settled = leg.submitted;
            route.legs.push_back(leg);
        }
        // What no clock can mend is told before any clock is asked.
        for (std::size_t i = 0; i < path.size(); ++i) {
            route.verdict = standing_obstacle(path[i], amount);
            if (route.verdict.reason != RouteReason::chosen) return route;
        }
        for (std::size_t i = 0; i < path.size(); ++i)
            if (!take_leg(path[i], route, i)) return route;
        return route;
    }

  private:
    RouteVerdict standing_obstacle(const Hop& hop, const Money& amount) const {
        const RailRow& rail = *hop.rail;
        RouteVerdict verdict;
        verdict.rail = rail.id;
        const bool account_is_in_it =
            hop.currencies.empty() ||
            std::ranges::find(hop.currencies, amount.currency) != hop.currencies.end();
        if (!rail.carries(amount.currency) || !account_is_in_it)
            verdict.reason = RouteReason::currency_not_carried;
        else if ((!rail.from_jurisdiction.empty() &&
                  rail.from_jurisdiction != hop.from->jurisdiction) ||
                 (!rail.to_jurisdiction.empty() && rail.to_jurisdiction != hop.to->jurisdiction))
            verdict.reason = RouteReason::wrong_direction;
        else if ((rail.customers == CustomerScope::persons && request_.payer != Payer::person) ||
                 (rail.customers == CustomerScope::banks && request_.payer != Payer::bank))
            verdict.reason = RouteReason::not_for_payer;
        return verdict;
    }

    std::optional<RouteVerdict> over_a_limit(const RailRow& rail, const Money& amount,
                                             ValueDate on) const {
        for (const RailLimit& limit : rail.limits) {
            if (!limit.in_force.holds(on)) continue;
            RouteVerdict verdict;
            verdict.rail = rail.id;
            verdict.limit = limit;
            auto wanted = yuan_or_same(amount, limit);
            for (const LimitUsed& used : request_.used) {
                if (used.rail != rail.id || used.per != limit.per) continue;
                const auto before = yuan_or_same(used.used, limit);
                if (wanted && before)
                    wanted = *wanted + *before;
                else
                    wanted.reset();
            }
            const auto most = yuan_or_same(limit.most, limit);
            if (!wanted || !most) {
                verdict.reason = RouteReason::no_comparison_rate;
                return verdict;
            }
            if (*wanted > *most) {
                verdict.reason = RouteReason::over_limit;
                return verdict;
            }
        }
        return std::nullopt;
    }

    // In the limit's own currency where nothing else is involved: no rate is needed then.
    std::optional<Decimal> yuan_or_same(const Money& money, const RailLimit& limit) const {
        const bool all_in_one =
            std::ranges::all_of(
                request_.offers,
                [&](const Money& offer) { return offer.currency == limit.most.currency; }) &&
            std::ranges::all_of(request_.used, [&](const LimitUsed& used) {
                return used.used.currency == limit.most.currency;
            });
        return all_in_one ? ledger::to_decimal(money) : in_yuan(library_, money);
    }

    // When the rail takes it; where a central bank's own money must be issued first (PvP of digital
    // currencies), not before the home system is open.
    std::optional<Slot> slot_on(const RailRow& rail, SimTime at) const {
        const RailRow* home =
            rail.model == RailModel::atomic_pvp ? library_.rail(rail.funded_from) : nullptr;
        for (int tries = 0; tries < 8; ++tries) {
            const auto slot = next(rail, at);
            if (!slot || home == nullptr) return slot;
            const auto issue = next(*home, slot->taken);
            if (!issue || issue->taken == slot->taken) return issue ? slot : std::nullopt;
            at = issue->taken;
        }
        return std::nullopt;
    }

    std::optional<Slot> next(const RailRow& rail, SimTime at) const {
        return next_session(rail, library_.calendars, library_.zones, at, SessionUse::payment);
    }

    // When the net positions of a deferred rail that took an item are settled.
    std::optional<SimTime> final_at(const RailRow& rail, SimTime taken) const {
        const TimeZone& zone = clocks_of(library_, rail);
        const ValueDate today = zone.local_date(taken);
        const NetSettlement* net = rail.net_on(today);
        const RailRow* in = net == nullptr ? nullptr : library_.rail(net->in);
        if (in == nullptr) return std::nullopt;
        for (ValueDate date = today; date <= today + std::chrono::days{1};
             date += std::chrono::days{1})
            for (const TimeOfDay time : net->times) {
                const SimTime due = zone.instant(date, time);
                if (due < taken) continue;
                const auto slot =
                    next_session(*in, library_.calendars, library_.zones, due, SessionUse::payment);
                return slot ? std::optional(slot->taken) : std::nullopt;
            }
        return std::nullopt;
    }

    bool take_leg(const Hop& hop, Route& route, std::size_t i) const {
        const RailRow& rail = *hop.rail;
        RouteLeg& leg = route.legs[i];
        leg.submitted = route.arrives;
        const auto slot = slot_on(rail, leg.submitted);
        if (!slot) {
            route.verdict.reason = RouteReason::no_session;
            route.verdict.rail = rail.id;
            return false;
        }
        leg.taken = slot->taken;
        leg.session = slot->session.kind;
        leg.settled = leg.taken + rail.latency;
        leg.booking_date = clocks_of(library_, rail).local_date(leg.settled);
        leg.value_date = slot->session.business_date;
        if (i > 0) leg.value_date = std::max(leg.value_date, route.legs[i - 1].value_date);
        leg.final_at = final_at(rail, leg.taken);
        if (const auto over = over_a_limit(rail, route.amount, slot->session.business_date)) {
            route.verdict = *over;
            return false;
        }
        if (const RailFee* fee = rail.fee_on(slot->session.business_date)) {
            leg.fees = fees_on(*fee, route.amount);
            leg.priced = true;
        }
        for (const Money& one : leg.fees) {
            const auto yuan = in_yuan(library_, one);
            if (yuan)
                route.cost_cny = route.cost_cny + *yuan;
            else
                leg.priced = false;
        }
        if (!leg.priced) ++route.legs_unpriced;
        route.arrives = leg.settled;
        route.value_date = leg.value_date;
        return true;
    }

    const RailLibrary& library_;
    const RouteRequest& request_;
};

}  // namespace

Route reckon(const RailLibrary& library, const RouteRequest& request, const std::vector<Hop>& path,
             const Money& amount) {
    return RouteReckoning(library, request).reckon(path, amount);
}

}  // namespace rmbsim::sim

#include "sim/rail/route.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/route_paths.hpp"
#include "sim/rail/route_reckoning.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Money;

bool is_renminbi(const Money& money) { return ledger::code_of(money.currency) == "CNY"; }

// What the objective looks at first, second …; the same order tells why one lost.
bool comes_before(RouteObjective objective, const Route& a, const Route& b) {
    const auto rest = [](const Route& route) {
        return std::tuple(route.legs.size(), route.path());
    };
    switch (objective) {
        case RouteObjective::cost:
            if (a.cost_cny != b.cost_cny) return a.cost_cny < b.cost_cny;
            if (a.arrives != b.arrives) return a.arrives < b.arrives;
            return rest(a) < rest(b);
        case RouteObjective::rmb_first:
            if (is_renminbi(a.amount) != is_renminbi(b.amount)) return is_renminbi(a.amount);
            [[fallthrough]];
        case RouteObjective::time:
            break;
    }
    if (a.arrives != b.arrives) return a.arrives < b.arrives;
    if (a.cost_cny != b.cost_cny) return a.cost_cny < b.cost_cny;
    return rest(a) < rest(b);
}

RouteVerdict lost_to(RouteObjective objective, const Route& best, const Route& route) {
    RouteVerdict verdict;
    const bool dearer = route.cost_cny > best.cost_cny, later = route.arrives > best.arrives;
    const bool cost_first = objective == RouteObjective::cost;
    verdict.dearer_cny = route.cost_cny - best.cost_cny;
    verdict.later = route.arrives - best.arrives;
    for (const RouteLeg& leg : route.legs)  // the longest wait
        if (leg.waits() && (!verdict.opens || leg.taken > *verdict.opens)) {
            verdict.opens = leg.taken;
            verdict.closed_rail = leg.rail;
        }
    if (objective == RouteObjective::rmb_first && is_renminbi(best.amount) &&
        !is_renminbi(route.amount))
        verdict.reason = RouteReason::not_renminbi;
    else if (dearer && (cost_first || !later))
        verdict.reason = RouteReason::dearer;
    else if (later)
        verdict.reason = RouteReason::later;
    else if (route.legs.size() > best.legs.size())
        verdict.reason = RouteReason::more_legs;
    else
        verdict.reason = RouteReason::later_in_name;
    return verdict;
}

}  // namespace

std::string Route::path() const {
    std::string text = legs.empty() ? "" : legs.front().from;
    for (const RouteLeg& leg : legs) text += " >" + leg.rail + "> " + leg.to;
    return text;
}

bool Route::possible() const {
    return verdict.reason == RouteReason::chosen || verdict.reason >= RouteReason::not_renminbi;
}

RouteAnswer find_route(const RailLibrary& library, const RouteRequest& request) {
    const RailBank *from = library.bank(request.from), *to = library.bank(request.to);
    ledger::expects(from != nullptr && to != nullptr, "a route's banks are in the library");
    ledger::expects(from != to, "a route has two ends");
    ledger::expects(
        !request.offers.empty() &&
            std::ranges::all_of(request.offers, [](const Money& offer) { return offer.minor > 0; }),
        "a payment has an amount above zero in at least one currency");
    const Paths paths = paths_between(library, *from, *to, legs_most, paths_most);
    std::vector<Route> possible;
    RouteAnswer answer{.best = {}, .others = {}, .paths_left_out = paths.left_out};
    for (const auto& path : paths.found)
        for (const Money& offer : request.offers) {
            Route route = reckon(library, request, path, offer);
            (route.possible() ? possible : answer.others).push_back(std::move(route));
        }
    // Stable: alike in all, the currency that was named first wins.
    std::ranges::stable_sort(possible, [&](const Route& a, const Route& b) {
        return comes_before(request.objective, a, b);
    });
    // Of the impossible ones those first that failed last: they say most.
    std::ranges::stable_sort(answer.others, [](const Route& a, const Route& b) {
        return std::tuple(b.verdict.reason, a.legs.size()) <
               std::tuple(a.verdict.reason, b.legs.size());
    });
    if (possible.empty()) return answer;
    for (std::size_t i = 1; i < possible.size(); ++i)
        possible[i].verdict = lost_to(request.objective, possible.front(), possible[i]);
    answer.best = std::move(possible.front());
    answer.best->verdict = {};
    answer.others.insert(answer.others.begin(), std::make_move_iterator(possible.begin() + 1),
                         std::make_move_iterator(possible.end()));
    return answer;
}

}  // namespace rmbsim::sim

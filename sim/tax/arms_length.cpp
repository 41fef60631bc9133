#include "sim/tax/arms_length.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/time.hpp"
#include "sim/market/curve.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;

}  // namespace

std::vector<RangeBreach> range_breaches(const InterestTerms& terms,
                                        const std::vector<Curve>& curves, ValueDate from,
                                        ValueDate to) {
    std::vector<RangeBreach> breaches;
    if (!terms.arms_length) return breaches;
    std::vector<RateTerm> rates{terms.credit};
    if (!terms.credit_tiers.tiers.empty()) rates.clear();
    for (const RateTier& tier : terms.credit_tiers.tiers) rates.push_back(tier.rate);
    for (const RateTerm& term : rates) {
        const std::size_t first = breaches.size();
        for (ValueDate day = from; day <= to; day += days{1}) {
            const auto rate = rate_on(term, curves, day);
            if (!rate || (*rate >= terms.arms_length->low && *rate <= terms.arms_length->high))
                continue;
            const bool goes_on = breaches.size() > first && breaches.back().rate == *rate &&
                                 breaches.back().to + days{1} == day;
            if (goes_on)
                breaches.back().to = day;
            else
                breaches.push_back({.from = day,
                                    .to = day,
                                    .rate = *rate,
                                    .below = *rate < terms.arms_length->low});
        }
    }
    return breaches;
}

std::vector<std::string> range_warnings(const Scenario& scenario) {
    std::vector<std::uint32_t> used;
    for (const PoolSpec& pool : scenario.pools)
        for (const std::uint32_t terms :
             {pool.domestic_terms, pool.cross_border_terms, pool.overseas_terms})
            if (terms != no_index && std::ranges::find(used, terms) == used.end())
                used.push_back(terms);
    for (const NotionalPoolSpec& pool : scenario.notional_pools)
        if (pool.internal_terms != no_index) used.push_back(pool.internal_terms);
    std::vector<std::string> warnings;
    for (const std::uint32_t index : used) {
        const InterestTerms& terms = scenario.interest_terms[index];
        for (const RangeBreach& breach :
             range_breaches(terms, scenario.curves, scenario.from, scenario.to))
            warnings.push_back(
                "interest terms " + terms.id + ": " + breach.rate.to_text() +
                (breach.below ? " is below " : " is above ") + "the arm's-length range " +
                terms.arms_length->low.to_text() + " to " + terms.arms_length->high.to_text() +
                " from " + ledger::iso_date(breach.from) + " to " + ledger::iso_date(breach.to));
    }
    return warnings;
}

}  // namespace rmbsim::sim

#include "sim/pool/notional_reckoning.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/notional.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::ValueDate;
using std::chrono::days;

std::int64_t rounded_interest(const Decimal& minor) {
    return ledger::fitting(ledger::to_whole(minor, ledger::Rounding::half_up), "pool interest");
}

// The period's balances, fixings and matched parts, day by day.
class Period {
  public:
    Period(const Scenario& scenario, const NotionalPoolSpec& pool, ValueDate from, ValueDate to,
           const std::function<std::int64_t(std::uint32_t, ValueDate)>& balance_on)
        : scenario_(scenario), pool_(pool), from_(from), to_(to) {
        for (const std::uint32_t account : pool.accounts)
            decimals_.push_back(ledger::decimals_of(scenario.accounts[account].currency));
        for (ValueDate day = from; day < to; day += days{1}) {
            std::vector<std::int64_t> balances;
            for (const std::uint32_t account : pool.accounts)
                balances.push_back(balance_on(account, day));
            balances_.push_back(std::move(balances));
            look_at_caps(day);
        }
    }

    std::int64_t balance(std::size_t account, ValueDate day) const {
        return balances_[index(day)][account];
    }
    bool granted(ValueDate day) const { return granted_[index(day)]; }
    bool all_granted() const { return denied_.empty(); }
    const std::vector<OffsetDenied>& denied() const { return denied_; }

    std::int64_t net(ValueDate day) const {
        const ledger::Int128 net = notional_day(balances_[index(day)]).net();
        ledger::expects(net >= INT64_MIN && net <= INT64_MAX, "a pool's net is an amount");
        return static_cast<std::int64_t>(net);
    }
    std::vector<std::int64_t> matched(ValueDate day) const {
        if (!granted(day)) return std::vector<std::int64_t>(pool_.accounts.size());
        const std::vector<std::int64_t>& balances = balances_[index(day)];
        if (one_currency()) return matched_parts(balances);
        return matched_parts(balances, fixings(day), decimals_);
    }
    // Interest of a series of balances over the period.
    ExactInterest interest(const InterestTerms& terms,
                           const std::function<std::int64_t(ValueDate)>& of, int decimals) const {
        return exact_interest(from_, to_, terms, scenario_.curves, of, decimals);
    }
    int decimals(std::size_t account) const { return decimals_[account]; }
    ValueDate from() const { return from_; }
    ValueDate to() const { return to_; }

  private:
    std::size_t index(ValueDate day) const {
        return static_cast<std::size_t>((day - from_).count());
    }
    bool one_currency() const {
        return std::ranges::all_of(pool_.accounts, [&](std::uint32_t account) {
            return scenario_.accounts[account].currency == pool_.base;
        });
    }
    std::vector<ledger::Rate> fixings(ValueDate day) const {
        std::vector<ledger::Rate> rates;
        for (const std::uint32_t account : pool_.accounts) {
            const BankAccount& of = scenario_.accounts[account];
            const auto mid = scenario_.fx.mid(of.currency, pool_.base, of.market, day);
            ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
            rates.push_back(*mid);
        }
        return rates;
    }

    void look_at_caps(ValueDate day) {
        granted_.push_back(true);
        if (!pool_.gross_overdraft_cap_minor && !pool_.net_cap_minor) return;
        std::vector<std::int64_t> worth = balances_.back();
        if (!one_currency()) {
            const std::vector<ledger::Rate> rates = fixings(day);
            for (std::size_t i = 0; i < worth.size(); ++i) {
                const auto money =
                    ledger::to_money(Decimal::from_minor(worth[i], decimals_[i]) * rates[i],
                                     pool_.base, ledger::Rounding::half_even);
                worth[i] = ledger::fitting(money, "a balance in the pool's base").minor;
            }
        }
        const NotionalDay today = notional_day(worth);
        const auto exceeds = [&](ledger::Int128 amount, const std::optional<std::int64_t>& cap,
                                 bool gross) {
            if (!cap || amount <= *cap || !granted_.back()) return;
            granted_.back() = false;
            denied_.push_back(
                {.on = day,
                 .gross = gross,
                 .minor = static_cast<std::int64_t>(std::min<ledger::Int128>(amount, INT64_MAX)),
                 .cap_minor = *cap});
        };
        exceeds(today.debits, pool_.gross_overdraft_cap_minor, true);
        exceeds(-today.net(), pool_.net_cap_minor, false);
    }

    const Scenario& scenario_;
    const NotionalPoolSpec& pool_;
    ValueDate from_, to_;
    std::vector<int> decimals_;
    std::vector<std::vector<std::int64_t>> balances_;  // by day, then account
    std::vector<bool> granted_;
    std::vector<OffsetDenied> denied_;
};

const InterestTerms& own_terms(const Scenario& scenario, std::uint32_t account) {
    return scenario.interest_terms[scenario.accounts[account].interest];
}

std::int64_t pool_interest(const Scenario& scenario, const NotionalPoolSpec& pool,
                           const Period& period) {
    const int decimals = ledger::decimals_of(pool.base);
    ExactInterest exact = period.interest(
        scenario.interest_terms[pool.terms],
        [&](ValueDate day) { return period.granted(day) ? period.net(day) : 0; }, decimals);
    for (std::size_t i = 0; !period.all_granted() && i < pool.accounts.size(); ++i) {
        const ExactInterest own = period.interest(
            own_terms(scenario, pool.accounts[i]),
            [&](ValueDate day) { return period.granted(day) ? 0 : period.balance(i, day); },
            decimals);
        exact.credit = exact.credit + own.credit;
        exact.debit = exact.debit + own.debit;
    }
    return rounded_interest(exact.credit) - rounded_interest(exact.debit);
}

// Margins as terms: what matched credit earns more, and what matched debit saves.
InterestTerms margins_of(const Scenario& scenario, const NotionalPoolSpec& pool,
                         std::uint32_t account) {
    InterestTerms margins;
    margins.day_count = own_terms(scenario, account).day_count;
    ledger::Rate points = 0;
    for (const SwapPoints& swap : pool.swap_points)
        if (swap.currency == scenario.accounts[account].currency) points = swap.rate;
    margins.credit.fixed = pool.credit_margin - points;
    margins.debit.fixed = pool.debit_margin - points;
    return margins;
}

}  // namespace

NotionalReckoning reckon(const Scenario& scenario, const NotionalPoolSpec& pool, ValueDate from,
                         ValueDate to,
                         const std::function<std::int64_t(std::uint32_t, ValueDate)>& balance_on) {
    const Period period(scenario, pool, from, to, balance_on);
    std::vector<std::vector<std::int64_t>> matched;  // by day, then account
    for (ValueDate day = from; day < to; day += days{1}) matched.push_back(period.matched(day));
    const auto part_of = [&](std::size_t account, ValueDate day) {
        return matched[static_cast<std::size_t>((day - from).count())][account];
    };
    NotionalReckoning result;
    result.denied = period.denied();
    result.contributions.resize(pool.participants.size());
    for (std::size_t i = 0; i < pool.accounts.size(); ++i) {
        const auto balance = [&](ValueDate day) { return period.balance(i, day); };
        const auto earned = [&](const InterestTerms& terms) {
            const InterestDue due = rounded(period.interest(terms, balance, period.decimals(i)));
            return due.credit_minor - due.debit_minor;
        };
        result.stand_alone_minor.push_back(earned(own_terms(scenario, pool.accounts[i])));
        const auto owner =
            std::ranges::find(pool.participants, scenario.accounts[pool.accounts[i]].owner);
        Contribution& of =
            result.contributions[static_cast<std::size_t>(owner - pool.participants.begin())];
        of.stand_alone_minor += result.stand_alone_minor.back();
        if (pool.internal_terms != no_index)
            of.internal_minor += earned(scenario.interest_terms[pool.internal_terms]);
        for (ValueDate day = from; day < to; day += days{1}) {
            const std::int64_t minor = balance(day), part = part_of(i, day);
            (minor > 0 ? of.credit_days : of.debit_days) += minor > 0 ? minor : -minor;
            (part > 0 ? of.matched_credit_days : of.matched_debit_days) += part > 0 ? part : -part;
        }
        if (pool.style != NotionalStyle::enhancement) continue;
        const ExactInterest more = period.interest(
            margins_of(scenario, pool, pool.accounts[i]),
            [&](ValueDate day) { return part_of(i, day); }, period.decimals(i));
        result.enhancement_minor.push_back(rounded_interest(more.credit + more.debit));
    }
    if (pool.style != NotionalStyle::enhancement)
        result.pool_minor = pool_interest(scenario, pool, period);
    return result;
}

}  // namespace rmbsim::sim

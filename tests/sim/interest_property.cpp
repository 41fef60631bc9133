// Properties 5, 7 and 12 of the catalogue of pooling-practice §23; property 6 runs whole worlds.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/notional.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

using ledger::Decimal;

std::int64_t days_in(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange<std::int64_t>(low, high + 1);
}

std::vector<std::int64_t> any_balances() {
    std::vector<std::int64_t> balances(static_cast<std::size_t>(days_in(1, 12)));
    for (std::int64_t& balance : balances) balance = days_in(-9'000'000'00, 9'000'000'00);
    return balances;
}

Decimal any_rate(std::int64_t low, std::int64_t high) {  // in ten-thousandths
    return Decimal::from_minor(days_in(low, high), 4);
}

std::vector<Contribution> any_participants() {
    std::vector<Contribution> all(static_cast<std::size_t>(days_in(1, 9)));
    for (Contribution& one : all) {
        one.credit_days = days_in(0, 1'000'000'000);
        one.debit_days = days_in(0, 1'000'000'000);
        one.matched_credit_days = days_in(0, 1'000'000);
        one.matched_debit_days = days_in(0, 1'000'000);
        one.stand_alone_minor = days_in(-1'000'000, 1'000'000);
        one.internal_minor = days_in(-1'000'000, 1'000'000);
    }
    return all;
}

AllocationTerms any_terms(std::size_t participants) {
    using enum AllocationRule;
    AllocationTerms terms;
    terms.rule = *rc::gen::element(central, even, fixed, credit_contribution, absolute_pro_rata,
                                   matched_offset, current_account, no_worse_off);
    terms.by = *rc::gen::element(central, even, fixed, credit_contribution, absolute_pro_rata,
                                 matched_offset);
    terms.leader =
        static_cast<std::size_t>(days_in(0, static_cast<std::int64_t>(participants) - 1));
    terms.creditors_part = Decimal::from_minor(days_in(0, 100), 2);
    std::int64_t left = 1000;
    for (std::size_t i = 0; i + 1 < participants; ++i) {
        const std::int64_t key = days_in(0, left);
        terms.keys.push_back(Decimal::from_minor(key, 3));
        left -= key;
    }
    terms.keys.push_back(Decimal::from_minor(left, 3));
    return terms;
}

}  // namespace

TEST_CASE(
    "property 5: the daily benefit of a notional pool is (d - c) × offset / D, never below zero, "
    "and "
    "zero without an overdraft or with one rate",
    "[pool][notional][property]") {
    rc::prop("identity of one day, exact", [] {
        const std::vector<std::int64_t> balances = any_balances();
        const Decimal credit = any_rate(-50, 300), debit = credit + any_rate(0, 900);
        Decimal alone = 0;
        for (const std::int64_t balance : balances)
            alone = alone + day_interest_times_divisor(balance, credit, debit);
        const NotionalDay today = notional_day(balances);
        const Decimal benefit = day_interest_times_divisor(today.net(), credit, debit) - alone;
        RC_ASSERT((benefit == (debit - credit) * Decimal::from_int128(today.offset())));
        RC_ASSERT(!benefit.is_negative());
        const bool one_sided = today.credits == 0 || today.debits == 0;
        if (one_sided || debit == credit) RC_ASSERT(benefit.is_zero());
    });
    rc::prop("either side's matched parts are the offset, and none exceeds its balance", [] {
        const std::vector<std::int64_t> balances = any_balances();
        const std::vector<std::int64_t> parts = matched_parts(balances);
        const NotionalDay of_parts = notional_day(parts);
        RC_ASSERT((of_parts.credits == notional_day(balances).offset()));
        RC_ASSERT((of_parts.debits == of_parts.credits));
        for (std::size_t i = 0; i < parts.size(); ++i) {
            RC_ASSERT(std::min<std::int64_t>(balances[i], 0) <= parts[i]);
            RC_ASSERT(parts[i] <= std::max<std::int64_t>(balances[i], 0));
        }
    });
    rc::prop("property 9: another participant never lowers the offset", [] {
        std::vector<std::int64_t> balances = any_balances();
        const auto before = notional_day(balances).offset();
        balances.push_back(days_in(-9'000'000'00, 9'000'000'00));
        RC_ASSERT((notional_day(balances).offset() >= before));
    });
}

TEST_CASE("property 7: allocation sums exactly and no-worse-off never yields a loser",
          "[pool][allocation][property]") {
    rc::prop("every rule sums to the pool's interest", [] {
        const std::vector<Contribution> participants = any_participants();
        const std::int64_t pool = days_in(-2'000'000, 2'000'000);
        const Allocation allocation = allocate_pool(pool, any_terms(participants.size()),
                                                    participants, *rc::gen::arbitrary<bool>());
        RC_ASSERT(std::accumulate(allocation.result_minor.begin(), allocation.result_minor.end(),
                                  std::int64_t{0}) == pool);
    });
    rc::prop("with a benefit from zero on, no-worse-off has no loser", [] {
        const std::vector<Contribution> participants = any_participants();
        std::int64_t alone = 0;
        for (const Contribution& one : participants) alone += one.stand_alone_minor;
        AllocationTerms terms = any_terms(participants.size());
        terms.rule = AllocationRule::no_worse_off;
        const Allocation allocation =
            allocate_pool(alone + days_in(0, 1'000'000), terms, participants, false);
        RC_ASSERT(losers(allocation, participants).empty());
    });
}

TEST_CASE("property 12: interest from a to c is that from a to b and from b to c, before rounding",
          "[interest][property]") {
    rc::prop("for the ACT rules and for 30/360 day by day, with tiers and a penalty", [] {
        using enum ledger::DayCount;
        InterestTerms terms;
        terms.day_count = *rc::gen::element(act_360, act_365_fixed, act_act, thirty_360_us,
                                            thirty_e_360, thirty_e_plus_360);
        terms.credit.fixed = terms.debit.fixed = any_rate(-100, 900);
        terms.credit_tiers.tiering = *rc::gen::element(Tiering::slab, Tiering::graduated);
        const std::int64_t tiers = days_in(0, 4);
        for (std::int64_t i = 0; i < tiers; ++i) {
            RateTier tier;
            tier.from = Decimal(i * 10'000);
            tier.rate.fixed = any_rate(-100, 900);
            terms.credit_tiers.tiers.push_back(tier);
        }
        terms.debit_tiers.agreed_limit = Decimal(days_in(0, 50'000));
        terms.debit_tiers.over_limit = any_rate(0, 300);
        const std::int64_t seed = days_in(1, 1'000'000);
        const auto balance = [&](ledger::ValueDate d) {
            return (d.time_since_epoch().count() * 7'919 + seed) % 20'000'000 - 10'000'000;
        };
        const ledger::ValueDate a = day(2027, 11, 1), c = a + std::chrono::days{days_in(2, 150)},
                                b = a + std::chrono::days{days_in(1, (c - a).count() - 1)};
        const auto over = [&](ledger::ValueDate from, ledger::ValueDate to) {
            return exact_interest(from, to, terms, {}, balance);
        };
        const auto whole = over(a, c), first = over(a, b), second = over(b, c);
        // One division a gathering: two ways round may differ in the last of fifty digits.
        const Decimal nothing = *Decimal::parse("0.00000000000000000000000001");
        const auto near = [&](const Decimal& x, const Decimal& y) {
            const Decimal off = x - y;
            return (off.is_negative() ? -off : off) < nothing;
        };
        RC_ASSERT(near(whole.credit, first.credit + second.credit));
        RC_ASSERT(near(whole.debit, first.debit + second.debit));
    });
}

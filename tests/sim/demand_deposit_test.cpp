// Interest on renminbi demand deposits by balance-days (积数计息法) and quarterly settlement (按季结息).
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/pool/interest.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

struct Change {
    ledger::ValueDate from;
    std::int64_t balance_minor;
};

std::int64_t balance_on(const std::vector<Change>& changes, ledger::ValueDate date) {
    std::int64_t balance = 0;
    for (const Change& change : changes)
        if (change.from <= date) balance = change.balance_minor;
    return balance;
}

InterestTerms demand(const char* rate) {
    InterestTerms terms;
    terms.credit.fixed = *ledger::Decimal::parse(rate);
    terms.debit.fixed = ledger::Decimal(0);
    return terms;
}

}  // namespace

TEST_CASE("a demand deposit earns its balance-days times the rate of a 360th, paid on the 20th",
          "[interest][settlement][oracle]") {
    // Source: the example that Chinese banks print for the balance-day method after the central
    // bank's 银发〔2005〕129号 (RECALLED: figures from memory, recomputed here): 10,000 in on 2 January
    // 2007, 3,000 out on 3 February, 5,000 in on 11 March; settled on 20 March at 0.72 %.
    // 32 × 10,000 + 36 × 7,000 + 10 × 12,000 = 692,000 yuan-days; × 0.72 % / 360 = 13.84 yuan
    const std::vector<Change> changes{
        {day(2007, 1, 2), 1'000'000}, {day(2007, 2, 3), 700'000}, {day(2007, 3, 11), 1'200'000}};
    const InterestTerms terms = demand("0.0072");
    const SettlementPeriod period = settlement_period(terms.schedule, day(2007, 1, 2));
    CHECK(period.earns_before == day(2007, 3, 21));  // the 20th itself earns
    CHECK(period.booked == day(2007, 3, 21));
    ledger::Int128 balance_days = 0;
    for (ledger::ValueDate d = period.from; d < period.earns_before; d += std::chrono::days{1})
        balance_days += balance_on(changes, d);
    CHECK(balance_days == ledger::Int128{69'200'000});
    const InterestDue due =
        interest_over(period.from, period.earns_before, terms, {},
                      [&](ledger::ValueDate d) { return balance_on(changes, d); });
    CHECK(due.credit_minor == 1'384);
    CHECK(due.debit_minor == 0);
}

TEST_CASE("a published sum of balance-days gives the published interest",
          "[interest][settlement][oracle]") {
    // Source: a teacher's answer at chinaacc.com (member question 9623945, 2024): 2,000 × 21 +
    // 2,500 × 13 + 1,000 × 12 = 86,500; 86,500 × 3.6 % / 360 = 8.65 yuan. Only the product is
    // used: its dates and its days do not agree.
    const ledger::Int128 balance_days =
        ledger::Int128{200'000} * 21 + ledger::Int128{250'000} * 13 + ledger::Int128{100'000} * 12;
    CHECK(balance_days == ledger::Int128{8'650'000});
    const ledger::Decimal interest =
        ledger::interest_minor(balance_days, *ledger::Decimal::parse("0.036"),
                               ledger::DayCount::act_360, day(2024, 6, 20));
    CHECK(interest == ledger::Decimal(865));
}

#include "sim/pool/interest.hpp"

#include <cstdint>
#include <cstdlib>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/market/curve.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

InterestTerms terms_of(const char* credit, const char* debit) {
    InterestTerms terms;
    terms.credit.fixed = *ledger::Decimal::parse(credit);
    terms.debit.fixed = *ledger::Decimal::parse(debit);
    return terms;
}

}  // namespace

TEST_CASE("at the quarterly settlement the 20th itself earns", "[interest][settlement]") {
    const SettlementSchedule quarterly;
    const SettlementPeriod first = settlement_period(quarterly, day(2026, 1, 1));
    CHECK(first.earns_before == day(2026, 3, 21));
    CHECK(first.booked == day(2026, 3, 21));
    const SettlementPeriod second = settlement_period(quarterly, first.earns_before);
    CHECK(second.from == day(2026, 3, 21));
    CHECK(second.earns_before == day(2026, 6, 21));
    SettlementSchedule without = quarterly;
    without.settlement_day_earns = false;
    CHECK(settlement_period(without, day(2026, 1, 1)).earns_before == day(2026, 3, 20));
    CHECK(settlement_period(without, day(2026, 3, 20)).earns_before == day(2026, 6, 20));
}

TEST_CASE("a monthly settlement on the 31st falls on each month's last day",
          "[interest][settlement]") {
    SettlementSchedule monthly{.every = SettlementSchedule::Every::month, .day = 31};
    CHECK(next_settlement_day(monthly, day(2026, 2, 1)) == day(2026, 2, 28));
    CHECK(next_settlement_day(monthly, day(2028, 2, 1)) == day(2028, 2, 29));
    CHECK(settlement_period(monthly, day(2026, 1, 1)).booked == day(2026, 2, 1));
    SettlementSchedule yearly{.every = SettlementSchedule::Every::year, .day = 20, .month = 12};
    CHECK(next_settlement_day(yearly, day(2026, 1, 1)) == day(2026, 12, 20));
}

TEST_CASE("interest is balance-days times rate over 360, rounded once",
          "[interest][balance-days]") {
    // 1,000,000.00 for 79 days (1 January to 20 March) at 0.05 %: 1,000,000 × 79 × 0.0005 / 360 = 109.7222…
    const auto due = interest_over(day(2026, 1, 1), day(2026, 3, 21), terms_of("0.0005", "0.04"),
                                   {}, [](ledger::ValueDate) { return 100'000'000; });
    CHECK(due.credit_minor == 10972);
    CHECK(due.debit_minor == 0);
}

TEST_CASE("debit days pay the debit rate and are never netted with credit days",
          "[interest][no-offset]") {
    const auto balance = [](ledger::ValueDate d) -> std::int64_t {
        return d < day(2026, 1, 11) ? 36'000'000
                                    : -36'000'000;  // 360,000.00 ten days, then overdrawn ten
    };
    const auto due =
        interest_over(day(2026, 1, 1), day(2026, 1, 21), terms_of("0.01", "0.05"), {}, balance);
    CHECK(due.credit_minor == 10'000);  // 360,000 × 10 × 1 % / 360 = 100.00
    CHECK(due.debit_minor == 50'000);   // 360,000 × 10 × 5 % / 360 = 500.00
}

TEST_CASE("balance-days are cut where the fixing changes", "[interest][segments]") {
    const std::vector<Curve> curves{
        Curve("LPR", {{.tenor = "1Y",
                       .fixings = {{.day = ledger::day_number(day(2025, 12, 22)),
                                    .rate = *ledger::Decimal::parse("0.03")},
                                   {.day = ledger::day_number(day(2026, 1, 20)),
                                    .rate = *ledger::Decimal::parse("0.06")}}}})};
    InterestTerms terms;
    terms.credit.curve = 0;
    terms.credit.tenor = "1Y";
    terms.credit.margin = *ledger::Decimal::parse("-0.01");
    terms.debit = terms.credit;
    // 19 days at 2 % and 12 at 5 % on 360,000.00: 380.00 + 600.00
    const auto due = interest_over(day(2026, 1, 1), day(2026, 2, 1), terms, curves,
                                   [](ledger::ValueDate) { return 36'000'000; });
    CHECK(due.credit_minor == 98'000);
    terms.credit.floor = *ledger::Decimal::parse("0.03");
    CHECK(*rate_on(terms.credit, curves, day(2026, 1, 5)) == *ledger::Decimal::parse("0.03"));
}

TEST_CASE("interest over a period is the sum over its parts, but for one rounding", "[interest]") {
    const auto balance = [](ledger::ValueDate d) -> std::int64_t {
        return 1'234'567 + 89 * d.time_since_epoch().count() % 977;
    };
    const auto terms = terms_of("0.0385", "0.05");
    const auto whole = interest_over(day(2026, 1, 1), day(2026, 3, 1), terms, {}, balance);
    const auto a = interest_over(day(2026, 1, 1), day(2026, 2, 3), terms, {}, balance);
    const auto b = interest_over(day(2026, 2, 3), day(2026, 3, 1), terms, {}, balance);
    CHECK(std::abs(whole.credit_minor - a.credit_minor - b.credit_minor) <= 1);
}

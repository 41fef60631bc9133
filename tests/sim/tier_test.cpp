// Tiers of interest rates: slab and graduated, the penalty over limit, 30/360 days, quarterly settlement.
#include <cstdint>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

RateTier tier(const char* from, const char* rate) {
    RateTier tier;
    tier.from = decimal(from);
    tier.rate.fixed = decimal(rate);
    return tier;
}

InterestTerms tiered(Tiering tiering, std::vector<RateTier> tiers,
                     ledger::DayCount convention = ledger::DayCount::act_365_fixed) {
    InterestTerms terms;
    terms.credit.fixed = terms.debit.fixed = ledger::Rate(0);
    terms.credit_tiers.tiering = tiering;
    terms.credit_tiers.tiers = std::move(tiers);
    terms.day_count = convention;
    return terms;
}

}  // namespace

// clang-format off
TEST_CASE("a balance is cut into tiers by slab or by slice, and the parts are the balance", "[interest][tiers]") {
    struct Row { const char* name; std::int64_t minor; Tiering tiering; std::vector<std::int64_t> parts; };
    const std::vector<std::int64_t> from{0, 1'000, 5'000};
    const auto row = GENERATE(values<Row>({
        {"nothing",                  0, Tiering::slab,      {0, 0, 0}},
        {"in the first",           999, Tiering::slab,      {999, 0, 0}},
        {"at a border",          1'000, Tiering::slab,      {0, 1'000, 0}},
        {"in the last",          9'000, Tiering::slab,      {0, 0, 9'000}},
        {"nothing",                  0, Tiering::graduated, {0, 0, 0}},
        {"in the first",           999, Tiering::graduated, {999, 0, 0}},
        {"at a border",          1'000, Tiering::graduated, {1'000, 0, 0}},
        {"one beyond a border",  1'001, Tiering::graduated, {1'000, 1, 0}},
        {"in the last",          9'000, Tiering::graduated, {1'000, 4'000, 4'000}},
    }));
    CAPTURE(row.name, row.minor);
    CHECK(slices(row.minor, from, row.tiering) == row.parts);
}

// Oracle: 12 CFR Part 1030 (Regulation DD), Appendix A, Part I.D "Tiered-rate accounts": 5.25 % up to
// $2,500, 5.50 % to $15,000, 5.75 % above. Method A pays 5.50 % on the entire $8,000; method B 5.25 % on
// $2,500 and 5.50 % on $5,500. A year of 365 days without compounding: 440.00, and 131.25 + 302.50.
TEST_CASE("slab is tiering method A of Regulation DD and graduated is its method B", "[interest][tiers][oracle]") {
    struct Row { const char* name; Tiering tiering; std::int64_t balance, interest; };
    const auto row = GENERATE(values<Row>({
        {"A, 1,000",  Tiering::slab,        1'000'00,    52'50},   // 1,000 × 5.25 %
        {"A, 8,000",  Tiering::slab,        8'000'00,   440'00},   // 8,000 × 5.50 %
        {"A, 20,000", Tiering::slab,       20'000'00, 1'150'00},   // 20,000 × 5.75 %
        {"B, 1,000",  Tiering::graduated,   1'000'00,    52'50},
        {"B, 8,000",  Tiering::graduated,   8'000'00,   433'75},   // 131.25 + 5,500 × 5.50 %
        {"B, 20,000", Tiering::graduated,  20'000'00, 1'106'25},   // 131.25 + 687.50 + 5,000 × 5.75 %
    }));
    CAPTURE(row.name);
    const InterestTerms terms = tiered(row.tiering, {tier("0", "0.0525"), tier("2500", "0.0550"), tier("15000", "0.0575")});
    const auto due = interest_over(day(2026, 1, 1), day(2027, 1, 1), terms, {}, [&](ledger::ValueDate) { return row.balance; });
    CHECK(due.credit_minor == row.interest);
    CHECK(due.debit_minor == 0);
}

// Oracle: 积数计息 of RMB demand deposits. 银发〔2005〕129号 (RECALLED): settled on the 20th of the last
// month of each quarter, credited on the 21st, daily balances summed and multiplied by the day's rate,
// which is the yearly rate / 360. The 20th itself earns.
TEST_CASE("RMB demand deposits settle balance-days quarterly at a 360th of the rate", "[interest][oracle]") {
    // 100,000.00 from 21 December to 10 January (21 days), 160,000.00 to 28 February (49 days), then
    // 40,000.00 to 20 March (20 days): 2,100,000 + 7,840,000 + 800,000 = 10,740,000 balance-days.
    const auto balance = [](ledger::ValueDate d) -> std::int64_t {
        return d < day(2026, 1, 11) ? 100'000'00 : d < day(2026, 3, 1) ? 160'000'00 : 40'000'00;
    };
    InterestTerms terms;
    terms.credit.fixed = decimal("0.0035");
    terms.debit.fixed = ledger::Rate(0);
    const SettlementPeriod quarter = settlement_period(terms.schedule, day(2025, 12, 21));
    CHECK(quarter.booked == day(2026, 3, 21));
    const auto due = interest_over(quarter.from, quarter.earns_before, terms, {}, balance);
    CHECK(due.credit_minor == 104'42);   // 10,740,000 × 0.35 % / 360 = 104.4166…
}

TEST_CASE("an overdraft pays the penalty on what lies beyond the agreed limit only", "[interest][tiers]") {
    struct Row { const char* name; std::int64_t balance, interest; };
    // 36 days at 6 % / 360 are 0.6 %; beyond 10,000.00 another 2 % a year, which is 0.2 %.
    const auto row = GENERATE(values<Row>({
        {"within",            -9'000'00,  54'00},
        {"at the limit",     -10'000'00,  60'00},
        {"beyond the limit", -15'000'00, 100'00},   // 90.00 + 5,000 × 0.2 %
        {"in credit",         15'000'00,   0},
    }));
    CAPTURE(row.name);
    InterestTerms terms;
    terms.credit.fixed = ledger::Rate(0);
    terms.debit.fixed = decimal("0.06");
    terms.debit_tiers.agreed_limit = decimal("10000");
    terms.debit_tiers.over_limit = decimal("0.02");
    const auto due = interest_over(day(2026, 1, 1), day(2026, 2, 6), terms, {}, [&](ledger::ValueDate) { return row.balance; });
    CHECK(due.debit_minor == row.interest);
}
// clang-format on

TEST_CASE("a tier's border is in the currency of the balance, whatever its decimals",
          "[interest][tiers]") {
    const InterestTerms terms =
        tiered(Tiering::slab, {tier("0", "0.01"), tier("1000", "0.02")}, ledger::DayCount::act_360);
    const auto on = [&](std::int64_t minor, int decimals) {
        return interest_over(
                   day(2026, 1, 1), day(2026, 12, 27), terms, {},
                   [=](ledger::ValueDate) { return minor; }, decimals)
            .credit_minor;  // 360 days
    };
    CHECK(on(1'000, 0) == 20);  // 1,000 yen reach the second tier
    CHECK(on(1'000, 2) == 10);  // 10.00 yuan do not
    CHECK(on(100'000, 2) == 2'000);
}

TEST_CASE("a negative rate makes the depositor pay, and a floor of zero ends that",
          "[interest][tiers]") {
    const InterestTerms terms = tiered(Tiering::graduated, {tier("0", "0"), tier("1000", "-0.005")},
                                       ledger::DayCount::act_360);
    const auto due = interest_over(day(2026, 1, 1), day(2026, 12, 27), terms, {},
                                   [](ledger::ValueDate) { return 3'000'00; });
    CHECK(due.credit_minor == -10'00);  // 2,000 × 0.5 %
}

TEST_CASE("under 30/360 every month weighs thirty days", "[interest][daycount]") {
    using enum ledger::DayCount;
    for (const auto convention : {thirty_360_us, thirty_e_360, thirty_e_plus_360}) {
        for (unsigned month = 1; month <= 12; ++month) {
            int weight = 0;
            const std::chrono::year_month ym = std::chrono::year{2028} / std::chrono::month{month};
            const auto end = ledger::ValueDate{
                std::chrono::local_days{(ym + std::chrono::months{1}) / std::chrono::day{1}}};
            for (auto d = day(2028, month, 1); d < end; d += std::chrono::days{1})
                weight += ledger::day_weight(d, convention);
            CAPTURE(ledger::name_of(convention), month);
            CHECK(weight == 30);
        }
    }
    CHECK(ledger::day_weight(day(2026, 1, 30), thirty_e_360) == 0);
    CHECK(ledger::day_weight(day(2026, 2, 28), thirty_e_360) == 3);
    CHECK(ledger::day_weight(day(2026, 1, 31), act_360) == 1);
    // 360,000.00 at 3 % over February of 2026 is a month: 900.00, not 28 days' 840.00.
    InterestTerms terms;
    terms.credit.fixed = decimal("0.03");
    terms.debit.fixed = ledger::Rate(0);
    terms.day_count = thirty_e_360;
    CHECK(interest_over(day(2026, 2, 1), day(2026, 3, 1), terms, {}, [](ledger::ValueDate) {
              return 360'000'00;
          }).credit_minor == 900'00);
}

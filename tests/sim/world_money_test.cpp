// Interest, fees and agreements in a whole world. Amounts are worked out in the comments.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "ledger/chart.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/benefit_kpis.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/world/world.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

// Five January to the end of March: 75 days to the settlement day, the 20th, and 11 after it.
Scenario quarter(const char* credit, const char* debit) {
    Scenario s = small_group();
    s.to = day(2026, 3, 31);
    InterestTerms terms;
    terms.id = "terms";
    terms.credit.fixed = decimal(credit);
    terms.debit.fixed = decimal(debit);
    s.interest_terms.push_back(terms);
    return s;
}

Scenario one_deposit(const char* credit, const char* debit, std::int64_t minor) {
    Scenario s = quarter(credit, debit);
    s.pools.clear();
    s.accounts[member].interest = 0;
    add_flow(s, member, day(2026, 1, 5), minor);
    return s;
}

std::string kpi(const RunResult& result, std::string_view name, std::string_view entity) {
    const Kpi* found = find_kpi(result, name, entity);
    return found == nullptr ? "none" : found->value;
}

std::int64_t balance_of_line(const Recording& store, ledger::ChartLine line,
                             std::string_view book) {
    std::int64_t sum = 0;
    for (const auto& [account, minor] : store.balances) {
        const AccountRow& row = store.directory.accounts[account];
        if (row.line == line && store.directory.books[row.spec.book.index].code == book)
            sum += minor;
    }
    return sum;
}

std::size_t accounts_of_line(const Recording& store, ledger::ChartLine line,
                             std::string_view book) {
    return static_cast<std::size_t>(
        std::ranges::count_if(store.directory.accounts, [&](const AccountRow& row) {
            return row.line == line && store.directory.books[row.spec.book.index].code == book;
        }));
}

}  // namespace

TEST_CASE("a bank credits interest on the day after the 20th", "[world][interest]") {
    // 1,000,000.00 × 3.6 % × 75/360 = 7,500.00
    const RunResult result = run(one_deposit("0.036", "0", 1'000'000'00));
    CHECK(closing(result, "SU.ops", day(2026, 3, 20)) == 1'000'000'00);
    CHECK(closing(result, "SU.ops", day(2026, 3, 21)) == 1'007'500'00);
}

TEST_CASE("interest accrued at the run's end is earned but not in the account",
          "[world][interest][accrual]") {
    // 1,007,500.00 × 3.6 % × 11/360 = 1,108.25, and 7,500.00 before it
    Recording store;
    const RunResult result = run(one_deposit("0.036", "0", 1'000'000'00), &store);
    CHECK(closing(result, "SU.ops", day(2026, 3, 31)) == 1'007'500'00);
    CHECK(kpi(result, "interest_external", "su") == "8608.25");
    CHECK(balance_of_line(store, ledger::ChartLine::interest_receivable, "su") == 1'108'25);
}

TEST_CASE("an overdraft is charged interest at the debit rate", "[world][interest][overdraft]") {
    // 500,000.00 × 7.2 % × 75/360 = 7,500.00; then 507,500.00 × 7.2 % × 11/360 = 1,116.50
    const RunResult result = run(one_deposit("0.036", "0.072", -500'000'00));
    CHECK(closing(result, "SU.ops", day(2026, 3, 21)) == -507'500'00);
    CHECK(kpi(result, "interest_external", "su") == "-8616.50");
}

TEST_CASE("interest that the overdraft cannot bear is owed to the bank",
          "[world][interest][overdraft]") {
    // 1,000,000.00 × 7.2 % × 75/360 = 15,000.00; then × 11/360 = 2,200.00
    Recording store;
    const RunResult result = run(one_deposit("0.036", "0.072", -1'000'000'00), &store);
    CHECK(closing(result, "SU.ops", day(2026, 3, 31)) == -1'000'000'00);
    CHECK(kpi(result, "interest_external", "su") == "-17200.00");
    CHECK(balance_of_line(store, ledger::ChartLine::interest_payable, "su") == -17'200'00);
    REQUIRE(result.refusals.size() == 1);  // and told, like a fee that is not paid
    CHECK(result.refusals[0].what == "interest interest.charged");
    CHECK(result.refusals[0].subject == "SU.ops");
    CHECK(result.refusals[0].reason == "below_floor");
}

TEST_CASE("a deposit at a negative rate costs", "[world][interest][negative]") {
    // 1,000,000.00 × 0.36 % × 75/360 = 750.00; then 999,250.00 × 0.36 % × 11/360 = 109.9175
    const RunResult result = run(one_deposit("-0.0036", "0", 1'000'000'00));
    CHECK(closing(result, "SU.ops", day(2026, 3, 21)) == 999'250'00);
    CHECK(kpi(result, "interest_external", "su") == "-859.92");
}

TEST_CASE("between companies the lender pays interest below zero",
          "[world][interest][negative][intercompany]") {
    // su lends 100,000.00: 750.00 to 20 March, paid on Monday 23 out of what sz gives back; then
    // (100,000.00 × 2 + 99,250.00 × 9 days) × 3.6 %/360 = 109.325
    Scenario s = quarter("-0.036", "0");
    s.pools[0].domestic_terms = 0;
    s.pools[0].links.pop_back();
    add_flow(s, member, day(2026, 1, 5), 100'000'00);
    const RunResult result = run(s);
    CHECK(kpi(result, "interest_intercompany", "su") == "-859.33");
    CHECK(kpi(result, "interest_intercompany", "sz") == "859.33");
    CHECK(closing(result, "SZ.master", day(2026, 3, 23)) == 100'000'00);
}

TEST_CASE("a book transfer's fee stands in its entry, and room is left for it",
          "[world][rail][fee]") {
    Scenario s = small_group();
    RailSpec rail;
    rail.id = "on-us";
    rail.fee_minor = 5'00;
    rail.fee_currency = s.reporting_currency;
    s.rails.push_back(rail);
    s.pools[0].links.pop_back();
    s.pools[0].links[0].rail = 1;
    s.accounts[member].overdraft_minor = 0;
    add_flow(s, member, day(2026, 1, 5), 300'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 299'995'00);
    CHECK(kpi(result, "bank_fees", "su") == "-5.00");
    CHECK(store.entries == 2);  // the flow and the sweep
}

TEST_CASE("a payment whose fee cannot be paid is not sent, and stays owed", "[world][rail][fee]") {
    // sz owes 100,000.00 from 5 January: 750.00 gross on 23 March, 636.80 after tax. Its account can
    // bear 640.00, the payment and its fee need 666.80.
    Scenario s = quarter("0.036", "0");
    s.pools[0].cross_border_terms = 0;
    s.pools[0].withholding_tax = decimal("0.10");
    s.pools[0].vat = decimal("0.06");
    s.pools[0].links[1].direction = SweepDirection::down;
    s.rails[0].fee_minor = 30'00;
    s.accounts[master].overdraft_minor = 100'000'00;
    add_flow(s, header, day(2026, 1, 5), 2'000'000'00);
    add_flow(s, master, day(2026, 1, 5), -100'000'00);
    add_flow(s, master, day(2026, 3, 20), -99'360'00, std::chrono::hours{17});
    Recording store;
    const RunResult result = run(s, &store);
    for (const PaymentResult& payment : result.payments) CHECK(payment.from_account == "HK.header");
    CHECK(kpi(result, "bank_fees", "sz") == "0.00");
    CHECK(balance_of_line(store, ledger::ChartLine::interest_payable, "sz") < -636'80);
}

TEST_CASE("a payment that has not arrived at the run's end is in transit", "[world][transit]") {
    Scenario s = small_group();
    s.rails[0].latency = std::chrono::hours{40};
    add_flow(s, master, day(2026, 1, 15), 300'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SZ.master", day(2026, 1, 16)) == 0);
    CHECK(closing(result, "HK.header", day(2026, 1, 16)) == 0);
    REQUIRE(result.payments.size() == 1);
    CHECK_FALSE(result.payments[0].settled_ms);
    CHECK(balance_of_line(store, ledger::ChartLine::cash_in_transit, "sz") == 300'000'00);
    CHECK(store.position() == 0);  // no loan arises before the money arrives
}

TEST_CASE("a sweep between accounts of one company is no loan", "[world][same-owner]") {
    Scenario s = small_group();
    BankAccount second = s.accounts[master];
    second.id = "SZ.second";
    s.accounts.push_back(second);
    LinkSpec own = s.pools[0].links[0];
    own.child = 4;
    s.pools[0].links = {own};
    add_flow(s, 4, day(2026, 1, 5), 200'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 200'000'00);
    CHECK(accounts_of_line(store, ledger::ChartLine::intercompany_current, "sz") == 0);
}

TEST_CASE("two agreements between the same companies keep their loans and interest apart",
          "[world][intercompany]") {
    // 100,000.00 for 75 days at 3.6 % is 750.00; at 7.2 % under the other pool it is 1,500.00.
    Scenario s = quarter("0.036", "0");
    s.to = day(2026, 3, 20);
    InterestTerms dearer = s.interest_terms[0];
    dearer.credit.fixed = decimal("0.072");
    s.interest_terms.push_back(dearer);
    for (const std::uint32_t of : {member, master}) {
        BankAccount other = s.accounts[of];
        other.id += ".other";
        s.accounts.push_back(other);
    }
    s.pools[0].domestic_terms = 0;
    s.pools[0].links.pop_back();
    PoolSpec second = s.pools[0];
    second.id = "second";
    second.domestic_terms = 1;
    second.links[0].id = "su-other";
    second.links[0].child = 4;
    second.links[0].header = 5;
    s.pools.push_back(second);
    add_flow(s, member, day(2026, 1, 5), 100'000'00);
    add_flow(s, 4, day(2026, 1, 5), 100'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(accounts_of_line(store, ledger::ChartLine::intercompany_current, "su") == 2);
    CHECK(kpi(result, "interest_intercompany", "su") == "2250.00");
    CHECK(kpi(result, "interest_intercompany", "sz") == "-2250.00");
}

TEST_CASE("a limit of the group's own cuts as a quota does", "[world][limit]") {
    Scenario s = small_group();
    PoolLimitSpec own;
    own.id = "board";
    own.cap = ledger::Money{200'000'00, s.reporting_currency};
    s.pools[0].limits.push_back(own);
    s.pools[0].links[1].limits.push_back(2);
    add_flow(s, master, day(2026, 1, 5), 300'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "HK.header", day(2026, 1, 16)) == 200'000'00);
    REQUIRE_FALSE(result.refusals.empty());
    CHECK(result.refusals[0].limit == "board");
    CHECK(result.refusals[0].parameter.empty());  // no rule of the regime
}

TEST_CASE("a limit's exhaustion is projected from its mean daily use", "[world][limit]") {
    // 600,000.00 used over 12 days is 50,000.00 a day; 400,000.00 of headroom last 8 days more.
    Scenario s = small_group();
    add_flow(s, master, day(2026, 1, 5), 600'000'00);
    const RunResult result = run(s);
    CHECK(result.limits[0].projected_exhaustion == day(2026, 1, 24));
    CHECK_FALSE(result.limits[1].projected_exhaustion);  // never used
}

TEST_CASE("an unknown limit of the regime is unlimited, with a warning", "[world][limit]") {
    Scenario s = small_group();
    s.regime->unknown.push_back({"net_inflow_cap", "unlimited_with_warning", "", ""});
    add_flow(s, master, day(2026, 1, 5), 600'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "HK.header", day(2026, 1, 5)) == 600'000'00);
    CHECK(std::ranges::count_if(result.warnings, [](const std::string& warning) {
              return warning.starts_with("net_inflow_cap: not known");
          }) == 1);
}

TEST_CASE("an unconfirmed parameter that was used is named", "[world][policy]") {
    Scenario s = small_group();
    s.regime->parameters[0].citation.mark = Mark::recalled;
    s.regime->parameters[1].citation.mark = Mark::verified_1;
    const RunResult result = run(s);
    REQUIRE(result.warnings.size() == 1);
    CHECK(result.warnings[0] ==
          "overseas_lending_multiple@2025-01-01 = 0.8 is RECALLED: unconfirmed");
}

TEST_CASE("an amount that outgrows 64 bits ends the run and is never cut", "[world][overflow]") {
    Scenario s = small_group();
    s.accounts[dollars].opening_minor = INT64_MAX / 2;  // × 7 in CNY
    CHECK_THROWS_AS(run(s), ledger::AmountOverflow);
}

TEST_CASE("a run that is asked to end ends", "[world][interrupt]") {
    const Scenario s = small_group();
    World world(s, {.interrupted = [] { return true; }});
    CHECK_THROWS_AS(world.run(nullptr, nullptr, {}), Interrupted);
}

TEST_CASE("trapped cash is told with what traps it", "[world][trapped]") {
    struct Row {
        const char* reason;
        std::uint32_t account;
        ledger::ValueDate on;
        std::int64_t received, trapped;
        void (*change)(Scenario&);
    };
    const ledger::ValueDate first = day(2026, 1, 5), last = day(2026, 1, 16);
    const auto as_it_is = [](Scenario&) {};
    const Row rows[] = {
        {"no_account_link", dollars, first, 500'00, 500'00, as_it_is},
        {"quota", master, first, 1'300'000'00, 300'000'00, as_it_is},
        {"one_way", master, first, 100'000'00, 100'000'00,
         [](Scenario& s) { s.pools[0].links[1].direction = SweepDirection::down; }},
        {"minimum_size", master, first, 40'000'00, 40'000'00,
         [](Scenario& s) { s.pools[0].links[1].min_up_minor = 50'000'00; }},
        {"fixed_method", master, last, 100'000'00, 90'000'00,
         [](Scenario& s) {
             s.pools[0].links[1].method = SweepMethod::fixed;
             s.pools[0].links[1].fixed_minor = 10'000'00;
             s.pools[0].links[0].direction = SweepDirection::up;
         }},
        {"calendar", master, last, 100'000'00, 100'000'00,
         [](Scenario& s) {
             s.calendars[1] = Calendar("HK", day(2025, 1, 1), day(2026, 12, 31),
                                       {{ledger::day_number(day(2026, 1, 16)), false}});
         }},
        {"not_eligible", master, last, 100'000'00, 100'000'00,
         [](Scenario& s) { s.regime->to = day(2026, 1, 6); }},
    };
    for (const Row& row : rows) {
        INFO(row.reason);
        Scenario s = small_group();
        row.change(s);
        add_flow(s, row.account, row.on, row.received);
        const RunResult result = run(s);
        REQUIRE(result.trapped.size() == 1);
        CHECK(result.trapped[0].reason == row.reason);
        CHECK(result.trapped[0].account == s.accounts[row.account].id);
        CHECK(result.trapped[0].minor == row.trapped);
    }
}

TEST_CASE("idle cash and overdrafts are means over calendar days, and the group is their sum",
          "[measure]") {
    // Twelve days: 120,000.00 on all, 10,000.00 USD at 7 on all, -60,000.00 on the last six.
    Scenario s = small_group();
    s.pools.clear();
    add_flow(s, member, day(2026, 1, 5), 120'000'00);
    add_flow(s, dollars, day(2026, 1, 5), 10'000'00);
    add_flow(s, master, day(2026, 1, 11), -60'000'00);
    const RunResult result = run(s);
    CHECK(kpi(result, "idle_cash_mean", "su") == "120000.00");
    CHECK(kpi(result, "idle_cash_mean", "hk") == "70000.00");
    CHECK(kpi(result, "idle_cash_mean", "group") == "190000.00");
    CHECK(kpi(result, "overdraft_mean", "sz") == "30000.00");
    CHECK(kpi(result, "overdraft_mean", "group") == "30000.00");
    CHECK(kpi(result, "total_cash_end", "group") == "130000.00");
    CHECK(kpi(result, "sweep_count", "group") == "0");
}

TEST_CASE(
    "the net result is interest, exchange cost, tax and fees, and its gain is over a baseline",
    "[measure]") {
    // 100,000.00 USD dealt 0.001 below mid: -700.00; interest 1,000,000.00 × 3.6 % × 86/360 days in
    // two settlements: 7,500.00 + 1,108.25.
    Scenario with = quarter("0.036", "0");
    with.accounts[member].interest = 0;
    LinkSpec fx = with.pools[0].links[0];
    fx.id = "usd-hk";
    fx.child = dollars;
    fx.header = header;
    fx.depth = 1;
    fx.fx = 0;
    with.pools[0].links = {fx};
    add_flow(with, member, day(2026, 1, 5), 1'000'000'00);
    add_flow(with, dollars, day(2026, 1, 5), 100'000'00);
    Scenario without = with;
    without.pools.clear();
    const RunResult candidate = run(with), baseline = run(without);
    CHECK(kpi(candidate, "net_result", "su") == "8608.25");
    CHECK(kpi(candidate, "net_result", "hk") == "-700.00");
    CHECK(kpi(candidate, "net_result", "group") == "7908.25");
    for (const Kpi& benefit : net_benefits(baseline, candidate)) {
        if (benefit.name != "net_benefit") continue;
        INFO(benefit.entity);
        const bool bears = benefit.entity == "hk" || benefit.entity == "group";
        CHECK(benefit.value == (bears ? "-700.00" : "0.00"));
    }
}

// Hedges and RMB first, from the scenario's text to the books.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/chart.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/random.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "sim/world/settlement_currency.hpp"
#include "tests/adapters/yaml_fixture.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::hedges {
namespace {

using ledger::ChartLine;
using sim::testing::closing;
using sim::testing::day;

// The rates of scenarios/library/treasury/forward-hedge, where the figures are worked out.
constexpr std::string_view rates = R"(date,USDCNY
2026-01-05,7.0000
2026-01-30,6.9500
2026-02-27,6.9000
2026-03-31,6.8500
2026-04-07,6.8000
)";

constexpr std::string_view frame = R"(scenario: hedges
period: {from: 2026-01-05, to: 2026-04-30}
market: {fx: {onshore: {base: USD, file: rates.csv, columns: {USDCNY: CNY}}}, after_last: hold}
entities: [{id: sz, jurisdiction: CN}, {id: other, jurisdiction: CN}]
banks: [{id: bank, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}, {id: far, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}]
interest_terms:
  - {id: usd-money, credit: {rate: 0.0360}, debit: {rate: 0.0440}, day_count: ACT/360, settle: {every: quarter, day: 20}}
  - {id: cny-money, credit: {rate: 0.0100}, debit: {rate: 0.0260}, day_count: ACT/360, settle: {every: quarter, day: 20}}
accounts:
  - {id: SZ.cny, owner: sz, bank: bank, currency: CNY, opening: 8000000.00}
  - {id: SZ.usd, owner: sz, bank: bank, currency: USD}
  - {id: SZ.far, owner: sz, bank: far, currency: USD}
  - {id: O.usd, owner: other, bank: bank, currency: USD}
fx_terms: [{id: dealing, bank: bank, market: onshore, spread: 0.0020}]
)";

constexpr std::string_view money =
    "hedges:\n  money: [{currency: USD, terms: usd-money}, {currency: CNY, terms: cny-money}]\n"
    "  deals:\n    - ";

constexpr std::string_view common =
    ", home: SZ.cny, foreign: SZ.usd, fx: dealing, dealt_on: 2026-01-07, value_on: 2026-04-07";

constexpr std::string_view receipt =
    "\nflows: [{id: F-1, on: 2026-04-07, account: SZ.usd, kind: sales, amount: 1000000.00}]\n";

std::string deal(std::string_view kind_and_amount, std::string_view flows) {
    return std::string(frame) + std::string(money) + "{id: D-1, " + std::string(kind_and_amount) +
           std::string(common) + "}" + std::string(flows) + "\n";
}

sim::Scenario loaded(const std::string& text) {
    const ScenarioFolder folder;
    folder.write("rates.csv", rates);
    auto result = adapters::load_scenario(folder.write("scenario.yaml", text), usual_options());
    if (!result) FAIL(adapters::to_text(result.error()));
    return std::move(result->scenario);
}

struct Ran {
    sim::testing::Recording books;
    sim::RunResult result;

    std::int64_t balance(std::string_view book, ChartLine line) const {
        std::int64_t sum = 0;
        for (const auto& [account, minor] : books.balances) {
            const sim::AccountRow& row = books.directory.accounts[account];
            if (row.line == line && books.directory.books[row.spec.book.index].code == book)
                sum += minor;
        }
        return sum;
    }
    std::string kpi(std::string_view name) const {
        const sim::Kpi* found = sim::find_kpi(result, name, "group");
        return found == nullptr ? "none" : found->value;
    }
};

Ran ran(const std::string& text) {
    Ran all;
    all.result = sim::testing::run(loaded(text), &all.books);
    return all;
}

adapters::Diagnostics hedge_faults(const std::string& text) {
    const ScenarioFolder folder;
    folder.write("rates.csv", rates);
    auto result = adapters::load_scenario(folder.write("scenario.yaml", text), usual_options());
    return result ? adapters::Diagnostics{} : std::move(result.error());
}

}  // namespace

TEST_CASE("a forward is off balance until a period's end, then at fair value in both books",
          "[hedge][world]") {
    struct Row {
        const char* until;
        std::int64_t fair_value;
    };
    // Fair value: (6,954,919.30 - 1,000,000 × mid forward to 7 April) / (1 + 1 % × days / 360)
    const auto row = GENERATE(values<Row>({
        {"2026-01-31", 3'268'697},  // 6.95 × 1.0033/1.00733333… = 6.92217240…; 32,747/1.00183333
        {"2026-02-28", 7'080'053},  // 6.90 × 1.0019/1.00422222… = 6.88404403…; 38 days
        {"2026-03-31", 10'782'633},
    }));
    CAPTURE(row.until);
    const Ran all = ran(with(deal("kind: forward, sell: 1000000.00 USD", ""), "to: 2026-04-30",
                             std::string("to: ") + row.until));
    CHECK(all.balance("sz", ChartLine::derivative) == row.fair_value);
    CHECK(all.balance("sz", ChartLine::fair_value_result) == -row.fair_value);
    CHECK(all.balance("bank", ChartLine::derivative) == -row.fair_value);
    CHECK(all.balance("bank", ChartLine::fair_value_result) == row.fair_value);
    CHECK(all.balance("sz", ChartLine::fx_position) == 0);
}

TEST_CASE("at maturity both legs are delivered and the fair value is cleared", "[hedge][world]") {
    const Ran all = ran(deal("kind: forward, sell: 1000000.00 USD", receipt));
    CHECK(closing(all.result, "SZ.usd", day(2026, 4, 7)) == 0);
    CHECK(closing(all.result, "SZ.cny", day(2026, 4, 6)) == 800'000'000);
    CHECK(closing(all.result, "SZ.cny", day(2026, 4, 7)) == 1'495'491'930);
    CHECK(all.balance("sz", ChartLine::derivative) == 0);
    CHECK(all.balance("bank", ChartLine::derivative) == 0);
    CHECK(all.kpi("hedge_result") == "154919.30");  // 6,954,919.30 less 6.80 a dollar
    CHECK(all.kpi("net_result") == "154919.30");
    CHECK(all.kpi("fx_exposure_net.USD") == "0.00");
    CHECK(all.kpi("natural_hedge_ratio") == "0.0000");  // a receipt alone
    CHECK(all.kpi("fx_cost") == "0.00");
}

TEST_CASE("an agreed rate takes the market's place", "[hedge][world]") {
    const Ran all = ran(deal("kind: forward, rate: 6.9500, sell: 1000000.00 USD", receipt));
    CHECK(closing(all.result, "SZ.cny", day(2026, 4, 7)) == 1'495'000'000);
    CHECK(all.kpi("hedge_result") == "150000.00");
}

TEST_CASE("a money-market hedge books loan, spot and deposit and closes with interest",
          "[hedge][world]") {
    const Ran all = ran(deal("kind: money_market, sell: 1000000.00 USD", receipt));
    CHECK(closing(all.result, "SZ.usd", day(2026, 1, 7)) == 0);            // borrowed and sold
    CHECK(closing(all.result, "SZ.cny", day(2026, 1, 7)) == 800'000'000);  // and put away
    CHECK(closing(all.result, "SZ.cny", day(2026, 4, 7)) == 1'493'420'620);
    CHECK(closing(all.result, "SZ.usd", day(2026, 4, 7)) == 0);
    for (const ChartLine line : {ChartLine::short_term_borrowings, ChartLine::term_deposits})
        CHECK(all.balance("sz", line) == 0);
    for (const ChartLine line : {ChartLine::bank_loans, ChartLine::bank_term_deposits})
        CHECK(all.balance("bank", line) == 0);
    CHECK(all.kpi("fx_cost") == "-6923.84");  // 989,119.68 × 7 less 6,916,913.92
    // 17,292.28 earned less 10,880.32 dollars at 6.80
    CHECK(all.kpi("interest_external") == "-56693.90");
    CHECK(all.kpi("hedge_result") == "197823.94");  // 989,119.68 owed, at 7 and then at 6.80
    CHECK(all.kpi("net_result") == "134206.20");    // 6,934,206.20 less 6.80 a dollar
}

TEST_CASE("a money-market hedge that outlives the run has its interest accrued", "[hedge][world]") {
    // To 31 January: 25 days from the 7th, the last included. 6,916,913.92 × 1 % × 25/360 =
    // 4,803.41; 989,119.68 × 4.4 % × 25/360 = 3,022.31 dollars.
    const Ran all = ran(with(deal("kind: money_market, sell: 1000000.00 USD", ""), "to: 2026-04-30",
                             "to: 2026-01-31"));
    CHECK(all.balance("sz", ChartLine::interest_receivable) == 480'341);
    CHECK(all.balance("sz", ChartLine::interest_payable) == -302'231);
    CHECK(all.balance("sz", ChartLine::short_term_borrowings) == -98'911'968);
    CHECK(all.balance("sz", ChartLine::term_deposits) == 691'691'392);
}

TEST_CASE("a swap gives the currency now and takes it back at the forward price",
          "[hedge][world]") {
    const Ran all = ran(deal("kind: swap, buy: 1000000.00 USD", ""));
    CHECK(closing(all.result, "SZ.usd", day(2026, 1, 7)) == 100'000'000);
    CHECK(closing(all.result, "SZ.cny", day(2026, 1, 7)) == 100'000'000);  // 8m less 7m
    CHECK(closing(all.result, "SZ.usd", day(2026, 4, 7)) == 0);
    CHECK(closing(all.result, "SZ.cny", day(2026, 4, 7)) == 795'491'930);
    CHECK(all.kpi("fx_exposure_net") == "0.00");
    CHECK(all.kpi("hedge_result") == "-45080.70");  // 6,954,919.30 back for 7,000,000
    CHECK(all.kpi("net_result") == "-45080.70");
    CHECK(all.result.hedges.at(0).result_minor == -4'508'070);
}

TEST_CASE("a swap that outlives the run counts both legs, at the end's mid and fair value",
          "[hedge][world]") {
    // To 31 January: the dollars are worth 6,950,000 of the 7,000,000 paid, and the far leg 32,686.97
    // (the forward's fair value above).
    const Ran all =
        ran(with(deal("kind: swap, buy: 1000000.00 USD", ""), "to: 2026-04-30", "to: 2026-01-31"));
    CHECK(all.kpi("hedge_result") == "-17313.03");
    CHECK(all.result.hedges.at(0).result_minor == -1'731'303);
}

TEST_CASE("a forward that the account cannot deliver is refused and tried on each open day",
          "[hedge][world]") {
    const Ran all = ran(
        with(deal("kind: forward, sell: 1000000.00 USD", ""), "to: 2026-04-30", "to: 2026-04-12"));
    // 7 to 10 April are open; 11 and 12 are a weekend.
    REQUIRE(all.result.refusals.size() == 4);
    CHECK(all.result.refusals[0].what == "hedge D-1");
    CHECK(all.result.refusals[0].reason == "below_floor");
    CHECK(all.balance("sz", ChartLine::derivative) == 15'491'930);  // at spot, still owed
}

TEST_CASE("under RMB first the partners that agree are paid in renminbi less the concession",
          "[hedge][settlement]") {
    const std::string policy =
        "settlement_currency: [{id: p, rule: rmb_first, account: SZ.usd, renminbi: SZ.cny, flows: "
        "[sales, suppliers], counterparty_accepts_rmb: \"1\", concession: 0.0010, fx: dealing}]\n";
    const std::string flows =
        "flows:\n  - {id: F-1, on: 2026-01-05, account: SZ.usd, kind: sales, amount: 100.01}\n"
        "  - {id: F-2, on: 2026-01-06, account: SZ.usd, kind: suppliers, amount: -100.01}\n"
        "  - {id: F-3, on: 2026-01-07, account: SZ.usd, kind: other_receipt, amount: 5.00}\n";
    const Ran all = ran(std::string(frame) + policy + flows);
    // 700.07 at mid; received × 0.999 = 699.36993 → 699.36, paid × 1.001 = 700.77007 → 700.78
    CHECK(closing(all.result, "SZ.cny", day(2026, 1, 5)) == 800'069'936);
    CHECK(closing(all.result, "SZ.cny", day(2026, 1, 6)) == 799'999'858);
    CHECK(closing(all.result, "SZ.usd", day(2026, 1, 7)) == 500);  // no kind of the policy's
    CHECK(all.kpi("fx_cost") == "-1.42");
    CHECK(all.kpi("rmb_settled_count") == "2");
    CHECK(all.kpi("rmb_settled_value") == "1400.14");
    CHECK(all.kpi("fx_cost_avoided") == "1.40");  // 1,400.14 × 0.1 %
    const Ran as_invoiced =
        ran(with(std::string(frame) + policy + flows, "rmb_first", "as_invoiced"));
    CHECK(as_invoiced.kpi("rmb_settled_count") == "0");
    CHECK(as_invoiced.kpi("foreign_invoiced_value") == "1400.14");
    CHECK(closing(as_invoiced.result, "SZ.usd", day(2026, 1, 7)) == 500);
}

TEST_CASE("who accepts renminbi depends on the flow's name and the share alone",
          "[hedge][settlement]") {
    const sim::RandomSource random(7, 0);
    sim::SettlementPolicy policy;
    int at_thirty = 0, at_sixty = 0;
    for (int i = 0; i < 2'000; ++i) {
        const std::string name = "F-" + std::to_string(i);
        policy.accepts = 3'000;
        const bool few = sim::accepts_renminbi(policy, name, random);
        policy.accepts = 6'000;
        const bool many = sim::accepts_renminbi(policy, name, random);
        CHECK((many || !few));  // a larger share takes nobody out
        at_thirty += few ? 1 : 0;
        at_sixty += many ? 1 : 0;
        policy.accepts = 0;
        CHECK_FALSE(sim::accepts_renminbi(policy, name, random));
        policy.accepts = 10'000;
        CHECK(sim::accepts_renminbi(policy, name, random));
    }
    // Five standard deviations of 2,000 draws: 102 and 110.
    CHECK(std::abs(at_thirty - 600) < 103);
    CHECK(std::abs(at_sixty - 1'200) < 110);
}

TEST_CASE("what is wrong with a hedge is said where it stands", "[hedge][adapters][yaml]") {
    struct Row {
        const char *from, *to, *message, *expected;
    };
    const auto row = GENERATE(values<Row>({
        {"sell: 1000000.00 USD", "rate: 7", "neither `sell` nor `buy`", "one of them"},
        {"sell: 1000000.00 USD", "sell: 1.00, buy: 1.00", "both `sell` and `buy`", "one of them"},
        {"sell: 1000000.00 USD", "sell: 0.00", "a deal of 0.00", "above zero"},
        {"sell: 1000000.00 USD", "rate: -1, sell: 1.00", "a rate of -1", "above zero"},
        {"kind: forward, ", "kind: money_market, rate: 7, ", "`rate` has no use",
         "a forward or a swap"},
        {"foreign: SZ.usd", "foreign: O.usd", "different owners", "owner of 'SZ.cny'"},
        {"foreign: SZ.usd", "foreign: SZ.far", "at different banks", "the bank that deals"},
        {"foreign: SZ.usd", "foreign: SZ.cny", "both in CNY", "two currencies"},
        {"value_on: 2026-04-07", "value_on: 2026-04-06", "bank 'bank' is closed on 2026-04-06",
         "a day on which it is open"},
        {"value_on: 2026-04-07", "value_on: 2026-01-07", "is not after the day of dealing",
         "a later day"},
        {"dealt_on: 2026-01-07", "dealt_on: 2025-12-30", "is outside the period", "2026-01-05"},
        {"{currency: USD, terms: usd-money}, ", "", "needs the rates of USD money", "hedges.money"},
        {"{currency: USD, terms: usd-money}, ",
         "{currency: USD, terms: usd-money}, {currency: USD, terms: cny-money}, ", "given twice",
         "each currency once"},
    }));
    CAPTURE(row.message);
    std::string text = deal("kind: forward, sell: 1000000.00 USD", "");
    text = with(text, row.from, row.to);
    const std::string said = adapters::to_text(hedge_faults(text));
    CHECK_THAT(said, Catch::Contains(row.message));
    CHECK_THAT(said, Catch::Contains(row.expected));
}

TEST_CASE("what is wrong with a choice of currency is said where it stands",
          "[hedge][settlement][adapters][yaml]") {
    struct Row {
        const char *from, *to, *message;
    };
    const auto row = GENERATE(values<Row>({
        {"flows: [sales]", "flows: [sails]", "'sails' is no kind of flow"},
        {"renminbi: SZ.cny", "renminbi: SZ.far", "both in USD"},
        {"account: SZ.usd", "account: O.usd", "different owners"},
        {"rmb: \"0.6\"", "rmb: \"0.60001\"", "a share of 0.60001"},
        {"rmb: \"0.6\"", "rmb: \"1.6\"", "1.6"},
        {"flows: [sales]", "flows: []", "`flows` is empty: the policy chooses for nothing"},
        {"fx: dealing}", "fx: elsewhere}", "FX terms 'elsewhere' are of bank 'far'"},
        {"fx: dealing}", "fx: offshore}", "FX terms 'offshore' are offshore"},
        {"fx: dealing}",
         "fx: dealing}, {id: q, rule: as_invoiced, account: SZ.usd, renminbi: SZ.cny, flows: "
         "[sales, rent], counterparty_accepts_rmb: \"1\", fx: dealing}",
         "'p' and 'q' both choose for the same flows of 'SZ.usd'"},
    }));
    const std::string text =
        with(with(std::string(frame), "fx_terms: [",
                  "fx_terms: [{id: elsewhere, bank: far, spread: 0.0020}, {id: offshore, bank: "
                  "bank, market: offshore, spread: 0.0020}, "),
             "fx: {onshore",
             "fx: {offshore: {base: USD, file: rates.csv, columns: {USDCNY: CNY}}, onshore") +
        "settlement_currency: [{id: p, rule: rmb_first, account: SZ.usd, renminbi: SZ.cny, flows: "
        "[sales], counterparty_accepts_rmb: \"0.6\", fx: dealing}]\n";
    CAPTURE(row.message);
    CHECK(hedge_faults(text).empty());
    CHECK_THAT(adapters::to_text(hedge_faults(with(text, row.from, row.to))),
               Catch::Contains(row.message));
}

TEST_CASE("an agreed rate far from the mid is warned of, for it may be inverted",
          "[hedge][adapters][yaml]") {
    struct Row {
        const char *rate, *said;
    };
    // The mid of 7 January is 7.0000: half of it is 3.5, twice is 14.
    const auto row = GENERATE(values<Row>({
        {"0.1429", "a rate of 0.1429 where the mid of 2026-01-07 is 7.0000 CNY for one USD"},
        {"3.4999", "is it inverted?"},
        {"3.5", ""},
        {"14", ""},
        {"70", "between half and twice the mid"},
    }));
    CAPTURE(row.rate);
    const ScenarioFolder folder;
    folder.write("rates.csv", rates);
    const std::string text =
        deal(std::string("kind: forward, rate: ") + row.rate + ", sell: 1000000.00 USD", "");
    const auto read = adapters::load_scenario(folder.write("scenario.yaml", text), usual_options());
    if (!read) FAIL(adapters::to_text(read.error()));
    const std::string said = adapters::to_text(read->warnings);
    if (std::string_view(row.said).empty())
        CHECK(read->warnings.empty());
    else
        CHECK_THAT(said, Catch::Contains(row.said));
}

}  // namespace rmbsim::tests::hedges

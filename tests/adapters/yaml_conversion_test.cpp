// The place of conversion, revaluation of foreign balances and overnight swaps, from text to books.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/hedge/conversion.hpp"
#include "sim/hedge/moving_cost.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "tests/adapters/yaml_fixture.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::conversions {
namespace {

using ledger::ChartLine;
using ledger::Decimal;
using sim::ConversionPlace;

Decimal dec(const char* text) { return *Decimal::parse(text); }

constexpr std::string_view rates = R"(date,USDCNY,USDCNH
2026-01-05,7.0000,7.0200
2026-01-12,7.0000,6.9900
2026-01-30,7.1000,7.1000
2026-02-27,6.9500,6.9500
)";

constexpr std::string_view frame = R"(scenario: conversions
period: {from: 2026-01-05, to: 2026-02-27}
market: {fx: {onshore: {base: USD, file: rates.csv, columns: {USDCNY: CNY}}, offshore: {base: USD, file: rates.csv, columns: {USDCNH: CNY}}}, after_last: hold}
entities: [{id: hk, jurisdiction: HK}, {id: other, jurisdiction: HK}]
banks: [{id: bank, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}, {id: far, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}]
interest_terms:
  - {id: usd-money, credit: {rate: 0.0360}, debit: {rate: 0.0440}, day_count: ACT/360, settle: {every: quarter, day: 20}}
  - {id: cny-money, credit: {rate: 0.0100}, debit: {rate: 0.0260}, day_count: ACT/360, settle: {every: quarter, day: 20}}
accounts:
  - {id: H.usd, owner: hk, bank: bank, currency: USD, overdraft: 500000.00}
  - {id: H.cnh, owner: hk, bank: bank, currency: CNH, opening: 9000000.00}
  - {id: H.two, owner: other, bank: bank, currency: USD}
  - {id: H.far, owner: hk, bank: far, currency: CNH}
  - {id: O.cnh, owner: other, bank: bank, currency: CNH}
fx_terms: [{id: at-cny, bank: bank, market: onshore, spread: 0.0010}, {id: at-cnh, bank: bank, market: offshore, spread: 0.0020}]
)";

constexpr std::string_view policy =
    "conversion_place: [{id: P, foreign: H.usd, offshore_allowed: true, "
    "onshore: {renminbi: H.cnh, fx: at-cny}, offshore: {renminbi: H.cnh, fx: at-cnh, fee: "
    "100.00}}]\n";

struct Ran {
    sim::testing::Recording books;
    sim::RunResult result;
    std::int64_t balance(ChartLine line) const {
        std::int64_t sum = 0;
        for (const auto& [account, minor] : books.balances)
            if (books.directory.accounts[account].line == line &&
                books.directory.books[books.directory.accounts[account].spec.book.index].code ==
                    "hk")
                sum += minor;
        return sum;
    }
    std::string kpi(std::string_view name) const {
        const sim::Kpi* found = sim::find_kpi(result, name, "group");
        return found == nullptr ? "none" : found->value;
    }
};

Ran ran(const std::string& rest) {
    const ScenarioFolder folder;
    folder.write("rates.csv", rates);
    auto loaded = adapters::load_scenario(folder.write("scenario.yaml", std::string(frame) + rest),
                                          usual_options());
    if (!loaded) FAIL(adapters::to_text(loaded.error()));
    Ran all;
    all.result = sim::testing::run(loaded->scenario, &all.books);
    return all;
}

adapters::Diagnostics faults(const std::string& rest) {
    const ScenarioFolder folder;
    folder.write("rates.csv", rates);
    auto result = adapters::load_scenario(folder.write("scenario.yaml", std::string(frame) + rest),
                                          usual_options());
    return result ? adapters::Diagnostics{} : std::move(result.error());
}

}  // namespace

TEST_CASE("a conversion goes where it is better all in, a tie onshore, offshore only if allowed",
          "[hedge][conversion]") {
    struct Row {
        const char* name;
        bool sells, allowed;
        const char *onshore_mid, *offshore_mid;
        std::int64_t offshore_fee;
        std::int64_t onshore_all_in, offshore_all_in;
        ConversionPlace place;
        std::int64_t gain, forgone;
    };
    // 100,000 dollars; spreads 10 bp onshore and 20 bp offshore, so 0.05 % and 0.10 % to the worse side:
    // 7 × 0.9995 = 6.9965, × 1.0005 = 7.0035; 7.02 × 0.999 = 7.01298; 6.98 × 1.001 = 6.98698
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"sold at the better offshore price",  true,  true,  "7", "7.02",  10'000, 69'965'000, 70'119'800, ConversionPlace::offshore, 154'800, 0},
        {"the fee turns it round",             true,  true,  "7", "7.02", 170'000, 69'965'000, 69'959'800, ConversionPlace::onshore, 0, 0},
        {"bought at the lower offshore price", false, true,  "7", "6.98",  10'000, 70'035'000, 69'879'800, ConversionPlace::offshore, 155'200, 0},
        {"bought, offshore dearer",            false, true,  "7", "7.02",  10'000, 70'035'000, 70'280'200, ConversionPlace::onshore, 0, 0},
        {"better, but not allowed",            true,  false, "7", "7.02",  10'000, 69'965'000, 70'119'800, ConversionPlace::onshore, 0, 154'800},
        {"the same all in stays onshore",      true,  true,  "7", "7.02", 164'800, 69'965'000, 69'965'000, ConversionPlace::onshore, 0, 0},
    }));
    // clang-format on
    CAPTURE(row.name);
    const ledger::Money dollars{10'000'000, ledger::currency("USD")};
    const auto cny = ledger::currency("CNY");
    const auto onshore = sim::priced_at({.mid = dec(row.onshore_mid), .spread = dec("0.0010")},
                                        dollars, cny, row.sells);
    const auto offshore = sim::priced_at(
        {.mid = dec(row.offshore_mid), .spread = dec("0.0020"), .fee_minor = row.offshore_fee},
        dollars, cny, row.sells);
    CHECK(onshore.all_in_minor == row.onshore_all_in);
    CHECK(offshore.all_in_minor == row.offshore_all_in);
    const auto choice = sim::chosen(onshore, offshore, row.sells, row.allowed);
    CHECK(choice.place == row.place);
    CHECK(choice.gain_minor == row.gain);
    CHECK(choice.forgone_minor == row.forgone);
}

TEST_CASE("a moving average keeps the cost of what is left, and an empty balance has none",
          "[hedge][revaluation]") {
    sim::MovingCost cost;
    cost.move(dec("100"), dec("7"));    // 700
    cost.move(dec("100"), dec("7.2"));  // 1,420 for 200: 7.10 each
    CHECK(cost.unrealised(dec("7.3")) == dec("40"));
    cost.move(dec("-50"), dec("7.4"));  // 150 cost 1,065
    CHECK(cost.cost() == dec("1065"));
    cost.move(dec("-150"), dec("7.4"));
    CHECK(cost.unrealised(dec("9")).is_zero());
    cost.move(dec("10"), dec("7"));
    cost.move(dec("-30"), dec("6.5"));  // through zero: 20 owed since 6.5
    CHECK(cost.cost() == dec("-130"));
    CHECK(cost.unrealised(dec("7")) == dec("-10"));
}

TEST_CASE("each conversion is a decision that holds both prices", "[conversion][world]") {
    // 5 Jan: 100,000 sold at 7.0200 × 0.999 = 701,298.00 less 100.00. 12 Jan: 50,000 bought; onshore
    // 50,000 × 7.0035 = 350,175.00, offshore 6.99 × 1.001 × 50,000 = 349,849.50 + 100.00 = 349,949.50
    const Ran run = ran(
        std::string(policy) +
        "flows:\n  - {id: F-1, on: 2026-01-05, account: H.usd, kind: sales, amount: 100000.00}\n"
        "  - {id: F-2, on: 2026-01-12, account: H.usd, kind: suppliers, amount: -50000.00}\n");
    CHECK(run.balance(ChartLine::bank_deposit) == 900'000'000 + 70'119'800 - 34'994'950);
    CHECK(run.kpi("conversion_count") == "2");
    CHECK(run.kpi("conversion_offshore_count") == "2");
    // 701,198.00 - 699,650.00 = 1,548.00; 350,175.00 - 349,949.50 = 225.50
    CHECK(run.kpi("conversion_place_gain") == "1773.50");
    CHECK(run.result.counts.decisions == 2);
}

TEST_CASE(
    "foreign balances are revalued at a month's end by the change, or taken back the next day",
    "[revaluation][world]") {
    // 5 Jan: 100,000 dollars at 7.00. 31 Jan: 7.10, so 10,000.00 unrealised. 12 Feb: 40,000 paid, cost 280,000
    // with it. 27 Feb (the run's end): 60,000 × (6.95 - 7.00) = -3,000.00.
    const char* const next_day = GENERATE("keep", "reverse");
    CAPTURE(next_day);
    const std::string text =
        "revaluation: [{company: hk, currency: CNY, next_day: " + std::string(next_day) +
        "}]\nflows:\n  - {id: F-1, on: 2026-01-05, account: H.usd, kind: sales, amount: "
        "100000.00}\n"
        "  - {id: F-2, on: 2026-02-12, account: H.usd, kind: suppliers, amount: -40000.00}\n";
    const Ran run = ran(text);
    CHECK(run.balance(ChartLine::balance_valuation) == -300'000);
    CHECK(run.balance(ChartLine::unrealised_fx_result) == 300'000);
    CHECK(run.kpi("unrealised_fx") == "-3000.00");
    // 2 flows and the opening; kept: 31 Jan and 27 Feb; reversed: and 1 Feb
    CHECK(run.result.counts.entries == (std::string(next_day) == "keep" ? 5U : 6U));
}

TEST_CASE("a swap over a month's end shows its points, is revalued and settled", "[hedge][world]") {
    // Over the weekend of 30 January, three days. Far mid 7.10 × (1 + 0.018 × 3/360) / (1 + 0.040 × 3/360)
    // = 7.098698767…, sold 0.05 % below: 7.095149418, so 7,095,149.41 and -48.5059 points on the spot of 7.10.
    const std::string deal =
        "hedges: {money: [{currency: USD, terms: usd-money}, {currency: CNY, terms: cny-money}], "
        "deals: "
        "[{id: S-1, kind: swap, home: H.cnh, foreign: H.usd, buy: 1000000.00 USD, fx: at-cny, "
        "dealt_on: 2026-01-30, value_on: 2026-02-02}]}\n";
    const Ran run = ran(deal);
    REQUIRE(run.result.hedges.size() == 1);
    const sim::HedgeResult& swap = run.result.hedges.front();
    CHECK(swap.near_home_minor == 710'000'000);
    CHECK(swap.home_minor == 709'514'941);
    CHECK(swap.spot == "7.100000");
    CHECK(swap.points == "-48.51");
    CHECK(swap.stage == "settled");
    CHECK(swap.carried_minor == 0);
    // Spot is still 7.10 on 2 February: 7,095,149.41 - 7,100,000.00
    CHECK(swap.result_minor == -485'059);
    CHECK(run.balance(ChartLine::derivative) == 0);
    CHECK(run.balance(ChartLine::fair_value_result) == 485'059);
}

TEST_CASE("an overnight swap that is rolled is closed and dealt again on each open day",
          "[hedge][world]") {
    // Friday 30 January to Monday, then to Tuesday: the first part as above; the second for one day,
    // 7.10 × (1 + 0.018/360) / (1 + 0.040/360) × 0.9995 = 7.096016376…, so 7,096,016.37.
    // Each near leg costs 7,100,000.00: 9,000,000.00 - 2 × 7,100,000.00 + 7,095,149.41 + 7,096,016.37
    const Ran run = ran(
        "hedges: {money: [{currency: USD, terms: usd-money}, {currency: CNY, terms: cny-money}], "
        "deals: [{id: S, kind: swap, home: H.cnh, foreign: H.usd, buy: 1000000.00 USD, fx: at-cny, "
        "dealt_on: 2026-01-30, value_on: 2026-02-03, roll: overnight}]}\n");
    REQUIRE(run.result.hedges.size() == 2);
    CHECK(run.result.hedges[0].hedge == "S.1");
    CHECK(run.result.hedges[0].home_minor == 709'514'941);
    CHECK(run.result.hedges[1].hedge == "S.2");
    CHECK(run.result.hedges[1].home_minor == 709'601'637);
    CHECK(run.result.hedges[1].stage == "settled");
    CHECK(run.balance(ChartLine::bank_deposit) == 899'116'578);
    CHECK(run.result.refusals.empty());
}

TEST_CASE("what is wrong with a place of conversion or a revaluation is said where it stands",
          "[conversion][adapters][yaml]") {
    struct Row {
        const char *from, *to, *message;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {"foreign: H.usd",               "foreign: O.cnh",              "account 'O.cnh' is in renminbi"},
        {"{renminbi: H.cnh, fx: at-cny", "{renminbi: H.two, fx: at-cny", "account 'H.two' is not in renminbi"},
        {"{renminbi: H.cnh, fx: at-cny", "{renminbi: O.cnh, fx: at-cny", "accounts 'H.usd' and 'O.cnh' have different owners"},
        {"{renminbi: H.cnh, fx: at-cny", "{renminbi: H.far, fx: at-cny", "accounts 'H.usd' and 'H.far' have different banks"},
        {"fx: at-cny}",                  "fx: at-cnh}",                 "FX terms 'at-cnh' are of the offshore market"},
        {"fx: at-cnh, fee",              "fx: at-cny, fee",             "FX terms 'at-cny' are of the onshore market"},
        {"fee: 100.00",                  "fee: -1.00",                  "a fee of -1.00"},
        {"offshore_allowed: true",       "keep: -5.00",                 "keep: -5.00"},
        {"offshore_allowed: true",       "direction: sideways",         "sideways"},
        {"}}]\n",                        "}}]\nrevaluation: [{company: nobody, currency: CNY}]\n", "nobody"},
        {"}}]\n",                        "}}]\nrevaluation: [{company: hk, currency: CNY}, {company: hk, currency: CNY}]\n", "'hk' is revalued twice"},
        {"}}]\n",                        "}}]\nrevaluation: [{company: hk, currency: EUR}]\n", "there is no onshore rate of EUR"},
    }));
    // clang-format on
    CAPTURE(row.to);
    const auto said = faults(with(std::string(policy), row.from, row.to));
    REQUIRE_FALSE(said.empty());
    CHECK(adapters::to_text(said).find(row.message) != std::string::npos);
}

TEST_CASE("what is wrong with a rolled swap is said where it stands", "[hedge][adapters][yaml]") {
    struct Row {
        const char *kind, *more, *message;
    };
    const auto row = GENERATE(values<Row>({
        {"forward", "roll: week", "only a swap is rolled"},
        {"swap", "roll: month, rate: 7.0", "a rate agreed for a swap that is rolled"},
        {"swap", "roll: daily", "daily"},
    }));
    CAPTURE(row.more);
    const auto said = faults(
        "hedges: {money: [{currency: USD, terms: usd-money}, {currency: CNY, terms: cny-money}], "
        "deals: [{id: S, kind: " +
        std::string(row.kind) +
        ", home: H.cnh, foreign: H.usd, buy: 1000000.00 USD, fx: at-cny, dealt_on: 2026-01-30, "
        "value_on: 2026-02-27, " +
        std::string(row.more) + "}]}\n");
    REQUIRE_FALSE(said.empty());
    CHECK(adapters::to_text(said).find(row.message) != std::string::npos);
}

}  // namespace rmbsim::tests::conversions

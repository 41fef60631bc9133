#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/hedge/deal.hpp"
#include "sim/hedge/exposure.hpp"
#include "sim/hedge/forward.hpp"
#include "sim/hedge/hedge_choice.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;
using ledger::DayCount;
using ledger::Decimal;
using ledger::Rate;

namespace {

Decimal dec(const char* text) { return *Decimal::parse(text); }

MoneyRates flat(const char* rate, DayCount day_count) {
    return {.deposit = dec(rate), .borrowing = dec(rate), .day_count = day_count};
}

TwoWay pair_of(const char* bid, const char* ask) { return {.bid = dec(bid), .ask = dec(ask)}; }

Exchange sold(std::int64_t foreign, std::int64_t home) {
    return {.sells_foreign = true,
            .foreign = {foreign, ledger::currency("USD")},
            .home = {home, ledger::currency("CNY")}};
}

}  // namespace

TEST_CASE("a forward is the spot carried at each currency's rate by its own day count", "[hedge]") {
    struct Row {
        const char* name;
        const char* spot;
        MoneyRates base, quote;
        int from_day, days;
        const char* forward;
    };
    const auto act_360 = DayCount::act_360, act_365 = DayCount::act_365_fixed;
    const std::vector<Row> rows{
        // Source: jufinance.com/irp, worked example: GBP/USD 2, 10 % in the UK, 5 % in the US, a year
        // of 360 days of 360: 2 × 1.05 / 1.10 = 1.9091
        {"published parity example", "2", flat("0.10", act_360), flat("0.05", act_360), 0, 360,
         "1.9091"},
        // 7 × (1 + 0.018 × 90/360) / (1 + 0.04 × 90/360) = 7 × 1.0045 / 1.01 = 6.961881…
        {"dollar against renminbi, both ACT/360", "7", flat("0.04", act_360),
         flat("0.018", act_360), 0, 90, "6.9619"},
        // 1.25 × (1 + 0.0365 × 100/360) / (1 + 0.0365 × 100/365): equal rates, yet not the spot:
        // 1.25 × 1.0101388… / 1.01 = 1.250171…
        {"equal rates on different divisors leave a point", "1.25", flat("0.0365", act_365),
         flat("0.0365", act_360), 0, 100, "1.2502"},
        {"no days, no points", "7", flat("0.04", act_360), flat("0.018", act_360), 0, 0, "7.0000"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const Term term{.from = day(2026, 1, 1),
                        .to = day(2026, 1, 1) + std::chrono::days{row.days}};
        CHECK(forward_mid(dec(row.spot), row.base, row.quote, term).to_text(4) == row.forward);
    }
}

TEST_CASE("points are ten-thousandths, hundredths against the yen", "[hedge]") {
    CHECK(point_places(ledger::currency("CNY")) == 4);
    CHECK(point_places(ledger::currency("JPY")) == 2);
    CHECK(points(dec("7.1234"), dec("7.1200"), 4).to_text(1) == "34.0");
    CHECK(points(dec("149.55"), dec("150.00"), 2).to_text(1) == "-45.0");
}

TEST_CASE("points quoted low-high are added and high-low subtracted, and the spread never narrows",
          "[hedge]") {
    const TwoWay spot = pair_of("7.1200", "7.1220");
    CHECK(outright(spot, pair_of("30", "34"), 4) == pair_of("7.1230", "7.1254"));
    CHECK(outright(spot, pair_of("34", "30"), 4) == pair_of("7.1166", "7.1190"));
    const TwoWay way_round = inverse(pair_of("1.5384", "1.5426"));
    CHECK(way_round.bid.to_text(6) == "0.648256");  // 1 / 1.5426
    CHECK(way_round.ask.to_text(6) == "0.650026");  // 1 / 1.5384
}

TEST_CASE("the customer sells at the bid and buys at the ask, forward as at spot", "[hedge]") {
    const MoneyRates usd{.deposit = dec("0.04"), .borrowing = dec("0.05")};
    const MoneyRates cny{.deposit = dec("0.01"), .borrowing = dec("0.03")};
    const Term quarter{.from = day(2026, 1, 1), .to = day(2026, 4, 1)};  // 90 days
    const TwoWay forward = forward_two_way(pair_of("7.0", "7.1"), usd, cny, quarter);
    CHECK(forward.bid.to_text(6) == "6.930864");  // 7.0 × 1.0025 / 1.0125
    CHECK(forward.ask.to_text(6) == "7.082426");  // 7.1 × 1.0075 / 1.0100 = 7.08242574…
    CHECK(customer_side(forward, DealSide::sell_base) == forward.bid);
    CHECK(customer_side(forward, DealSide::buy_base) == forward.ask);
}

TEST_CASE("money-market hedges come to the published amounts", "[hedge][oracle]") {
    struct Row {
        const char* source;
        bool receipt;
        const char* foreign;
        TwoWay spot;  // home for one foreign
        Growths foreign_growth, home_growth;
        const char *now, *home_now, *home_at_date;
    };
    const auto grown = [](const char* deposit, const char* borrowing) {
        return Growths{.deposit = dec(deposit), .borrowing = dec(borrowing)};
    };
    const std::vector<Row> rows{
        // opentuition.com/topic/money-market-hedging-example-6-from-lecture-notes (ACCA FM notes):
        // $5m due in three months, $/£ 1.5384–1.5426, dollars 5.2–5.8 %, pounds 3.6–3.9 % a year;
        // borrow 5m / 1.0145 = 4,928,536, sell at 1.5426 = 3,194,954, deposit × 1.009 = 3,223,709
        {"ACCA FM example 6", true, "5000000", inverse(pair_of("1.5384", "1.5426")),
         grown("1.0130", "1.0145"), grown("1.0090", "1.00975"), "4928536", "3194954", "3223709"},
        // opentuition.com/topic/money-market-hedging-2 (BPP kit q 92.5): €3.5m to pay in three months,
        // $1.96–2.00 for €1, dollars 8 % / 3 %, euros 5 % / 1 % (borrowing / deposit) a year:
        // deposit 3.5m / 1.0025 = 3,491,272, buy at 2.00, borrow: × 1.02 = 7,122,195
        {"BPP kit 92.5", false, "3500000", pair_of("1.96", "2.00"), grown("1.0025", "1.0125"),
         grown("1.0075", "1.0200"), "3491272", "6982544", "7122195"},
        // tutorsglobe.com/question/…5323576: $300,000 in three months, dollars 5.4 %, pounds 4.6 %,
        // 1.7822 $/£: 300,000 / 1.0135 = 296,004; / 1.7822 = 166,089; × 1.0115 = 167,999
        {"published answer 5323576", true, "300000", inverse(pair_of("1.7818", "1.7822")),
         grown("1.0135", "1.0135"), grown("1.0115", "1.0115"), "296004", "166089", "167999"},
        // ACCA F9 June 2013 question 3 (data at opentuition.com/?p=148277): €500,000 in three months,
        // 1.675 €/$, borrowing euros 9 %, depositing dollars 4 %: 500,000 / 1.0225 = 488,997.6;
        // / 1.675 = 291,938.9; × 1.01 = 294,858.2
        {"ACCA F9 June 2013", true, "500000", inverse(pair_of("1.675", "1.675")),
         grown("1.0225", "1.0225"), grown("1.0100", "1.0125"), "488998", "291939", "294858"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.source);
        const MoneyMarketLegs legs =
            row.receipt
                ? hedge_receipt(dec(row.foreign), row.spot, row.foreign_growth, row.home_growth)
                : hedge_payment(dec(row.foreign), row.spot, row.foreign_growth, row.home_growth);
        CHECK(legs.foreign_now.to_text(0) == row.now);
        CHECK(legs.home_now.to_text(0) == row.home_now);
        CHECK(legs.home_at_date.to_text(0) == row.home_at_date);
    }
}

TEST_CASE("the hedges of one date are ranked and each names its break-even spot",
          "[hedge][oracle]") {
    // ACCA F9 June 2013 question 3 as above, with its forward of 1.687 €/$: 500,000 / 1.687 =
    // 296,384 (published), so the forward beats the money market's 294,858.
    HedgeCase receipt{.receipt = true,
                      .foreign = 500'000,
                      .spot = inverse(pair_of("1.675", "1.675")),
                      .forward = inverse(pair_of("1.687", "1.687")),
                      .spot_at_date = inverse(pair_of("1.70", "1.70")),
                      .foreign_growth = {.deposit = dec("1.0225"), .borrowing = dec("1.0225")},
                      .home_growth = {.deposit = dec("1.01"), .borrowing = dec("1.0125")}};
    const auto offers = compare_hedges(receipt);
    REQUIRE(offers.size() == 3);
    CHECK(offers[0].home.to_text(0) == "294118");  // 500,000 / 1.70
    CHECK(offers[1].home.to_text(0) == "296384");
    CHECK(best_offer(offers, true).method == HedgeMethod::forward);
    // Unhedged, 296,384 dollars need a spot of 1.687 € for $1 on the day.
    CHECK((Decimal(1) / offers[1].break_even_spot).to_text(4) == "1.6870");
    CHECK((Decimal(1) / offers[2].break_even_spot).to_text(4) == "1.6957");

    // A payment takes the lowest. 100 foreign; spot 7.0–7.1, forward 7.2–7.3, foreign deposit 2 %,
    // home borrowing 4 %: forward 730; money market 100/1.02 × 7.1 × 1.04 = 723.9215…;
    // lead 100 × 7.1 × 1.04 = 738.40
    HedgeCase payment{.receipt = false,
                      .foreign = 100,
                      .spot = pair_of("7.0", "7.1"),
                      .forward = pair_of("7.2", "7.3"),
                      .spot_at_date = pair_of("7.25", "7.35"),
                      .foreign_growth = {.deposit = dec("1.02"), .borrowing = dec("1.03")},
                      .home_growth = {.deposit = dec("1.01"), .borrowing = dec("1.04")},
                      .may_lead = true};
    const auto costs = compare_hedges(payment);
    REQUIRE(costs.size() == 4);
    CHECK(costs[0].home.to_text(2) == "735.00");
    CHECK(costs[1].home.to_text(2) == "730.00");
    CHECK(costs[2].home.to_text(2) == "723.92");
    CHECK(costs[3].home.to_text(2) == "738.40");
    CHECK(best_offer(costs, false).method == HedgeMethod::money_market);
    CHECK(name_of(costs[3].method) == "lead");
}

TEST_CASE("a dealt hedge rounds each leg against the customer, a debt never above the receipt",
          "[hedge]") {
    const ledger::CurrencyId usd = ledger::currency("USD"), cny = ledger::currency("CNY");
    // 0.01 USD at 7.125: 0.07125 yuan; received 0.07, paid 0.08
    CHECK(exchanged({1, usd}, cny, true, dec("7.125")).home.minor == 7);
    CHECK(exchanged({1, usd}, cny, false, dec("7.125")).home.minor == 8);
    const Growths foreign{.deposit = dec("1.01"), .borrowing = dec("1.0125")};
    const Growths home{.deposit = dec("1.0025"), .borrowing = dec("1.0075")};
    const TwoWay spot = pair_of("7.0", "7.1");
    // 1,000,000 / 1.0125 = 987,654.3209… → 987,654.32 borrowed; × 7.0 = 6,913,580.24 yuan;
    // interest 987,654.32 × 0.0125 = 12,345.679 → 12,345.68; 6,913,580.24 × 0.0025 = 17,283.95
    const MoneyMarketDeal receipt =
        dealt_money_market({100'000'000, usd}, cny, true, spot, foreign, home);
    CHECK(receipt.spot.foreign.minor == 98'765'432);
    CHECK(receipt.spot.home.minor == 691'358'024);
    CHECK(receipt.foreign_interest == 1'234'568);
    CHECK(receipt.home_interest == 1'728'395);
    CHECK(receipt.spot.foreign.minor + receipt.foreign_interest == 100'000'000);
    // 1,000,000 / 1.01 = 990,099.0099… → 990,099.01 deposited; × 7.1 = 7,029,702.971 → …2.98 paid
    const MoneyMarketDeal payment =
        dealt_money_market({100'000'000, usd}, cny, false, spot, foreign, home);
    CHECK(payment.spot.foreign.minor == 99'009'901);
    CHECK(payment.spot.home.minor == 702'970'298);
    CHECK(payment.foreign_interest == 990'099);
}

TEST_CASE("a forward sold is worth the contract price less the forward now, discounted",
          "[hedge]") {
    const Exchange deal = sold(100'000'000, 705'000'000);  // 1,000,000 USD at 7.05
    CHECK(fair_value_minor(deal, dec("7.05"), 1) == 0);
    CHECK(fair_value_minor(deal, dec("7.00"), 1) == 5'000'000);  // 50,000 yuan gained
    CHECK(fair_value_minor(deal, dec("7.10"), 1) == -5'000'000);
    CHECK(fair_value_minor(deal, dec("7.00"), dec("0.99")) == 4'950'000);
    Exchange bought = deal;
    bought.sells_foreign = false;
    CHECK(fair_value_minor(bought, dec("7.00"), 1) == -5'000'000);
}

TEST_CASE("exposure is receipts less payments, hedges and balances, and the pool nets the entities",
          "[hedge][exposure]") {
    using Kind = ExposureItem::Kind;
    const ledger::CurrencyId usd = ledger::currency("USD"), eur = ledger::currency("EUR");
    std::vector<ExposureItem> items{
        {Kind::receipt, 0, usd, 1, 1'000}, {Kind::hedge, 0, usd, 1, 600},
        {Kind::payment, 1, usd, 1, 700},   {Kind::balance, 1, usd, 1, -200},
        {Kind::receipt, 0, usd, 2, 50},    {Kind::payment, 0, eur, 1, 10},
    };
    const auto rows = exposures(items);
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].currency == eur);
    CHECK(rows[0].net() == -10);
    CHECK(rows[1].net() == 400);  // 1,000 less 600 sold forward
    CHECK(rows[2].net() == 50);
    CHECK(rows[3].net() == -500);  // 700 to pay, 200 put aside
    const auto together = pooled(rows);
    REQUIRE(together.size() == 3);
    CHECK(together[1].net() == -100);
    CHECK(together[1].entity == pooled_entity);
    CHECK(natural_hedge_ratio(together[1].receipts, together[1].payments)->to_text(6) ==
          "0.823529");  // 1 - 300/1,700
    std::swap(items[0], items[3]);
    CHECK(exposures(items)[3].net() == -500);
    CHECK_FALSE(natural_hedge_ratio(0, 0));
    CHECK(*natural_hedge_ratio(5, 5) == Decimal(1));
    CHECK(natural_hedge_ratio(5, 0)->is_zero());
}

// Proves sim/market/fx.hpp: quotes by market and date, crosses, sides, against the published files.
#include "sim/market/fx.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ContractViolation;
using ledger::currency;
using ledger::CurrencyId;
using ledger::Market;
using ledger::Rate;
using published::date;
using published::decimal;

FxTable table() { return {published::onshore(), published::ecb()}; }

// Equal but for the last digits of a division carried to 50.
bool near(const std::optional<Rate>& a, const Rate& b) {
    if (!a) return false;
    const Rate gap = *a - b;
    return std::max(gap, -gap) < decimal("0.0000000000000000000000000000000000000001");
}

std::vector<CurrencyId> all_currencies() {
    std::vector<CurrencyId> all{currency("EUR")};
    for (const FxSeries& series : published::ecb().series) all.push_back(series.currency);
    return all;
}

TEST_CASE("offshore USD/CNY is the cross of the two euro rates", "[fx]") {
    const auto mid =
        table().mid(currency("USD"), currency("CNY"), Market::offshore, date("2026-03-31"));
    CHECK(mid == decimal("7.9341") / decimal("1.1498"));
    CHECK(mid->to_text(4) == "6.9004");
}

TEST_CASE("onshore USD/CNY is the central parity, and other pairs cross through it", "[fx]") {
    const FxTable fx = table();
    const ValueDate day = date("2026-03-31");
    const auto mid = [&](const char* from, const char* to) {
        return fx.mid(currency(from), currency(to), Market::onshore, day);
    };
    CHECK(mid("USD", "CNY") == decimal("6.9194"));
    CHECK(mid("CNY", "USD") == Rate{1} / decimal("6.9194"));
    CHECK(mid("USD", "HKD") == decimal("9.0136") / decimal("1.1498"));
    CHECK(near(mid("EUR", "USD"), decimal("1.1498")));
    CHECK(near(mid("EUR", "CNY"), decimal("6.9194") * decimal("1.1498")));
}

TEST_CASE("a day without a quote uses the last one before it", "[fx]") {
    struct Row {
        const char* name;
        Market market;
        const char *day, *quoted_on;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                                              date          quote of
        {"Saturday uses Friday's",        Market::onshore,  "2026-03-28", "2026-03-27"},
        {"Sunday uses Friday's",          Market::onshore,  "2026-03-29", "2026-03-27"},
        {"Spring Festival, onshore",      Market::onshore,  "2026-02-20", "2026-02-13"},
        {"a make-up Saturday, onshore",   Market::onshore,  "2026-02-14", "2026-02-13"},
        {"offshore a weekend too",        Market::offshore, "2026-03-29", "2026-03-27"},
        {"past the end the last holds",   Market::offshore, "2026-06-30", "2026-03-31"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const FxTable fx = table();
    const auto mid = [&](const char* day) {
        return fx.mid(currency("USD"), currency("CNY"), row.market, date(day));
    };
    CHECK(mid(row.day).has_value());
    CHECK(mid(row.day) == mid(row.quoted_on));
}

TEST_CASE("the weekend's parity is Friday's 6.9141", "[fx]") {
    CHECK(table().mid(currency("USD"), currency("CNY"), Market::onshore, date("2026-03-29")) ==
          decimal("6.9141"));
}

TEST_CASE("offshore renminbi moves while the mainland is closed", "[fx]") {
    const FxTable fx = table();
    const auto mid = [&](Market market, const char* day) {
        return fx.mid(currency("USD"), currency("CNY"), market, date(day));
    };
    CHECK(mid(Market::onshore, "2026-02-19") == mid(Market::onshore, "2026-02-20"));
    CHECK(mid(Market::offshore, "2026-02-19") != mid(Market::offshore, "2026-02-20"));
}

TEST_CASE("there and back at mid is one, for every pair", "[fx]") {
    const FxTable fx = table();
    const auto market = GENERATE(Market::onshore, Market::offshore);
    for (const CurrencyId a : all_currencies())
        for (const CurrencyId b : all_currencies()) {
            const auto there = fx.mid(a, b, market, date("2026-03-31"));
            const auto back = fx.mid(b, a, market, date("2026-03-31"));
            REQUIRE((there && back));
            CHECK(near(*there * *back, 1));
        }
}

TEST_CASE("the customer sells below mid and buys above it", "[fx]") {
    const FxTable fx = table();
    const ValueDate day = date("2026-03-31");
    const CurrencyId usd = currency("USD"), cny = currency("CNY");
    const Rate spread = decimal("0.0010");
    const auto mid = fx.mid(usd, cny, Market::offshore, day);
    const auto bid = fx.customer_rate(usd, cny, Market::offshore, day, spread);
    const auto back = fx.customer_rate(cny, usd, Market::offshore, day, spread);
    REQUIRE((mid && bid && back));
    const Rate ask = Rate{1} / *back;  // CNY paid for one USD
    CHECK(*bid == *mid * decimal("0.9995"));
    CHECK(*bid < *mid);
    CHECK(*mid < ask);
    CHECK(*bid * *back < 1);
    CHECK(fx.customer_rate(usd, cny, Market::offshore, day, 0) == mid);
}

TEST_CASE("a currency is worth itself, and no spread is taken on nothing", "[fx]") {
    const FxTable fx = table();
    const CurrencyId cny = currency("CNY");
    CHECK(fx.mid(cny, cny, Market::onshore, date("2026-03-31")) == Rate{1});
    CHECK(fx.customer_rate(cny, cny, Market::onshore, date("2026-03-31"), decimal("0.01")) ==
          Rate{1});
}

TEST_CASE("without a quote there is no rate", "[fx]") {
    const FxTable fx = table();
    const CurrencyId usd = currency("USD"), cny = currency("CNY"), vnd = currency("VND");
    CHECK_FALSE(fx.mid(usd, cny, Market::onshore, date("2018-01-01")).has_value());
    CHECK(fx.mid(usd, cny, Market::onshore, date("2018-01-02")) == decimal("6.5079"));
    CHECK_FALSE(fx.mid(usd, vnd, Market::onshore, date("2026-03-31")).has_value());
    CHECK_FALSE(fx.customer_rate(vnd, usd, Market::onshore, date("2026-03-31"), 0).has_value());
    CHECK_FALSE(FxTable{}.mid(usd, cny, Market::onshore, date("2026-03-31")).has_value());
}

TEST_CASE("a market knows its base, its currencies and its dates", "[fx]") {
    const FxTable fx = table();
    CHECK(fx.knows(currency("USD"), Market::onshore));
    CHECK(fx.knows(currency("EUR"), Market::onshore));
    CHECK(fx.knows(currency("CNY"), Market::offshore));
    CHECK_FALSE(fx.knows(currency("VND"), Market::offshore));
    CHECK_FALSE(FxTable{}.knows(CurrencyId{}, Market::onshore));
    CHECK(fx.first_date(Market::onshore) == date("2018-01-02"));
    CHECK(fx.last_date(Market::offshore) == date("2026-03-31"));
    CHECK_THROWS_AS(FxTable{}.first_date(Market::onshore), ContractViolation);
}

TEST_CASE("rebasing changes no cross rate and leaves out what it is told to", "[fx]") {
    const FxMarket ecb = published::ecb();
    const CurrencyId usd = currency("USD"), hkd = currency("HKD");
    FxMarket in_dollars{.base = usd, .series = rebased(ecb, usd, usd)};
    CHECK(in_dollars.series.size() == ecb.series.size());  // the euro in, the dollar out
    const FxTable fx{in_dollars, ecb};
    for (const CurrencyId from : all_currencies())
        for (const char* day : {"2018-01-02", "2022-06-18", "2026-03-31"})
            CHECK(near(fx.mid(from, hkd, Market::onshore, date(day)),
                       *fx.mid(from, hkd, Market::offshore, date(day))));

    const auto without = rebased(ecb, usd, hkd);
    CHECK(without.size() == ecb.series.size() - 1);
    CHECK(std::ranges::count(without, hkd, &FxSeries::currency) == 0);
    CHECK(rebased(ecb, currency("EUR"), hkd).size() == ecb.series.size() - 1);
}

TEST_CASE("a rebased series is quoted from the day both are, and moves when either does", "[fx]") {
    const CurrencyId eur = currency("EUR"), usd = currency("USD"), hkd = currency("HKD");
    const FxMarket market{.base = eur,
                          .series = {{usd, {{2, 2}, {4, 4}}}, {hkd, {{1, 16}, {3, 32}}}}};
    const auto series = rebased(market, usd, eur);
    REQUIRE(series.size() == 1);
    std::vector<std::pair<int, Rate>> quotes;
    for (const FxQuote& quote : series[0].quotes) quotes.emplace_back(quote.day, quote.per_base);
    CHECK(quotes == std::vector<std::pair<int, Rate>>{{2, 8}, {3, 16}, {4, 8}});
}

TEST_CASE("quotes out of order or not positive, or a spread out of range, break a contract",
          "[fx]") {
    const CurrencyId usd = currency("USD"), cny = currency("CNY");
    const auto market = [&](std::vector<FxQuote> quotes) {
        return FxMarket{.base = usd, .series = {{cny, std::move(quotes)}}};
    };
    CHECK_THROWS_AS(FxTable(market({{2, 7}, {1, 7}}), {}), ContractViolation);
    CHECK_THROWS_AS(FxTable(market({{1, 0}}), {}), ContractViolation);
    CHECK_THROWS_AS(FxTable(market({}), {}), ContractViolation);
    const FxTable fx{market({{1, 7}}), {}};
    CHECK_THROWS_AS(fx.customer_rate(usd, cny, Market::onshore, ledger::date_of(1), -1),
                    ContractViolation);
    CHECK_THROWS_AS(fx.customer_rate(usd, cny, Market::onshore, ledger::date_of(1), 2),
                    ContractViolation);
}

}  // namespace
}  // namespace rmbsim::sim

// Proves sim/rail/route.hpp on the reference rails and their network. Every instant is worked by hand from the
// hours and latencies of scenarios/reference/rails.yaml; nothing here is copied from the finder's output.
#include "sim/rail/route.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "tests/sim/published.hpp"
#include "tests/sim/reference_rails.hpp"

namespace rmbsim::sim {
namespace {

using namespace std::chrono_literals;
using ledger::Money;
using published::date;
using published::local;
using published::rails;

Money money_of(const char* code, const char* amount) {
    return *ledger::parse_money(amount, ledger::currency(code));
}

RouteRequest asked(const char* from, const char* to, const char* at, std::vector<Money> offers,
                   RouteObjective objective = RouteObjective::time) {
    return {.from = from,
            .to = to,
            .offers = std::move(offers),
            .at = local(at),
            .objective = objective};
}

const Route* route_by(const RouteAnswer& answer, const std::string& path) {
    const auto found = std::ranges::find_if(
        answer.others, [&](const Route& route) { return route.path() == path; });
    return found == answer.others.end() ? nullptr : &*found;
}

struct ExpectedLeg {
    const char *rail, *taken, *settled, *booked, *value;
};

void check_legs(const RouteAnswer& answer, const std::vector<ExpectedLeg>& expected) {
    REQUIRE(answer.best);
    REQUIRE(answer.best->legs.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const RouteLeg& leg = answer.best->legs[i];
        CAPTURE(i, leg.rail);
        CHECK(leg.rail == expected[i].rail);
        CHECK(std::chrono::floor<std::chrono::minutes>(leg.taken) == local(expected[i].taken));
        CHECK(std::chrono::floor<std::chrono::minutes>(leg.settled) == local(expected[i].settled));
        CHECK(leg.booking_date == date(expected[i].booked));
        CHECK(leg.value_date == date(expected[i].value));
    }
}

// clang-format off
TEST_CASE("each leg has the booking and value date of the session that takes it", "[rail][route]") {
    struct Row {
        const char *name, *from, *to, *at, *currency, *amount;
        std::vector<ExpectedLeg> legs;
    };
    // Clocks of Shanghai. A correspondent takes two hours, a clearing bank ten minutes, gross systems five seconds.
    const std::vector<Row> rows = {
        {"Shenzhen to Hong Kong, renminbi, Friday 16:30", "cn-bank", "hk-bank", "2026-11-20 16:30", "CNY", "1000000.00", {
            {"cips",      "2026-11-20 16:30", "2026-11-20 16:30", "2026-11-20", "2026-11-20"},
            {"rmb-chats", "2026-11-20 16:30", "2026-11-20 16:30", "2026-11-20", "2026-11-20"}}},
        // New York shows 03:30 on Friday, standard time: the correspondent books on that Friday and Fedwire is open.
        {"Shenzhen to New York, dollars, Friday 16:30 in November", "cn-bank", "us-bank", "2026-11-20 16:30", "USD", "100000.00", {
            {"usd-correspondent", "2026-11-20 16:30", "2026-11-20 18:30", "2026-11-20", "2026-11-20"},
            {"fedwire",           "2026-11-20 18:30", "2026-11-20 18:30", "2026-11-20", "2026-11-20"}}},
        // 04:30 in New York, daylight saving: the same Friday.
        {"Shenzhen to New York, dollars, Friday 16:30 in July", "cn-bank", "us-bank", "2026-07-17 16:30", "USD", "100000.00", {
            {"usd-correspondent", "2026-07-17 16:30", "2026-07-17 18:30", "2026-07-17", "2026-07-17"},
            {"fedwire",           "2026-07-17 18:30", "2026-07-17 18:30", "2026-07-17", "2026-07-17"}}},
        // Saturday 05:30 is Friday 16:30 in New York in November: before the correspondent's 17:00, and at 18:30
        // before Fedwire's 18:45 for third parties.
        {"thirteen hours behind, New York's Friday still runs", "cn-bank", "us-bank", "2026-11-21 05:30", "USD", "100000.00", {
            {"usd-correspondent", "2026-11-21 05:30", "2026-11-21 07:30", "2026-11-20", "2026-11-20"},
            {"fedwire",           "2026-11-21 07:30", "2026-11-21 07:30", "2026-11-20", "2026-11-20"}}},
        // In July it is 17:30 there: Monday 00:00 New York is Monday 12:00 Shanghai.
        {"twelve hours behind, it is past the cut-off", "cn-bank", "us-bank", "2026-07-18 05:30", "USD", "100000.00", {
            {"usd-correspondent", "2026-07-20 12:00", "2026-07-20 14:00", "2026-07-20", "2026-07-20"},
            {"fedwire",           "2026-07-20 14:00", "2026-07-20 14:00", "2026-07-20", "2026-07-20"}}},
        // Thursday 2026-11-26 is Thanksgiving.
        {"a holiday in New York only", "cn-bank", "us-bank", "2026-11-26 16:30", "USD", "100000.00", {
            {"usd-correspondent", "2026-11-27 13:00", "2026-11-27 15:00", "2026-11-27", "2026-11-27"},
            {"fedwire",           "2026-11-27 15:00", "2026-11-27 15:00", "2026-11-27", "2026-11-27"}}},
        // 20 February 2026: Spring Festival on the mainland, a working day in Hong Kong; CIPS serves it.
        {"a holiday on the mainland only", "hk-bank", "cn-bank", "2026-02-20 10:00", "CNY", "1000000.00", {
            {"rmb-chats", "2026-02-20 10:00", "2026-02-20 10:00", "2026-02-20", "2026-02-20"},
            {"cips",      "2026-02-20 10:00", "2026-02-20 10:00", "2026-02-20", "2026-02-20"}}},
        // 1 July 2026: the clearing bank's system is shut, the agent bank in Shenzhen is not.
        {"a holiday in Hong Kong only", "cn-bank", "hk-bank", "2026-07-01 10:00", "CNY", "1000000.00", {
            {"cny-agent", "2026-07-01 10:00", "2026-07-01 10:30", "2026-07-01", "2026-07-01"}}},
        // Friday 17:10 belongs to the night session of Friday; Hong Kong is open until Saturday 05:00.
        {"into the night session", "cn-bank", "hk-bank", "2026-11-20 17:10", "CNY", "1000000.00", {
            {"cips",      "2026-11-20 17:10", "2026-11-20 17:10", "2026-11-20", "2026-11-20"},
            {"rmb-chats", "2026-11-20 17:10", "2026-11-20 17:10", "2026-11-20", "2026-11-20"}}},
        // At 05:30 CIPS still takes it with Friday's value, but Hong Kong opens on Monday.
        {"Saturday morning waits for Hong Kong", "cn-bank", "hk-bank", "2026-11-21 05:30", "CNY", "1000000.00", {
            {"cips",      "2026-11-21 05:30", "2026-11-21 05:30", "2026-11-21", "2026-11-20"},
            {"rmb-chats", "2026-11-23 08:30", "2026-11-23 08:30", "2026-11-23", "2026-11-23"}}},
        // After HVPS has opened for Monday a payment of Sunday evening has Monday's value.
        {"above the ceilings on a Saturday", "cn-bank", "cn-city-bank", "2026-11-21 10:00", "CNY", "1000000.01", {
            {"hvps", "2026-11-22 19:00", "2026-11-22 19:00", "2026-11-22", "2026-11-23"}}},
        {"at the ceiling on a Saturday", "cn-bank", "cn-city-bank", "2026-11-21 10:00", "CNY", "1000000.00", {
            {"ibps", "2026-11-21 10:00", "2026-11-21 10:00", "2026-11-21", "2026-11-21"}}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        check_legs(find_route(rails(), asked(row.from, row.to, row.at, {money_of(row.currency, row.amount)})), row.legs);
    }
}

TEST_CASE("a route that was not chosen says why", "[rail][route]") {
    struct Row {
        const char *name, *from, *to, *at, *amount;
        Payer payer;
        const char* path;
        RouteReason reason;
        const char* rail;
    };
    using enum RouteReason;
    const auto row = GENERATE(values<Row>({
        {"a company on a rail for persons", "cn-bank", "hk-bank", "2026-11-20 16:30", "500.00", Payer::company, "cn-bank >payment-connect-south> hk-bank", not_for_payer, "payment-connect-south"},
        {"the other direction", "cn-bank", "hk-bank", "2026-11-20 16:30", "500.00", Payer::person, "cn-bank >payment-connect-north> hk-bank", wrong_direction, "payment-connect-north"},
        {"one fen over Payment Connect", "cn-bank", "hk-bank", "2026-11-22 10:00", "10000.01", Payer::person, "cn-bank >payment-connect-south> hk-bank", over_limit, "payment-connect-south"},
        {"northbound in yuan against a ceiling in Hong Kong dollars, 10,000 HKD are 9,100 yuan", "hk-bank", "cn-bank", "2026-11-22 10:00", "9100.01", Payer::person, "hk-bank >payment-connect-north> cn-bank", over_limit, "payment-connect-north"},
        {"one fen over BEPS", "cn-bank", "cn-city-bank", "2026-11-20 10:00", "1000000.01", Payer::company, "cn-bank >beps> cn-city-bank", over_limit, "beps"},
        {"one fen over IBPS", "cn-bank", "cn-city-bank", "2026-11-20 10:00", "1000000.01", Payer::company, "cn-bank >ibps> cn-city-bank", over_limit, "ibps"},
        {"a dollar account for yuan", "cn-bank", "us-bank", "2026-11-20 16:30", "500.00", Payer::company, "cn-bank >usd-correspondent> us-correspondent >fedwire> us-bank", currency_not_carried, "usd-correspondent"},
        {"after the calendars end", "cn-bank", "cn-city-bank", "2026-12-31 18:00", "500.00", Payer::company, "cn-bank >hvps> cn-city-bank", no_session, "hvps"},
        {"slower", "cn-bank", "cn-city-bank", "2026-11-20 10:00", "500.00", Payer::company, "cn-bank >beps> cn-city-bank", later, ""},
    }));
    CAPTURE(row.name);
    RouteRequest request = asked(row.from, row.to, row.at, {money_of("CNY", row.amount)});
    request.payer = row.payer;
    const RouteAnswer answer = find_route(rails(), request);
    const Route* route = route_by(answer, row.path);
    REQUIRE(route != nullptr);
    CHECK(name_of(route->verdict.reason) == name_of(row.reason));
    CHECK(route->verdict.rail == row.rail);
}
// clang-format on

TEST_CASE("a rail that is shut is named with the instant at which it opens", "[rail][route]") {
    // 1 July 2026 in Hong Kong: RMB CHATS opens on the 2nd at 08:30, the agent has paid at 10:30.
    const RouteAnswer answer = find_route(
        rails(), asked("cn-bank", "hk-bank", "2026-07-01 10:00", {money_of("CNY", "1000.00")}));
    const Route* route = route_by(answer, "cn-bank >cips> hk-clearing >rmb-chats> hk-bank");
    REQUIRE(route != nullptr);
    CHECK(route->verdict.reason == RouteReason::later);
    CHECK(route->verdict.closed_rail == "rmb-chats");
    CHECK(route->verdict.opens == local("2026-07-02 08:30"));
    CHECK(route->verdict.later == 22h + 5s);
}

TEST_CASE("Payment Connect pays on a Sunday within its ceiling and its hours", "[rail][route]") {
    RouteRequest request =
        asked("cn-bank", "hk-bank", "2026-11-22 10:00", {money_of("CNY", "10000.00")});
    request.payer = Payer::person;
    const RouteAnswer sunday = find_route(rails(), request);
    REQUIRE(sunday.best);
    CHECK(sunday.best->path() == "cn-bank >payment-connect-south> hk-bank");
    CHECK(sunday.best->arrives == local("2026-11-22 10:00") + 30s);
    CHECK(sunday.best->value_date == date("2026-11-22"));

    request.at = local("2026-11-22 23:00");  // closed from 23:00 to 07:00
    CHECK(find_route(rails(), request).best->legs.front().taken == local("2026-11-23 07:00"));
}

TEST_CASE("what a person has sent already counts against the year's ceiling", "[rail][route]") {
    // 50,000 dollars at 7.10 are 355,000 yuan: 350,000 sent leave 5,000.
    const auto with_used = [](const char* amount) {
        RouteRequest request =
            asked("cn-bank", "hk-bank", "2026-11-22 10:00", {money_of("CNY", amount)});
        request.payer = Payer::person;
        request.used = {{.rail = "payment-connect-south",
                         .per = LimitPer::person_year,
                         .used = money_of("CNY", "350000.00")}};
        return find_route(rails(), request);
    };
    CHECK(with_used("5000.00").best->legs.front().rail == "payment-connect-south");
    const RouteAnswer over = with_used("5000.01");
    const Route* route = route_by(over, "cn-bank >payment-connect-south> hk-bank");
    REQUIRE(route != nullptr);
    CHECK(route->verdict.reason == RouteReason::over_limit);
    REQUIRE(route->verdict.limit);
    CHECK(route->verdict.limit->per == LimitPer::person_year);
}

TEST_CASE("each ceiling of Payment Connect passes exactly at it, and a fen above it is named",
          "[rail][route]") {
    struct Row {
        const char *name, *from, *to, *rail;
        LimitPer per;
        const char *used, *at_it, *above;
    };
    // clang-format off
    const std::vector<Row> rows = {
        // Hong Kong dollars at 0.91, US dollars at 7.10: 10,000 HKD are 9,100, 200,000 HKD are 182,000, 50,000 USD are 355,000.
        {"southbound, one item",    "cn-bank", "hk-bank", "payment-connect-south", LimitPer::item,        "",          "10000.00", "10000.01"},
        {"southbound, the year",    "cn-bank", "hk-bank", "payment-connect-south", LimitPer::person_year, "346000.00", "9000.00",  "9000.01"},
        {"northbound, the day",     "hk-bank", "cn-bank", "payment-connect-north", LimitPer::person_day,  "4000.00",   "5100.00",  "5100.01"},
        {"northbound, the year",    "hk-bank", "cn-bank", "payment-connect-north", LimitPer::person_year, "175000.00", "7000.00",  "7000.01"},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto answer = [&](const char* amount) {
            RouteRequest request =
                asked(row.from, row.to, "2026-11-22 10:00", {money_of("CNY", amount)});
            request.payer = Payer::person;
            if (*row.used != '\0')
                request.used = {
                    {.rail = row.rail, .per = row.per, .used = money_of("CNY", row.used)}};
            return find_route(rails(), request);
        };
        const std::string path = std::string(row.from) + " >" + row.rail + "> " + row.to;
        const RouteAnswer passing = answer(row.at_it), refused = answer(row.above);
        REQUIRE(passing.best);
        CHECK(passing.best->path() == path);
        const Route* route = route_by(refused, path);
        REQUIRE(route != nullptr);
        CHECK(route->verdict.reason == RouteReason::over_limit);
        REQUIRE(route->verdict.limit);
        CHECK(route->verdict.limit->per == row.per);
        CHECK(route->verdict.limit->cited.source == "connect");
    }
}

TEST_CASE("a tariff is so much an item, a share, and what an intermediary keeps", "[rail][route]") {
    // 100,000 USD: 80 yuan, 0.1 % of it, 25 dollars; at 7.10 that is 80 + 710 + 177.50.
    const RouteAnswer answer = find_route(
        rails(), asked("cn-bank", "us-bank", "2026-11-20 16:30", {money_of("USD", "100000.00")}));
    REQUIRE(answer.best);
    const std::vector<Money> expected = {money_of("CNY", "80.00"), money_of("USD", "100.00"),
                                         money_of("USD", "25.00")};
    CHECK((answer.best->legs.front().fees == expected));
    CHECK(answer.best->cost_cny == published::decimal("967.50"));
    CHECK(answer.best->legs_unpriced == 1);  // Fedwire
}

TEST_CASE("the objective decides between currencies, cost and time", "[rail][route]") {
    const std::vector<Money> either = {money_of("USD", "100000.00"), money_of("CNY", "710000.00")};
    const auto by = [&](RouteObjective objective, const char* at) {
        const RouteAnswer answer =
            find_route(rails(), asked("cn-bank", "us-bank", at, either, objective));
        return answer.best ? answer.best->path() : "none";
    };
    const std::string renminbi = "cn-bank >cips> hk-clearing >cny-clearing> us-bank";
    const std::string dollars = "cn-bank >usd-correspondent> us-correspondent >fedwire> us-bank";
    CHECK(by(RouteObjective::time, "2026-11-20 16:30") == renminbi);
    // Saturday 05:30: the clearing bank has closed until Monday, New York still works on Friday.
    CHECK(by(RouteObjective::time, "2026-11-21 05:30") == dollars);
    CHECK(by(RouteObjective::rmb_first, "2026-11-21 05:30") == renminbi);
    CHECK(by(RouteObjective::cost, "2026-11-21 05:30") == renminbi);
    const RouteAnswer answer = find_route(
        rails(), asked("cn-bank", "us-bank", "2026-11-21 05:30", either, RouteObjective::cost));
    const Route* dearer = route_by(answer, dollars);
    REQUIRE(dearer != nullptr);
    CHECK(dearer->verdict.reason == RouteReason::dearer);
    CHECK(dearer->verdict.dearer_cny == published::decimal("967.50"));
}

TEST_CASE("an indirect participant goes through its direct one", "[rail][route]") {
    const RouteAnswer answer = find_route(
        rails(),
        asked("cn-city-bank", "hk-clearing", "2026-11-17 18:00", {money_of("CNY", "2000000.00")}));
    REQUIRE(answer.best);
    // HVPS is shut until 19:00, CIPS runs its night session.
    CHECK(answer.best->path() == "cn-city-bank >on-us> cn-bank >cips> hk-clearing");
    // And a leg to it serves that rail only: no book transfer to reach another.
    const auto pointless = std::ranges::find_if(answer.others, [](const Route& route) {
        return route.path().find(">on-us> cn-bank >hvps>") != std::string::npos;
    });
    CHECK(pointless == answer.others.end());
}

TEST_CASE("a deferred system's payee is credited before its net is settled", "[rail][route]") {
    // Saturday 10:30: the next net session is at 14:00, HVPS takes it on Sunday at 19:00.
    const RouteAnswer answer = find_route(
        rails(), asked("cn-bank", "cn-city-bank", "2026-11-21 10:30", {money_of("CNY", "1.00")}));
    REQUIRE(answer.best);
    CHECK(answer.best->arrives == local("2026-11-21 10:30") + 20s);
    CHECK(answer.best->legs.front().final_at == local("2026-11-22 19:00"));
}

TEST_CASE("a digital currency is issued only while its home system is open", "[rail][route]") {
    // Saturday 10:00: HVPS takes payments again on Sunday at 19:00.
    const RouteAnswer answer =
        find_route(rails(), asked("cn-pilot-bank", "hk-pilot-bank", "2026-11-21 10:00",
                                  {money_of("CNY", "1000000.00")}));
    REQUIRE(answer.best);
    CHECK(answer.best->path() == "cn-pilot-bank >mbridge> hk-pilot-bank");
    CHECK(answer.best->legs.front().taken == local("2026-11-22 19:00"));
}

TEST_CASE("the same question has the same answer, and value dates never go back", "[rail][route]") {
    const std::vector<const char*> banks = {"cn-bank", "hk-bank", "us-bank", "eu-bank"};
    for (const char* from : banks)
        for (const char* to : banks)
            for (const char* at : {"2026-02-16 03:00", "2026-10-10 12:00", "2026-11-20 23:59"}) {
                if (from == to) continue;
                const RouteRequest request =
                    asked(from, to, at, {money_of("CNY", "5000.00"), money_of("USD", "700.00")},
                          RouteObjective::cost);
                const RouteAnswer once = find_route(rails(), request);
                const RouteAnswer again = find_route(rails(), request);
                CAPTURE(from, to, at);
                CHECK(!once.paths_left_out);
                REQUIRE(once.best.has_value() == again.best.has_value());
                if (!once.best) continue;
                CHECK(once.best->path() == again.best->path());
                for (std::size_t i = 1; i < once.best->legs.size(); ++i) {
                    const RouteLeg &before = once.best->legs[i - 1], &leg = once.best->legs[i];
                    CHECK(before.settled == leg.submitted);
                    CHECK(leg.submitted <= leg.taken);
                    CHECK(before.value_date <= leg.value_date);
                }
                for (const Route& other : once.others)
                    CHECK((!other.possible() || other.cost_cny >= once.best->cost_cny));
            }
}

TEST_CASE("a route without two known banks or without an amount is a broken contract",
          "[rail][route]") {
    const auto asks = [](const char* from, const char* to, std::vector<Money> offers) {
        return find_route(rails(), asked(from, to, "2026-11-20 10:00", std::move(offers)));
    };
    using ledger::ContractViolation;
    CHECK_THROWS_AS(asks("cn-bank", "nowhere", {money_of("CNY", "1.00")}), ContractViolation);
    CHECK_THROWS_AS(asks("cn-bank", "cn-bank", {money_of("CNY", "1.00")}), ContractViolation);
    CHECK_THROWS_AS(asks("cn-bank", "hk-bank", {}), ContractViolation);
    CHECK_THROWS_AS(asks("cn-bank", "hk-bank", {money_of("CNY", "0.00")}), ContractViolation);
}

}  // namespace
}  // namespace rmbsim::sim

// Proves ledger/value_dates.hpp through the ledger: balances on a value date, and as known at a time.
#include <cstdint>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/ledger.hpp"
#include "tests/ledger/books.hpp"

namespace rmbsim::ledger {
namespace {

// Closing balances of cash on 1 to `days` January.
std::vector<std::int64_t> closings(const Books& b, int days, int from = 1) {
    std::vector<std::int64_t> found;
    for (int day = from; day <= days; ++day)
        found.push_back(b.ledger.balance_on(b.cash, january(day)).minor);
    return found;
}
using Closings = std::vector<std::int64_t>;

TEST_CASE("a back-valued entry changes the balances from its value date on", "[ledger][value]") {
    Books b;
    REQUIRE(b.post(2, {{b.cash, 100}, {b.sales, -100}}));
    REQUIRE(b.post(4, {{b.cash, 10}, {b.sales, -10}}));
    CHECK(closings(b, 5) == Closings{0, 100, 100, 110, 110});
    REQUIRE(b.post(5, 3, {{b.cash, 1}, {b.sales, -1}}));  // booked on the 5th, value the 3rd
    CHECK(closings(b, 5) == Closings{0, 100, 101, 111, 111});
    REQUIRE(b.post(5, 1, {{b.cash, 1'000}, {b.sales, -1'000}}));
    CHECK(closings(b, 5) == Closings{1'000, 1'100, 1'101, 1'111, 1'111});
    CHECK(b.ledger.balance(b.cash) == Money{1'111, currency("CNY")});
}

TEST_CASE("a forward-valued entry is booked now and counts from its value date",
          "[ledger][value]") {
    Books b;
    REQUIRE(b.post(1, 6, {{b.cash, 7}, {b.sales, -7}}));
    REQUIRE(b.post(1, 3, {{b.cash, 5}, {b.sales, -5}}));
    REQUIRE(b.post(2, 6, {{b.cash, 70}, {b.sales, -70}}));
    REQUIRE(b.post(2, 4, {{b.cash, 50}, {b.sales, -50}}));
    REQUIRE(b.post(2, 9, {{b.cash, 900}, {b.sales, -900}}));
    REQUIRE(b.post(2, 6, {{b.cash, 1}, {b.sales, -1}}));
    CHECK(b.ledger.booked(b.cash) == 1'033);
    CHECK(closings(b, 10) == Closings{0, 0, 5, 55, 55, 133, 133, 133, 1'033, 1'033});
}

TEST_CASE("a closed value date takes no more entries and keeps its balance", "[ledger][value]") {
    Books b;
    for (int day = 1; day <= 4; ++day) REQUIRE(b.sell(day, 10));
    b.ledger.close_value_dates(january(2));
    CHECK(outcome(b.post(4, 2, {{b.cash, 1}, {b.sales, -1}})) == "value_date_closed");
    CHECK(outcome(b.post(4, 3, {{b.cash, 1}, {b.sales, -1}})) == "posted");
    CHECK_THROWS_AS(b.ledger.balance_on(b.cash, january(1)), ContractViolation);
    CHECK(closings(b, 5, 2) == Closings{20, 31, 41, 41});
    b.ledger.close_value_dates(january(1));  // closing goes forward only
    CHECK(outcome(b.post(4, 2, {{b.cash, 1}, {b.sales, -1}})) == "value_date_closed");
    b.ledger.close_value_dates(january(9));  // past the latest entry
    CHECK(closings(b, 9, 9) == Closings{41});
    CHECK(outcome(b.sell(9, 1)) == "value_date_closed");
    CHECK(outcome(b.sell(10, 1)) == "posted");
    CHECK(closings(b, 10, 9) == Closings{41, 42});
}

TEST_CASE("closing value dates day by day changes no balance that is still open",
          "[ledger][value]") {
    Books closing, open;
    for (int day = 3; day <= 31; ++day) {
        for (Books* b : {&closing, &open}) {
            REQUIRE(b->post(day, {{b->cash, day}, {b->sales, -day}}));
            REQUIRE(b->post(day, day - 2, {{b->cash, 1'000}, {b->sales, -1'000}}));
        }
        closing.ledger.close_value_dates(january(day - 2));
        CHECK(closings(closing, day, day - 2) == closings(open, day, day - 2));
    }
}

TEST_CASE("a balance as known at a time leaves out what was booked later", "[ledger][value]") {
    Books b{History::all};
    REQUIRE(b.post(2, {{b.cash, 100}, {b.sales, -100}}));
    const auto wrong = b.post(3, {{b.cash, 40}, {b.sales, -40}});
    std::ignore = b.ledger.close_day(january(3));
    REQUIRE(b.ledger.reverse(*wrong, {.time = noon(5), .value_date = january(3)}));
    REQUIRE(b.post(5, 2, {{b.cash, 7}, {b.sales, -7}}));

    struct Row {
        const char* question;
        int value_day, known_day;
        std::int64_t expected;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // question                                          value day  known at noon of  balance
        {"before anything was booked",                               3,                1,       0},
        {"the 2nd, as known on the 2nd",                             2,                2,     100},
        {"the 3rd, as known on the 2nd",                             3,                2,     100},
        {"the 3rd, as known on the 3rd: with the wrong entry",       3,                3,     140},
        {"the 2nd, as known on the 4th",                             2,                4,     100},
        {"the 2nd, as known on the 5th: with the back value",        2,                5,     107},
        {"the 3rd, as known on the 5th: corrected",                  3,                5,     107},
        {"the 1st, as known on the 5th",                             1,                5,       0},
    }));
    // clang-format on
    CAPTURE(row.question);
    CHECK(b.ledger.balance_as_known(b.cash, january(row.value_day), noon(row.known_day)).minor ==
          row.expected);
    CHECK(closings(b, 3) == Closings{0, 107, 107});  // on a date, known now
}

TEST_CASE("balances as known need the whole history", "[ledger][value]") {
    Books b;
    REQUIRE(b.sell(1, 5));
    std::ignore = b.ledger.close_day(january(1));
    REQUIRE(b.sell(2, 5));  // the first day has left memory
    CHECK_THROWS_AS(b.ledger.balance_as_known(b.cash, january(2), noon(2)), ContractViolation);
}

TEST_CASE("no balance on a value date wraps", "[ledger][value]") {
    Books b;
    b.ledger.set_floor(b.cash, no_floor);
    const auto move = [&](int value_day, std::int64_t minor) {
        return outcome(b.post(9, value_day, {{b.cash, minor}, {b.sales, -minor}}));
    };
    CHECK(move(1, INT64_MAX) == "posted");
    CHECK(move(2, -INT64_MAX) == "posted");
    CHECK(move(3, -INT64_MAX) == "posted");  // booked is at the lower edge now
    CHECK(move(4, INT64_MAX) == "posted");
    CHECK(move(4, INT64_MAX) == "posted");  // the delta of the 4th is twice what int64 holds
    CHECK(closings(b, 4) == Closings{INT64_MAX, 0, -INT64_MAX, INT64_MAX});
    CHECK(move(5, -INT64_MAX) == "posted");
    CHECK(closings(b, 5) == Closings{INT64_MAX, 0, -INT64_MAX, INT64_MAX, 0});

    // Booked could take these, a closing balance in between could not.
    CHECK(move(3, -1) == "overflow");
    CHECK(move(4, 1) == "overflow");
    CHECK(move(2, -1) == "overflow");
    CHECK(move(2, 1) == "overflow");
    CHECK(move(1, -1) == "overflow");
    CHECK(move(5, 1) == "posted");
    CHECK(move(4, -1) == "posted");
    CHECK(closings(b, 5) == Closings{INT64_MAX, 0, -INT64_MAX, INT64_MAX - 1, 0});
}

}  // namespace
}  // namespace rmbsim::ledger

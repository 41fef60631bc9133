// Notional pooling: offset, matched parts and the day's identity, by hand.
#include "sim/pool/notional.hpp"

#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

// clang-format off
TEST_CASE("the offset of a notional pool is the smaller of its two sides, matched pro rata", "[pool][notional]") {
    struct Row { const char* name; std::vector<std::int64_t> balances; std::int64_t net, offset; std::vector<std::int64_t> matched; };
    const auto row = GENERATE(values<Row>({
        {"no account",          {},                    0,    0, {}},
        {"all in credit",       {500, 300},          800,    0, {0, 0}},
        {"all overdrawn",       {-500, -300},       -800,    0, {0, 0}},
        {"credit is larger",    {600, 200, -400},    400,  400, {300, 100, -400}},
        {"debit is larger",     {600, -200, -700},  -300,  600, {600, -133, -467}},
        {"even",                {100, -100, 0},        0,  100, {100, -100, 0}},
    }));
    CAPTURE(row.name);
    const NotionalDay day = notional_day(row.balances);
    CHECK(day.net() == row.net);
    CHECK(day.offset() == row.offset);
    CHECK(matched_parts(row.balances) == row.matched);
}

TEST_CASE("over currencies the fixing decides the matched share and each part stays in its currency", "[pool][notional][fx]") {
    struct Row { const char* name; std::vector<std::int64_t> balances; std::vector<std::int64_t> matched; };
    // USD, CNH, JPY in minor units; base CNH: 7.2 and 0.05.
    const std::vector<ledger::Rate> to_base{decimal("7.2"), decimal("1"), decimal("0.05")};
    const std::vector<int> decimals{2, 2, 0};
    const auto row = GENERATE(values<Row>({
        {"dollars cover renminbi in part",  { 100'00, -1'440'00,      0}, { 100'00, -720'00, 0}},
        {"renminbi cover dollars in full",  {-100'00,  1'440'00,      0}, {-100'00,  720'00, 0}},
        {"yen and renminbi cover dollars",  {-200'00,    720'00, 28'800}, {-200'00, 480'00, 19'200}},   // 1,440 of 2,160
        {"nothing to cover",                { 100'00,  1'440'00, 28'800}, {0, 0, 0}},
    }));
    CAPTURE(row.name);
    CHECK(matched_parts(row.balances, to_base, decimals) == row.matched);
}
// clang-format on

TEST_CASE("a day's benefit is the spread times the offset", "[pool][notional][oracle]") {
    // 6,000.00, 2,000.00 and -4,000.00 at 1 % and 5 %: alone 80 - 200 = -120, together 4,000 × 1 % = 40.
    const auto credit = decimal("0.01"), debit = decimal("0.05");
    const std::vector<std::int64_t> balances{6'000'00, 2'000'00, -4'000'00};
    ledger::Decimal alone = 0;
    for (const std::int64_t balance : balances)
        alone = alone + day_interest_times_divisor(balance, credit, debit);
    const NotionalDay day = notional_day(balances);
    CHECK(alone == ledger::Decimal(-120'00));
    CHECK(day_interest_times_divisor(day.net(), credit, debit) == ledger::Decimal(40'00));
    CHECK((debit - credit) * ledger::Decimal::from_int128(day.offset()) == ledger::Decimal(160'00));
}

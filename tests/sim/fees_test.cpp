// Fees of banks: what a sweep costs, what is charged by the month, and what an account cannot bear.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "sim/fees/fee.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/measure/measure.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::fees {
namespace {

using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

FeeScale scale(std::vector<FeeTier> tiers, std::int64_t least = 0, std::int64_t most = INT64_MAX) {
    return {.tiers = std::move(tiers), .min_minor = least, .max_minor = most};
}

FeeTier tier(std::int64_t from, std::int64_t fixed, const char* per_mille) {
    return {.from_minor = from, .fixed_minor = fixed, .per_mille = decimal(per_mille)};
}

// su-up alone, at one bank whose tariff covers both accounts.
Scenario charged_group() {
    Scenario s = small_group();
    s.pools[0].links.pop_back();
    FeeSchedule schedule;
    schedule.id = "tariff";
    schedule.currency = ledger::currency("CNY");
    schedule.accounts = {member, master};
    s.fee_schedules.push_back(schedule);
    return s;
}

std::string kpi(const RunResult& result, std::string_view name, std::string_view entity) {
    const Kpi* found = find_kpi(result, name, entity);
    return found == nullptr ? "none" : found->value;
}

std::int64_t on_line(const Recording& store, ledger::ChartLine line, std::string_view book) {
    std::int64_t sum = 0;
    for (const auto& [account, minor] : store.balances) {
        const AccountRow& row = store.directory.accounts[account];
        if (row.line == line && store.directory.books[row.spec.book.index].code == book)
            sum += minor;
    }
    return sum;
}

}  // namespace

// clang-format off
TEST_CASE("a fee is the price of the tier reached and held between its least and its most", "[fees]") {
    struct Row { const char* name; FeeScale scale; std::int64_t amount, fee; };
    const std::vector<FeeTier> tiers{tier(0, 5'00, "0"), tier(100'000'00, 0, "0.05")};
    const auto row = GENERATE_COPY(values<Row>({
        {"no tariff",                     scale({}),                                   1'000'00,       0},
        {"no amount",                     scale({tier(0, 5'00, "0")}),                        0,       0},
        {"a fixed fee",                   scale({tier(0, 5'00, "0")}),                        1,    5'00},
        {"a share",                       scale({tier(0, 0, "0.5")}),                 1'000'00,      50},
        {"both",                          scale({tier(0, 5'00, "0.5")}),              1'000'00,    5'50},
        {"half a fen is rounded up",      scale({tier(0, 0, "0.5")}),                    10'00,       1},
        {"less than half a fen is not",   scale({tier(0, 0, "0.5")}),                     9'99,       0},
        {"the least",                     scale({tier(0, 0, "0.5")}, 2'00),           1'000'00,    2'00},
        {"the most",                      scale({tier(0, 0, "0.5")}, 0, 20'00),     100'000'00,   20'00},
        {"below the border",              scale(tiers),                              99'999'99,    5'00},
        {"at the border",                 scale(tiers),                             100'000'00,    5'00},
        {"above it all is priced anew",   scale(tiers),                             300'000'00,   15'00},
    }));
    CAPTURE(row.name);
    CHECK(fee_of(row.scale, row.amount) == row.fee);
}

TEST_CASE("what is sent leaves room for its fees and no more", "[fees]") {
    struct Row { const char* name; std::vector<FeeScale> scales; std::int64_t free, sent; };
    const auto row = GENERATE(values<Row>({
        {"no fee",                      {},                                                           1'000'00, 1'000'00},
        {"nothing is free",             {scale({tier(0, 5'00, "0")})},                                     -10,      -10},
        {"less than the fee",           {scale({tier(0, 5'00, "0")})},                                    3'00,        0},
        {"a fixed fee",                 {scale({tier(0, 5'00, "0")})},                                1'000'00,   995'00},
        // 99,945.03 + 5.00 + 0.5 ‰ of it, 49.97, are 100,000.00
        {"two fees",                    {scale({tier(0, 5'00, "0")}), scale({tier(0, 0, "0.5")})}, 100'000'00, 99'945'03},
    }));
    CAPTURE(row.name);
    std::vector<const FeeScale*> scales;
    for (const FeeScale& one : row.scales) scales.push_back(&one);
    CHECK(most_sent(scales, row.free) == row.sent);
}
// clang-format on

TEST_CASE("a sweep leaves its fees in the account that sends and books each by its own entry",
          "[fees][world]") {
    Scenario s = charged_group();
    s.fee_schedules[0].sweep = scale({tier(0, 5'00, "0")});
    s.fee_schedules[0].entrusted_loan = scale({tier(0, 0, "0.5")});
    add_flow(s, member, day(2026, 1, 5), 100'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 99'945'03);
    CHECK(kpi(result, "bank_fees", "su") == "-54.97");
    CHECK(kpi(result, "net_result", "group") == "-54.97");
    CHECK(on_line(store, ledger::ChartLine::bank_fee_income, "bank-cn") == -54'97);
    // flow, sweep and two fees
    CHECK(store.entries == 4);
}

TEST_CASE("between accounts of one owner there is no loan to be agent of", "[fees][world]") {
    Scenario s = charged_group();
    s.accounts[master].owner = s.accounts[member].owner;
    s.fee_schedules[0].sweep = scale({tier(0, 5'00, "0")});
    s.fee_schedules[0].entrusted_loan = scale({tier(0, 0, "0.5")});
    add_flow(s, member, day(2026, 1, 5), 100'000'00);
    CHECK(kpi(run(s), "bank_fees", "group") == "-5.00");
}

TEST_CASE("a balance that does not cover the fee stays where it is", "[fees][world]") {
    Scenario s = charged_group();
    s.fee_schedules[0].sweep = scale({tier(0, 5'00, "0")});
    add_flow(s, member, day(2026, 1, 5), 3'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SU.ops", day(2026, 1, 16)) == 3'00);
    CHECK(kpi(result, "bank_fees", "group") == "0.00");
}

TEST_CASE("the header pays for what it funds and keeps its floor", "[fees][world]") {
    // 500.00 in the header: 495.00 go down and 5.00 to the bank
    Scenario s = charged_group();
    s.fee_schedules[0].sweep = scale({tier(0, 5'00, "0")});
    add_flow(s, master, day(2026, 1, 5), 500'00);
    add_flow(s, member, day(2026, 1, 5), -2'000'00);
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 5)) == 0);
    CHECK(closing(result, "SU.ops", day(2026, 1, 5)) == -1'505'00);
    CHECK(kpi(result, "bank_fees", "sz") == "-5.00");
}

TEST_CASE("an account's fee is charged on the last day of the month and a pool's to its payer",
          "[fees][world]") {
    Scenario s = charged_group();
    s.to = day(2026, 2, 10);
    s.fee_schedules[0].account_month_minor = 50'00;
    s.pools[0].service_fee = PoolServiceFee{.account = master, .month_minor = 300'00};
    const RunResult result = run(s);
    CHECK(closing(result, "SZ.master", day(2026, 1, 30)) == 0);
    CHECK(closing(result, "SZ.master", day(2026, 1, 31)) == -350'00);
    CHECK(kpi(result, "bank_fees", "su") == "-50.00");
    CHECK(kpi(result, "bank_fees", "group") == "-400.00");
}

TEST_CASE("a month's fee that an account cannot bear is refused and owed", "[fees][world]") {
    Scenario s = charged_group();
    s.to = day(2026, 1, 31);
    s.pools.clear();
    s.accounts[member].overdraft_minor = 0;
    s.fee_schedules[0].account_month_minor = 50'00;
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SU.ops", day(2026, 1, 31)) == 0);
    CHECK(kpi(result, "bank_fees", "su") == "-50.00");
    CHECK(on_line(store, ledger::ChartLine::accounts_payable, "su") == -50'00);
    CHECK(on_line(store, ledger::ChartLine::accounts_receivable, "bank-cn") == 50'00);
    REQUIRE(result.refusals.size() == 1);
    CHECK(result.refusals[0].what == "fee fee.account");
    CHECK(result.refusals[0].subject == "SU.ops");
    CHECK(result.refusals[0].reason == "below_floor");
}

TEST_CASE("a commitment fee runs on what is not drawn day by day", "[fees][world]") {
    // Of 1,000,000.00 there are 400,000.00 drawn. 3.6 % on ACT/360 is 0.01 % a day: 5 to 31 January
    // 600,000.00 × 27 days = 1,620.00, charged on the 31st; then 598,380.00 × 10 days = 598.38, owed.
    Scenario s = charged_group();
    s.to = day(2026, 2, 10);
    s.pools.clear();
    s.fee_schedules[0].accounts = {member};
    s.fee_schedules[0].commitment = CommitmentFee{.rate = decimal("0.036")};
    add_flow(s, member, day(2026, 1, 5), -400'000'00);
    Recording store;
    const RunResult result = run(s, &store);
    CHECK(closing(result, "SU.ops", day(2026, 1, 31)) == -401'620'00);
    CHECK(closing(result, "SU.ops", day(2026, 2, 10)) == -401'620'00);
    CHECK(kpi(result, "bank_fees", "su") == "-2218.38");
    CHECK(on_line(store, ledger::ChartLine::accounts_payable, "su") == 400'000'00 - 598'38);
}

}  // namespace rmbsim::tests::fees

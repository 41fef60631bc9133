// The rules that allocate a pool's interest, each by a case worked by hand.
#include "sim/pool/allocation.hpp"

#include <cstdint>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

// Three participants, the first leads. Alone: +120.00, +30.00, -100.00, together 50.00; the pool earns
// 80.00, so the benefit is 30.00. Balance-days in credit 6 : 2 : 0, in debit 0 : 0 : 4, matched 3 : 1 : 4.
std::vector<Contribution> three() {
    return {{.credit_days = 600,
             .matched_credit_days = 300,
             .stand_alone_minor = 120'00,
             .internal_minor = 150'00},
            {.credit_days = 200,
             .matched_credit_days = 100,
             .stand_alone_minor = 30'00,
             .internal_minor = 25'00},
            {.debit_days = 400,
             .matched_debit_days = 400,
             .stand_alone_minor = -100'00,
             .internal_minor = -95'00}};
}

AllocationTerms rule_of(AllocationRule rule, AllocationRule by = AllocationRule::even) {
    AllocationTerms terms;
    terms.rule = rule;
    terms.by = by;
    terms.keys = {decimal("0.5"), decimal("0.3"), decimal("0.2")};
    return terms;
}

}  // namespace

// clang-format off
TEST_CASE("each rule allocates the pool's interest as its sentence says, and it sums", "[pool][allocation]") {
    using enum AllocationRule;
    struct Row { const char* name; AllocationRule rule, by; bool paid_alone; std::vector<std::int64_t> results; };
    const auto row = GENERATE(values<Row>({
        // the whole interest of 80.00 is distributed
        {"central: the leader keeps it",        central,             even, false, {80'00, 0, 0}},
        {"even: thirds, one cent more first",   even,                even, false, {26'67, 26'67, 26'66}},
        {"fixed: 5 : 3 : 2",                    fixed,               even, false, {40'00, 24'00, 16'00}},
        {"credit contribution: 6 : 2 : 0",      credit_contribution, even, false, {60'00, 20'00, 0}},
        {"absolute: 6 : 2 : 4",                 absolute_pro_rata,   even, false, {40'00, 13'33, 26'67}},
        {"matched: half 3 : 1, half to debit",  matched_offset,      even, false, {30'00, 10'00, 40'00}},
        {"current account: the leader's rest",  current_account,     even, false, {150'00, 25'00, -95'00}},
        // stand-alone first, then the benefit of 30.00
        {"no worse off, even",                  no_worse_off, even,                false, {130'00, 40'00, -90'00}},
        {"no worse off, central",               no_worse_off, central,             false, {150'00, 30'00, -100'00}},
        {"no worse off, by credit",             no_worse_off, credit_contribution, false, {142'50, 37'50, -100'00}},
        {"no worse off, matched",               no_worse_off, matched_offset,      false, {131'25, 33'75, -85'00}},
        // the bank pays stand-alone: every rule distributes the benefit only
        {"advantage, central",                  central, even, true, {150'00, 30'00, -100'00}},
        {"advantage, fixed",                    fixed,   even, true, {135'00, 39'00, -94'00}},
    }));
    CAPTURE(row.name);
    const Allocation allocation = allocate_pool(80'00, rule_of(row.rule, row.by), three(), row.paid_alone);
    CHECK(allocation.benefit_minor == 30'00);
    CHECK(allocation.result_minor == row.results);
    CHECK(std::accumulate(row.results.begin(), row.results.end(), std::int64_t{0}) == 80'00);
}

TEST_CASE("the participation test names every participant below its stand-alone result", "[pool][allocation]") {
    using enum AllocationRule;
    struct Row { const char* name; AllocationRule rule; std::vector<std::size_t> who; std::vector<std::int64_t> shortfall; };
    const auto row = GENERATE(values<Row>({
        {"central takes the second's interest",         central,         {0, 1}, {40'00, 30'00}},
        {"even shares of 26.67 are less than apart",    even,            {0, 1}, {93'33, 3'33}},
        {"internal rates below the bank's: the second", current_account, {1},    {5'00}},
        {"no worse off: nobody",                        no_worse_off,    {},     {}},
    }));
    CAPTURE(row.name);
    const auto found = losers(allocate_pool(80'00, rule_of(row.rule), three(), false), three());
    std::vector<std::size_t> who;
    std::vector<std::int64_t> shortfall;
    for (const Loser& loser : found) {
        who.push_back(loser.participant);
        shortfall.push_back(loser.shortfall_minor);
    }
    CHECK(who == row.who);
    CHECK(shortfall == row.shortfall);
}

TEST_CASE("keys of a fixed allocation add up to one, none below zero", "[pool][allocation]") {
    struct Row { const char* name; std::vector<const char*> keys; bool good; };
    const auto row = GENERATE(values<Row>({
        {"they do",              {"0.5", "0.3", "0.2"},    true},
        {"one short by little",  {"0.5", "0.3", "0.1999"}, false},
        {"above one",            {"0.6", "0.5"},           false},
        {"one below zero",       {"1.2", "-0.2"},          false},
        {"alone",                {"1"},                    true},
        {"nineteen decimals",    {"0.5000000000000000001", "0.4999999999999999999"}, false},
    }));
    CAPTURE(row.name);
    std::vector<ledger::Decimal> keys;
    for (const char* key : row.keys) keys.push_back(decimal(key));
    CHECK(are_keys(keys) == row.good);
}
// clang-format on

TEST_CASE("a pool that costs more than apart leaves the loss with its leader",
          "[pool][allocation]") {
    // 49.99 of the pool against 50.00 apart: a rounding of the bank.
    const Allocation allocation =
        allocate_pool(49'99, rule_of(AllocationRule::no_worse_off), three(), false);
    CHECK(allocation.result_minor == std::vector<std::int64_t>{119'99, 30'00, -100'00});
    const Allocation loss =
        allocate_pool(-80'00, rule_of(AllocationRule::credit_contribution), three(), false);
    CHECK(loss.result_minor == std::vector<std::int64_t>{-80'00, 0, 0});
}

// The method table of pooling-practice §4.2, row by row, with its edge cases: exactly at the amount,
// zero, the crossing of zero, a target below zero, rounding, both sides negative.
#include "sim/pool/method.hpp"

#include <cstdint>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "sim/scenario.hpp"

using namespace rmbsim::sim;
using rmbsim::ledger::Decimal;

namespace {

struct Row {
    const char* name;
    SweepMethod method;
    std::int64_t low, high;              // target/threshold/fixed/lower, and collar/upper
    std::int64_t balance, header, wish;  // wish > 0 concentrates, < 0 funds
};

}  // namespace

TEST_CASE("each method asks for what the method table says", "[pool][method]") {
    using enum SweepMethod;
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                                     method            low  high balance header  wish
        {"zero balance takes all",                  zero_balance,       0,    0,    700,     0,  700},
        {"zero balance funds a deficit whole",      zero_balance,       0,    0,   -300,     0, -300},
        {"zero balance at zero",                    zero_balance,       0,    0,      0,     0,    0},
        {"target leaves the target",                target,           500,    0,    700,     0,  200},
        {"target exactly met",                      target,           500,    0,    500,     0,    0},
        {"target tops up",                          target,           500,    0,    200,     0, -300},
        {"target below zero is kept overdrawn",     target,          -100,    0,     50,     0,  150},
        {"target from a deficit",                   target,           500,    0,   -100,     0, -600},
        {"threshold reached takes all",             threshold,        500,    0,    500,     0,  500},
        {"threshold not reached takes nothing",     threshold,        500,    0,    499,     0,    0},
        {"threshold funds a deficit",               threshold,        500,    0,     -1,     0,   -1},
        {"fixed takes the fixed amount",            fixed,            400,    0,    700,     0,  400},
        {"fixed at exactly the amount",             fixed,            400,    0,    400,     0,  400},
        {"fixed not available takes nothing",       fixed,            400,    0,    399,     0,    0},
        {"fixed is ignored in a deficit",           fixed,            400,    0,   -250,     0, -250},
        {"a quarter, rounded toward zero",          percentage,         0,    0,    703,     0,  175},
        {"a quarter of nothing",                    percentage,         0,    0,      0,     0,    0},
        {"a percentage funds a deficit whole",      percentage,         0,    0,   -703,     0, -703},
        {"collar at its threshold",                 collar,           500,  200,    500,     0,  300},
        {"collar below its threshold",              collar,           500,  200,    499,     0,    0},
        {"collar funds a deficit",                  collar,           500,  200,    -10,     0,  -10},
        {"range above its band",                    range,            100,  500,    650,     0,  150},
        {"range at its upper edge",                 range,            100,  500,    500,     0,    0},
        {"range within",                            range,            100,  500,    300,     0,    0},
        {"range at its lower edge",                 range,            100,  500,    100,     0,    0},
        {"range below its band",                    range,            100,  500,     40,     0,  -60},
        {"range from a deficit",                    range,            100,  500,    -40,     0, -140},
        {"overdraft covered in full",               cover_overdraft,    0,    0,    700,  -300,  300},
        {"overdraft covered as far as it goes",     cover_overdraft,    0,    0,    200,  -300,  200},
        {"nothing moves to a header that has money",cover_overdraft,    0,    0,    700,   300,    0},
        {"both overdrawn: the child is funded",     cover_overdraft,    0,    0,    -50,  -300,  -50},
        {"filled to its minimum",                   fill_to_minimum,  100,    0,     30,     0,  -70},
        {"at its minimum",                          fill_to_minimum,  100,    0,    100,     0,    0},
        {"a surplus above the minimum stays",       fill_to_minimum,  100,    0,    900,     0,    0},
        {"return band at its upper edge",           return_band,      100,  700,    700,     0,  400},
        {"return band within",                      return_band,      100,  700,    699,     0,    0},
        {"return band at its lower edge",           return_band,      100,  700,    100,     0, -200},
    }));
    // clang-format on
    CAPTURE(row.name);
    LinkSpec link;
    link.method = row.method;
    link.target_minor = link.threshold_minor = link.fixed_minor = link.lower_minor = row.low;
    link.collar_minor = link.upper_minor = row.high;
    link.return_minor = 300;
    link.percent = *Decimal::parse("0.25");
    CHECK(wish_of(link, row.balance, row.header) == row.wish);
}

TEST_CASE(
    "deficit to zero brings an overdrawn child to zero, and one short of its target to the target",
    "[pool][method]") {
    // The documented variant T−B if 0 <= B < T, −B if B < 0: it jumps at zero.
    LinkSpec link;
    link.method = SweepMethod::target;
    link.target_minor = 500;
    link.deficit = DeficitRule::to_zero;
    CHECK(wish_of(link, 700, 0) == 200);
    CHECK(wish_of(link, 499, 0) == -1);
    CHECK(wish_of(link, 0, 0) == -500);
    CHECK(wish_of(link, -1, 0) == -1);
}

TEST_CASE("a wish saturates instead of overflowing", "[pool][method]") {
    LinkSpec link;
    link.method = SweepMethod::target;
    link.target_minor = INT64_MIN + 1;
    CHECK(wish_of(link, INT64_MAX, 0) == INT64_MAX);
    link.target_minor = INT64_MAX;
    CHECK(wish_of(link, INT64_MIN, 0) == INT64_MIN + 1);
}

#include "sim/pool/sibling_order.hpp"

#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/scenario.hpp"

using namespace rmbsim::sim;

TEST_CASE("a header that cannot fund all divides by the pool's order", "[pool][siblings]") {
    struct Row {
        const char* name;
        SiblingOrder order;
        std::int64_t capacity;
        std::vector<std::int64_t> needs, shares;
    };
    using enum SiblingOrder;
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // pooling-practice §4.3, own numbers: header 500, A −300, B −400 (in fen here)
        {"strict priority",                     priority,      50000, {30000, 40000}, {30000, 20000}},
        {"pro rata, largest remainder",         pro_rata,      50000, {30000, 40000}, {21429, 28571}},
        {"equal",                               equal,         50000, {30000, 40000}, {25000, 25000}},
        {"equal stops at a small need",         equal,         50000, {10000, 90000}, {10000, 40000}},
        {"equal, odd units in order",           equal,             5, {3, 3, 3},      {2, 2, 1}},
        {"largest first",                       largest_first, 50000, {30000, 40000}, {10000, 40000}},
        {"largest first, ties in order",        largest_first,    50, {40, 40},       {40, 10}},
        {"enough for all",                      pro_rata,      70000, {30000, 40000}, {30000, 40000}},
        {"nothing to give",                     pro_rata,          0, {30000, 40000}, {0, 0}},
        {"an overdrawn header gives nothing",   equal,          -100, {30000, 40000}, {0, 0}},
        {"nobody needs anything",               equal,           100, {0, 0},         {0, 0}},
    }));
    // clang-format on
    CAPTURE(row.name);
    CHECK(shares_of(row.capacity, row.needs, row.order) == row.shares);
}

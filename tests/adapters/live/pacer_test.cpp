#include "adapters/live/pacer.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

#include <catch2/catch.hpp>

namespace rmbsim::adapters::live {
namespace {

using namespace std::chrono_literals;

constexpr Pace stepped_pace{.kind = Pace::Kind::stepped};
constexpr Pace fastest_pace{.kind = Pace::Kind::as_fast_as_possible};

}  // namespace

TEST_CASE("simulated time follows the wall clock at its pace", "[live][pacer]") {
    struct Row {
        const char* name;
        Pace pace;
        WallTime passed;
        std::int64_t due_ms;
    };
    const auto row = GENERATE(values<Row>({
        // case                    pace            passed   due after 1,000,000 ms
        {"as it passes", {.ratio = 1}, 250ms, 1'000'250},
        {"a minute a second", {.ratio = 60}, 1s, 1'060'000},
        {"parts of a millisecond", {.ratio = 60}, 100us, 1'000'006},
        {"nothing has passed", {.ratio = 60}, 0ns, 1'000'000},
        {"ten years at the highest pace", {.ratio = 100'000}, 3155s, 1'000'000 + 315'500'000'000},
        {"only when asked", stepped_pace, 5s, 1'000'000},
        {"a slice at a time", fastest_pace, 0ns, 1'060'000},
    }));
    CAPTURE(row.name);
    const Pacer pacer(row.pace, 1'000'000, 7s);
    CHECK(pacer.due_ms(7s + row.passed, 1'000'000) == row.due_ms);
}

TEST_CASE("what has happened is never taken back", "[live][pacer]") {
    const Pacer pacer({.ratio = 60}, 1'000'000, 7s);
    CHECK(pacer.due_ms(7s, 1'000'001) == 1'000'001);
    CHECK(pacer.due_ms(8s, 1'200'000) == 1'200'000);
}

TEST_CASE("a pause takes no simulated time, however long it is", "[live][pacer]") {
    Pacer pacer({.ratio = 60}, 0, 0s);
    pacer.pause(1s, 60'000);
    CHECK(pacer.due_ms(100s, 60'000) == 60'000);
    pacer.pause(50s, 60'000);  // a second pause changes nothing
    pacer.resume(100s, 60'000);
    CHECK(pacer.due_ms(101s, 60'000) == 120'000);
    pacer.resume(200s, 60'000);  // nor does a second resume
    CHECK(pacer.due_ms(101s, 60'000) == 120'000);
}

TEST_CASE("after a jump the pace goes on from there", "[live][pacer]") {
    Pacer pacer({.ratio = 60}, 0, 0s);
    pacer.jumped_to(32'400'000, 2s);
    CHECK(pacer.due_ms(3s, 32'400'000) == 32'460'000);
}

TEST_CASE("a pace is a whole ratio, max or step", "[live][pacer]") {
    CHECK(parse_pace("1") == Pace{.ratio = 1});
    CHECK(parse_pace("60x") == Pace{.ratio = 60});
    CHECK(parse_pace("100000") == Pace{.ratio = 100'000});
    CHECK(parse_pace("max") == fastest_pace);
    CHECK(parse_pace("step") == stepped_pace);
    for (const char* wrong :
         {"", "x", "0", "-1", "1.5", "100001", "60xx", "99999999999999999999"}) {
        CAPTURE(wrong);
        CHECK(parse_pace(wrong) == std::nullopt);
    }
    for (const char* text : {"1", "60", "max", "step"}) CHECK(to_text(*parse_pace(text)) == text);
}

}  // namespace rmbsim::adapters::live

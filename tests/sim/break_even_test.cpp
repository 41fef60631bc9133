#include "sim/experiment/break_even.hpp"

#include <cstddef>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"

using namespace rmbsim;
using ledger::Decimal;

namespace {

Decimal number(const char* text) { return Decimal::parse(text).value(); }

}  // namespace

// Roots by hand: 250 - 1000 x = 0 at 0.25; x² = 2 at 1.41421…; a fee of 30.00 on 7 payments costs
// 210.00, so a benefit of 1,234.00 is used up at 1234 / 7 = 176.2857….
TEST_CASE("the break-even is found to the decimals in which the ends are written",
          "[experiment][break_even]") {
    struct Row {
        const char *name, *low, *high;
        int places;
        Decimal (*gain)(const Decimal&);
        const char *bracket_low, *bracket_high;
    };
    const auto row = GENERATE(values<Row>({
        {"a falling line that meets a point of the grid", "0.00", "1.00", 2,
         [](const Decimal& x) { return Decimal(250) - Decimal(1000) * x; }, "", "0.25"},
        {"a rising curve", "0.0000", "2.0000", 4,
         [](const Decimal& x) { return x * x - Decimal(2); }, "1.4142", "1.4143"},
        {"a fee a payment", "0.00", "1000.00", 2,
         [](const Decimal& x) { return Decimal(1234) - Decimal(7) * x; }, "176.28", "176.29"},
        {"a step, as a limit that begins to bind makes one", "0", "100", 0,
         [](const Decimal& x) { return x < Decimal(63) ? Decimal(-5) : Decimal(80); }, "62", "63"},
    }));
    CAPTURE(row.name);
    const sim::BreakEven found =
        sim::break_even(number(row.low), number(row.high), row.places, row.gain);
    CHECK(found.outcome == sim::BreakEvenOutcome::found);
    CHECK(found.runs <= 40);
    CHECK(found.high.to_text(row.places) == row.bracket_high);
    if (std::string(row.bracket_low).empty())
        CHECK(found.at_high.is_zero());
    else
        CHECK(found.low.to_text(row.places) == row.bracket_low);
}

TEST_CASE("without a change of sign nothing is searched and the ends are told",
          "[experiment][break_even]") {
    const sim::BreakEven found = sim::break_even(
        number("0.0"), number("9.0"), 1, [](const Decimal& x) { return x * x + Decimal(1); });
    CHECK(found.outcome == sim::BreakEvenOutcome::no_sign_change);
    CHECK(found.runs == 2);
    CHECK(found.at_low == Decimal(1));
    CHECK(found.at_high == Decimal(82));
}

TEST_CASE("a search that may not go on says what it has narrowed down to",
          "[experiment][break_even]") {
    const sim::BreakEven found = sim::break_even(
        number("0"), number("1000000"), 0,
        [](const Decimal& x) { return x < Decimal(63) ? Decimal(-5) : Decimal(80); }, 6);
    CHECK(found.outcome == sim::BreakEvenOutcome::not_narrowed);
    CHECK(found.runs == 6);
    CHECK(found.low < Decimal(63));
    CHECK(found.high >= Decimal(63));
}

// Proves ledger/decimal.hpp and ledger/rounding.hpp.
#include "ledger/decimal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "tests/ledger/addable.hpp"

namespace rmbsim::ledger {
namespace {

// What must not compile: binary floating point, and texts that nobody has looked at.
static_assert(!std::is_constructible_v<Decimal, double>);
static_assert(!std::is_constructible_v<Decimal, float>);
static_assert(!std::is_constructible_v<Decimal, long double>);
static_assert(!std::is_constructible_v<Decimal, bool>);
static_assert(!std::is_constructible_v<Decimal, const char*>);
static_assert(!std::is_convertible_v<double, Rate>);
static_assert(!std::is_assignable_v<Decimal&, double>);
static_assert(!std::is_convertible_v<Decimal, double>);
static_assert(!std::is_constructible_v<double, Decimal>);
static_assert(std::is_convertible_v<int, Decimal>);
static_assert(!Addable<Decimal, double>);
static_assert(!Addable<Money, Decimal>);

Decimal decimal(const char* text) {
    const auto parsed = Decimal::parse(text);
    REQUIRE(parsed);
    return *parsed;
}

const std::string nines(50, '9');

TEST_CASE("a decimal is parsed from plain digits, to fifty of them", "[ledger][decimal]") {
    CHECK(decimal("-0.0385") * Decimal(10'000) == Decimal(-385));
    CHECK(decimal("+7.10") == decimal("7.1"));
    CHECK(decimal("-0") == Decimal(0));
    CHECK(decimal(nines.c_str()).to_text() == nines);
    CHECK(decimal(("0.000" + nines).c_str()).to_text() == "0.000" + nines);
    CHECK(decimal(("000" + nines).c_str()).to_text() == nines);
    CHECK(decimal("0.000000000000000000000000000000000000000000000000000000000000").is_zero());
    for (const std::string& text : {std::string(), nines + "9", nines + ".0", "0." + nines + "1"}) {
        CAPTURE(text);
        CHECK(Decimal::parse(text) == std::nullopt);
    }
    for (const char* text : {"-", ".", ".5", "5.", "1e6", "1E-2", "nan", "inf", "-inf", "1_000",
                             "1,5", " 1", "1 ", "--1", "+-1", "1.2.3", "0x10", "1%"}) {
        CAPTURE(text);
        CHECK(Decimal::parse(text) == std::nullopt);
    }
}

TEST_CASE("sums and products of decimals are exact", "[ledger][decimal]") {
    CHECK(decimal("0.1") + decimal("0.2") == decimal("0.3"));
    CHECK(decimal("0.3") - decimal("0.1") == decimal("0.2"));
    CHECK(decimal("100000000000000000000000000000000000000000") + decimal("0.00000001") >
          decimal("100000000000000000000000000000000000000000"));
    // an int64 amount times a rate of 20 digits: (2^63 - 1) × (1 - 10^-20)
    CHECK((Decimal(INT64_MAX) * decimal("0.99999999999999999999")).to_text() ==
          "9223372036854775806.90776627963145224193");
    CHECK((-Decimal(0)).to_text() == "0");
    CHECK_FALSE((-Decimal(0)).is_negative());
    CHECK(decimal("-2") < decimal("-1.5"));
}

TEST_CASE("a quotient has fifty digits, the last rounded half to even", "[ledger][decimal]") {
    const std::string zeros(47, '0');
    // clang-format off
    struct Row { const char* rule; std::string dividend, divisor, expected; };
    const auto row = GENERATE_COPY(values<Row>({
        {"below half",                     "1",                   "3",   "0." + std::string(50, '3')},
        {"above half",                     "2",                   "3",   "0." + std::string(49, '6') + "7"},
        {"digits before the point count",  "200",                 "3",   "66." + std::string(47, '6') + "7"},
        {"zeros after it do not",          "-1",                  "30",  "-0.0" + std::string(50, '3')},
        {"a tie over an even digit stays", "3" + zeros + "01",    "2",   "15" + zeros + "0"},
        {"a tie over an odd digit moves",  "3" + zeros + "03",    "2",   "15" + zeros + "2"},
        {"a tie may carry to the front",   nines,                 "2",   "5" + zeros + "00"},
        {"above a tie moves, odd or even", "4" + zeros + "03",    "8",   "5" + zeros + "0.4"},
        {"360 divides to the last digit",
         "73320800741179202670133616283387233579561502972507",    "360",
         "203668890947720007417037823009408982165448619368.08"},
    }));
    // clang-format on
    CAPTURE(row.rule);
    CHECK((decimal(row.dividend.c_str()) / decimal(row.divisor.c_str())).to_text() == row.expected);
}

TEST_CASE("a quotient that ends within fifty digits is exact", "[ledger][decimal]") {
    for (const int divisor : {2, 4, 5, 8, 16, 25, 32, 64, 100, 125, 250, 1'000, 1'024})
        for (std::int64_t i = -2'000; i <= 2'000; i += 7)
            CHECK(Decimal(i) / Decimal(divisor) * Decimal(divisor) == Decimal(i));
    CHECK(decimal("12.34") == Decimal(1'234) / Decimal(100));
    CHECK_THROWS_AS(Decimal(1) / decimal("0.00"), ContractViolation);
}

TEST_CASE("128-bit integers become decimals exactly, to both edges", "[ledger][decimal]") {
    constexpr Int128 largest = (((Int128{1} << 126) - 1) << 1) + 1;
    CHECK(Decimal::from_int128(largest).to_text() == "170141183460469231731687303715884105727");
    CHECK(Decimal::from_int128(-largest - 1).to_text() ==
          "-170141183460469231731687303715884105728");
    CHECK(Decimal::from_int128(INT64_MIN) == Decimal(INT64_MIN));
    CHECK(Decimal::from_int128(Int128{1'000'000'000'000'000'000} * 10) ==
          decimal("10000000000000000000"));
    CHECK(Decimal(INT64_MIN).to_text() == "-9223372036854775808");
    CHECK(Decimal(UINT64_MAX).to_text() == "18446744073709551615");
    CHECK(Decimal::from_minor(INT64_MIN, 3).to_text() == "-9223372036854775.808");
    CHECK(Decimal::from_minor(1'234, 2) == decimal("12.34"));
}

TEST_CASE("a decimal is printed with the places asked for, half to even", "[ledger][decimal]") {
    struct Row {
        const char* number;
        int places;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"2.5", 0, "2"},
        {"3.5", 0, "4"},
        {"-2.5", 0, "-2"},
        {"-3.5", 0, "-4"},
        {"0.125", 2, "0.12"},
        {"0.135", 2, "0.14"},
        {"0.1251", 2, "0.13"},
        {"9.995", 2, "10.00"},
        {"-0.004", 2, "0.00"},
        {"-0.005", 2, "0.00"},
        {"-0.0051", 2, "-0.01"},
        {"12", 3, "12.000"},
        {"0.0385", 4, "0.0385"},
        {"1234567.891", 0, "1234568"},
        {"9223372036854775807.5", 0, "9223372036854775808"},
    }));
    CAPTURE(row.number, row.places);
    CHECK(decimal(row.number).to_text(row.places) == row.expected);
}

TEST_CASE("the shortest text of a decimal is exact", "[ledger][decimal]") {
    for (const char* text : {"0", "1", "-1", "100", "-120.5", "0.001", "10000000000000000000000",
                             "0.00000000000000000000000000000000000000000000000000000000007"})
        CHECK(decimal(text).to_text() == text);
    CHECK(decimal("1.500").to_text() == "1.5");
}

TEST_CASE("a split is whole units toward zero and an exact rest of the same sign",
          "[ledger][decimal]") {
    const auto positive = decimal("12.3456").split_at(2),
               negative = decimal("-12.3456").split_at(2);
    REQUIRE(positive);
    REQUIRE(negative);
    CHECK(positive->whole == 1'234);
    CHECK(positive->remainder == decimal("0.56"));
    CHECK(negative->whole == -1'234);
    CHECK(negative->remainder == decimal("-0.56"));
    CHECK(decimal("92233720368547758.079").split_at(2)->whole == INT64_MAX);
    CHECK(decimal("-92233720368547758.08").split_at(2)->whole == INT64_MIN);
    CHECK_FALSE(decimal("92233720368547758.08").split_at(2));
    CHECK_FALSE(decimal("-92233720368547758.09").split_at(2));
    CHECK_FALSE(decimal(nines.c_str()).split_at(0));
}

TEST_CASE("a decimal becomes money by a named rounding", "[ledger][rounding]") {
    struct Row {
        const char* yuan;
        std::int64_t half_even, half_up, toward_zero, away_from_zero, floor, ceiling;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // yuan        half_even half_up toward_zero away_from_zero floor ceiling     in fen
        { "0.01",              1,      1,          1,             1,    1,      1},
        { "0.014",             1,      1,          1,             2,    1,      2},
        { "0.015",             2,      2,          1,             2,    1,      2},  // tie, odd
        { "0.025",             2,      3,          2,             3,    2,      3},  // tie, even
        { "0.0250000000001",   3,      3,          2,             3,    2,      3},
        { "0.016",             2,      2,          1,             2,    1,      2},
        { "0.005",             0,      1,          0,             1,    0,      1},  // tie at nothing
        { "0.000000001",       0,      0,          0,             1,    0,      1},
        { "0",                 0,      0,          0,             0,    0,      0},
        {"-0.000000001",       0,      0,          0,            -1,   -1,      0},
        {"-0.005",             0,     -1,          0,            -1,   -1,      0},
        {"-0.014",            -1,     -1,         -1,            -2,   -2,     -1},
        {"-0.015",            -2,     -2,         -1,            -2,   -2,     -1},
        {"-0.025",            -2,     -3,         -2,            -3,   -3,     -2},
        {"-0.016",            -2,     -2,         -1,            -2,   -2,     -1},
        {"-0.01",             -1,     -1,         -1,            -1,   -1,     -1},
    }));
    // clang-format on
    CAPTURE(row.yuan);
    const auto fen = [&](Rounding rounding) {
        return to_money(decimal(row.yuan), currency("CNY"), rounding)->minor;
    };
    CHECK(fen(Rounding::half_even) == row.half_even);
    CHECK(fen(Rounding::half_up) == row.half_up);
    CHECK(fen(Rounding::toward_zero) == row.toward_zero);
    CHECK(fen(Rounding::away_from_zero) == row.away_from_zero);
    CHECK(fen(Rounding::floor) == row.floor);
    CHECK(fen(Rounding::ceiling) == row.ceiling);
}

TEST_CASE("money knows its currency's decimals and its own edge", "[ledger][rounding]") {
    CHECK(to_money(decimal("2.5"), currency("JPY"), Rounding::half_even)->minor == 2);
    CHECK(to_money(decimal("2.0005"), currency("KWD"), Rounding::half_up)->minor == 2'001);
    CHECK(to_decimal({-125'050, currency("CNY")}) == decimal("-1250.5"));
    CHECK(to_decimal({5, currency("JPY")}) == Decimal(5));

    const Decimal edge = decimal("9223372036854775807.5");
    CHECK(to_money(edge, currency("JPY"), Rounding::toward_zero)->minor == INT64_MAX);
    CHECK_FALSE(to_money(edge, currency("JPY"), Rounding::half_up));
    CHECK_FALSE(to_money(edge, currency("JPY"), Rounding::half_even));
    CHECK(to_money(-edge, currency("JPY"), Rounding::floor)->minor == INT64_MIN);
    CHECK_FALSE(to_money(edge * Decimal(10), currency("JPY"), Rounding::floor));
}

}  // namespace
}  // namespace rmbsim::ledger

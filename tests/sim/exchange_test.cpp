// Proves sim/market/exchange.hpp: one rounding, of the exact product, whichever way the price is turned.
#include "sim/market/exchange.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/rounding.hpp"
#include "sim/netting/net.hpp"

namespace rmbsim::tests::exchange {
namespace {

using ledger::Decimal;
using ledger::Rounding;

Decimal dec(const char* text) { return *Decimal::parse(text); }

}  // namespace

TEST_CASE("an amount at a turned price is the exact quotient, rounded once", "[fx]") {
    struct Row {
        const char* name;
        std::int64_t minor;
        const char *per_one, *part;  // price = part / per_one
        Rounding rounding;
        std::int64_t expected;
    };
    const std::vector<Row> rows{
        {"42,360 CNH at 7.06 are 6,000 USD", 42'360'00, "7.06", "1", Rounding::floor, 6'000'00},
        {"sold 0.1 % below, 5,994 USD", 42'360'00, "7.06", "0.999", Rounding::floor, 5'994'00},
        {"bought 0.1 % above, 6,006 USD", 42'360'00, "7.06", "1.001", Rounding::ceiling, 6'006'00},
        {"7,020,000 CNH at 7.02, 0.1 % below", 7'020'000'00, "7.02", "0.999", Rounding::floor,
         999'000'00},
        // 3 / 7 = 0.428571…: what does not end is still rounded as asked
        {"a quotient without an end, down", 3'00, "7", "1", Rounding::floor, 42},
        {"a quotient without an end, up", 3'00, "7", "1", Rounding::ceiling, 43},
        {"a tie is a tie: 0.07 at 14 is half a cent", 7, "14", "1", Rounding::half_up, 1},
        {"and goes to the even cent: 0", 7, "14", "1", Rounding::half_even, 0},
        {"and to the even cent: 2", 21, "14", "1", Rounding::half_even, 2},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const Decimal price = Decimal(1) / dec(row.per_one) * dec(row.part);
        CHECK(sim::exchanged_at(price, {row.minor, ledger::currency("CNY")},
                                ledger::currency("USD"), row.rounding)
                  .minor == row.expected);
    }
}

TEST_CASE("a netting exchanges at the exact rate and states it to twelve decimals", "[netting]") {
    // 1 / 7.06 = 0.1416430594900849…; a thousand million dollars are 7,060,000,000.00 CNH. At the
    // stated rate they would be …000.0042…, and a hundred times as much wrong by 42 fen.
    const auto cny = ledger::currency("CNY"), usd = ledger::currency("USD");
    sim::RateSheet rates(usd);
    rates.set(cny, Decimal(1) / dec("7.06"));
    CHECK(rates.to_base(cny) == dec("0.141643059490"));
    CHECK(rates.converted(100'000'000'000'00, usd, cny) == 706'000'000'000'00);
    CHECK(rates.converted(706'000'000'000'00, cny, usd) == 100'000'000'000'00);
}

}  // namespace rmbsim::tests::exchange

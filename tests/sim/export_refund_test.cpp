// Export VAT refunds: amounts of trading companies and producers worked out by hand.
#include "sim/commerce/export_refund.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using published::decimal;

// clang-format off
// Oracle: settlement-rules §9.2, refund = net × refund rate, the rest of the VAT on the invoice is cost.
TEST_CASE("a trading company gets its invoices times the refund rate and bears the rest", "[export][refund][oracle]") {
    struct Row { const char* name; std::int64_t net, vat; const char* rate; std::int64_t refund, to_cost; };
    const auto row = GENERATE(values<Row>({
        {"rate as high as the VAT",       100'000'00, 13'000'00, "0.13", 13'000'00,         0},
        {"batteries to March 2026",       100'000'00, 13'000'00, "0.09",  9'000'00,  4'000'00},
        {"batteries from April 2026",     100'000'00, 13'000'00, "0.06",  6'000'00,  7'000'00},
        {"batteries from 2027",           100'000'00, 13'000'00, "0",            0, 13'000'00},
        // 33.33 × 9 % = 2.9997, and the VAT was 33.33 × 13 % = 4.3329
        {"rounded half up, rest is cost",      33'33,      4'33, "0.09",      3'00,      1'33},
        // a small-scale supplier's invoice shows 3 %: more is not given back than was paid
        {"never more than the invoice",    10'000'00,    300'00, "0.13",    300'00,         0},
        {"nothing",                                0,         0, "0.13",         0,         0},
    }));
    CAPTURE(row.name);
    CHECK(trader_refund(row.net, row.vat, decimal(row.rate)) == TraderRefund{.refund_minor = row.refund, .to_cost_minor = row.to_cost});
}

// Oracle: the four steps of settlement-rules §9.2 on exports of 2,000,000.00 taxed at 13 % and refunded at
// 9 %: N = 2,000,000 × 4 % = 80,000 and Q = 2,000,000 × 9 % = 180,000.
TEST_CASE("a producer's refund is bounded by its credit and by its quota", "[export][refund][oracle]") {
    struct Row { const char* name; std::int64_t fob, material, output, input, brought; ProducerRefund expected; };
    const auto row = GENERATE(values<Row>({
        // P = output - (input - N) - brought forward
        // 130,000 - 220,000 - 50,000 = -140,000: all of it comes back, 40,000 of Q are offset
        {"credit below quota",  2'000'000'00,              0, 130'000'00, 300'000'00, 50'000'00, {80'000'00, -140'000'00, 180'000'00, 140'000'00,  40'000'00,         0}},
        // 130,000 - 260,000 - 50,000 = -180,000
        {"credit equals quota", 2'000'000'00,              0, 130'000'00, 340'000'00, 50'000'00, {80'000'00, -180'000'00, 180'000'00, 180'000'00,          0,         0}},
        // 130,000 - 320,000 - 50,000 = -240,000: Q comes back, 60,000 are carried forward
        {"credit above quota",  2'000'000'00,              0, 130'000'00, 400'000'00, 50'000'00, {80'000'00, -240'000'00, 180'000'00, 180'000'00,          0, 60'000'00}},
        // 270,000 - 220,000 - 50,000 = 0
        {"nothing is due",      2'000'000'00,              0, 270'000'00, 300'000'00, 50'000'00, {80'000'00,           0, 180'000'00,          0, 180'000'00,         0}},
        // 400,000 - 220,000 - 50,000 = 130,000 is paid to the tax office, Q is offset
        {"tax is due",          2'000'000'00,              0, 400'000'00, 300'000'00, 50'000'00, {80'000'00,  130'000'00, 180'000'00,          0, 180'000'00,         0}},
        // 1,500,000 × 4 % = 60,000, × 9 % = 135,000; 130,000 - 240,000 - 50,000 = -160,000
        {"duty-free material",  2'000'000'00,   500'000'00, 130'000'00, 300'000'00, 50'000'00, {60'000'00, -160'000'00, 135'000'00, 135'000'00,          0, 25'000'00}},
        {"material above FOB",    100'000'00,   100'000'01,          0,  13'000'00,         0, {        0,  -13'000'00,          0,          0,          0, 13'000'00}},
        {"no exports",                     0,            0,          0,  10'000'00,         0, {        0,  -10'000'00,          0,          0,          0, 10'000'00}},
    }));
    CAPTURE(row.name);
    const std::vector<ProducerExports> exports = {{.fob_minor = row.fob, .duty_free_material_minor = row.material, .vat = decimal("0.13"), .refund = decimal("0.09")}};
    CHECK(producer_refund({.exports = exports, .output_vat_minor = row.output, .input_vat_minor = row.input, .brought_forward_minor = row.brought}) == row.expected);
}
// clang-format on

TEST_CASE("goods of two rates in one month add to one quota", "[export][refund][oracle]") {
    // Batteries of 1,000,000.00 declared on 31 March at 9 %, as many on 1 April at 6 %:
    // N = 1,000,000 × 4 % + 1,000,000 × 7 % = 110,000; Q = 90,000 + 60,000 = 150,000.
    const std::vector<ProducerExports> exports = {
        {.fob_minor = 1'000'000'00, .vat = decimal("0.13"), .refund = decimal("0.09")},
        {.fob_minor = 1'000'000'00, .vat = decimal("0.13"), .refund = decimal("0.06")}};
    const ProducerRefund refund =
        producer_refund({.exports = exports, .input_vat_minor = 200'000'00});
    CHECK(refund.non_creditable_minor == 110'000'00);
    CHECK(refund.quota_minor == 150'000'00);
    // P = 0 - (200,000 - 110,000) = -90,000
    CHECK(refund.payable_minor == -90'000'00);
    CHECK(refund.refund_minor == 90'000'00);
    CHECK(refund.offset_minor == 60'000'00);
}

TEST_CASE("VAT on a price and VAT within a price are the same VAT", "[export][refund]") {
    CHECK(vat_on(100'00, decimal("0.13")) == 13'00);
    CHECK(vat_within(113'00, decimal("0.13")) == 13'00);
    CHECK(vat_within(100'00, decimal("0.13")) == 11'50);  // 100 × 13 / 113 = 11.504…
    CHECK(vat_within(100'00, decimal("0")) == 0);
}

TEST_CASE("exempt retail exports pay income tax on a deemed profit", "[export][refund]") {
    // 1,000,000.00 × 4 % × 25 % = 10,000.00; 12,345.67 × 1 % = 123.4567
    CHECK(deemed_income_tax(1'000'000'00, decimal("0.04"), decimal("0.25")) == 10'000'00);
    CHECK(deemed_income_tax(12'345'67, decimal("0.04"), decimal("0.25")) == 123'46);
    CHECK(deemed_income_tax(0, decimal("0.04"), decimal("0.25")) == 0);
}

}  // namespace
}  // namespace rmbsim::sim

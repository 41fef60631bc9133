// Advances on receivables: who may draw, who is paid first, who bears what does not come.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/time.hpp"
#include "sim/finance/discount.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/finance/shortfall.hpp"
#include "sim/finance/waterfall.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing {
namespace {

using finance::Claims;
using finance::LossLayers;
using finance::LossSplit;
using finance::Recourse;
using finance::RegisterRefusal;
using finance::ShortfallCause;
using finance::Tranche;

finance::ReceivableSpec sale(std::uint32_t debtor, std::uint64_t document, std::int64_t minor) {
    return {.key = {.debtor = debtor, .creditor = 7, .document = document},
            .face = {minor, ledger::currency("USD")},
            .created = day(2026, 3, 2),
            .due = day(2026, 4, 30)};
}

}  // namespace

TEST_CASE("a receipt pays fees, then principal, then interest, and the rest is the seller's",
          "[finance][waterfall]") {
    struct Row {
        std::string_view name;
        std::int64_t receipt;
        finance::WaterfallOrder order;
        Claims paid;
        std::int64_t remainder;
    };
    constexpr auto usual = finance::fees_principal_interest;
    constexpr finance::WaterfallOrder interest_first{Tranche::interest, Tranche::fees,
                                                     Tranche::principal};
    // Owed: fees 1.50, principal 80.00, interest 0.40; 81.90 in all.
    // clang-format off
    const auto row = GENERATE_REF(values<Row>({
        // case                        receipt order           fees  principal interest  remainder
        {"nothing comes in",                 0, usual,          {  0,     0,    0},          0},
        {"less than the fees",             100, usual,          {100,     0,    0},          0},
        {"fees to the unit",               150, usual,          {150,     0,    0},          0},
        {"principal in part",            5'000, usual,          {150, 4'850,    0},          0},
        {"interest last, in part",       8'170, usual,          {150, 8'000,   20},          0},
        {"all claims to the unit",       8'190, usual,          {150, 8'000,   40},          0},
        {"a remainder",                 10'000, usual,          {150, 8'000,   40},      1'810},
        {"another order is data",          100, interest_first, { 60,     0,   40},          0},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Claims owed{.fees = 150, .principal = 8'000, .interest = 40};
    CHECK(finance::distribute(row.receipt, owed, row.order) ==
          finance::Distribution{.paid = row.paid, .remainder_minor = row.remainder});
}

TEST_CASE("reserve, seller, guarantee fund and lender bear a shortfall in this order",
          "[finance][loss]") {
    struct Row {
        std::string_view name;
        std::int64_t shortfall;
        LossLayers layers;
        const char* share;
        std::optional<std::int64_t> cap;
        LossSplit borne;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                       shortfall  reserve  seller  fund so far  share  cap           reserve   seller    fund  lender
        {"the reserve suffices",        20'000, {20'000, {30'000},      0},      "0.5", std::nullopt, {20'000,       0,      0,      0}},
        {"the seller suffices",         50'000, {20'000, {30'000},      0},      "0.5", std::nullopt, {20'000,  30'000,      0,      0}},
        // 100,000 - 20,000 - 30,000 = 50,000 are missing, half of them the fund's
        {"the fund takes its share",   100'000, {20'000, {30'000},      0},      "0.5", std::nullopt, {20'000,  30'000, 25'000, 25'000}},
        {"its share is rounded down",  100'001, {20'000, {30'000},      0},      "0.5", std::nullopt, {20'000,  30'000, 25'000, 25'001}},
        {"up to its cap",              100'000, {20'000, {30'000},  4'000},      "0.5", 10'000,       {20'000,  30'000,  6'000, 44'000}},
        {"the cap is used up",         100'000, {20'000, {30'000}, 10'000},      "0.5", 10'000,       {20'000,  30'000,      0, 50'000}},
{"up to what it has",          100'000, {20'000, {30'000, 7'000}, 0},      "0.5", std::nullopt, {20'000,  30'000,  7'000, 43'000}},
        {"no fund, no recourse",       100'000, {     0, {     0},      0},      "0",   std::nullopt, {     0,       0,      0,100'000}},
    }));
    // clang-format on
    CAPTURE(row.name);
    CHECK(finance::borne(row.shortfall, row.layers,
                         {.share = decimal(row.share), .cap_minor = row.cap}) == row.borne);
}

TEST_CASE("without recourse the seller stands for its goods and its account, not for its debtor",
          "[finance][loss]") {
    struct Row {
        ShortfallCause cause;
        bool with, without;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {ShortfallCause::refund,         true, true},
        {ShortfallCause::chargeback,     true, true},
        {ShortfallCause::account_frozen, true, true},
        {ShortfallCause::debtor_default, true, false},
    }));
    // clang-format on
    CAPTURE(finance::name_of(row.cause));
    CHECK(finance::falls_to_seller(Recourse::with, row.cause) == row.with);
    CHECK(finance::falls_to_seller(Recourse::without, row.cause) == row.without);
}

TEST_CASE("what comes back goes to fund and lender in proportion to what each has lost",
          "[finance][loss]") {
    // Lost: fund 60.00, lender 440.00; 12 % and 88 %.
    CHECK(finance::recovered(10'000, 6'000, 44'000) ==
          finance::Recovery{.fund_minor = 1'200, .lender_minor = 8'800, .remainder_minor = 0});
    CHECK(finance::recovered(1, 6'000, 44'000) ==  // 0.12 and 0.88 of a unit
          finance::Recovery{.fund_minor = 0, .lender_minor = 1, .remainder_minor = 0});
    CHECK(
        finance::recovered(60'000, 6'000, 44'000) ==
        finance::Recovery{.fund_minor = 6'000, .lender_minor = 44'000, .remainder_minor = 10'000});
    CHECK(finance::recovered(5, 0, 0).remainder_minor == 5);
}

TEST_CASE("one receivable is registered once and assigned once, whoever presents it",
          "[finance][register]") {
    finance::ReceivableRegister receivables;
    CHECK(receivables.add(sale(1, 1, 0)).error() == RegisterRefusal::amount_not_positive);
    const auto first = receivables.add(sale(1, 1, 100'00));
    REQUIRE(first);
    CHECK(receivables.add(sale(1, 1, 90'00)).error() == RegisterRefusal::already_registered);
    CHECK(receivables.add(sale(2, 1, 100'00)));  // another debtor's document
    REQUIRE(receivables.find({.debtor = 1, .creditor = 7, .document = 1}) == *first);

    CHECK(receivables.assign(*first, {.facility = 0, .advance = 0}));
    CHECK(receivables.assign(*first, {.facility = 1, .advance = 0}).error() ==
          RegisterRefusal::already_assigned);
    CHECK(receivables.receive(*first, 100'00) == 100'00);  // paid, and still not free again
    CHECK(receivables.assign(*first, {.facility = 0, .advance = 1}).error() ==
          RegisterRefusal::already_assigned);

    const auto refunded = receivables.add(sale(1, 2, 100'00));
    CHECK(receivables.dilute(*refunded, 130'00) == 100'00);  // 30.00 are a claim on the creditor
    CHECK(receivables.assign(*refunded, {.facility = 0, .advance = 1}).error() ==
          RegisterRefusal::nothing_outstanding);
}

TEST_CASE("a dynamic discount is amount times rate times days over the basis, half up",
          "[finance][discount]") {
    struct Row {
        std::string_view name;
        std::int64_t minor;
        const char* annual;
        ledger::ValueDate paid, due;
        std::int64_t discount;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // 1,000,000.00 × 0.06 × 45 / 360 = 7,500.00
        {"45 days early",        1'000'000'00, "0.06",  day(2026, 3, 2), day(2026, 4, 16), 7'500'00},
        // 100.00 × 0.054 / 360 = 0.015, up to 0.02
        {"a tie goes up",              100'00, "0.054", day(2026, 3, 2), day(2026, 3, 3),         2},
        {"on the due date",      1'000'000'00, "0.06",  day(2026, 3, 2), day(2026, 3, 2),         0},
        {"after the due date",   1'000'000'00, "0.06",  day(2026, 3, 3), day(2026, 3, 2),         0},
        {"never above all of it",      100'00, "9",     day(2026, 3, 2), day(2027, 3, 2),    100'00},
    }));
    // clang-format on
    CAPTURE(row.name);
    const auto early = finance::paid_early(row.minor, decimal(row.annual), {row.paid, row.due},
                                           ledger::DayCount::act_360);
    CHECK(early.discount_minor == row.discount);
    CHECK(early.paid_minor == row.minor - row.discount);
}

TEST_CASE("two per cent for twenty days cost 36.73 per cent a year", "[finance][discount]") {
    // 2/10 net 30: 0.02 / 0.98 × 360 / 20 = 0.020408… × 18 = 0.367346…
    CHECK(finance::annual_cost(decimal("0.02"), 20, 360).to_text(6) == "0.367347");
    CHECK(finance::annual_cost(decimal("0"), 20, 360).is_zero());
}

}  // namespace rmbsim::sim::testing

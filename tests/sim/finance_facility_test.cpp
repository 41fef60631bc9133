// A facility from drawing to repayment or loss, each figure worked out beside it.
#include <cstdint>
#include <optional>
#include <string_view>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/facility_terms.hpp"
#include "sim/finance/receivable_register.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing {
namespace {

using finance::Claims;
using finance::DrawBound;
using finance::DrawRefusal;
using finance::Facility;
using finance::FacilityTerms;
using finance::ReceivableId;
using finance::Recourse;
using finance::ShortfallCause;

const ledger::ValueDate drawn_on = day(2026, 3, 2);
const ledger::ValueDate in_10_days = day(2026, 3, 12), in_15_days = day(2026, 3, 17),
                        in_30_days = day(2026, 4, 1), in_120_days = day(2026, 6, 30);

// 80 % at 9 % a year, fee 1.5 %, reserve 5 % of the advance, 60 % of 1,000,000.00 a debtor.
FacilityTerms usual_terms() {
    return {.currency = ledger::currency("USD"),
            .advance_rate = decimal("0.8"),
            .fee = decimal("0.015"),
            .reserve = decimal("0.05"),
            .concentration = decimal("0.6"),
            .limit_minor = 1'000'000'00};
}

struct Lent {
    explicit Lent(const FacilityTerms& terms) : facility(0, terms) {}
    ReceivableId owed_by(std::uint32_t debtor, std::int64_t minor) {
        return receivables
            .add({.key = {.debtor = debtor, .creditor = 7, .document = receivables.size()},
                  .face = {minor, ledger::currency("USD")},
                  .created = drawn_on,
                  .due = in_30_days})
            .value();
    }
    auto draw(ReceivableId receivable, const char* annual = "0.09") {
        return facility.draw(receivables, receivable, decimal(annual), drawn_on);
    }
    auto receive(ReceivableId receivable, std::int64_t minor, ledger::ValueDate on) {
        return facility.receive(receivables, receivable, minor, on);
    }
    finance::ReceivableRegister receivables;
    Facility facility;
};

// One receivable of 100,000.00: advance 80,000.00, fee 1,200.00, reserve 4,000.00.
struct LentOnOne : Lent {
    explicit LentOnOne(const FacilityTerms& terms = usual_terms())
        : Lent(terms), receivable(owed_by(1, 100'000'00)), drawdown(draw(receivable).value()) {}
    ReceivableId receivable;
    finance::Drawdown drawdown;
};

}  // namespace

TEST_CASE("an advance pays the seller less the reserve, and a receipt pays the lender first",
          "[finance][facility]") {
    LentOnOne lent;
    CHECK(lent.drawdown == finance::Drawdown{.advance = 0,
                                             .advanced_minor = 80'000'00,
                                             .fee_minor = 1'200'00,
                                             .reserve_minor = 4'000'00,
                                             .bound = DrawBound::advance_rate});
    CHECK(lent.drawdown.to_seller() == 76'000'00);
    // 80,000.00 × 0.09 × 30 / 360 = 600.00; 100,000.00 - 1,200.00 - 80,000.00 - 600.00 = 18,200.00.
    // The seller has 76,000.00 + 18,200.00 + 4,000.00 = 98,200.00: all but fee and interest.
    const auto receipt = lent.receive(lent.receivable, 100'000'00, in_30_days);
    CHECK(receipt.paid == Claims{.fees = 1'200'00, .principal = 80'000'00, .interest = 600'00});
    CHECK(receipt.to_seller() == 18'200'00);
    CHECK(receipt.reserve_released_minor == 4'000'00);
    CHECK(lent.facility.owed() == Claims{});
}

TEST_CASE("a receipt in two parts leaves interest on what is not repaid", "[finance][facility]") {
    LentOnOne lent;
    // 80,000.00 × 0.09 × 15 / 360 = 300.00 owed; 50,000.00 pay 1,200.00 and 48,800.00 of principal.
    const auto first = lent.receive(lent.receivable, 50'000'00, in_15_days);
    CHECK(first.paid == Claims{.fees = 1'200'00, .principal = 48'800'00, .interest = 0});
    CHECK(first.to_seller() == 0);
    CHECK(first.reserve_released_minor == 0);
    CHECK(lent.facility.owed() == Claims{.fees = 0, .principal = 31'200'00, .interest = 300'00});
    // 31,200.00 × 0.09 × 15 / 360 = 117.00 more; 50,000.00 - 31,200.00 - 417.00 = 18,383.00.
    const auto second = lent.receive(lent.receivable, 50'000'00, in_30_days);
    CHECK(second.paid == Claims{.fees = 0, .principal = 31'200'00, .interest = 417'00});
    CHECK(second.to_seller() == 18'383'00);
}

TEST_CASE("interest charged day by day does not drift from the sum", "[finance][facility]") {
    Lent lent({.currency = ledger::currency("USD")});
    REQUIRE(lent.draw(lent.owed_by(1, 100'00), "0.05"));
    // 100.00 × 0.05 / 360 is 1.388… cents a day: 36 days are 50 cents, not 36 times 1.
    for (int n = 1; n <= 36; ++n) lent.facility.charge_interest(drawn_on + std::chrono::days{n});
    CHECK(lent.facility.owed().interest == 50);
}

TEST_CASE("a refund makes the advance due in proportion, and the reserve pays first",
          "[finance][facility][dilution]") {
    LentOnOne lent;
    // 10,000.00 of 100,000.00 are refunded: 8,000.00 of the advance are due, the reserve has 4,000.00.
    const auto refund =
        lent.facility.dilute(lent.receivables, lent.receivable, 10'000'00, in_10_days);
    CHECK(refund == finance::Dilution{.taken_minor = 10'000'00,
                                      .beyond_minor = 0,
                                      .from_reserve = {.principal = 4'000'00},
                                      .reserve_released_minor = 0});
    CHECK(lent.facility.due(in_10_days) == Claims{.principal = 4'000'00});
    const auto paid = lent.facility.seller_pays(10'000'00, in_10_days);
    CHECK(paid.paid == Claims{.principal = 4'000'00});
    CHECK(paid.to_seller() == 6'000'00);  // not due: it stays with the seller
    // 80,000.00 for 10 days 200.00, 72,000.00 for 20 days 360.00;
    // 90,000.00 - 1,200.00 - 72,000.00 - 560.00 = 16,240.00. Reserve: 4,000.00 held - 4,000.00 used.
    const auto receipt = lent.receive(lent.receivable, 90'000'00, in_30_days);
    CHECK(receipt.paid == Claims{.fees = 1'200'00, .principal = 72'000'00, .interest = 560'00});
    CHECK(receipt.to_seller() == 16'240'00);
    CHECK(receipt.reserve_released_minor == 0);
}

TEST_CASE("a refund after payout is a claim on the seller and moves nothing here",
          "[finance][facility][dilution]") {
    LentOnOne lent;
    lent.receive(lent.receivable, 100'000'00, in_30_days);
    CHECK(lent.facility.dilute(lent.receivables, lent.receivable, 5'000'00, in_30_days) ==
          finance::Dilution{.taken_minor = 0, .beyond_minor = 5'000'00});
}

TEST_CASE("what is due on one advance is taken out of another's remainder",
          "[finance][facility][dilution]") {
    Lent lent({.currency = ledger::currency("USD"), .advance_rate = decimal("0.8")});
    const ReceivableId refunded = lent.owed_by(1, 10'000'00), paid = lent.owed_by(2, 10'000'00);
    REQUIRE(lent.draw(refunded, "0"));
    REQUIRE(lent.draw(paid, "0"));
    lent.facility.dilute(lent.receivables, refunded, 10'000'00, in_10_days);
    CHECK(lent.facility.due(in_10_days) == Claims{.principal = 8'000'00});
    // 10,000.00 pay their own 8,000.00, and 2,000.00 of the other's.
    const auto receipt = lent.receive(paid, 10'000'00, in_15_days);
    CHECK(receipt.paid == Claims{.principal = 10'000'00});
    CHECK(receipt.to_seller() == 0);
    CHECK(lent.facility.due(in_15_days) == Claims{.principal = 6'000'00});
}

TEST_CASE("a draw is cut to the debtor's share of the limit, then to the limit",
          "[finance][facility][limit]") {
    Lent lent(usual_terms());
    struct Row {
        std::string_view name;
        std::uint32_t debtor;
        std::int64_t face, advanced;
        DrawBound bound;
    };
    // One after the other, 600,000.00 a debtor, 1,000,000.00 in all.
    // clang-format off
    for (const Row& row : {
        // 80 % of 900,000.00 are 720,000.00
        Row{"a debtor's share",      1, 900'000'00, 600'000'00, DrawBound::concentration_limit},
        Row{"advance rate",          2, 100'000'00,  80'000'00, DrawBound::advance_rate},
        // debtor 2 has 520,000.00 left, the limit 320,000.00
        Row{"the limit is tighter",  2, 900'000'00, 320'000'00, DrawBound::facility_limit},
    }) {
        // clang-format on
        CAPTURE(row.name);
        const auto drawn = lent.draw(lent.owed_by(row.debtor, row.face));
        REQUIRE(drawn);
        CHECK(drawn->advanced_minor == row.advanced);
        CHECK(drawn->bound == row.bound);
    }
}

TEST_CASE("a draw is refused for the first cause in order", "[finance][facility][limit]") {
    Lent lent(usual_terms());
    const ReceivableId first = lent.owed_by(1, 900'000'00);
    REQUIRE(lent.draw(first));
    CHECK(lent.draw(first).error() == DrawRefusal::already_assigned);
    const ReceivableId gone = lent.owed_by(1, 10'00);
    lent.receivables.dilute(gone, 10'00);
    CHECK(lent.draw(gone).error() == DrawRefusal::nothing_outstanding);
    CHECK(lent.draw(lent.owed_by(1, 10'00)).error() == DrawRefusal::concentration_limit);
    CHECK(lent.draw(lent.owed_by(2, 1)).error() == DrawRefusal::below_one_unit);
    REQUIRE(lent.draw(lent.owed_by(2, 500'000'00)));
    CHECK(lent.draw(lent.owed_by(3, 10'00)).error() == DrawRefusal::facility_limit);

    Facility other(1, usual_terms());  // another lender sees the same register
    CHECK(other.draw(lent.receivables, first, decimal("0.09"), drawn_on).error() ==
          DrawRefusal::already_assigned);
    lent.facility.accelerate(in_10_days);
    CHECK(lent.draw(first).error() == DrawRefusal::accelerated);
}

TEST_CASE("a frozen account accelerates, and a default runs through all layers",
          "[finance][facility][loss]") {
    FacilityTerms terms = usual_terms();
    terms.guarantee = {.share = decimal("0.5"), .cap_minor = 30'000'00};
    LentOnOne lent(terms);
    lent.facility.accelerate(in_30_days);
    // 1,200.00 + 80,000.00 + 600.00 = 81,800.00 are due.
    CHECK(lent.facility.due(in_30_days).total() == 81'800'00);
    // Reserve 4,000.00, seller 10,000.00, missing 67,800.00: the fund's half is 33,900.00, its cap
    // 30,000.00, the lender's loss 37,800.00. The 44,000.00 cover fees and 42,800.00 of principal.
    const auto end = lent.facility.close_out(ShortfallCause::account_frozen,
                                             {.seller_minor = 10'000'00}, in_30_days);
    CHECK(end.borne == finance::LossSplit{.reserve_minor = 4'000'00,
                                          .seller_minor = 10'000'00,
                                          .fund_minor = 30'000'00,
                                          .lender_minor = 37'800'00});
    CHECK(end.covered == Claims{.fees = 1'200'00, .principal = 42'800'00});
    CHECK(end.lost == Claims{.principal = 37'200'00, .interest = 600'00});
    CHECK(lent.facility.owed() == Claims{});
    // Ninety days later the platform pays: losses first, 100,000.00 - 67,800.00 to the seller.
    const auto late = lent.receive(lent.receivable, 100'000'00, in_120_days);
    CHECK(late.recovered == finance::Recovery{.fund_minor = 30'000'00,
                                              .lender_minor = 37'800'00,
                                              .remainder_minor = 32'200'00});
}

TEST_CASE("without recourse a debtor's default spares the seller beyond its reserve",
          "[finance][facility][loss]") {
    struct Row {
        Recourse recourse;
        std::int64_t seller, lender;
    };
    // 81,800.00 less the reserve of 4,000.00 are 77,800.00; the seller has 50,000.00. No fund.
    const auto row = GENERATE(values<Row>({
        {Recourse::with, 50'000'00, 27'800'00},
        {Recourse::without, 0, 77'800'00},
    }));
    CAPTURE(finance::name_of(row.recourse));
    FacilityTerms terms = usual_terms();
    terms.recourse = row.recourse;
    LentOnOne lent(terms);
    const auto end = lent.facility.close_out(ShortfallCause::debtor_default,
                                             {.seller_minor = 50'000'00}, in_30_days, 1);
    CHECK(end.borne.reserve_minor == 4'000'00);
    CHECK(end.borne.seller_minor == row.seller);
    CHECK(end.borne.lender_minor == row.lender);
}

TEST_CASE("one debtor's default leaves advances on others as they are",
          "[finance][facility][loss]") {
    Lent lent(usual_terms());
    REQUIRE(lent.draw(lent.owed_by(1, 100'000'00)));
    const ReceivableId sound = lent.owed_by(2, 100'000'00);
    REQUIRE(lent.draw(sound));
    lent.facility.close_out(ShortfallCause::debtor_default, {}, drawn_on, 1);
    CHECK(lent.facility.owed() == Claims{.fees = 1'200'00, .principal = 80'000'00, .interest = 0});
    // 80,000.00 + 1,200.00 lost on the day itself, less the reserve: 77,200.00, owed by the seller too.
    // 100,000.00 - 1,200.00 - 80,000.00 = 18,800.00 go against that loss, none to the seller.
    const auto receipt = lent.receive(sound, 100'000'00, drawn_on);
    CHECK(receipt.recovered ==
          finance::Recovery{.fund_minor = 0, .lender_minor = 18'800'00, .remainder_minor = 0});
}

}  // namespace rmbsim::sim::testing

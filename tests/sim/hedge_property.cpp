#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "sim/hedge/exposure.hpp"
#include "sim/hedge/forward.hpp"
#include "sim/hedge/hedge_choice.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;
using ledger::DayCount;
using ledger::Decimal;

namespace {

Decimal ten_thousandths(std::int64_t n) { return Decimal::from_minor(n, 4); }

DayCount any_day_count() {
    return *rc::gen::element(DayCount::act_360, DayCount::act_365_fixed, DayCount::act_act,
                             DayCount::thirty_360_us, DayCount::thirty_e_360,
                             DayCount::thirty_e_plus_360);
}

Term any_term() {
    const ledger::ValueDate from = day(2024, 1, 1) + std::chrono::days{*rc::gen::inRange(0, 900)};
    return {.from = from, .to = from + std::chrono::days{*rc::gen::inRange(1, 720)}};
}

MoneyRates any_rates(bool one_rate) {
    const std::int64_t low = *rc::gen::inRange(0, 2'000);
    const std::int64_t width = one_rate ? 0 : *rc::gen::inRange(0, 500);
    return {.deposit = ten_thousandths(low),
            .borrowing = ten_thousandths(low + width),
            .day_count = any_day_count()};
}

}  // namespace

TEST_CASE(
    "property 11: forward equals money-market hedge when borrowing and lending rates are equal "
    "and mid prices are used",
    "[hedge][property]") {
    rc::prop("for receipts and payments, to 40 of 50 digits", [] {
        const Term term = any_term();
        const MoneyRates foreign = any_rates(true), home = any_rates(true);
        const Decimal spot = ten_thousandths(*rc::gen::inRange(1, 2'000'000));
        const Decimal amount =
            Decimal::from_minor(*rc::gen::inRange<std::int64_t>(1, 1'000'000'000), 2);
        const Decimal forward = amount * forward_mid(spot, foreign, home, term);
        const TwoWay mid{.bid = spot, .ask = spot};
        const Growths grown_abroad = growths(foreign, term), grown_home = growths(home, term);
        const Decimal receipt = hedge_receipt(amount, mid, grown_abroad, grown_home).home_at_date;
        const Decimal payment = hedge_payment(amount, mid, grown_abroad, grown_home).home_at_date;
        RC_ASSERT(receipt.to_text(30) == forward.to_text(30));
        RC_ASSERT(payment.to_text(30) == forward.to_text(30));
    });
}

TEST_CASE("with spreads no hedge lets the customer gain over the mid forward",
          "[hedge][property]") {
    rc::prop("receipts bring no more and payments cost no less", [] {
        const Term term = any_term();
        const MoneyRates foreign = any_rates(false), home = any_rates(false);
        const Decimal mid = ten_thousandths(*rc::gen::inRange(10, 2'000'000));
        const Decimal half = ten_thousandths(*rc::gen::inRange(0, 9));
        const TwoWay spot{.bid = mid - half, .ask = mid + half};
        const TwoWay forward = forward_two_way(spot, foreign, home, term);
        const Growths abroad = growths(foreign, term), at_home = growths(home, term);
        const Decimal amount = 1'000'000;
        RC_ASSERT(forward.bid <= forward.ask);
        const Decimal receipt = hedge_receipt(amount, spot, abroad, at_home).home_at_date;
        const Decimal payment = hedge_payment(amount, spot, abroad, at_home).home_at_date;
        // A bank that lays its forward off in the same markets gives the money-market price.
        RC_ASSERT(receipt.to_text(30) == (amount * forward.bid).to_text(30));
        RC_ASSERT(payment.to_text(30) == (amount * forward.ask).to_text(30));
    });
}

TEST_CASE("exposures do not depend on the order of the items, and pooling conserves them",
          "[hedge][property]") {
    rc::prop("the net of the pool is the sum of the nets", [] {
        const std::vector<ledger::CurrencyId> currencies{ledger::currency("USD"),
                                                         ledger::currency("EUR")};
        std::vector<ExposureItem> items;
        const int count = *rc::gen::inRange(0, 30);
        for (int i = 0; i < count; ++i)
            items.push_back({.kind = static_cast<ExposureItem::Kind>(*rc::gen::inRange(0, 4)),
                             .entity = *rc::gen::inRange<std::uint32_t>(0, 4),
                             .currency = *rc::gen::elementOf(currencies),
                             .bucket = *rc::gen::inRange<std::uint32_t>(0, 3),
                             .minor = *rc::gen::inRange<std::int64_t>(0, 1'000'000)});
        const auto rows = exposures(items);
        std::reverse(items.begin(), items.end());
        const auto again = exposures(items);
        RC_ASSERT(rows.size() == again.size());
        std::int64_t apart = 0, together = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            RC_ASSERT(rows[i].net() == again[i].net());
            apart += rows[i].net();
        }
        for (const Exposure& one : pooled(rows)) together += one.net();
        RC_ASSERT(apart == together);
    });
}

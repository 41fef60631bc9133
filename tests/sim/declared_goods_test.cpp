// What a month declares: by refund rate, and when it left on average.
#include "sim/commerce/declared_goods.hpp"

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using published::date;

TEST_CASE("a month's goods are gathered by the rate of their export date",
          "[export][declaration]") {
    RefundRate nine, six;
    nine.refund = published::decimal("0.09");
    six.refund = published::decimal("0.06");
    DeclaredMonth month;
    month.add(nine, date("2026-03-30"), {.fob_minor = 100'00, .invoices_minor = 60'00});
    month.add(nine, date("2026-03-31"), {.fob_minor = 300'00, .invoices_minor = 180'00});
    month.add(six, date("2026-04-01"), {.fob_minor = 400'00, .invoices_minor = 240'00});
    REQUIRE(month.rows().size() == 2);
    CHECK(month.rows()[0].rate == &nine);
    CHECK(month.rows()[0].invoices_minor == 240'00);
    CHECK(month.rows()[0].last_day == date("2026-03-31"));
    CHECK(month.fob_minor() == 800'00);
    // (100 × 30 March + 300 × 31 March + 400 × 1 April) / 800: 30 March and (0 + 300 + 800) / 800 = 1.375 days
    CHECK(month.mean_export_day() - ledger::Decimal(ledger::day_number(date("2026-03-30"))) ==
          published::decimal("1.375"));
}

}  // namespace
}  // namespace rmbsim::sim

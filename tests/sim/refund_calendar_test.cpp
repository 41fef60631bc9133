// Filing periods, deadlines and payment days of export refunds on the mainland's calendar.
#include "sim/commerce/refund_calendar.hpp"

#include <chrono>
#include <string>

#include <catch2/catch.hpp>

#include "sim/calendar/calendar.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "tests/sim/published.hpp"
#include "tests/sim/reference_trade_modes.hpp"

namespace rmbsim::sim {
namespace {

using published::date;
using published::trade_modes;

// 2027 is not published: weekends only.
Calendar mainland() { return published::calendar("CN").extended_to(date("2027-12-31")); }

const FilingRule& filing(const std::string& on) {
    const FilingRule* rule = trade_modes().filing_on(date(on));
    REQUIRE(rule != nullptr);
    return *rule;
}

// clang-format off
TEST_CASE("a filing period ends on the fifteenth, later for days off", "[export][calendar]") {
    struct Row { const char *name, *month, *last; };
    const auto row = GENERATE(values<Row>({
        {"a plain month",                                    "2026-07-01", "2026-07-15"},
        {"the 15th is a Saturday",                           "2025-03-01", "2025-03-17"},
        {"the 15th is a Sunday, two days off do not count",  "2025-06-01", "2025-06-16"},
        {"the 15th begins a holiday",                        "2026-02-01", "2026-02-24"},
        {"three days off: 16, 17, 18",                       "2025-04-01", "2025-04-18"},
        {"three days off, over a weekend: 16, 17, 20",       "2026-04-01", "2026-04-20"},
        {"four days off, from a Saturday: 17, 18, 19, 20",   "2025-02-01", "2025-02-20"},
        {"five days off: 16, 17, 20, 21, 22",                "2024-05-01", "2024-05-22"},
        {"seven days off: 16, 17, 18, 21, 22, 23, 24",       "2024-10-01", "2024-10-24"},
        {"eight days off: 16, 17, 20 to 24, 27",             "2025-10-01", "2025-10-27"},
        {"only weekends are known",                          "2027-04-01", "2027-04-15"},
    }));
    CAPTURE(row.name);
    const std::chrono::year_month_day month{date(row.month)};
    const FilingPeriod period = filing_period(month.year() / month.month(), filing(row.month), mainland());
    CHECK(period.first == date(row.month));
    CHECK(period.last == date(row.last));
}

TEST_CASE("a refund is filed by the April period of the year after export", "[export][calendar]") {
    struct Row { const char *exported, *last; };
    const auto row = GENERATE(values<Row>({
        {"2024-01-01", "2025-04-18"},
        {"2024-12-31", "2025-04-18"},
        {"2025-01-01", "2026-04-20"},
    }));
    CAPTURE(row.exported);
    const FilingDeadline* claim = trade_modes().claim_on(date(row.exported));
    REQUIRE(claim != nullptr);
    CHECK(deadline_of(date(row.exported), claim->month, claim->years_after, filing(row.exported), mainland()) == date(row.last));
}

TEST_CASE("a pre-refund is reconciled from the next month to April of the next year", "[export][calendar]") {
    struct Row { const char *processed, *first, *last; };
    const auto row = GENERATE(values<Row>({
        {"2025-09-16", "2025-10-01", "2026-04-20"},
        {"2025-12-31", "2026-01-01", "2026-04-20"},
        {"2026-01-01", "2026-02-01", "2027-04-15"},
    }));
    CAPTURE(row.processed);
    const PreRefundRule* rule = trade_modes().pre_refund_on("9810", date(row.processed));
    REQUIRE(rule != nullptr);
    CHECK(reconciliation_window(date(row.processed), *rule, filing(row.processed), mainland()) == FilingPeriod{.first = date(row.first), .last = date(row.last)});
}

TEST_CASE("a refund is paid six working days after it is filed", "[export][calendar]") {
    struct Row { const char *name, *filed, *paid; };
    const auto row = GENERATE(values<Row>({
        {"11, 12, 13, 16, 17, 18 March",                             "2026-03-10", "2026-03-18"},
        {"24, 28, 29, 30 September, 8, 9 October: two holidays",      "2026-09-23", "2026-10-09"},
        {"28 February is a Saturday that is worked: 28, 2 to 6 March", "2026-02-27", "2026-03-06"},
    }));
    CAPTURE(row.name);
    const RefundTiming* timing = trade_modes().timing_on(date(row.filed));
    REQUIRE(timing != nullptr);
    CHECK(refund_day(date(row.filed), *timing, mainland()) == date(row.paid));
}
// clang-format on

TEST_CASE("no refund on departure is known before the announcement", "[export][calendar]") {
    CHECK(trade_modes().pre_refund_on("9810", date("2025-01-26")) == nullptr);
    CHECK(trade_modes().pre_refund_on("9810", date("2025-01-27")) != nullptr);
    CHECK(trade_modes().pre_refund_on("9610", date("2025-01-27")) == nullptr);
}

}  // namespace
}  // namespace rmbsim::sim

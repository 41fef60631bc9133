// What each trade mode permits on which date, by the reference file.
#include "sim/commerce/trade_mode.hpp"

#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "tests/sim/published.hpp"
#include "tests/sim/reference_trade_modes.hpp"

namespace rmbsim::sim {
namespace {

using published::date;
using published::decimal;
using published::trade_modes;

// clang-format off
TEST_CASE("a mode takes goods up to its ceiling, from its date, as far as its treatment is known", "[export][mode]") {
    using enum ModeRefusal;
    struct Row { const char *mode, *exported; const char* currency; std::int64_t value; bool invoice; ModeRefusal expected; };
    const auto row = GENERATE(values<Row>({
        {"9610", "2026-05-01", "CNY",     5'000'00, true,  none},
        {"9610", "2026-05-01", "CNY",     5'000'01, true,  above_ceiling},
        {"9610", "2026-05-01", "CNY",     5'000'00, false, none},           // 无票免税
        {"9610", "2018-09-30", "CNY",     5'000'00, false, no_treatment},
        {"9610", "2014-02-09", "CNY",     5'000'00, true,  not_in_force},
        {"9810", "2026-05-01", "CNY", 9'000'000'00, true,  none},
        {"9810", "2026-05-01", "CNY", 9'000'000'00, false, no_treatment},
        {"9710", "2020-06-30", "CNY",       100'00, true,  not_in_force},
        {"9710", "2020-07-01", "CNY",       100'00, true,  none},
        {"1210", "2026-05-01", "CNY",       100'00, true,  none},
        {"0110", "2026-05-01", "CNY",       100'00, true,  none},
        {"1039", "2026-05-01", "USD",   150'000'00, false, none},
        {"1039", "2026-05-01", "USD",   150'000'01, false, above_ceiling},
    }));
    CAPTURE(row.mode, row.exported, row.value, row.invoice);
    const TradeMode* mode = trade_modes().mode(row.mode);
    REQUIRE(mode != nullptr);
    CHECK(refusal_of(*mode, date(row.exported), {row.value, ledger::currency(row.currency)}, row.invoice) == row.expected);
}

TEST_CASE("the refund begins with departure, declaration or entry into the zone", "[export][mode]") {
    struct Row { const char *mode, *exported; RefundFrom expected; };
    const auto row = GENERATE(values<Row>({
        {"9810", "2025-01-26", RefundFrom::sale},
        {"9810", "2025-01-27", RefundFrom::departure},
        {"9610", "2026-01-01", RefundFrom::declaration},
        {"1210", "2026-01-01", RefundFrom::zone_entry},
    }));
    CAPTURE(row.mode, row.exported);
    const ModeTreatment* treatment = trade_modes().mode(row.mode)->treatment_on(date(row.exported));
    REQUIRE(treatment != nullptr);
    CHECK(treatment->refund_from == row.expected);
}

TEST_CASE("the refund rate is that of the export date of the declaration", "[export][mode]") {
    struct Row { const char *goods, *exported, *refund; };
    const auto row = GENERATE(values<Row>({
        {"batteries",    "2026-03-31", "0.09"},
        {"batteries",    "2026-04-01", "0.06"},
        {"batteries",    "2026-12-31", "0.06"},
        {"batteries",    "2027-01-01", "0"},
        {"photovoltaic", "2026-03-31", "0.09"},
        {"photovoltaic", "2026-04-01", "0"},
        {"general-13",   "2026-04-01", "0.13"},
        {"general-9",    "2026-04-01", "0.09"},
    }));
    CAPTURE(row.goods, row.exported);
    const RefundRate* rate = trade_modes().refund_class(row.goods)->rate_on(date(row.exported));
    REQUIRE(rate != nullptr);
    CHECK(rate->refund == decimal(row.refund));
    CHECK(rate->refund <= rate->vat);
}
// clang-format on

TEST_CASE("a mode and a class that nobody wrote are not there", "[export][mode]") {
    CHECK(trade_modes().mode("9999") == nullptr);
    CHECK(trade_modes().refund_class("general-17") == nullptr);
}

}  // namespace
}  // namespace rmbsim::sim

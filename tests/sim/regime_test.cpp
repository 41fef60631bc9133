// Proves sim/policy/regime.hpp: which version of a parameter a value date meets.
#include "sim/policy/regime.hpp"

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "sim/calendar/calendar.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ContractViolation;
using published::date;
using published::decimal;

DatedValue version(const char* name, const char* value, const char* from,
                   std::optional<ValueDate> to = {}) {
    return {.name = name,
            .value = decimal(value),
            .unit = "ratio",
            .from = date(from),
            .to = to,
            .citation = {}};
}

Regime regime() {
    Regime made;
    made.id = "INT-251";
    made.from = date("2025-12-26");
    made.parameters = {
        version("overseas_lending_multiple", "0.8", "2025-12-26"),
        version("foreign_debt_multiple", "3.5", "2025-12-26"),
        version("foreign_debt_multiple", "3", "2026-06-01"),
        version("vat_exempt", "1", "2025-12-26", date("2027-12-31")),
    };
    made.flows = {{.flow = "overseas_lending",
                   .from = "domestic_master",
                   .to = "overseas_member",
                   .allowed = true,
                   .limit = "overseas_lending_quota",
                   .title_en = {},
                   .title_zh = {},
                   .citation = {}}};
    made.quotas = {{.id = "overseas_lending_quota",
                    .multiples = {"overseas_lending_multiple"},
                    .concentration = Concentration::ol,
                    .title_en = {},
                    .title_zh = {},
                    .citation = {}}};
    return made;
}

Overlay half_from_march() {
    return {.name = "overseas-lending-multiple-0.5",
            .regime = "INT-251",
            .from = date("2026-03-01"),
            .parameters = {version("overseas_lending_multiple", "0.5", "2026-03-01")}};
}

TEST_CASE("a check meets the version of a parameter in force on its value date", "[regime]") {
    struct Row {
        const char *name, *parameter, *day, *expected;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // case                              parameter                 date          value
        {"the day before the first version", "foreign_debt_multiple", "2025-12-25", "none"},
        {"its first day",                    "foreign_debt_multiple", "2025-12-26", "3.5"},
        {"the day before a change",          "foreign_debt_multiple", "2026-05-31", "3.5"},
        {"the day of a change",              "foreign_debt_multiple", "2026-06-01", "3"},
        {"long after it",                    "foreign_debt_multiple", "2030-01-01", "3"},
        {"its last day is included",         "vat_exempt",            "2027-12-31", "1"},
        {"ended",                            "vat_exempt",            "2028-01-01", "none"},
        {"a name that is not there",         "exchange_rate",         "2026-06-01", "none"},
    }));
    // clang-format on
    CAPTURE(row.name);
    const Regime made = regime();
    const DatedValue* found = made.parameter(row.parameter, date(row.day));
    CHECK((found == nullptr ? "none" : found->value.to_text()) == row.expected);
}

TEST_CASE("an overlay changes nothing before its start", "[regime]") {
    const Regime before = regime();
    Regime after = regime();
    apply(half_from_march(), after);
    for (ValueDate day = date("2025-12-01"); day < date("2026-03-01"); day += std::chrono::days{1})
        for (const char* name :
             {"overseas_lending_multiple", "foreign_debt_multiple", "vat_exempt"}) {
            const DatedValue* was = before.parameter(name, day);
            const DatedValue* is = after.parameter(name, day);
            REQUIRE((was == nullptr) == (is == nullptr));
            if (was != nullptr) CHECK(was->version() == is->version());
        }
}

TEST_CASE("an overlay holds from its start, and leaves the rest as it was", "[regime]") {
    Regime made = regime();
    apply(half_from_march(), made);
    const ValueDate start = date("2026-03-01");
    CHECK(made.parameter("overseas_lending_multiple", start)->value == decimal("0.5"));
    CHECK(made.parameter("foreign_debt_multiple", start)->value == decimal("3.5"));
    CHECK(made.overlays == std::vector<std::string>{"overseas-lending-multiple-0.5"});
}

TEST_CASE("of two versions from the same day the overlay's wins", "[regime]") {
    Regime made = regime();
    Overlay overlay = half_from_march();
    overlay.from = date("2026-06-01");
    overlay.parameters = {version("foreign_debt_multiple", "2", "2026-06-01")};
    apply(overlay, made);
    CHECK(made.parameter("foreign_debt_multiple", date("2026-06-01"))->value == decimal("2"));
}

TEST_CASE("a what-if that ends gives way to the rule", "[regime]") {
    Regime made = regime();
    Overlay overlay = half_from_march();
    overlay.parameters[0].to = date("2026-03-31");
    apply(overlay, made);
    const auto multiple = [&](const char* day) {
        return made.parameter("overseas_lending_multiple", date(day))->value;
    };
    CHECK(multiple("2026-03-31") == decimal("0.5"));
    CHECK(multiple("2026-04-01") == decimal("0.8"));
    CHECK(made.changes(date("2026-01-01"), date("2026-05-01")) ==
          std::vector<ValueDate>{date("2026-03-01"), date("2026-04-01")});
}

TEST_CASE("an overlay before its own start, or for another regime, breaks a contract", "[regime]") {
    Regime made = regime();
    Overlay early = half_from_march();
    early.parameters[0].from = date("2026-02-28");
    CHECK_THROWS_AS(apply(early, made), ContractViolation);
    Overlay stranger = half_from_march();
    stranger.regime = "INT-90";
    CHECK_THROWS_AS(apply(stranger, made), ContractViolation);
    CHECK(made.parameters.size() == regime().parameters.size());
}

TEST_CASE("changes are the days on which another version comes into force", "[regime]") {
    Regime made = regime();
    using Days = std::vector<ValueDate>;
    CHECK(made.changes(date("2025-01-01"), date("2030-01-01")) ==
          Days{date("2025-12-26"), date("2026-06-01"), date("2028-01-01")});
    CHECK(made.changes(date("2025-12-26"), date("2026-05-31")).empty());  // after is not included
    CHECK(made.changes(date("2025-12-26"), date("2026-06-01")) == Days{date("2026-06-01")});
    made.parameters.push_back(version("vat_exempt", "1", "2025-12-26", date("2026-06-30")));
    CHECK(made.changes(date("2026-06-02"), date("2027-01-01")) == Days{date("2026-07-01")});
}

TEST_CASE("a regime is in force from its first day to its last", "[regime]") {
    Regime made = regime();
    CHECK_FALSE(made.in_force(date("2025-12-25")));
    CHECK(made.in_force(date("2025-12-26")));
    CHECK(made.in_force(date("2099-01-01")));
    made.to = date("2026-12-31");
    CHECK(made.in_force(date("2026-12-31")));
    CHECK_FALSE(made.in_force(date("2027-01-01")));
}

TEST_CASE("flows and quotas are found by name", "[regime]") {
    const Regime made = regime();
    REQUIRE(made.flow("overseas_lending") != nullptr);
    CHECK(made.flow("overseas_lending")->limit == "overseas_lending_quota");
    CHECK(made.flow("gift") == nullptr);
    REQUIRE(made.quota("overseas_lending_quota") != nullptr);
    CHECK(made.quota("gift") == nullptr);
}

TEST_CASE("a version is named by its parameter and first day", "[regime]") {
    CHECK(version("overseas_lending_multiple", "0.5", "2026-03-01").version() ==
          "overseas_lending_multiple@2026-03-01");
}

TEST_CASE("a mark reads back as it is written, and two are unconfirmed", "[regime]") {
    struct Row {
        Mark mark;
        const char* name;
        bool confirmed;
    };
    const auto row = GENERATE(values<Row>({
        {Mark::verified_1, "VERIFIED-1", true},
        {Mark::verified_2, "VERIFIED-2", true},
        {Mark::recalled, "RECALLED", false},
        {Mark::derived, "DERIVED", true},
        {Mark::assumption, "ASSUMPTION", false},
    }));
    CHECK(name_of(row.mark) == row.name);
    CHECK(parse_mark(row.name) == row.mark);
    CHECK(is_confirmed(row.mark) == row.confirmed);
    CHECK_FALSE(parse_mark("verified-1").has_value());
}

}  // namespace
}  // namespace rmbsim::sim

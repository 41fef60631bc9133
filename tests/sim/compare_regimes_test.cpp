// Proves sim/policy/compare_regimes.hpp: differences with their documents, steps, and rulings.
#include "sim/policy/compare_regimes.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/policy/regime.hpp"
#include "tests/sim/published.hpp"

namespace rmbsim::sim {
namespace {

using published::date;
using published::decimal;

Citation cited(const char* instrument, Mark mark) {
    Citation citation;
    citation.instrument = instrument;
    citation.mark = mark;
    return citation;
}

DatedValue multiple(const char* value, const char* from, const char* instrument) {
    DatedValue made;
    made.name = "overseas_lending_multiple";
    made.family = "lending";
    made.value = decimal(value);
    made.unit = "x_equity";
    made.from = date(from);
    made.citation = cited(instrument, Mark::verified_2);
    return made;
}

Regime lending_regime(const char* id, const char* instrument, const char* from) {
    Regime made;
    made.id = id;
    made.instrument = instrument;
    made.from = date(from);
    FlowRule flow;
    flow.flow = "overseas_lending";
    flow.allowed = true;
    flow.limit = "overseas_lending_quota";
    made.flows = {flow};
    QuotaRule quota;
    quota.id = "overseas_lending_quota";
    quota.multiples = {"overseas_lending_multiple"};
    made.quotas = {quota};
    return made;
}

// The older names no multiple; the newer says 0.8, and from 2026-06-01 (made up) 1.
Regime older() {
    Regime made = lending_regime("OLD", "old document", "2024-12-18");
    made.to = date("2025-12-25");
    Unknown unknown;
    unknown.name = "overseas_lending_multiple";
    unknown.treat_as = "scenario_supplies";
    made.unknown = {unknown};
    AreaRow area;
    area.area = "CN-SZ";
    area.from = made.from;
    made.areas = {area};
    return made;
}

Regime newer() {
    Regime made = lending_regime("NEW", "new document", "2025-12-26");
    made.parameters = {multiple("0.8", "2025-12-26", "new document"),
                       multiple("1", "2026-06-01", "later document")};
    return made;
}

}  // namespace

TEST_CASE("a differing row carries both sides with document, days and mark", "[policy][compare]") {
    const Regime a = older(), b = newer();
    const auto found = differences({.regime = a, .on = date("2025-12-25")},
                                   {.regime = b, .on = date("2026-01-05")});
    REQUIRE(found.size() == 2);  // flows and limits say the same
    CHECK(found[0].section == Section::parameters);
    CHECK_FALSE(found[0].a);
    REQUIRE(found[0].b);
    CHECK(found[0].b->says == "0.8 x_equity");
    CHECK(found[0].b->from == date("2025-12-26"));
    CHECK(found[0].b->citation.instrument == "new document");
    CHECK(found[0].b->citation.mark == Mark::verified_2);
    CHECK(found[1].section == Section::unknown);
    REQUIRE(found[1].a);
    CHECK(found[1].a->is_unknown);
    CHECK(found[1].a->citation.instrument == "old document");
    CHECK_FALSE(found[1].b);
}

TEST_CASE("two days of one regime differ in the parameter that moved between them",
          "[policy][compare]") {
    const Regime regime = newer();
    const auto found = differences({.regime = regime, .on = date("2026-05-31")},
                                   {.regime = regime, .on = date("2026-06-01")});
    REQUIRE(found.size() == 1);
    CHECK(found[0].a.value().says == "0.8 x_equity");
    CHECK(found[0].b.value().says == "1 x_equity");
    CHECK(differences({.regime = regime, .on = date("2026-06-01")},
                      {.regime = regime, .on = date("2026-06-02")})
              .empty());
}

TEST_CASE("a regime is read on its last day, or on the latest step when it has no end",
          "[policy][compare]") {
    CHECK(last_state(older()) == date("2025-12-25"));
    CHECK(last_state(newer()) == date("2026-06-01"));
}

TEST_CASE("steps of a name and of a family come by day over all regimes", "[policy][compare]") {
    Regime first = older();
    first.parameters = {multiple("0.5", "2026-02-01", "old document")};
    const std::vector<Regime> regimes{newer(), first};
    for (const char* what : {"overseas_lending_multiple", "lending", ""}) {
        const auto steps = timeline(regimes, what);
        CAPTURE(what);
        REQUIRE(steps.size() == 3);
        CHECK(steps[0].regime->id == "NEW");
        CHECK(steps[1].regime->id == "OLD");
        CHECK(steps[2].value->value == decimal("1"));
    }
    CHECK(timeline(regimes, "no_such_name").empty());
}

TEST_CASE("a ruling says why a regime does not apply", "[policy][compare]") {
    Regime draft = newer();
    draft.status = RegimeStatus::draft;
    Regime silent = newer();
    silent.flows.clear();
    struct Row {
        const char* name;
        Regime regime;
        const char* on;
        const char* area;
        RuleStanding standing;
    };
    const std::vector<Row> rows{
        {"in force and in the area", older(), "2025-01-02", "CN-SZ", RuleStanding::applies},
        {"anywhere", older(), "2025-01-02", "", RuleStanding::applies},
        {"last day", older(), "2025-12-25", "CN-SZ", RuleStanding::applies},
        {"the day after the last", older(), "2025-12-26", "CN-SZ", RuleStanding::not_in_force},
        {"the day before the first", older(), "2024-12-17", "CN-SZ", RuleStanding::not_in_force},
        {"another area", older(), "2025-01-02", "CN-XM", RuleStanding::not_in_area},
        {"a draft", draft, "2026-01-05", "", RuleStanding::draft},
        {"no row for the flow", silent, "2026-01-05", "", RuleStanding::silent},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(ruling(row.regime, "overseas_lending", date(row.on), row.area).standing ==
              row.standing);
    }
}

TEST_CASE("a ruling names the limit and the version of its parameter, or that it is unknown",
          "[policy][compare]") {
    const std::vector<Regime> regimes{older(), newer()};
    const auto later = rulings(regimes, "overseas_lending", date("2026-06-01"), "CN-SZ");
    REQUIRE(later.size() == 1);
    REQUIRE(later[0].quota != nullptr);
    CHECK(later[0].quota->id == "overseas_lending_quota");
    REQUIRE(later[0].parameters.size() == 1);
    CHECK(later[0].parameters[0]->version() == "overseas_lending_multiple@2026-06-01");
    CHECK(later[0].unknown.empty());

    const auto before = rulings(regimes, "overseas_lending", date("2025-01-02"), "CN-SZ");
    REQUIRE(before.size() == 1);
    CHECK(before[0].parameters.empty());
    REQUIRE(before[0].unknown.size() == 1);
    CHECK(before[0].unknown[0]->treat_as == "scenario_supplies");
}

}  // namespace rmbsim::sim

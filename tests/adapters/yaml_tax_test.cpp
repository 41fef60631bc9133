// The tax section and the arm's-length range in a scenario, and every mistake in them.
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/decimal.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/tax_spec.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

std::string taxed_scenario() {
    std::string text = with(small_scenario(), "    links:\n",
                            "    intercompany: {cross_border: demand, vat: 0.06}\n    links:\n");
    text = with(text, "debit: {index: LPR, tenor: 1Y, margin: 0.0050}, ", "");
    text = with(text, "{every: quarter, day: 20}}",
                "{every: quarter, day: 20}, arms_length: {low: 0.0150, high: 0.0450}}");
    return text +
           "tax: {withholding: [{from: CN, to: HK, rate: 0.05, document: \"a treaty\", mark: "
           "RECALLED}], gross_up: true, domestic_vat: 0.06, surcharge: 0.12}\n";
}

}  // namespace

TEST_CASE("taxes and the arm's-length range are read as they are written", "[adapters][yaml]") {
    const ScenarioFolder folder;
    folder.write("flows.csv", small_flows());
    const auto loaded =
        adapters::load_scenario(folder.write("scenario.yaml", taxed_scenario()), usual_options());
    if (!loaded) FAIL(to_text(loaded.error()));
    const sim::TaxSpec& tax = loaded->scenario.tax;
    CHECK(tax.stated);
    CHECK(tax.gross_up);
    CHECK(tax.surcharge == ledger::Decimal::parse("0.12"));
    REQUIRE(tax.withholding.size() == 1);
    CHECK(tax.withholding[0].rate == ledger::Decimal::parse("0.05"));
    CHECK(tax.withholding[0].mark == sim::Mark::recalled);
    REQUIRE(loaded->scenario.interest_terms[0].arms_length);
    CHECK_FALSE(loaded->scenario.pools[0].states_withholding);
    CHECK(loaded->scenario.pools[0].states_vat);
}

TEST_CASE("a mistake in taxes is told at its line and column", "[adapters][yaml]") {
    struct Mistake {
        std::string_view name, from, to, message;
    };
    // clang-format off
    const auto mistake = GENERATE(values<Mistake>({
        {"a share above one", "rate: 0.05", "rate: §1.05", "`rate` is 1.05"},
        {"everything withheld", "rate: 0.05", "rate: §1", "`rate` withholds everything"},
        {"a route to itself", "to: HK, rate", "to: §CN, rate", "a route from CN to itself"},
        {"a route twice", "mark: RECALLED}]", "mark: RECALLED}, §{from: CN, to: HK, rate: 0.07, document: x, mark: RECALLED}]", "a second route from CN to HK"},
        {"no document", "[{from: CN, to: HK, rate: 0.05, document: \"a treaty\"", "[§{from: CN, to: HK, rate: 0.05", "key 'document' is missing"},
        {"an unknown mark", "mark: RECALLED", "mark: §SURE", "'SURE'"},
        {"VAT above one", "domestic_vat: 0.06", "domestic_vat: §6", "`domestic_vat` is 6"},
        {"a range the wrong way round", "low: 0.0150", "low: §0.0550", "the range begins at 0.055"},
    }));
    // clang-format on
    const Marked marked = without_mark(with(taxed_scenario(), mistake.from, mistake.to));
    const adapters::Diagnostics said = said_of(marked.text);
    CAPTURE(mistake.name, marked.line, marked.column, to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column, mistake.message));
}

}  // namespace rmbsim::tests

// Taxes on interest between companies: amounts by hand, which rate holds, and the arm's-length range.
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/market/curve.hpp"
#include "sim/measure/measure.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/arms_length.hpp"
#include "sim/tax/interest_tax.hpp"
#include "sim/tax/tax_spec.hpp"
#include "tests/sim/small_group.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

namespace {

enum Company : std::uint32_t { su, sz, hk };  // of small_group()

Scenario with_tax_parameters() {
    Scenario s = small_group();
    const auto parameter = [&](const char* name, const char* value) {
        DatedValue dated;
        dated.name = name;
        dated.value = decimal(value);
        dated.from = day(2025, 1, 1);
        s.regime->parameters.push_back(dated);
    };
    parameter("withholding_tax_interest", "0.10");
    parameter("withholding_tax_interest_hk_treaty", "0.07");
    parameter("vat_interest", "0.06");
    s.pools[0].states_withholding = s.pools[0].states_vat = false;
    s.tax.stated = true;
    return s;
}

}  // namespace

// clang-format off
// Oracle: the formulas of pool-rules §9 on a contract interest of 106,000.00, VAT included.
TEST_CASE("interest abroad loses VAT and withholding tax, and a gross-up moves the latter to the payer", "[tax][oracle]") {
    struct Row { const char* name; const char *vat, *withholding, *surcharge; bool gross_up, domestic; std::int64_t gross, withheld, own_vat, net; };
    const auto row = GENERATE(values<Row>({
        {"nothing",                  "0",    "0",    "0",    false, false, 106'000'00,          0,        0, 106'000'00},
        {"VAT alone",                "0.06", "0",    "0",    false, false, 106'000'00,   6'000'00,        0, 100'000'00},
        {"VAT and ten per cent",     "0.06", "0.10", "0",    false, false, 106'000'00,  16'000'00,        0,  90'000'00},
        {"Hong Kong's seven",        "0.06", "0.07", "0",    false, false, 106'000'00,  13'000'00,        0,  93'000'00},
        // 100,000 × 10 % / 90 % = 11,111.11 on top: the payee loses VAT only
        {"ten per cent, grossed up", "0.06", "0.10", "0",    true,  false, 117'111'11,  17'111'11,        0, 100'000'00},
        // the payee owes 6,000.00 and 12 % of that itself
        {"between mainlanders",      "0.06", "0",    "0.12", false, true,  106'000'00,          0, 6'720'00, 106'000'00},
    }));
    CAPTURE(row.name);
    InterestTax tax;
    tax.vat = decimal(row.vat);
    tax.withholding = decimal(row.withholding);
    tax.surcharge = decimal(row.surcharge);
    tax.gross_up = row.gross_up;
    tax.payee_owes_vat = row.domestic;
    const TaxedInterest result = taxed(106'000'00, tax);
    CHECK(result.gross_minor == row.gross);
    CHECK(result.withheld_minor == row.withheld);
    CHECK(result.own_vat_minor == row.own_vat);
    CHECK(result.net_minor() == row.net);
}

TEST_CASE("the pool's own number goes before the route and the route before the regime", "[tax]") {
    struct Row { const char* name; bool section, own, route; std::uint32_t payer, payee; const char *withholding, *vat; };
    const auto row = GENERATE(values<Row>({
        {"no tax section: the pool's numbers",       false, true,  true,  sz, hk, "0.08", "0.05"},
        {"the pool's number",                        true,  true,  true,  sz, hk, "0.08", "0.05"},
        {"the route",                                true,  false, true,  sz, hk, "0.05", "0.06"},
        {"the regime's treaty rate",                 true,  false, false, sz, hk, "0.07", "0.06"},
        {"into the mainland: nothing is withheld",   true,  false, false, hk, sz, "0",    "0"},
        {"into the mainland by a route of its own",  true,  false, true,  hk, sz, "0.03", "0"},
        {"between mainlanders: their VAT alone",     true,  true,  true,  su, sz, "0",    "0.04"},
    }));
    CAPTURE(row.name);
    Scenario s = with_tax_parameters();
    s.tax.stated = row.section;
    s.tax.domestic_vat = decimal("0.04");
    if (row.route) s.tax.withholding = {{.payer = "CN", .payee = "HK", .rate = decimal("0.05"), .document = "a treaty"},
                                        {.payer = "HK", .payee = "CN", .rate = decimal("0.03"), .document = "a law"}};
    PoolSpec& pool = s.pools[0];
    pool.states_withholding = pool.states_vat = row.own;
    pool.withholding_tax = decimal("0.08");
    pool.vat = decimal("0.05");
    const InterestTax tax = interest_tax(s, pool, row.payer, row.payee, day(2026, 1, 5));
    CHECK(tax.withholding == decimal(row.withholding));
    CHECK(tax.vat == decimal(row.vat));
}
// clang-format on

TEST_CASE("a country without a treaty has the regime's general rate", "[tax]") {
    Scenario s = with_tax_parameters();
    s.entities[hk].jurisdiction = "US";
    const InterestTax tax = interest_tax(s, s.pools[0], sz, hk, day(2026, 1, 5));
    CHECK(tax.withholding == decimal("0.10"));
    REQUIRE(tax.withholding_from != nullptr);
    CHECK(tax.withholding_from->name == "withholding_tax_interest");
}

TEST_CASE("a route that nobody confirmed and a rate out of range are told with the result",
          "[tax][world]") {
    Scenario s = with_tax_parameters();
    s.tax.withholding = {{.payer = "CN",
                          .payee = "HK",
                          .rate = decimal("0.05"),
                          .document = "a treaty",
                          .mark = Mark::recalled}};
    InterestTerms terms;
    terms.id = "ic";
    terms.credit.fixed = decimal("0.01");
    terms.arms_length = ArmsLength{.low = decimal("0.02"), .high = decimal("0.04")};
    s.interest_terms.push_back(terms);
    s.pools[0].domestic_terms = s.pools[0].cross_border_terms = 0;
    const std::vector<std::string> warnings = run(s).warnings;
    const std::vector<std::string> tail(warnings.end() - 2, warnings.end());
    CHECK(tail == std::vector<std::string>{
                      "withholding tax CN to HK = 0.05 (a treaty) is RECALLED: unconfirmed",
                      "interest terms ic: 0.01 is below the arm's-length range 0.02 to 0.04 from "
                      "2026-01-05 to 2026-01-16"});
}

TEST_CASE("a breach of the range lasts while its rate stays the same", "[tax][arms-length]") {
    const std::vector<Curve> curves{Curve(
        "LPR",
        {{.tenor = "1Y",
          .fixings = {{.day = ledger::day_number(day(2026, 1, 1)), .rate = decimal("0.03")},
                      {.day = ledger::day_number(day(2026, 1, 10)), .rate = decimal("0.05")},
                      {.day = ledger::day_number(day(2026, 1, 12)), .rate = decimal("0.04")}}}})};
    InterestTerms terms;
    terms.credit.curve = 0;
    terms.credit.tenor = "1Y";
    terms.arms_length = ArmsLength{.low = decimal("0.035"), .high = decimal("0.04")};
    const auto found = range_breaches(terms, curves, day(2026, 1, 5), day(2026, 1, 20));
    REQUIRE(found.size() == 2);
    CHECK((found[0].from == day(2026, 1, 5) && found[0].to == day(2026, 1, 9) && found[0].below));
    CHECK((found[1].from == day(2026, 1, 10) && found[1].to == day(2026, 1, 11)));
    CHECK_FALSE(found[1].below);
    terms.arms_length.reset();
    CHECK(range_breaches(terms, curves, day(2026, 1, 5), day(2026, 1, 20)).empty());
}

TEST_CASE("between mainland companies the lender owes VAT and its surcharge on what it earns",
          "[tax][world]") {
    // su lends sz 360,000.00 from 5 to 16 January at 10.6 %: 12 days are 1,272.00, of which 1,200.00
    // before VAT; VAT 72.00, surcharge 12 % of that 8.64.
    Scenario s = with_tax_parameters();
    s.tax.domestic_vat = decimal("0.06");
    s.tax.surcharge = decimal("0.12");
    InterestTerms terms;
    terms.credit.fixed = decimal("0.106");
    s.interest_terms.push_back(terms);
    s.pools[0].domestic_terms = 0;
    s.pools[0].links.pop_back();
    add_flow(s, member, day(2026, 1, 5), 360'000'00);
    const RunResult result = run(s);
    CHECK(find_kpi(result, "interest_intercompany", "su")->value == "1272.00");
    CHECK(find_kpi(result, "tax_cost", "su")->value == "-80.64");
    CHECK(find_kpi(result, "tax_cost", "sz")->value == "0.00");
}

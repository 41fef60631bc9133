// Taxes on the loans that sweeps make: stamp duty on the principal, interest above the ratio of debt to equity.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/decimal.hpp"
#include "sim/measure/measure.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/membership.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/tax_spec.hpp"
#include "sim/tax/thin_capitalisation.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::loan_tax {
namespace {

using namespace rmbsim::sim;
using namespace rmbsim::sim::testing;

enum Company : std::uint32_t { su, sz, hk };

// su-up alone. Values as in scenarios/policy/INT-251.yaml, from pool-rules §9.
Scenario lending_group() {
    Scenario s = small_group();
    s.pools[0].links.pop_back();
    const auto parameter = [&](const char* name, const char* value, Mark mark) {
        DatedValue dated;
        dated.name = name;
        dated.value = decimal(value);
        dated.from = day(2025, 1, 1);
        dated.citation.mark = mark;
        s.regime->parameters.push_back(dated);
    };
    parameter("stamp_duty_loan_contract", "0.00005", Mark::verified_2);
    parameter("stamp_duty_between_companies", "0", Mark::recalled);
    parameter("thin_capitalisation_ratio", "2", Mark::verified_2);
    parameter("thin_capitalisation_ratio_financial", "5", Mark::verified_2);
    s.tax.stated = true;
    return s;
}

std::string kpi(const RunResult& result, std::string_view name, std::string_view entity) {
    const Kpi* found = find_kpi(result, name, entity);
    return found == nullptr ? "none" : found->value;
}

}  // namespace

// clang-format off
// su lends sz 1,000,000.00; sz gives back 400,000.00; then 800,000.00 go down, of which 600,000.00 give back
// and 200,000.00 are lent anew. 0.005 % is 50.00 on the first loan and 10.00 on the second.
TEST_CASE("stamp duty is owed on principal lent anew, where a financial institution takes part", "[tax][stamp-duty][world]") {
    struct Row { const char* name; bool finance_company, between; StampDutyPayers payers; const char *su, *sz; };
    const auto row = GENERATE(values<Row>({
        {"plain companies are not taxed",        false, false, StampDutyPayers::both,     "0.00",   "0.00"},
        {"they are where the regime says so",    false, true,  StampDutyPayers::both,     "-60.00", "-60.00"},
        {"a finance company, both parties",      true,  false, StampDutyPayers::both,     "-60.00", "-60.00"},
        {"a finance company, the lender",        true,  false, StampDutyPayers::lender,   "-50.00", "-10.00"},
        {"a finance company, the borrower",      true,  false, StampDutyPayers::borrower, "-10.00", "-50.00"},
    }));
    CAPTURE(row.name);
    Scenario s = lending_group();
    s.tax.stamp_duty = row.payers;
    if (row.finance_company) s.pools[0].members[sz].policy.sector = Sector::finance_company;
    if (row.between)
        for (DatedValue& value : s.regime->parameters)
            if (value.name == "stamp_duty_between_companies") value.value = 1;
    add_flow(s, master, day(2026, 1, 5), 500'000'00);
    add_flow(s, member, day(2026, 1, 5), 1'000'000'00);
    add_flow(s, member, day(2026, 1, 6), -400'000'00);
    add_flow(s, member, day(2026, 1, 7), -800'000'00);
    const RunResult result = run(s);
    CHECK(kpi(result, "tax_cost", "su") == row.su);
    CHECK(kpi(result, "tax_cost", "sz") == row.sz);
    CHECK(kpi(result, "net_result", "su") == row.su);
    CHECK(closing(result, "SU.ops", day(2026, 1, 16)) == 0);
}

// Oracle: pool-rules §9, nondeductible = interest × max(0, 1 - standard ratio / actual ratio), the actual ratio
// being mean monthly debt ÷ mean monthly equity. Two months; equity 100.00 in each.
TEST_CASE("interest above the ratio of debt to equity is not deductible", "[tax][thin-capitalisation][oracle]") {
    struct Row { const char* name; std::vector<MonthBalances> debt; std::int64_t equity; std::vector<RelatedInterest> interest; const char* standard; std::int64_t disallowed, tax; };
    const auto row = GENERATE(values<Row>({
        {"below the ratio",               {{0, 100'00}, {100'00, 100'00}}, 100'00, {{900'00}},                 "2",      0,      0},
        {"at the ratio",                  {{200'00, 200'00}, {200'00, 200'00}}, 100'00, {{900'00}},            "2",      0,      0},
        // (0 + 600 + 600 + 600) / 400 = 4.5: 900 × (1 - 2/4.5) = 500, at 25 % 125
        {"above it",                      {{0, 600'00}, {600'00, 600'00}}, 100'00, {{900'00}},                 "2", 500'00, 125'00},
        {"below the financial ratio",     {{0, 600'00}, {600'00, 600'00}}, 100'00, {{900'00}},                 "5",      0,      0},
        {"an exempt lender",              {{0, 600'00}, {600'00, 600'00}}, 100'00, {{900'00, true}},           "2",      0,      0},
        {"one of two lenders exempt",     {{0, 600'00}, {600'00, 600'00}}, 100'00, {{180'00}, {720'00, true}}, "2", 100'00,  25'00},
        {"no equity",                     {{0, 600'00}, {600'00, 600'00}},      0, {{900'00}},                 "2", 900'00, 225'00},
        {"equity below zero",             {{0, 600'00}, {600'00, 600'00}}, -100'00, {{900'00}},                "2", 900'00, 225'00},
        {"no debt",                       {{0, 0}, {0, 0}},                100'00, {{900'00}},                 "2",      0,      0},
        {"interest below zero",           {{0, 600'00}, {600'00, 600'00}}, 100'00, {{-900'00}},                "2",      0,      0},
    }));
    CAPTURE(row.name);
    const std::vector<MonthBalances> equity(2, {row.equity, row.equity});
    const ThinCapitalisation found =
        thin_capitalisation(row.debt, equity, row.interest, decimal(row.standard), decimal("0.25"));
    CHECK(found.disallowed_minor == row.disallowed);
    CHECK(found.tax_minor == row.tax);
}

// su has equity of 100,000.00 and owes sz 600,000.00 from 5 to 31 January: mean debt (0 + 600,000) / 2, three
// times equity. Interest at 3.6 %: 27 days × 60.00 = 1,620.00, of which a third is not deductible: 540.00.
TEST_CASE("the income tax on disallowed interest falls on the company that borrows too much", "[tax][thin-capitalisation][world]") {
    struct Row { const char* name; const char* lender_rate; bool proof; Sector sector; const char *disallowed, *tax; };
    const auto row = GENERATE(values<Row>({
        {"a lender that is not listed",      nullptr, false, Sector::unspecified,     "540.00", "-135.00"},
        {"a lender taxed lower",             "0.15",  false, Sector::unspecified,     "540.00", "-135.00"},
        {"a lender taxed as high",           "0.25",  false, Sector::unspecified,       "0.00",    "0.00"},
        {"proof of arm's length",            "0.15",  true,  Sector::unspecified,       "0.00",    "0.00"},
        {"a financial company has five",     "0.15",  false, Sector::finance_company,   "0.00",    "0.00"},
    }));
    CAPTURE(row.name);
    Scenario s = lending_group();
    s.to = day(2026, 1, 31);
    InterestTerms terms;
    terms.credit.fixed = decimal("0.036");
    s.interest_terms.push_back(terms);
    s.pools[0].domestic_terms = 0;
    s.entities[su].equity.minor = 100'000'00;
    s.pools[0].members[su].policy.sector = row.sector;
    s.tax.thin_capitalisation = {{.entity = su, .income_tax_rate = decimal("0.25"), .arms_length_proof = row.proof}};
    if (row.lender_rate != nullptr)
        s.tax.thin_capitalisation.push_back({.entity = sz, .income_tax_rate = decimal(row.lender_rate)});
    add_flow(s, master, day(2026, 1, 5), 1'000'000'00);
    add_flow(s, member, day(2026, 1, 5), -600'000'00);
    const RunResult result = run(s);
    CHECK(kpi(result, "interest_intercompany", "su") == "-1620.00");
    CHECK(kpi(result, "interest_disallowed", "su") == row.disallowed);
    CHECK(kpi(result, "interest_disallowed", "group") == row.disallowed);
    CHECK(kpi(result, "tax_cost", "su") == row.tax);
    CHECK(kpi(result, "tax_cost", "sz") == "0.00");
}
// clang-format on

TEST_CASE("a company above the ratio is named with its figures", "[tax][thin-capitalisation]") {
    Scenario s = lending_group();
    s.to = day(2026, 1, 31);
    InterestTerms terms;
    terms.credit.fixed = decimal("0.036");
    s.interest_terms.push_back(terms);
    s.pools[0].domestic_terms = 0;
    s.entities[su].equity.minor = 100'000'00;
    s.tax.thin_capitalisation = {{.entity = su, .income_tax_rate = decimal("0.25")}};
    add_flow(s, master, day(2026, 1, 5), 1'000'000'00);
    add_flow(s, member, day(2026, 1, 5), -600'000'00);
    const std::vector<std::string> said = run(s).warnings;
    REQUIRE_FALSE(said.empty());
    CHECK(said.back() ==
          "thin capitalisation: related debt of su is 3.00 times equity against 2 "
          "(thin_capitalisation_ratio@2025-01-01, VERIFIED-2): 540.00 of interest is not "
          "deductible, 135.00 more income tax");
}

}  // namespace rmbsim::tests::loan_tax

// Tiers of rates and notional pools in a scenario: what is read, and every mistake at its place.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/decimal.hpp"
#include "sim/pool/allocation.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

constexpr std::string_view pooled = R"(scenario: notional
period: {from: 2026-01-05, to: 2026-01-31}
policy: {regime: INT-251}
market:
  fx:
    offshore: {base: EUR, file: library:market/ecb_eur_reference.csv, columns: {EURUSD: USD, EURCNY: CNY}}
    onshore: {base: USD, file: library:market/safe_usdcny_central_parity.csv, columns: {USDCNY_parity: CNY}, others_from: offshore}
  after_last: hold
entities:
  - {id: hk, jurisdiction: HK}
  - {id: sg, jurisdiction: SG}
banks:
  - {id: bank-hk, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}
  - {id: bank-sg, jurisdiction: SG, calendar: SG, time_zone: Asia/Singapore}
interest_terms:
  - {id: current, credit: {tiers: [{from: 0, to: 1000000.00, rate: 0.0036}, {from: 1000000.00, rate: 0.0050}], tiering: slab}, debit: {rate: 0.0360, agreed_limit: 500000.00, over_limit: 0.0200}, day_count: ACT/360, settle: {every: month, day: 31}}
  - {id: quarterly, credit: {rate: 0.0036}, day_count: ACT/360, settle: {every: quarter, day: 20}}
accounts:
  - {id: HK.header, owner: hk, bank: bank-hk, currency: CNH, interest: current}
  - {id: SG.cnh, owner: sg, bank: bank-hk, currency: CNH, overdraft: 1000000.00, interest: current}
  - {id: SG.usd, owner: sg, bank: bank-hk, currency: USD, interest: current}
  - {id: SG.home, owner: sg, bank: bank-sg, currency: CNH, interest: current}
  - {id: SG.bare, owner: sg, bank: bank-hk, currency: CNH}
  - {id: SG.other, owner: sg, bank: bank-hk, currency: CNH, interest: quarterly}
notional_pools:
  - id: hk-notional
    header: HK.header
    accounts: [HK.header, SG.cnh]
    style: interest
    net_cap: 0.00
    agreements: {cross_guarantee: true, right_of_set_off: true, non_resident_participation: true}
    allocation: {rule: no_worse_off, by: fixed, keys: {hk: 0.4, sg: 0.6}}
)";

}  // namespace

TEST_CASE("tiers, limits and a notional pool are read as they are written", "[adapters][yaml]") {
    const ScenarioFolder folder;
    const auto loaded =
        adapters::load_scenario(folder.write("scenario.yaml", pooled), usual_options());
    if (!loaded) FAIL(to_text(loaded.error()));
    CAPTURE(to_text(loaded->warnings));
    CHECK(loaded->warnings.empty());
    const sim::InterestTerms& terms = loaded->scenario.interest_terms[0];
    REQUIRE(terms.credit_tiers.tiers.size() == 2);
    CHECK(terms.credit_tiers.tiering == sim::Tiering::slab);
    CHECK(terms.credit_tiers.tiers[1].from == ledger::Decimal(1'000'000));
    CHECK(terms.credit_tiers.tiers[1].rate.fixed == ledger::Decimal::parse("0.0050"));
    CHECK(terms.debit_tiers.agreed_limit == ledger::Decimal(500'000));
    REQUIRE(loaded->scenario.notional_pools.size() == 1);
    const sim::NotionalPoolSpec& pool = loaded->scenario.notional_pools[0];
    CHECK(pool.accounts == std::vector<std::uint32_t>{0, 1});
    CHECK(pool.participants == std::vector<std::uint32_t>{0, 1});
    CHECK(pool.terms == 0);
    CHECK(pool.net_cap_minor == 0);
    CHECK(pool.allocation.rule == sim::AllocationRule::no_worse_off);
    CHECK(pool.allocation.by == sim::AllocationRule::fixed);
    CHECK(pool.allocation.keys[1] == ledger::Decimal::parse("0.6"));
}

// clang-format off
TEST_CASE("a mistake in tiers of rates is told at its line and column", "[adapters][yaml]") {
    check_mistakes(std::string(pooled), {
        {"a gap below the first", "{from: 0, to: 1000000.00", "{from: §100, to: 1000000.00", "a gap: the first tier begins at 100"},
        {"a gap between", "{from: 1000000.00", "{from: §2000000.00", "a gap: tier 1 ends at 1000000, tier 2 begins at 2000000"},
        {"an overlap", "{from: 1000000.00", "{from: §900000.00", "an overlap: tier 1 ends at 1000000, tier 2 begins at 900000"},
        {"a gap above the last", "{from: 1000000.00, rate: 0.0050}", "{from: 1000000.00, to: §2000000.00, rate: 0.0050}", "a gap: the last tier ends at 2000000"},
        {"unordered", "{from: 0, to: 1000000.00, rate: 0.0036}, {from: 1000000.00", "{from: 0, rate: 0.0036}, {from: §0", "tier 2 begins at 0, not above 0"},
        {"a negative border", "{from: 0, to: 1000000.00", "{from: §-1, to: 1000000.00", "`from` is -1"},
        {"no way of pricing named", "credit: {tiers: [{from: 0, to: 1000000.00, rate: 0.0036}, {from: 1000000.00, rate: 0.0050}], tiering: slab}", "credit: §{tiers: [{from: 0, rate: 0.0036}]}", "key 'tiering' is missing beside `tiers`"},
        {"an unknown way", "tiering: slab", "tiering: §stepped", "'stepped'"},
        {"no tier", "tiers: [{from: 0, to: 1000000.00, rate: 0.0036}, {from: 1000000.00, rate: 0.0050}]", "tiers: §[]", "there is no tier"},
        {"a rate beside tiers", "tiering: slab", "tiering: slab, §rate: 0.01", "`rate` has no use beside `tiers`"},
        {"tiering without tiers", "debit: {rate: 0.0360,", "debit: {rate: 0.0360, §tiering: slab,", "`tiering` has no use without `tiers`"},
        {"a tier without a rate", "{from: 1000000.00, rate: 0.0050}", "§{from: 1000000.00}", "`credit` has neither a rate nor an index"},
        {"a limit without a penalty", "debit: {rate: 0.0360, agreed_limit: 500000.00, over_limit: 0.0200}", "debit: §{rate: 0.0360, agreed_limit: 500000.00}", "`agreed_limit` and `over_limit` go together"},
        {"a limit on a credit balance", "tiering: slab}", "tiering: slab, §agreed_limit: 1.00, over_limit: 0.01}", "`agreed_limit` has no use under `credit`"},
        {"an unknown day count", "{rate: 0.0036}, day_count: ACT/360", "{rate: 0.0036}, day_count: §ACT/252", "is no day count"},
        {"a rate beyond the sane range", "debit: {rate: 0.0360", "debit: {rate: §3.60", "`rate` is 3.60, outside the sane range -0.05 to 0.36"},
        {"a range the wrong way round", "  after_last: hold", "  after_last: hold\n  sane_rates: §[\"0.36\", \"0.05\"]", "the range of sane rates is no range"},
    });
}

TEST_CASE("a mistake in a notional pool is told at its line and column", "[adapters][yaml]") {
    check_mistakes(std::string(pooled), {
        {"an unknown account", "accounts: [HK.header, SG.cnh]", "accounts: [HK.header, §SG.cnx]", "there is no account 'SG.cnx'"},
        {"an account twice", "accounts: [HK.header, SG.cnh]", "accounts: [HK.header, SG.cnh, §SG.cnh]", "account 'SG.cnh' is in notional pool 'hk-notional' already"},
        {"one account", "accounts: [HK.header, SG.cnh]", "accounts: §[HK.header]", "a notional pool of fewer than two accounts"},
        {"a header outside", "header: HK.header", "header: §SG.usd", "header 'SG.usd' is not among the pool's accounts"},
        {"two banks", "accounts: [HK.header, SG.cnh]", "accounts: §[HK.header, SG.home]", "account 'SG.home' is at 'bank-sg', the header at 'bank-hk'"},
        {"two currencies", "accounts: [HK.header, SG.cnh]", "accounts: §[HK.header, SG.cnh, SG.usd]", "account 'SG.usd' is in USD, the notional pool in CNY"},
        {"a style that is none", "style: interest", "style: §ratio", "'ratio'"},
        {"margins of no use", "    net_cap: 0.00", "    §margins: {credit: 0.0010}", "`margins` have no use with this style"},
        {"a cap below zero", "net_cap: 0.00", "net_cap: §-1.00", "`net_cap` is negative"},
        {"no agreements", "    agreements: {cross_guarantee: true, right_of_set_off: true, non_resident_participation: true}\n", "    agreements: §{}\n", "notional pool 'hk-notional' needs `cross_guarantee`"},
        {"no cross guarantee", "cross_guarantee: true", "cross_guarantee: §false", "notional pool 'hk-notional' needs `cross_guarantee`"},
        {"no right of set-off", "right_of_set_off: true", "right_of_set_off: §false", "notional pool 'hk-notional' needs `right_of_set_off`"},
        {"non-residents not admitted", "non_resident_participation: true", "non_resident_participation: §false", "needs `non_resident_participation`: not all of its companies are from HK"},
        {"keys that do not add up", "keys: {hk: 0.4, sg: 0.6}", "keys: §{hk: 0.4, sg: 0.5}", "the keys add up to 0.9"},
        {"a key of nobody", "keys: {hk: 0.4, sg: 0.6}", "keys: {hk: 0.4, sg: 0.6, §us: 0}", "'us' owns no account of this notional pool"},
        {"a key missing", "keys: {hk: 0.4, sg: 0.6}", "keys: §{hk: 1}", "'sg' has no key"},
        {"keys of no use", "by: fixed, keys", "by: even, §keys", "`keys` has no use with this rule"},
        {"no keys", "allocation: {rule: no_worse_off, by: fixed, keys: {hk: 0.4, sg: 0.6}}", "allocation: §{rule: fixed}", "key 'keys' is missing with a fixed allocation"},
        {"no internal rates", "allocation: {rule: no_worse_off, by: fixed, keys: {hk: 0.4, sg: 0.6}}", "allocation: §{rule: current_account}", "key 'interest' is missing with rule: current_account"},
    });
}
// clang-format on

TEST_CASE("a participant is priced apart on the pool's own days", "[adapters][yaml]") {
    const auto said = [](std::string_view accounts) {
        return to_text(
            said_of(with(std::string(pooled), "accounts: [HK.header, SG.cnh]", accounts)));
    };
    CHECK(said("accounts: [HK.header, SG.cnh, SG.bare]")
              .find("'SG.bare' is in notional pool 'hk-notional' and has no interest terms") !=
          std::string::npos);
    CHECK(said("accounts: [HK.header, SG.cnh, SG.other]")
              .find("'SG.other' settles interest on other days") != std::string::npos);
}

// pool-rules §9 [67], VERIFIED-2: no notional pool between companies onshore. Edge: one company alone may.
TEST_CASE(
    "a mainland notional pool of two companies is refused with the document, of one it is not",
    "[adapters][yaml][policy]") {
    std::string text(pooled);
    text = with(text, "{id: sg, jurisdiction: SG}", "{id: sg, jurisdiction: CN}");
    text = with(text, "{id: hk, jurisdiction: HK}", "{id: hk, jurisdiction: CN}");
    text = with(text, "{id: bank-hk, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}",
                "{id: bank-hk, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}");
    const Marked marked =
        without_mark(with(text, "accounts: [HK.header, SG.cnh]", "accounts: §[HK.header, SG.cnh]"));
    const adapters::Diagnostics said = said_of(marked.text);
    CAPTURE(to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column,
               "offsets interest of 2 companies at 'bank-hk' in CN, which the rules of 2026-01-05 "
               "forbid"));
    CHECK(to_text(said).find("interest_offset_between_companies@2025-12-26 of INT-251 "
                             "(银发〔2025〕251号), VERIFIED-2") != std::string::npos);
    CHECK(to_text(said).find("[67]") != std::string::npos);

    std::string alone = with(text, "accounts: [HK.header, SG.cnh]", "accounts: [SG.other, SG.cnh]");
    alone = with(alone, "header: HK.header", "header: SG.cnh");
    alone = with(alone, "interest: quarterly}", "interest: current}");
    alone = with(alone,
                 "    allocation: {rule: no_worse_off, by: fixed, keys: {hk: 0.4, sg: 0.6}}\n", "");
    CHECK(to_text(said_of(alone)) == "");

    const std::string unruled = with(text, "policy: {regime: INT-251}\n", "");
    CHECK(to_text(said_of(unruled))
              .find("no regime says whether its companies' interest may be offset there") !=
          std::string::npos);
}

TEST_CASE("a market may state which rates are sane", "[adapters][yaml]") {
    std::string text = with(std::string(pooled), "debit: {rate: 0.0360,", "debit: {rate: 0.4000,");
    const adapters::Diagnostics said = said_of(text);
    CHECK_FALSE(said.empty());
    CHECK_FALSE(said.has_errors());  // a warning: the scenario runs
    text =
        with(text, "  after_last: hold", "  after_last: hold\n  sane_rates: [\"-0.01\", \"0.50\"]");
    CHECK(said_of(text).empty());
}

}  // namespace rmbsim::tests

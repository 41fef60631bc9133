// Every mistake in a netting or in payments on behalf is told at its line and column. § marks the place.
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/money.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests::netting_text {
namespace {

const std::string right = R"(scenario: netting
period: {from: 2026-01-01, to: 2026-01-31}
reporting_currency: CNY
market:
  fx:
    offshore: {base: EUR, file: library:market/ecb_eur_reference.csv, columns: {EURUSD: USD, EURCNY: CNY}}
    onshore: {base: USD, file: library:market/safe_usdcny_central_parity.csv, columns: {USDCNY_parity: CNY}, others_from: offshore}
  after_last: hold
entities:
  - {id: sz, jurisdiction: CN}
  - {id: hk, jurisdiction: HK}
  - {id: us, jurisdiction: US}
banks:
  - {id: bank-cn, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
  - {id: bank-hk, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}
accounts:
  - {id: SZ.cny, owner: sz, bank: bank-cn, currency: CNY}
  - {id: HK.usd, owner: hk, bank: bank-hk, currency: USD}
  - {id: HK.cnh, owner: hk, bank: bank-hk, currency: CNH}
  - {id: US.usd, owner: us, bank: bank-hk, currency: USD}
fx_terms:
  - {id: hk-dealing, bank: bank-hk, spread: 0.0010}
  - {id: cn-dealing, bank: bank-cn, spread: 0.0010}
rails:
  - {id: wire, kind: cross_border, calendars: [CN, HK], time_zone: Asia/Shanghai, hours: "08:30-17:00"}
netting:
  - id: treasury
    centre: HK.usd
    centre_accounts: [HK.cnh]
    cycle: {value_day: 26, open: 8, input_cut_off: 6, dispute_cut_off: 5, rates: 2}
    calendars: [CN, HK]
    fx: hk-dealing
    rail: wire
    members:
      - {entity: sz, account: SZ.cny}
      - {entity: us, account: US.usd}
    items:
      - {id: I-1, on: 2026-01-05, debtor: sz, creditor: us, amount: 100.00 USD, due: 2026-01-20}
      - {id: I-2, on: 2026-01-05, debtor: us, creditor: sz, amount: 700.00 CNY, due: 2026-01-21}
on_behalf:
  - id: factory
    kind: pobo
    centre: HK.usd
    members:
      - {entity: us, account: US.usd, virtual_account: "880001", limit: 500.00}
flows:
  - {id: F-1, on: 2026-01-05, account: US.usd, kind: suppliers, amount: -10.00}
  - {id: F-2, on: 2026-01-05, account: US.usd, kind: sales, amount: 10.00}
)";

}  // namespace

TEST_CASE("the netting scenario is right", "[adapters][yaml][netting]") {
    const adapters::Diagnostics said = said_of(right);
    CAPTURE(to_text(said));
    CHECK_FALSE(said.has_errors());
}

// clang-format off
TEST_CASE("a mistake in a netting is told at its line and column", "[adapters][yaml][netting]") {
    check_mistakes(right, {
        {"no such account", "centre_accounts: [HK.cnh]", "centre_accounts: [§HK.eur]", "there is no account 'HK.eur'"},
        {"item between non-members", "debtor: sz, creditor: us", "debtor: sz, creditor: §hk", "'hk' of item 'I-1' is no member of netting 'treasury'"},
        {"duplicate item", "- {id: I-2, on", "- §{id: I-1, on", "netting item 'I-1' occurs twice"},
        {"duplicate member", "- {entity: us, account: US.usd}", "- {entity: §sz, account: SZ.cny}\n      - {entity: us, account: US.usd}", "netting member 'sz' occurs twice"},
        {"to itself", "debtor: sz, creditor: us", "debtor: sz, creditor: §sz", "'sz' owes item 'I-1' to itself"},
        {"nothing is owed", "amount: 100.00 USD", "amount: §0.00 USD", "item 'I-1' is of nothing or less"},
        {"due before the invoice", "due: 2026-01-20", "due: §2026-01-04", "item 'I-1' falls due before its invoice"},
        {"accepted without use", "- {id: I-1, on: 2026-01-05,", "- §{id: I-1, accepted: 2026-01-06, on: 2026-01-05,", "`accepted` of item 'I-1' has no use"},
        {"a dispute that ends before its invoice", "due: 2026-01-20}", "due: 2026-01-20, disputed_until: §2026-01-04}", "the dispute of item 'I-1' ends before its invoice"},
        {"nobody accepts", "calendars: [CN, HK]\n    fx: hk-dealing\n    rail", "calendars: [CN, HK]\n    driven_by: §payable\n    fx: hk-dealing\n    rail", "2 items of netting 'treasury' have no `accepted`"},
        {"steps out of order", "cycle: {value_day: 26, open: 8, input_cut_off: 6", "cycle: §{value_day: 26, open: 8, input_cut_off: 4", "the steps are out of order"},
        {"pays out first", "cycle: {value_day: 26, open", "cycle: §{pays_in_at: \"16:00\", value_day: 26, open", "the centre pays out before members pay in"},
        {"day 0", "value_day: 26", "value_day: §0", "a month has no day 0"},
        {"unknown option", "fx: hk-dealing\n    rail", "option: §net_all\n    fx: hk-dealing\n    rail", "`option` cannot be 'net_all'"},
        {"currency without a rate", "- {id: I-1, on: 2026-01-05, debtor: sz, creditor: us, amount: 100.00 USD", "- §{id: I-1, on: 2026-01-05, debtor: sz, creditor: us, amount: 100 KRW", "there is no offshore rate between KRW and USD, the base of netting 'treasury'"},
        {"member without an account", "    fx: hk-dealing\n    rail: wire\n    members:\n      - {entity: sz, account: SZ.cny}\n      - {entity: us, account: US.usd}\n    items:\n      - {id: I-1", "    option: net_per_currency\n    fx: hk-dealing\n    rail: wire\n    members:\n      - {entity: sz, account: SZ.cny}\n      - {entity: us, account: US.usd}\n    items:\n      - §{id: I-1", "'sz' has no account in USD, in which item 'I-1' settles"},
        {"centre without an account", "centre_accounts: [HK.cnh]\n    cycle: {value_day: 26, open: 8, input_cut_off: 6, dispute_cut_off: 5, rates: 2}\n    calendars: [CN, HK]\n    fx: hk-dealing\n    rail: wire\n    members:\n      - {entity: sz", "cycle: {value_day: 26}\n    calendars: [CN, HK]\n    fx: hk-dealing\n    rail: wire\n    members:\n      - §{entity: sz", "the centre of netting 'treasury' has no account in CNY"},
        {"another's account", "- {entity: us, account: US.usd}", "- §{entity: us, account: HK.usd}", "account 'HK.usd' belongs to 'hk', not to 'us'"},
        {"no terms to deal", "- id: treasury\n    centre: HK.usd\n    centre_accounts: [HK.cnh]\n    cycle: {value_day: 26, open: 8, input_cut_off: 6, dispute_cut_off: 5, rates: 2}\n    calendars: [CN, HK]\n    fx: hk-dealing\n", "- §id: treasury\n    centre: HK.usd\n    centre_accounts: [HK.cnh]\n    cycle: {value_day: 26}\n    calendars: [CN, HK]\n", "netting 'treasury' has currencies to deal and no terms for it"},
        {"another bank deals", "- id: treasury\n    centre: HK.usd\n    centre_accounts: [HK.cnh]\n    cycle: {value_day: 26, open: 8, input_cut_off: 6, dispute_cut_off: 5, rates: 2}\n    calendars: [CN, HK]\n    fx: hk-dealing", "- §id: treasury\n    centre: HK.usd\n    centre_accounts: [HK.cnh]\n    cycle: {value_day: 26}\n    calendars: [CN, HK]\n    fx: cn-dealing", "'cn-dealing' deals at bank 'bank-cn', and account 'HK.usd' is at 'bank-hk'"},
        {"no rail", "    rail: wire\n    members:\n      - {entity: sz", "    members:\n      - §{entity: sz", "are at two banks, and netting 'treasury' has no rail for CNY"},
        {"mainland centre without a regime", "centre: HK.usd\n    centre_accounts: [HK.cnh]", "centre: §SZ.cny", "'sz' nets in the mainland under no regime"},
    });
}

TEST_CASE("a mistake in payments on behalf is told at its line and column", "[adapters][yaml][in_house]") {
    check_mistakes(right, {
        {"another's account", "- {entity: us, account: US.usd, virtual", "- {entity: sz, account: §US.usd, virtual", "account 'US.usd' does not belong to 'sz'"},
        {"another currency", "- {entity: us, account: US.usd, virtual", "- {entity: sz, account: §SZ.cny, virtual", "account 'SZ.cny' is in CNY, and the centre's in USD"},
        {"negative limit", "limit: 500.00", "limit: §-1.00", "the limit is negative"},
        {"number twice", "limit: 500.00}", "limit: 500.00}\n      - {entity: hk, account: HK.cnh, virtual_account: §\"880001\"}", "virtual account '880001' occurs twice"},
        {"no such flow", "    kind: pobo\n", "    kind: pobo\n    returned: [{flow: §F-9, on: 2026-01-06}]\n", "there is no flow 'F-9'"},
        {"back before it is paid", "    kind: pobo\n", "    kind: pobo\n    returned: [{flow: F-1, on: §2026-01-04}]\n", "flow 'F-1' comes back on 2026-01-04, before it is paid on 2026-01-05"},
        {"back after the period", "    kind: pobo\n", "    kind: pobo\n    returned: [{flow: F-1, on: §2026-02-01}]\n", "2026-02-01 is after the period's end"},
        {"a receipt does not come back", "    kind: pobo\n", "    kind: pobo\n    returned: [{flow: §F-2, on: 2026-01-06}]\n", "flow 'F-2' is a receipt"},
        {"to its payer", "limit: 500.00}", "limit: 500.00}\n    internal: [{id: T, on: 2026-01-06, from: us, to: §us, amount: 1.00}]", "the payment goes to its payer"},
    });
}
// clang-format on

TEST_CASE("a mainland centre needs a regime that allows net settlement",
          "[adapters][yaml][netting]") {
    const std::string mainland =
        with(right, "centre: HK.usd\n    centre_accounts: [HK.cnh]", "centre: SZ.cny");
    const std::string under = with(mainland, "reporting_currency: CNY\n",
                                   "reporting_currency: CNY\npolicy: {regime: INT-251}\n");
    const adapters::Diagnostics said = said_of(under);
    CAPTURE(to_text(said));
    CHECK(to_text(said).find("net settlement") == std::string::npos);  // INT-251 allows it
}

TEST_CASE("items are read from a file as from the scenario", "[adapters][yaml][netting]") {
    const ScenarioFolder folder;
    folder.write("items.csv",
                 "id,on,debtor,creditor,amount,currency,due,disputed_until\n"
                 "X-1,2026-01-05,sz,us,12.50,USD,2026-01-20,\n"
                 "X-2,2026-01-06,us,sz,7.00,CNY,2026-01-21,2026-01-22\n");
    const std::string text = with(right, "    fx: hk-dealing\n    rail",
                                  "    items_file: items.csv\n    fx: hk-dealing\n    rail");
    const auto loaded =
        adapters::load_scenario(folder.write("scenario.yaml", text), usual_options());
    if (!loaded) FAIL(adapters::to_text(loaded.error()));
    const auto& items = loaded->scenario.netting.at(0).items;
    REQUIRE(items.size() == 4);
    CHECK(items[2].id == "X-1");
    CHECK(items[2].minor == 12'50);
    CHECK_FALSE(items[2].disputed_until.has_value());
    CHECK(items[3].disputed_until.has_value());

    folder.write("items.csv",
                 "id,on,debtor,creditor,amount,currency,due\n"
                 "X-1,2026-01-35,sz,us,12.505,USD,2026-01-20\n");
    const auto wrong = adapters::load_scenario(folder.path() / "scenario.yaml", usual_options());
    REQUIRE_FALSE(wrong.has_value());
    CHECK(says(wrong.error(), "items.csv", 2, 5, "'2026-01-35' is not a date"));
    CHECK(says(wrong.error(), "items.csv", 2, 22, "'12.505' has too many decimals for USD"));
}

}  // namespace rmbsim::tests::netting_text

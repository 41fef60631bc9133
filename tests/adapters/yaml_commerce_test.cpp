// Online selling as a scenario says it: what is wrong is told where it stands, each mistake alone.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests::online {
namespace {

constexpr std::string_view right = R"(scenario: online
period: {from: 2026-01-05, to: 2026-03-27}
market: {fx: {onshore: {base: USD, file: "library:market/safe_usdcny_central_parity.csv", columns: {USDCNY_parity: CNY}, others_from: offshore}, offshore: {base: EUR, file: "library:market/ecb_eur_reference.csv", columns: {EURUSD: USD, EURCNY: CNY, EURJPY: JPY}}}, after_last: hold}
entities: [{id: sz, jurisdiction: CN}, {id: hk, jurisdiction: HK}]
banks: [{id: bank, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}, {id: far, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}]
accounts:
  - {id: S.cny, owner: sz, bank: bank, currency: CNY}
  - {id: S.usd, owner: sz, bank: bank, currency: USD}
  - {id: H.usd, owner: hk, bank: far, currency: USD}
  - {id: H.cnh, owner: hk, bank: far, currency: CNH}
fx_terms: [{id: at-sz, bank: bank, spread: 0.0020}, {id: at-hk, bank: far, spread: 0.0012}]
rails: [{id: cips, kind: cross_border, calendars: [CN, HK], time_zone: Asia/Shanghai, hours: "08:30-17:00"}]
marketplaces:
  - {id: shop, currency: USD, cycle_days: 14, terms: [{referral_fee: 0.15, fulfilment_fee: 2.00}, {from: 2026-02-01, referral_fee: 0.16}]}
providers:
  - {id: pay, bank: bank, fees: [{from: 0.00, fee: 0.010}, {from: 1000.00, fee: 0.007}], order_ceiling: {amount: 50000.00 USD, document: D}}
collection:
  - {id: by-pay, kind: provider, provider: pay, into: S.cny, convert: {every: week, on: 5}}
  - {id: by-bank, kind: bank, receive: S.usd, into: S.cny, fx: at-sz}
  - {id: by-hk, kind: company, receive: H.usd, through: H.cnh, into: S.cny, fx: at-hk, rail: cips}
commerce:
  - {id: one, marketplace: shop, seller: sz, route: by-pay, orders_per_day: 2, order_value: {"0": 1.00, "1": 9.00}}
  - {id: two, marketplace: shop, seller: hk, route: by-hk}
orders:
  - {id: O-1, store: two, on: 2026-01-06, price: 10.00, delivered: 2026-01-08, refund: {on: 2026-01-10, amount: 4.00}}
districts:
  - {id: area, sellers: 3, bank: bank, orders_per_day: {"0": 1, "1": 5}, mix: [{share: 1, marketplace: shop, route: by-pay, order_value: {"0": 1.00, "1": 9.00}}]}
)";

}  // namespace

TEST_CASE("online selling that is right is read", "[adapters][yaml][commerce]") {
    const adapters::Diagnostics said = said_of(std::string(right));
    CAPTURE(to_text(said));
    CHECK_FALSE(said.has_errors());
}

TEST_CASE("what is wrong in online selling is told where it stands", "[adapters][yaml][commerce]") {
    check_mistakes(
        std::string(right),
        {
            {"a marketplace named like a company", "{id: shop, currency", "{id: §sz, currency",
             "'sz' is a company already"},
            {"no terms",
             "terms: [{referral_fee: 0.15, fulfilment_fee: 2.00}, {from: 2026-02-01, referral_fee: "
             "0.16}]",
             "terms: §[]", "a marketplace without terms"},
            {"a fee above the price", "referral_fee: 0.16", "referral_fee: §1.6",
             "`referral_fee` is 1.6"},
            {"terms that do not ascend", "{from: 2026-02-01, referral_fee: 0.16}",
             "§{referral_fee: 0.16}", "do not begin after those before"},
            {"a negative fee", "fulfilment_fee: 2.00", "fulfilment_fee: §-2.00", "-2.00"},
            {"a cycle of no days", "cycle_days: 14", "cycle_days: §0", "a cycle of no days"},
            {"a currency without a rate", "{id: shop, currency: USD", "{id: shop, currency: §KRW",
             "there is no offshore rate of KRW"},
            {"tiers that do not begin at zero", "{from: 0.00, fee", "{from: §5.00, fee",
             "the first tier does not begin at 0"},
            {"tiers that fall", "{from: 1000.00, fee", "{from: §0.00, fee",
             "the tiers do not ascend"},
            {"a ceiling that lets nothing pass", "50000.00 USD", "§0.00 USD", "lets nothing pass"},
            {"a provider that is not there", "provider: pay, into", "provider: §pey, into", "pey"},
            {"no such day of the week", "on: 5", "on: §8", "there is no day 8"},
            {"a threshold without its rhythm", "{every: week, on: 5}",
             "{every: day, §threshold: 5.00 USD}", "belong together"},
            {"a threshold without a rate", "{every: week, on: 5}",
             "{every: threshold, threshold: §5.00 KRW}", "there is no onshore rate of KRW"},
            {"more orders than fit", "orders_per_day: {\"0\": 1, \"1\": 5}",
             "orders_per_day: §{\"0\": 1, \"1\": 9999999}", "more orders a day"},
            {"an order beyond any", "- {id: O-1, store: two, on: 2026-01-06, price: 10.00,",
             "- §{id: O-1, store: two, on: 2026-01-06, price: 90000000000000000.00,",
             "costs more than any order"},
            {"a key of another kind", "kind: bank, receive", "kind: bank, §rail: cips, receive",
             "`rail` has no use here"},
            {"a dealing between two banks", "receive: S.usd, into: S.cny, fx: at-sz",
             "receive: H.usd, into: §S.cny, fx: at-sz", "have different owners"},
            {"terms of another bank", "fx: at-sz", "fx: §at-hk", "another bank's"},
            {"renminbi into dollars", "provider: pay, into: S.cny", "provider: pay, into: §S.usd",
             "is not in renminbi"},
            {"a company that sells to itself", "through: H.cnh, into: S.cny",
             "through: H.cnh, into: §H.cnh", "are of one company"},
            {"money to a stranger", "seller: sz, route: by-pay", "seller: hk, route: §by-pay",
             "is not the seller's"},
            {"two places for the money", "seller: sz, route: by-pay",
             "seller: sz, route: by-pay, §account: S.usd", "both say where the money goes"},
            {"terms in two places", "seller: hk, route: by-hk}",
             "seller: hk, route: by-hk, §referral_fee: 0.1}", "`referral_fee` has no use here"},
            {"orders without a value", "- {id: two,", "- §{id: two, orders_per_day: 3,",
             "'order_value' is missing"},
            {"more back than it cost", "- {id: O-1, store: two, on: 2026-01-06, price: 10.00,",
             "- §{id: O-1, store: two, on: 2026-01-06, price: 3.00,", "more is refunded"},
            {"given back before it is sold", "- {id: O-1, store: two, on: 2026-01-06",
             "- §{id: O-1, store: two, on: 2026-01-12", "before it is made"},
            {"shares that do not come to one", "mix: [{share: 1,", "mix: §[{share: 0.9,",
             "come to 0.9"},
            {"no seller at all", "sellers: 3", "sellers: §0", "a district without sellers"},
            {"a small seller abroad", "marketplace: shop, route: by-pay, order",
             "marketplace: shop, route: §by-hk, order", "needs accounts of each seller"},
        });
}

TEST_CASE("a file of orders is judged field by field", "[adapters][yaml][commerce]") {
    const ScenarioFolder folder;
    const std::string text = with(std::string(right),
                                  "  - {id: O-1, store: two, on: 2026-01-06, price: 10.00, "
                                  "delivered: 2026-01-08, refund: {on: "
                                  "2026-01-10, amount: 4.00}}",
                                  "  - {file: orders.csv}");
    folder.write("orders.csv",
                 "id,store,on,price,refunded,refund\n"
                 "A,two,2026-01-06,10.00,,\n"      // right
                 "A,two,2026-01-06,10.00,,\n"      // twice
                 "B,tow,2026-01-06,10.00,,\n"      // no such store
                 "C,two,2026-13-06,10.00,,\n"      // no such day
                 "D,two,2026-01-06,10.001,,\n"     // a tenth of a cent
                 "E,two,2026-01-06,10.00,,4.00\n"  // a refund without its day
                 "F,two,2026-01-06,10.00,2026-01-09,14.00\n"
                 "G,two,2025-01-06,10.00,,\n"
                 "H,two,2026-01-06,0.00,,\n");
    const auto loaded =
        adapters::load_scenario(folder.write("scenario.yaml", text), usual_options());
    REQUIRE_FALSE(loaded.has_value());
    struct Row {
        std::uint32_t line, column;
        std::string_view message;
    };
    for (const Row row : {Row{3, 1, "written twice"}, Row{4, 3, "there is no store 'tow'"},
                          Row{5, 7, "is not a date"}, Row{6, 18, "10.001"},
                          Row{7, 25, "a refund without its day"}, Row{8, 1, "more is refunded"},
                          Row{9, 1, "outside the period"}, Row{10, 1, "no price above zero"}}) {
        CAPTURE(row.line, row.message, to_text(loaded.error()));
        CHECK(says(loaded.error(), "orders.csv", row.line, row.column, row.message));
    }
}

}  // namespace rmbsim::tests::online

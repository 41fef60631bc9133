// What a scenario's `exports:` may say, and where each mistake is told.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

const std::string exports_scenario = R"(scenario: exports
period: {from: 2026-01-01, to: 2026-03-31}
market:
  fx:
    offshore: {base: EUR, file: library:market/ecb_eur_reference.csv, columns: {EURUSD: USD, EURCNY: CNY, EURGBP: GBP}}
    onshore: {base: USD, file: library:market/safe_usdcny_central_parity.csv, columns: {USDCNY_parity: CNY}, others_from: offshore}
  after_last: hold
entities:
  - {id: sz, name: Seller, jurisdiction: CN}
banks:
  - {id: bank, name: Bank, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
accounts:
  - {id: SZ.cny, owner: sz, bank: bank, currency: CNY}
  - {id: SZ.usd, owner: sz, bank: bank, currency: USD}
  - {id: SZ.gbp, owner: sz, bank: bank, currency: GBP}
marketplaces:
  - {id: site, name: Site, currency: USD, terms: [{referral_fee: 0.10}]}
  - {id: site-uk, name: Site UK, currency: GBP, terms: [{referral_fee: 0.10}]}
collection:
  - {id: to-bank, kind: account, receive: [SZ.usd, SZ.gbp]}
commerce:
  - {id: shop, marketplace: site, seller: sz, route: to-bank}
  - {id: store, marketplace: site, seller: sz, route: to-bank}
  - {id: shop-uk, marketplace: site-uk, seller: sz, route: to-bank}
exports:
  tax_office: {id: tax-office, name: Tax office}
  exporters:
    - {id: parcels, account: SZ.cny, stores: shop, mode: "9610", goods: batteries, cost_share: 0.5, filing_day: 10}
    - id: warehouse
      account: SZ.cny
      stores: store
      mode: "9810"
      goods: general-13
      departures:
        - {id: D-1, on: 2026-01-12, value: 10000.00 USD, invoices: 40000.00, sells_for: 15000.00}
        - {id: D-2, on: 2026-02-02, value: 10000.00 USD, invoices: 40000.00, sells_for: 15000.00}
)";

TEST_CASE("exports are read as they are written", "[yaml][export]") {
    const auto said = said_of(exports_scenario);
    CAPTURE(to_text(said));
    CHECK(said.error_count() == 0);
}

TEST_CASE("a mistake in exports is told at its place", "[yaml][export]") {
    check_mistakes(
        exports_scenario,
        {
            // clang-format off
            {"a mode that there is not", "mode: \"9610\"", "mode: §\"9611\"", "there is no trade mode '9611'"},
            {"goods that there are not", "goods: batteries", "goods: §battery", "there is no refund class 'battery'"},
            {"an account that there is not", "parcels, account: SZ.cny", "parcels, account: §SZ.yuan", "there is no account 'SZ.yuan'"},
            {"an account in dollars", "parcels, account: SZ.cny", "parcels, account: §SZ.usd", "is not in onshore yuan"},
            {"a store twice", "stores: store\n", "stores: §shop\n", "store 'shop' is listed twice"},
            {"stores of two currencies", "stores: store\n", "stores: [store, §shop-uk]\n", "store 'shop-uk' sells in GBP, the first one in USD"},
            {"a share above one", "cost_share: 0.5", "cost_share: §1.5", "`cost_share` is 1.5"},
            {"no share of invoices", "{id: parcels, account: SZ.cny, stores: shop, mode: \"9610\", goods: batteries, cost_share: 0.5", "§{id: parcels, account: SZ.cny, stores: shop, mode: \"9610\", goods: batteries", "nothing says what suppliers' invoices amount to"},
            {"a day 0", "filing_day: 10", "filing_day: §0", "a month has no day 0"},
            {"domestic VAT of a trader", "filing_day: 10", "§domestic_vat: 1.00", "`domestic_vat` is of a producer"},
            {"a share of a mode of bulk", "goods: general-13", "goods: general-13\n      §cost_share: 0.5", "`cost_share` is of parcels"},
            {"parcels without a store", "{id: parcels, account: SZ.cny, stores: shop,", "§{id: parcels, account: SZ.cny,", "no store ships any"},
            {"bulk in a mode of parcels", "mode: \"9810\"\n      goods: general-13\n      departures:", "mode: \"9610\"\n      goods: general-13\n      cost_share: 0.5\n      §departures:", "not departures in bulk"},
            {"a departure outside of the period", "on: 2026-01-12", "on: §2025-12-31", "outside of the period"},
            {"a departure before the one above", "on: 2026-02-02", "on: §2026-01-11", "before the one above"},
            {"goods worth nothing", "{id: D-1, on: 2026-01-12, value: 10000.00 USD", "{id: D-1, on: 2026-01-12, value: §0.00 USD", "worth nothing"},
            {"invoices below zero", "invoices: 40000.00, sells_for: 15000.00}\n        - {id: D-2", "invoices: §-1.00, sells_for: 15000.00}\n        - {id: D-2", "`invoices` is negative"},
            {"no sale that the refund rests on", "{id: D-2, on: 2026-02-02, value: 10000.00 USD, invoices: 40000.00, sells_for: 15000.00}", "§{id: D-2, on: 2026-02-02, value: 10000.00 USD, invoices: 40000.00}", "the refund rests on the sale"},
            {"an office with a bank's name", "tax_office: {id: tax-office", "tax_office: {id: §bank", "names a book already"},
            // clang-format on
        });
}

}  // namespace
}  // namespace rmbsim::tests

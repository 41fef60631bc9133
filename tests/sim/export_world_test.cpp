// Exports in a world: what is refunded when, what is refused, and that no book is left unbalanced.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/chart.hpp"
#include "sim/measure/result.hpp"
#include "sim/scenario.hpp"
#include "tests/adapters/yaml_fixture.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim {
namespace {

using testing::closing;
using testing::day;
using testing::Recording;

// One dollar is seven yuan. Orders of 700.00 and 800.00 dollars are worth 4,900.00 and 5,600.00 yuan.
const std::string parcels = R"(scenario: parcels
period: {from: 2026-01-01, to: 2026-04-30}
market:
  fx:
    onshore: {base: USD, file: seven.csv, columns: {USDCNY: CNY}}
    offshore: {base: USD, file: seven.csv, columns: {USDCNY: CNY}}
  after_last: hold
entities:
  - {id: sz, name: Seller, jurisdiction: CN}
banks:
  - {id: bank, name: Bank, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
accounts:
  - {id: SZ.cny, owner: sz, bank: bank, currency: CNY}
  - {id: SZ.usd, owner: sz, bank: bank, currency: USD}
marketplaces:
  - {id: site, name: Site, currency: USD, first_statement: 2026-01-09, terms: [{referral_fee: 0.10}]}
collection:
  - {id: to-bank, kind: account, receive: SZ.usd}
commerce:
  - {id: shop, marketplace: site, seller: sz, route: to-bank}
orders:
  - {id: O-1, store: shop, on: 2026-01-12, price: 700.00}
  - {id: O-2, store: shop, on: 2026-01-13, price: 800.00}
  - {id: O-3, store: shop, on: 2026-01-14, price: 714.28}
  - {id: O-4, store: shop, on: 2026-01-14, price: 714.29}
exports:
  tax_office: {id: tax-office, name: Tax office}
  exporters:
    - {id: parcels, account: SZ.cny, stores: shop, mode: "9610", goods: batteries, cost_share: 0.5, filing_day: 10}
)";

Scenario loaded(const std::string& text) {
    const tests::ScenarioFolder folder;
    folder.write("seven.csv", "date,USDCNY\n2020-01-01,7.0\n");
    auto scenario =
        adapters::load_scenario(folder.write("scenario.yaml", text), tests::usual_options());
    if (!scenario) FAIL(to_text(scenario.error()));
    return std::move(scenario->scenario);
}

std::string kpi_of(const RunResult& result, std::string_view name) {
    for (const Kpi& kpi : result.kpis)
        if (kpi.name == name && kpi.entity == "group") return kpi.value;
    return "not stated";
}

// Of a line, over all books and currencies, in minor units.
std::int64_t balance_of(const Recording& record, ledger::ChartLine line) {
    std::int64_t sum = 0;
    for (const auto& [account, minor] : record.balances)
        if (record.directory.accounts[account].line == line) sum += minor;
    return sum;
}

TEST_CASE("parcels of a month are refunded in the next, those above the ceiling are not",
          "[export][world]") {
    // Ceiling 5,000.00 yuan: at seven 714.28 dollars pass (4,999.96), 714.29 do not (5,000.03).
    const Scenario scenario = loaded(parcels);
    Recording record;
    const RunResult result = testing::run(scenario, &record);
    // O-1 and O-3: 4,900.00 + 4,999.96 = 9,899.96 yuan. Invoices are half of each day's sales:
    // 2,450.00 + 2,499.98 = 4,949.98; 13 % is 643.4974 -> 643.50, 9 % is 445.4982 -> 445.50 back.
    // Filed on 10 February, paid on 11, 12, 13, 14 (worked), 24, 25 February: 15 to 23 are off.
    CHECK(closing(result, "SZ.cny", day(2026, 2, 24)) == 0);
    CHECK(closing(result, "SZ.cny", day(2026, 2, 25)) == 445'50);
    CHECK(kpi_of(result, "export_vat_to_cost") == "198.00");
    REQUIRE(result.refusals.size() == 2);
    CHECK(result.refusals[0].what == "order O-2");
    CHECK(result.refusals[0].reason == "above_ceiling");
    CHECK(result.refusals[0].document.find("2014年第12号") != std::string::npos);
    CHECK(result.refusals[1].what == "order O-4");
    // The tax office has paid what it owed; the exporter's VAT is refunded or cost.
    CHECK(balance_of(record, ledger::ChartLine::treasury) == -445'50);
    CHECK(balance_of(record, ledger::ChartLine::refunds_owed) == 0);
    CHECK(balance_of(record, ledger::ChartLine::export_refund_receivable) == 0);
    CHECK(balance_of(record, ledger::ChartLine::value_added_tax) == 0);
}

TEST_CASE("a producer gets no more back than its credit", "[export][world]") {
    // FOB 9,899.96: N = 4 % = 395.9984 -> 396.00, Q = 9 % = 890.9964 -> 891.00, input 643.50, output 100.00.
    // P = 100.00 - (643.50 - 396.00) = -147.50: all of it comes back.
    std::string text = parcels;
    text.insert(text.find(", filing_day"), ", enterprise: producer, domestic_vat: 100.00");
    const RunResult result = testing::run(loaded(text));
    CHECK(closing(result, "SZ.cny", day(2026, 2, 25)) == 147'50);
    CHECK(kpi_of(result, "export_vat_to_cost") == "396.00");
}

TEST_CASE("goods without invoices are exempt, and taxed on a deemed profit", "[export][world]") {
    // 9,899.96 × 4 % × 25 % = 98.9996 -> 99.00 of income tax, no refund.
    std::string text = parcels;
    text.replace(text.find("cost_share: 0.5"), 15, "input_invoices: false");
    const Scenario scenario = loaded(text);
    Recording record;
    const RunResult result = testing::run(scenario, &record);
    CHECK(closing(result, "SZ.cny", day(2026, 4, 30)) == 0);
    CHECK(balance_of(record, ledger::ChartLine::taxes_payable) == -99'00);
    CHECK(balance_of(record, ledger::ChartLine::income_tax_expense) == 99'00);
}

// Orders of 2025 whose money never comes, because the marketplace has frozen the account.
TEST_CASE("a refund whose money has not come by April is recovered in proportion",
          "[export][world]") {
    std::string text = parcels;
    const auto put = [&](std::string_view from, std::string_view to) {
        text = tests::with(std::move(text), from, to);
    };
    put("from: 2026-01-01, to: 2026-04-30", "from: 2025-06-01, to: 2026-05-15");
    put("first_statement: 2026-01-09", "first_statement: 2025-06-20");
    put("route: to-bank}", "route: to-bank, freezes: [{from: 2025-07-10, to: 2026-05-15}]}");
    for (const char* day_of : {"2026-01-13", "2026-01-14", "2026-01-14"})
        text.replace(text.find(day_of), 10, "2025-06-09");
    put("price: 800.00", "price: 600.00");
    put("price: 714.28", "price: 400.00");
    put("price: 714.29", "price: 300.00");
    text.replace(text.find("2026-01-12"), 10, "2025-07-21");
    const RunResult result = testing::run(loaded(text));
    // June: 1,300.00 dollars, 9,100.00 yuan, invoices 4,550.00; 9 % is 409.50, filed on 10 July.
    // July: 700.00 dollars, 4,900.00 yuan, invoices 2,450.00; 9 % is 220.50, filed on 11 August (the 10th
    // is a Sunday). June's money comes: 1,170.00 paid out and 130.00 kept by the marketplace. Of July's
    // 700.00 the marketplace keeps 70.00, a tenth: 220.50 × 9 / 10 = 198.45 is recovered on 21 April 2026.
    CHECK(closing(result, "SZ.cny", day(2025, 8, 31)) == 630'00);
    CHECK(closing(result, "SZ.cny", day(2026, 4, 20)) == 630'00);
    CHECK(closing(result, "SZ.cny", day(2026, 4, 21)) == 431'55);
    CHECK(kpi_of(result, "export_refund_recovered") == "198.45");
}

}  // namespace
}  // namespace rmbsim::sim

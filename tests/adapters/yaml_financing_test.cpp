// Advances on receivables and electronic notes, from text to books.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/chart.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"
#include "tests/adapters/yaml_fixture.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::tests::financing {
namespace {

using ledger::ChartLine;

constexpr std::string_view rates = R"(date,USDCNY
2026-01-05,7.0000
2026-02-02,6.9000
2026-04-01,7.2000
)";

constexpr std::string_view right = R"(scenario: financing
period: {from: 2026-01-05, to: 2026-06-30}
market: {fx: {onshore: {base: USD, file: rates.csv, columns: {USDCNY: CNY}}, offshore: {base: USD, file: rates.csv, columns: {USDCNY: CNY}}}, after_last: hold}
entities: [{id: sz, jurisdiction: CN}, {id: fund, jurisdiction: CN}, {id: core, jurisdiction: CN}]
banks: [{id: bank, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}, {id: factor, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}]
accounts:
  - {id: SZ.usd, owner: sz, bank: bank, currency: USD}
  - {id: SZ.cny, owner: sz, bank: bank, currency: CNY}
  - {id: FUND.cny, owner: fund, bank: bank, currency: CNY, opening: 100000.00}
  - {id: CORE.cny, owner: core, bank: bank, currency: CNY, opening: 500000.00}
fx_terms: [{id: deal, bank: bank, market: onshore, spread: 0.0020}]
marketplaces:
  - {id: market-us, currency: USD, cycle_days: 14, first_statement: 2026-01-16, payout_business_days: 3, terms: [{referral_fee: 0.15, fulfilment_fee: 4.75, advertising: 0.05, chargeback_fee: 15.00, reserve_days: 7}]}
collection:
  - {id: by-bank, kind: bank, receive: SZ.usd, into: SZ.cny, fx: deal, receipt_fee: 15.00}
commerce:
  - {id: store-us, marketplace: market-us, seller: sz, route: by-bank, orders_per_day: 40, order_value: {"0": 9.90, "1": 199.00}, refund_rate: 0.12, refund_days: 9, chargeback_rate: 0.02, chargeback_days: 30, delivery_days: [3, 9], freezes: [{from: 2026-02-12, to: 2026-04-30}]}
flows:
  - {id: F-1, on: 2026-02-11, account: SZ.cny, kind: suppliers, amount: -400000.00}
  - {id: F-2, on: 2026-02-11, account: SZ.cny, kind: suppliers, amount: -200000.00}
  - {id: F-3, on: 2026-02-11, account: SZ.cny, kind: suppliers, amount: -100000.00}
  - {id: F-4, on: 2026-02-11, account: SZ.cny, kind: suppliers, amount: -50000.00}
  - {id: F-5, on: 2026-02-11, account: SZ.cny, kind: suppliers, amount: -25000.00}
  - {id: F-6, on: 2026-02-11, account: SZ.cny, kind: suppliers, amount: -12500.00}
financing:
  - {id: advances, kind: factoring, stores: [store-us], lender: factor, account: SZ.cny, advance_rate: 0.80, recourse: with, fee: 0.01, rate: {rate: 0.09}, reserve: 0.05, limit: 300000.00, concentration_limit: 0.90, grace_days: 20, guarantee: {account: FUND.cny, share: 0.50, cap: 50000.00}}
  - {id: on-orders, kind: purchase_order, stores: [store-us], lender: bank, account: SZ.cny, advance_rate: 0.70, recourse: with, rate: {rate: 0.06}, orders: [{id: PO-1, on: 2026-01-12, amount: 50000.00}]}
e_notes:
  - {id: N-1, issuer: CORE.cny, holder: SZ.cny, amount: 100000.00, issued: 2026-01-12, due: 2026-04-13, steps: [{id: S-1, on: 2026-01-13, from: SZ.cny, bank: factor, amount: 60000.00, rate: {rate: 0.036}}]}
)";

adapters::Diagnostics said(const std::string& text) {
    const ScenarioFolder folder;
    folder.write("rates.csv", rates);
    auto loaded = adapters::load_scenario(folder.write("scenario.yaml", text), usual_options());
    return loaded ? adapters::Diagnostics{} : std::move(loaded.error());
}

struct Ran {
    sim::testing::Recording books;
    sim::RunResult result;
    std::int64_t of(std::string_view book, ChartLine line) const {
        std::int64_t sum = 0;
        for (const auto& [account, minor] : books.balances) {
            const sim::AccountRow& row = books.directory.accounts[account];
            if (row.line == line && books.directory.books[row.spec.book.index].code == book)
                sum += minor;
        }
        return sum;
    }
};

Ran ran(const std::string& text) {
    const ScenarioFolder folder;
    folder.write("rates.csv", rates);
    auto loaded = adapters::load_scenario(folder.write("scenario.yaml", text), usual_options());
    if (!loaded) FAIL(adapters::to_text(loaded.error()));
    Ran all;
    all.result = sim::testing::run(loaded->scenario, &all.books);
    return all;
}

}  // namespace

// clang-format off
TEST_CASE("a mistake in financing is told at its line and column", "[adapters][yaml][finance]") {
    struct Mistake {
        std::string_view name, from, to, message;
    };
    const auto mistake = GENERATE(values<Mistake>({
        {"no such store", "financing:\n  - {id: advances, kind: factoring, stores: [store-us]", "financing:\n  - {id: advances, kind: factoring, stores: [§store-uk]", "there is no store 'store-uk'"},
        {"a store twice", "financing:\n  - {id: advances, kind: factoring, stores: [store-us]", "financing:\n  - {id: advances, kind: factoring, stores: [store-us, §store-us]", "store 'store-us' stands twice"},
        {"no store", "financing:\n  - {id: advances, kind: factoring, stores: [store-us]", "financing:\n  - {id: advances, kind: factoring, stores: §[]", "no store is lent on"},
        {"another account", "financing:\n  - {id: advances, kind: factoring, stores: [store-us], lender: factor, account: SZ.cny, advance_rate: 0.80, recourse: with, fee: 0.01, rate: {rate: 0.09}, reserve: 0.05, limit: 300000.00, concentration_limit: 0.90, grace_days: 20, guarantee: {account: FUND.cny, share: 0.50, cap: 50000.00}}", "financing:\n  - {id: advances, kind: factoring, stores: [§store-us], lender: factor, account: SZ.usd, advance_rate: 0.80, recourse: with, rate: {rate: 0.09}}", "store 'store-us' is paid into 'SZ.cny', not into 'SZ.usd'"},
        {"a share above 1", "advance_rate: 0.80", "advance_rate: §80", "`advance_rate` is 80"},
        {"nothing is lent", "advance_rate: 0.80", "advance_rate: §0", "`advance_rate` of 0 lends nothing"},
        {"a share of nothing", "limit: 300000.00, concentration_limit: 0.90", "§concentration_limit: 0.90", "`concentration_limit` is a share of `limit`, which is missing"},
        {"a limit of nothing", "limit: 300000.00", "limit: §0.00", "`limit` is not above zero"},
        {"the fund's currency", "account: FUND.cny", "account: §SZ.usd", "account 'SZ.usd' is in USD, 'SZ.cny' in CNY"},
        {"its own guarantor", "account: FUND.cny", "account: §SZ.cny", "the seller guarantees its own debt"},
        {"an incomplete waterfall", "grace_days: 20", "waterfall: §[fees, principal, fees], grace_days: 20", "the waterfall does not name each claim once"},
        {"orders without use", "grace_days: 20", "§orders: [{id: PO-9, on: 2026-01-12, amount: 1.00}], grace_days: 20", "`orders` has no use beside this kind"},
        {"a day count", "grace_days: 20", "day_count: §ACT/ACT, grace_days: 20", "`day_count` is ACT/ACT"},
        {"two facilities of one name", "  - {id: on-orders", "  - {id: §advances", "facility 'advances' occurs twice"},
        {"a note due at once", "due: 2026-04-13", "due: §2026-01-12", "the note falls due on 2026-01-12, not after its issue"},
        {"a step before the issue", "on: 2026-01-13, from: SZ.cny", "on: §2026-01-11, from: SZ.cny", "2026-01-11 is before the issue"},
        {"a step to nobody", "- {id: N-1, issuer: CORE.cny, holder: SZ.cny, amount: 100000.00, issued: 2026-01-12, due: 2026-04-13, steps: [{id: S-1, on: 2026-01-13, from: SZ.cny, bank: factor, amount: 60000.00, rate: {rate: 0.036}}]", "- {id: N-1, issuer: CORE.cny, holder: SZ.cny, amount: 100000.00, issued: 2026-01-12, due: 2026-04-13, steps: [§{id: S-1, on: 2026-01-13, from: SZ.cny, amount: 60000.00}]", "a step has neither `to` nor `bank`"},
        {"a discount for nothing", "steps: [{id: S-1, on: 2026-01-13, from: SZ.cny, bank: factor, amount: 60000.00, rate: {rate: 0.036}}]", "steps: [§{id: S-1, on: 2026-01-13, from: SZ.cny, bank: factor, amount: 60000.00}]", "key 'rate' is missing beside `bank`"},
        {"a note of nothing", "amount: 100000.00, issued", "amount: §0.00, issued", "`amount` is not above zero"},
    }));
    // clang-format on
    CAPTURE(mistake.name);
    const Marked marked = without_mark(with(std::string(right), mistake.from, mistake.to));
    const adapters::Diagnostics found = said(marked.text);
    CAPTURE(adapters::to_text(found));
    CHECK(says(found, "scenario.yaml", marked.line, marked.column, mistake.message));
}

TEST_CASE("what a seller owes and holds is what its lenders claim and hold, at the end of any run",
          "[finance][world]") {
    // Refunds, chargebacks, charges, a falling dollar; suppliers take what is on the account before a
    // freeze, so that what is lent defaults after twenty days; the freeze ends, or does not.
    const auto seed = GENERATE(1, 2, 3);
    const auto recourse =
        GENERATE(as<std::string>{}, "recourse: with, fee", "recourse: without, fee");
    const auto thawed = GENERATE(as<std::string>{}, "to: 2026-04-30", "to: 2026-06-30");
    const Ran all = ran(
        with(with(std::string(right), "recourse: with, fee", recourse), "to: 2026-04-30", thawed) +
        "seed: " + std::to_string(seed) + "\n");
    CAPTURE(seed, recourse, thawed);
    const std::int64_t lent = all.of("bank", ChartLine::bank_loans) +
                              all.of("factor", ChartLine::bank_loans) +
                              all.of("factor", ChartLine::bank_credit_loss);
    const std::int64_t accrued = all.of("bank", ChartLine::interest_receivable) +
                                 all.of("factor", ChartLine::interest_receivable);
    const std::int64_t owed = all.of("sz", ChartLine::short_term_borrowings) +
                              all.of("sz", ChartLine::assigned_receivables) +
                              all.of("sz", ChartLine::interest_payable);
    CHECK(lent + accrued == -owed);  // what a lender wrote off, the seller goes on owing
    CHECK(all.of("sz", ChartLine::guarantee_current) ==
          -all.of("fund", ChartLine::guarantee_current));
    CHECK(all.of("sz", ChartLine::financing_reserve) ==
          -all.of("factor", ChartLine::bank_reserve_deposits));
    CHECK(sim::find_kpi(all.result, "finance_advanced", "sz")->value != "0.00");
    CHECK(std::ranges::count(all.result.refusals, "account_frozen", &sim::Refusal::reason) == 1);
    // The note: 60,000.00 × 3.6 % × 90 / 360 = 540.00.
    CHECK(sim::find_kpi(all.result, "note_discount", "sz")->value == "540.00");
    CHECK(all.of("core", ChartLine::note_payable) == 0);
    CHECK(all.of("sz", ChartLine::note_receivable) == 0);
}

TEST_CASE("a purchase order is lent on from its day and repaid out of the next receipt",
          "[finance][world]") {
    // 70 % of 50,000.00 are 35,000.00. O-1 brings 90,000.00 on 01-21 (delivered 01-08, DD+7, stated on
    // 01-16, three business days), nine days later: interest 35,000 × 6 % × 9 / 360 = 52.50, and
    // 35,000.00 + 90,000.00 - 35,052.50 = 89,947.50 are on the account.
    const Ran all = ran(R"(scenario: on-orders
period: {from: 2026-01-05, to: 2026-01-30}
reporting_currency: USD
entities: [{id: hk, jurisdiction: HK}]
banks: [{id: bank, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}]
accounts: [{id: HK.usd, owner: hk, bank: bank, currency: USD}]
marketplaces: [{id: market-us, currency: USD, cycle_days: 14, first_statement: 2026-01-16, payout_business_days: 3, terms: [{referral_fee: 0.10, reserve_days: 7}]}]
commerce: [{id: store-us, marketplace: market-us, seller: hk, account: HK.usd}]
orders: [{id: O-1, store: store-us, on: 2026-01-05, price: 100000.00, delivered: 2026-01-08}]
financing: [{id: on-orders, kind: purchase_order, stores: [store-us], lender: bank, account: HK.usd, advance_rate: 0.70, recourse: with, rate: {rate: 0.06}, orders: [{id: PO-1, on: 2026-01-12, amount: 50000.00}]}]
)");
    const auto balance_on = [&](unsigned day_of_january) {
        return all.result.balances.front().minor[day_of_january - 5];
    };
    CHECK(balance_on(11) == 0);
    CHECK(balance_on(12) == 35'000'00);
    CHECK(balance_on(21) == 89'947'50);
    CHECK(sim::find_kpi(all.result, "finance_cost", "hk")->value == "52.50");
}

}  // namespace rmbsim::tests::financing

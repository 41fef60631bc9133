// Digital yuan wallets from text: the tiers of the reference file, what is read, what is said of mistakes.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/yaml/read_wallet_tiers.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/time.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests::yaml_ecny {
namespace {

using sim::WalletLimitPer;

sim::WalletRules reference_tiers() {
    adapters::Reading reading;
    const auto file =
        std::filesystem::path(RMBSIM_SOURCE_DIR) / "scenarios/reference/ecny_tiers.yaml";
    auto rules = adapters::read_wallet_tiers(file, {}, reading);
    if (!rules || reading.diagnostics.has_errors()) FAIL(to_text(reading.diagnostics));
    return *rules;
}

const sim::WalletTier& tier_of(const sim::WalletRules& rules, std::string_view id) {
    for (const sim::WalletTier& tier : rules.tiers)
        if (tier.id == id) return tier;
    FAIL("no tier " << id);
    return rules.tiers.front();
}

ledger::ValueDate spring(unsigned month = 3, unsigned day = 2, int year = 2026) {
    return std::chrono::local_days{std::chrono::year{year} / std::chrono::month{month} /
                                   std::chrono::day{day}};
}

std::string wallet_scenario() {
    return R"(scenario: wallets
period: {from: 2026-03-02, to: 2026-03-31}
entities: [{id: buyer, jurisdiction: CN}, {id: shop, jurisdiction: CN}]
banks: [{id: bank-a, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}, {id: bank-hk, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}]
interest_terms:
  - {id: demand, credit: {rate: 0.0036}, day_count: ACT/360, settle: {every: quarter, day: 20}}
  - {id: monthly, credit: {rate: 0.0036}, day_count: ACT/360, settle: {every: month, day: 20}}
accounts:
  - {id: buyer.card, owner: buyer, bank: bank-a, currency: CNY, opening: 100.00}
  - {id: buyer.cnh, owner: buyer, bank: bank-hk, currency: CNH}
  - {id: shop.main, owner: shop, bank: bank-a, currency: CNY}
wallets:
  - {id: buyer.ecny, holder: buyer, operator: bank-a, tier: tier-3, account: buyer.card, interest: demand, opening: 50.00, limits: {item: 20.00, offline: 10.00}}
  - {id: shop.ecny, holder: shop, operator: bank-a, tier: corporate, merchant: true}
  - {id: anon.ecny, holder: buyer, operator: bank-a, tier: tier-4}
wallet_contracts:
  - {id: escrow, kind: escrow, source: buyer.ecny, payees: [shop.ecny], expires_on: 2026-03-10}
  - {id: grant, kind: subsidy, source: shop.ecny, beneficiary: buyer.ecny, payees: [shop.ecny], expires_on: 2026-03-10, expires_at: "18:00"}
flows:
  - {id: F-1, on: 2026-03-02, account: shop.main, kind: sales, amount: 1.00}
ecny:
  - {id: W-2, order: purchase, on: 2026-03-03, from: buyer.ecny, to: shop.ecny, amount: 5.00}
  - {id: W-1, order: load, on: 2026-03-02, time: "09:30", to: buyer.ecny, amount: 20.00}
  - {id: W-3, order: release, on: 2026-03-03, contract: escrow, to: shop.ecny, purpose: goods, amount: 5.00}
  - {id: W-4, order: offline, on: 2026-03-03, from: buyer.ecny, to: shop.ecny, amount: 5.00, uploads: [{on: 2026-03-05}, {on: 2026-03-04}]}
expect:
  - {balance: buyer.ecny, on: 2026-03-02, is: "70.00"}
)";
}

}  // namespace

TEST_CASE(
    "each tier's limit passes exactly at it, and one fen above names the rule and its document",
    "[adapters][yaml][ecny]") {
    struct Row {
        const char* tier;
        WalletLimitPer per;
        std::int64_t most;
        bool is_confirmed;
        const char* document;
    };
    constexpr const char* banks = "Wallet tiers as published by operating banks";
    constexpr const char* recalled = "Recalled, not re-read";
    // Settlement rules §6.2, in fen.
    // clang-format off
    const std::vector<Row> rows = {
        {"tier-2", WalletLimitPer::balance, 500'000'00, true,  banks},
        {"tier-2", WalletLimitPer::item,     50'000'00, true,  banks},
        {"tier-2", WalletLimitPer::day,     100'000'00, true,  banks},
        {"tier-3", WalletLimitPer::balance,  20'000'00, true,  banks},
        {"tier-3", WalletLimitPer::item,      5'000'00, false, recalled},
        {"tier-3", WalletLimitPer::day,      10'000'00, false, recalled},
        {"tier-4", WalletLimitPer::balance,  10'000'00, true,  banks},
        {"tier-4", WalletLimitPer::item,      2'000'00, true,  banks},
        {"tier-4", WalletLimitPer::day,       5'000'00, true,  banks},
        {"tier-4", WalletLimitPer::year,     50'000'00, false, recalled},
    };
    // clang-format on
    const sim::WalletRules rules = reference_tiers();
    for (const Row& row : rows) {
        CAPTURE(row.tier, name_of(row.per));
        const auto& limits = tier_of(rules, row.tier).limits;
        const auto verdict = [&](std::int64_t above) {
            if (row.per == WalletLimitPer::balance)
                return sim::may_receive(limits, row.most - 1'00, spring(), 1'00 + above);
            // One yuan more is paid; of the day or year all but that yuan is used up.
            const std::int64_t used = row.most - 1'00;
            const sim::WalletUse use{.balance_minor = row.most + 1'00,
                                     .day_minor = row.per == WalletLimitPer::day ? used : 0,
                                     .year_minor = row.per == WalletLimitPer::year ? used : 0};
            const std::int64_t paid = row.per == WalletLimitPer::item ? row.most : 1'00;
            return sim::may_pay(limits, use, spring(), paid + above);
        };
        CHECK(verdict(0).passes());
        const sim::WalletVerdict refused = verdict(1);
        REQUIRE(refused.limit != nullptr);
        CHECK(refused.limit->per == row.per);
        CHECK(refused.limit->tier == row.tier);
        CHECK(refused.limit->most_minor == row.most);
        CHECK(refused.limit->document.starts_with(row.document));
        CHECK(sim::is_confirmed(refused.limit->mark) == row.is_confirmed);
    }
    // Tier 1 and companies: what their banks agree, nothing by rule.
    CHECK(tier_of(rules, "tier-1").limits.empty());
    CHECK(tier_of(rules, "corporate").limits.empty());
}

TEST_CASE("wallets of a verified name earn interest from 2026 on, tier 4 none",
          "[adapters][yaml][ecny]") {
    const sim::WalletRules rules = reference_tiers();
    CHECK(rules.interest_day == 20);
    CHECK_FALSE(rules.digital_deposit.holds(spring(12, 31, 2025)));
    CHECK(rules.digital_deposit.holds(spring(1, 1)));
    for (const char* id : {"tier-1", "tier-2", "tier-3", "corporate"}) {
        CAPTURE(id);
        CHECK(tier_of(rules, id).earns(spring(1, 1)));
        CHECK_FALSE(tier_of(rules, id).earns(spring(12, 31, 2025)));
    }
    CHECK_FALSE(tier_of(rules, "tier-4").earns(spring()));
}

TEST_CASE("wallets, contracts and orders are read as they are written", "[adapters][yaml][ecny]") {
    const ScenarioFolder folder;
    const auto loaded =
        adapters::load_scenario(folder.write("scenario.yaml", wallet_scenario()), usual_options());
    if (!loaded) FAIL(to_text(loaded.error()));
    const sim::Scenario& s = loaded->scenario;
    REQUIRE(s.ecny.wallets.size() == 3);
    const sim::WalletSpec& buyer = s.ecny.wallets[0];
    CHECK(s.accounts[buyer.account].id == "buyer.ecny");
    CHECK(s.accounts[buyer.account].kind == sim::AccountKind::wallet);
    CHECK(s.accounts[buyer.account].opening_minor == 50'00);
    CHECK(s.accounts[buyer.bank_account].id == "buyer.card");
    // The tier's three, then the two that were agreed; of the item limits the agreed one is the lower.
    REQUIRE(buyer.limits.size() == 5);
    const sim::WalletLimit* item = sim::tightest(buyer.limits, WalletLimitPer::item, spring());
    REQUIRE(item != nullptr);
    CHECK(item->most_minor == 20'00);
    CHECK(item->document == "agreement of wallet buyer.ecny");
    CHECK(s.ecny.wallets[1].is_merchant);
    REQUIRE(s.ecny.contracts.size() == 2);
    // Midnight after 10 March in Shanghai is 16:00 UTC of the 10th; 18:00 there is 10:00 UTC.
    CHECK(s.ecny.contracts[0].terms.expires_at - s.ecny.contracts[1].terms.expires_at ==
          6 * 3'600'000);
    CHECK(s.ecny.contracts[0].terms.needs_proof);
    CHECK_FALSE(s.ecny.contracts[1].terms.needs_proof);
    REQUIRE(s.ecny.orders.size() == 4);
    CHECK(s.ecny.orders[0].id == "W-1");  // in time's order, not the file's
    REQUIRE(s.ecny.orders[3].uploads.size() == 2);
    CHECK(s.ecny.orders[3].uploads[0] < s.ecny.orders[3].uploads[1]);
}

TEST_CASE("what cannot be of a wallet is said where it stands", "[adapters][yaml][ecny]") {
    // clang-format off
    check_mistakes(wallet_scenario(), {
        {"an unknown holder", "{id: shop.ecny, holder: shop,", "{id: shop.ecny, holder: §shopp,", "there is no entity 'shopp'"},
        {"an operator abroad", "holder: shop, operator: bank-a", "holder: shop, operator: §bank-hk", "bank 'bank-hk' is not on the mainland"},
        {"an unknown tier", "tier: tier-3", "tier: §tier-5", "there is no wallet tier 'tier-5'"},
        {"the name of an account", "{id: anon.ecny,", "{id: §buyer.card,", "'buyer.card' is the name of a bank account"},
        {"a wallet twice", "{id: anon.ecny,", "{id: §shop.ecny,", "wallet 'shop.ecny' occurs twice"},
        {"another's account", "account: buyer.card, interest", "account: §shop.main, interest", "account 'shop.main' is another holder's"},
        {"an account in offshore yuan", "account: buyer.card, interest", "account: §buyer.cnh, interest", "account 'buyer.cnh' is not in onshore yuan"},
        {"interest of tier 4", "tier: tier-4}", "tier: tier-4, interest: §demand}", "wallets of tier-4 earn no interest"},
        {"interest at other times", "interest: demand,", "interest: §monthly,", "terms 'monthly' are settled at other times"},
        {"interest with nowhere to go", "- {id: buyer.ecny, holder: buyer, operator: bank-a, tier: tier-3, account: buyer.card,", "- §{id: buyer.ecny, holder: buyer, operator: bank-a, tier: tier-3,", "interest may not lift this wallet over its cap"},
        {"below zero", "opening: 50.00, limits", "opening: §-0.01, limits", "a wallet is never below zero"},
        {"above its cap", "opening: 50.00, limits", "opening: §20000.01, limits", "wallet 'buyer.ecny' opens above its cap"},
        {"a limit below zero", "{item: 20.00,", "{item: §-1.00,", "a limit below zero"},
        {"a limit that there is not", "{item: 20.00,", "{§week: 20.00,", "unknown key 'week'"},
    });
    // clang-format on
}

TEST_CASE("what cannot be of a contract or an order is said where it stands",
          "[adapters][yaml][ecny]") {
    // clang-format off
    check_mistakes(wallet_scenario(), {
        {"a source that may not take it back", "source: buyer.ecny", "source: §anon.ecny", "wallet 'anon.ecny' has a cap and no bank account"},
        {"an unknown payee", "source: buyer.ecny, payees: [shop.ecny]", "source: buyer.ecny, payees: [§shopp.ecny]", "there is no wallet 'shopp.ecny'"},
        {"expired before it began", "payees: [shop.ecny], expires_on: 2026-03-10}", "payees: [shop.ecny], expires_on: §2026-03-01}", "the contract expires before the period"},
        {"a subsidy for nobody", "- {id: grant, kind: subsidy, source: shop.ecny, beneficiary: buyer.ecny,", "- §{id: grant, kind: subsidy, source: shop.ecny,", "key 'beneficiary' is missing in this subsidy"},
        {"a beneficiary of an escrow", "kind: escrow, source", "kind: escrow, §beneficiary: buyer.ecny, source", "`beneficiary` has no use here"},
        {"an order twice", "{id: W-1,", "{id: §W-2,", "order 'W-2' occurs twice"},
        {"a flow's name", "{id: W-1,", "{id: §F-1,", "'F-1' is the name of a flow"},
        {"outside the period", "order: load, on: 2026-03-02", "order: load, on: §2026-04-01", "2026-04-01 lies outside the period"},
        {"nothing to pay", "to: buyer.ecny, amount: 20.00", "to: buyer.ecny, amount: §0.00", "the amount is not above zero"},
        {"to itself", "order: purchase, on: 2026-03-03, from: buyer.ecny, to: shop.ecny", "order: purchase, on: 2026-03-03, from: buyer.ecny, to: §buyer.ecny", "the payment goes to its payer"},
        {"a key that is missing", "- {id: W-2, order: purchase, on: 2026-03-03, from: buyer.ecny,", "- §{id: W-2, order: purchase, on: 2026-03-03,", "key 'from' is missing in this order"},
        {"a key without use", "to: buyer.ecny, amount: 20.00", "to: buyer.ecny, §contract: escrow, amount: 20.00", "`contract` has no use here"},
        {"no account to convert with", "- {id: W-1, order: load, on: 2026-03-02, time: \"09:30\", to: buyer.ecny", "- §{id: W-1, order: load, on: 2026-03-02, time: \"09:30\", to: shop.ecny", "the wallet has no bank account to convert with"},
        {"another clock", "time: \"09:30\"", "time: §\"09:30 Asia/Tokyo\"", "`time` names a time zone"},
        {"an unknown contract", "contract: escrow", "contract: §escrows", "there is no contract 'escrows'"},
        {"uploaded before it was paid", "{on: 2026-03-04}]", "§{on: 2026-03-02}]", "uploaded before it was paid"},
        {"late money that may not fit", "order: offline, on: 2026-03-03, from: buyer.ecny, to: shop.ecny", "order: offline, on: 2026-03-03, from: buyer.ecny, to: §anon.ecny", "wallet 'anon.ecny' has a cap and no bank account"},
        {"an unknown balance", "{balance: buyer.ecny,", "{balance: §buyer.wallet,", "there is no account 'buyer.wallet'"},
    });
    // clang-format on
}

TEST_CASE("before wallets were deposits the reference file has nothing to say",
          "[adapters][yaml][ecny]") {
    const adapters::Diagnostics said =
        said_of(with(wallet_scenario(), "{from: 2026-03-02, to: 2026-03-31}",
                     "{from: 2025-12-01, to: 2026-03-31}"));
    CAPTURE(to_text(said));
    CHECK(says(said, "scenario.yaml", 13, 5, "and wallets are deposits from 2026-01-01 on"));
}

}  // namespace rmbsim::tests::yaml_ecny

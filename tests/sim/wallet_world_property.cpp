// Wallets at work, for any orders: what the books show after every entry.
#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/journal.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing {
namespace {

constexpr std::uint32_t wallet_count = 4;

std::int64_t between(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange<std::int64_t>(low, high);
}

std::uint32_t any_wallet() { return static_cast<std::uint32_t>(between(0, wallet_count)); }

// Wallet 0 has no cap; the others have one of 60.00 and a bank account beside it.
void add_wallets(Scenario& s) {
    const auto first_card = static_cast<std::uint32_t>(s.accounts.size());
    for (std::uint32_t i = 0; i < 2 * wallet_count; ++i) {
        BankAccount account;
        account.id = (i < wallet_count ? "card." : "wallet.") + std::to_string(i % wallet_count);
        account.owner = i % 3;
        account.bank = i % 2;
        account.currency = ledger::currency("CNY");
        account.kind = i < wallet_count ? AccountKind::settlement : AccountKind::wallet;
        account.opening_minor = i < wallet_count ? 100'00 : 40'00;
        if (i >= wallet_count) account.owner = s.accounts[first_card + i - wallet_count].owner;
        s.accounts.push_back(account);
    }
    s.ecny.rules.interest_day = 20;
    s.ecny.rules.tiers.resize(1);
    for (std::uint32_t w = 0; w < wallet_count; ++w) {
        WalletSpec wallet;
        wallet.account = first_card + wallet_count + w;
        wallet.bank_account = first_card + w;
        wallet.limits.push_back(
            {.in_force = {}, .per = WalletLimitPer::offline, .most_minor = 30'00, .document = {}});
        if (w > 0)
            wallet.limits.push_back({.in_force = {},
                                     .per = WalletLimitPer::balance,
                                     .most_minor = 60'00,
                                     .document = {}});
        wallet.is_merchant = w < 2;
        s.ecny.wallets.push_back(wallet);
    }
}

Scenario any_wallet_world() {
    Scenario s = small_group();
    s.pools.clear();
    add_wallets(s);
    const std::int64_t begins = ms_of(s.zones[0].instant(s.from, TimeOfDay{0}));
    const std::int64_t lasts = std::int64_t{86'400'000} * 10;
    const auto any_time = [&](std::int64_t from) { return between(from, begins + lasts); };
    for (const ContractKind kind :
         {ContractKind::escrow, ContractKind::subsidy, ContractKind::red_packet}) {
        WalletContract contract{.id = {}, .kind = kind, .source = any_wallet(), .terms = {}};
        contract.beneficiary = any_wallet();
        contract.terms = {.payees = {any_wallet(), any_wallet()},
                          .purpose = {},
                          .expires_at = any_time(begins),
                          .needs_proof = kind == ContractKind::escrow};
        s.ecny.contracts.push_back(contract);
    }
    for (std::int64_t nth = between(0, 60); nth > 0; --nth) {
        WalletOrder order;
        order.id = "W-" + std::to_string(nth);
        order.at = any_time(begins);
        order.action = static_cast<WalletAction>(between(0, 9));
        order.from = any_wallet();
        order.to =
            (order.from + static_cast<std::uint32_t>(between(1, wallet_count))) % wallet_count;
        order.contract = static_cast<std::uint32_t>(between(0, 3));
        order.minor = between(1, 40'00);
        if (order.action == WalletAction::offline)
            order.uploads = {any_time(order.at), any_time(order.at)};
        std::ranges::sort(order.uploads);
        s.ecny.orders.push_back(order);
    }
    std::ranges::stable_sort(s.ecny.orders, {}, &WalletOrder::at);
    return s;
}

// Looks at the books after each entry.
struct WalletBooks : Store {
    explicit WalletBooks(const Scenario& of) : s(of) {}
    const Scenario& s;
    Directory directory;
    std::map<std::uint32_t, std::int64_t> balances;
    std::uint32_t offline_settled = 0;

    void begin(const RunFacts&, const Directory& names) override { directory = names; }
    void append(const DayRecord& day) override {
        ledger::for_each_entry(day.journal, [&](ledger::EntryId, const ledger::EntryRow& row,
                                                std::span<const ledger::PostingRow> postings) {
            for (const ledger::PostingRow& p : postings) balances[p.account.index] += p.minor;
            if (row.rule == id_of(Rule::offline_settled).index) ++offline_settled;
            look();
        });
    }
    void finish(const ledger::Digest&, std::span<const ledger::Chain>) override {}

    void look() const {
        std::map<std::uint32_t, std::int64_t> mirrored;  // a wallet and its mirror, by account
        std::map<std::string, std::int64_t> under_contract;
        for (const auto& [account, minor] : balances) {
            const AccountRow& row = directory.accounts[account];
            if (row.line == ledger::ChartLine::conditional_money) {
                RC_ASSERT(minor >= 0);
                under_contract["held"] += minor;
            }
            if (row.line == ledger::ChartLine::conditional_deposit) under_contract["held"] += minor;
            if (row.bank_account == UINT32_MAX) continue;
            mirrored[row.bank_account] += minor;
            if (s.accounts[row.bank_account].kind != AccountKind::wallet) continue;
            if (row.line != ledger::ChartLine::bank_deposit) continue;
            RC_ASSERT(minor >= 0);
            const WalletSpec& wallet = s.ecny.wallets[row.bank_account - s.ecny.wallets[0].account];
            const WalletLimit* cap = tightest(wallet.limits, WalletLimitPer::balance, s.from);
            if (cap != nullptr) RC_ASSERT(minor <= cap->most_minor);
        }
        for (const auto& [account, sum] : mirrored) RC_ASSERT(sum == 0);
        // Deposits less releases and refunds: what the holders own, the banks owe.
        RC_ASSERT(under_contract["held"] == 0);
    }
};

}  // namespace

TEST_CASE("after every entry no wallet is above its cap or below zero, and banks owe what is held",
          "[ecny][world][property]") {
    rc::prop("for any orders of four wallets and three contracts", [] {
        const Scenario s = any_wallet_world();
        WalletBooks books(s);
        const RunResult result = run(s, &books);
        const auto offline =
            std::ranges::count(s.ecny.orders, WalletAction::offline, &WalletOrder::action);
        RC_ASSERT(books.offline_settled <= offline);
        // The same orders give the same books.
        RC_ASSERT(run(s).digest == result.digest);
    });
}

}  // namespace rmbsim::sim::testing

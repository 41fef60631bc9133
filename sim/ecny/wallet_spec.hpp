// Wallets, contracts and orders as a scenario gives them.
//
// Units       minor units of CNY
// Indices     wallets, contracts: positions in EcnySpec; accounts: Scenario::accounts. A wallet is one of
//             them too, so that its balance, its books and its days are those of any account
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/calendar/calendar.hpp"
#include "sim/ecny/conditional_payment.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/pool/rate_terms.hpp"

namespace rmbsim::sim {

struct WalletSpec {
    std::uint32_t account = 0;  // Scenario::accounts, of kind wallet: holder and operator
    std::uint32_t tier = 0;     // WalletRules::tiers
    std::uint32_t bank_account =
        no_index;                       // the holder's, for interest and offline money over the cap
    std::uint32_t interest = no_index;  // Scenario::interest_terms: the listed demand rate
    std::vector<WalletLimit> limits;    // the tier's, then those agreed for it
    bool is_merchant = false;           // 受理商户
};

enum class ContractKind : std::uint8_t { escrow, subsidy, red_packet };

struct WalletContract {
    std::string id;
    ContractKind kind = ContractKind::escrow;
    std::uint32_t source = 0;              // wallet that deposits
    std::uint32_t beneficiary = no_index;  // subsidy: the wallet whose purchases it pays
    ContractTerms terms;
};

enum class WalletAction : std::uint8_t {
    load,      // bank account to wallet 兑入
    unload,    // wallet to bank account 兑出
    pay,       // wallet to wallet
    purchase,  // … of a merchant
    deposit,   // wallet into contract
    deliver,   // proof of delivery
    release,   // contract to payee
    refund,    // contract back to its source
    offline,   // wallet to wallet, settled when it is uploaded
};

struct WalletOrder {
    std::string id;
    SimTimeMs at = 0;
    WalletAction action = WalletAction::pay;
    std::uint32_t from = no_index, to = no_index;  // wallets
    std::uint32_t contract = no_index;
    std::int64_t minor = 0;  // > 0
    std::string purpose;
    std::vector<SimTimeMs> uploads;  // offline: ascending, each at or after `at`
};

struct EcnySpec {
    WalletRules rules;
    std::uint32_t zone = 0;  // Scenario::zones, of WalletRules::zone
    std::vector<WalletSpec> wallets;
    std::vector<WalletContract> contracts;
    std::vector<WalletOrder> orders;  // ascending in `at`
};

}  // namespace rmbsim::sim

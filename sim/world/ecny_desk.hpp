// Digital yuan wallets at work 数字人民币: orders are checked, booked or refused with the rule that refused.
//
// Books       a wallet is two accounts that always cancel, like any account: 1002 with its holder, 2011 with
//             its operator. Paid between operators, both clear. Money under a contract is 1012.11 with its
//             source and 2011.11 with the source's operator, an account of its own for each contract
// Paid for    a payment settles what its payer owes (2202) to whom it is owed (1122); a subsidy costs its
//             source (6602), earns its beneficiary (6117) and settles the purchase; a red packet costs its
//             source and earns whoever takes it
// Checks      contract, payer's limits, payee's cap, ledger: the first that fails is the reason
// Over a cap  money that comes back or comes late from offline goes whole to the holder's bank account
// Refusals    in the run's refusals under "flow <order>", with document, mark and headroom
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/ecny/conditional_payment.hpp"
#include "sim/ecny/offline_payment.hpp"
#include "sim/ecny/paid_window.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

class EcnyDesk {
  public:
    explicit EcnyDesk(Desk& desk);

    void schedule_first();
    void act(std::uint32_t due);
    // Limits of the scenario's wallets that are not confirmed, one sentence each.
    std::vector<std::string> warnings() const;

  private:
    struct Wallet {
        const WalletSpec* spec = nullptr;
        ledger::AccountId payable{}, receivable{}, other_income{};
        PaidWindow paid;
    };
    struct Contract {
        const WalletContract* spec = nullptr;
        ledger::AccountId held{}, held_at_bank{};  // 1012.11 and 2011.11
        ledger::AccountId cost{};                  // of its source: what the money settles, or 6602
        ContractMoney money;
    };
    struct Due {
        enum class Kind : std::uint8_t { order, upload, expiry } kind = Kind::order;
        std::uint32_t index = 0;  // order, or contract
    };
    struct Checked {  // why not, if so; of which wallet
        WalletVerdict verdict;
        std::uint32_t wallet = 0;
    };

    void schedule(SimTimeMs at, Due due);
    void take(std::uint32_t order);
    void load(const WalletOrder& order, bool into_wallet);
    void pay(const WalletOrder& order);
    void pay_offline(std::uint32_t order);
    void upload(std::uint32_t order);

    // What stands between two wallets, payer's limits first; offline the payer's device asks.
    Checked checked(const WalletOrder& order) const;
    WalletUse use_of(std::uint32_t wallet) const;
    // ecny_contracts.cpp
    void deposit(const WalletOrder& order);
    void deliver(const WalletOrder& order);
    void release(const WalletOrder& order);
    void refund(const WalletOrder& order);
    void expire(std::uint32_t contract);
    // The contract's money after a step, if it may be taken; else the order is refused.
    bool step(const WalletOrder& order, ContractStep::Kind kind, ContractMoney& then);

    // ecny_booking.cpp
    void add_paid(EntryLines& lines, std::uint32_t from, std::uint32_t to,
                  std::int64_t minor) const;
    void add_received(EntryLines& lines, std::uint32_t account, ledger::AccountId payer_clearing,
                      std::int64_t minor) const;
    std::uint32_t account_taking(std::uint32_t wallet, std::int64_t minor) const;
    // These say why not; empty: booked.
    std::string give_back(std::uint32_t contract, std::int64_t minor, std::string_view client_id);
    std::string post(Rule rule, std::uint32_t subject, std::string_view client_id,
                     const EntryLines& lines);
    // Whether the ledger took it; else the order is refused.
    bool book(const WalletOrder& order, Rule rule, std::uint32_t wallet, const EntryLines& lines);
    Refusal& refuse(const WalletOrder& order, std::uint32_t wallet, std::string reason);
    void refuse_by(const WalletVerdict& verdict, const WalletOrder& order, std::uint32_t wallet);
    ledger::ValueDate today() const;
    const BankAccountIds& ids_of(std::uint32_t wallet) const;

    Desk& desk_;
    std::vector<Wallet> wallets_;
    std::vector<Contract> contracts_;
    std::vector<Due> dues_;
    OfflinePayments offline_;
};

}  // namespace rmbsim::sim

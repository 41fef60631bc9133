// Instructions between accounts: same-bank transfers at once, cross-border ones through their rail.
//
// Books       sent:    sender Dr 1012 in transit, Cr 1002 bank; its bank Dr deposit, Cr remittance
//             settled: sender Dr 1221 partner, Cr 1012; receiver Dr 1002, Cr 1221; banks clear 3001
//             (payment of interest: 2231 and 1132 instead of 1221)
// Same owner  a plain transfer: no intercompany line
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <vector>

#include "sim/policy/quota_book.hpp"
#include "sim/rail/rail.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/settlement_desk.hpp"

namespace rmbsim::sim {

// Who pays for goods, and hears when it has arrived.
struct TradeClient {
    virtual ~TradeClient() = default;
    virtual void on_trade_paid(std::uint32_t payment_id, ledger::EntryId entry) = 0;
};

class Payments : public SettlementClient {
  public:
    Payments(Desk& desk, QuotaBook& quotas) : desk_(desk), quotas_(quotas) {}
    // Where instructions over a rail that settles go; its notices come back to arrive() and give_back().
    void settle_through(SettlementDesk& settlement) { settlement_ = &settlement; }
    void attach(TradeClient& trade) { trade_ = &trade; }

    // What the two companies book against each other when the money arrives.
    struct Counterparts {
        ledger::AccountId senders{}, receivers{};
        bool same_owner = false;
    };
    // At once, both accounts at banks that settle with each other now; the rail's fee, where there is
    // one, stands in the same entry.
    std::expected<ledger::EntryId, ledger::PostError> transfer(const Instruction& instruction,
                                                               const Counterparts& counterparts,
                                                               Rule rule);
    // The same, valued on a past day.
    std::expected<ledger::EntryId, ledger::PostError> transfer(const Instruction& instruction,
                                                               const Counterparts& counterparts,
                                                               Rule rule,
                                                               ledger::ValueDate value_date);
    // Through the instruction's rail: leaves the account now, arrives later. The rail's fee is charged
    // now; an account that cannot bear both sends nothing (below_floor).
    std::expected<ledger::EntryId, ledger::PostError> send(Instruction instruction,
                                                           const Counterparts& counterparts);
    void arrive(std::uint32_t under_way);
    // It was not settled: the money is the sender's again, and so is the headroom.
    void give_back(std::uint32_t under_way);
    void on_settled(std::uint32_t token) override { arrive(token); }
    void on_returned(std::uint32_t token, PaymentReason) override { give_back(token); }
    // A customer's payment that had arrived: payee and payer book the opposite.
    void on_sent_back(std::uint32_t payment_id) override;
    // Fee of a rail in the account's currency.
    std::int64_t fee_in(std::uint32_t rail, std::uint32_t account) const;

    const std::vector<PaymentResult>& results() const { return results_; }

  private:
    struct UnderWay {
        Instruction instruction;
        Counterparts counterparts;
        std::size_t row = 0;  // of results_
    };
    void add_fee(EntryLines& lines, const Instruction& instruction) const;
    std::int64_t fee_of(const Instruction& instruction) const;  // of all legs
    void hand_over(const Instruction& instruction, std::uint32_t slot);
    void charge_fee(const Instruction& instruction);
    void tell(const Instruction& instruction, PaymentStatus status);

    Desk& desk_;
    QuotaBook& quotas_;
    SettlementDesk* settlement_ = nullptr;
    TradeClient* trade_ = nullptr;
    std::vector<UnderWay> under_way_;  // slots, reused
    std::vector<std::uint32_t> free_;
    std::map<std::uint32_t, UnderWay> arrived_;  // customers' payments, by their number
    std::vector<PaymentResult> results_;
};

}  // namespace rmbsim::sim

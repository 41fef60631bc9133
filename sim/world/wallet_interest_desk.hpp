// Interest on wallets with a verified name: the listed demand rate, by the quarter.
//
// Dates       earned through the interest day 结息日 of the quarter's last month, credited the day after,
//             both from scenarios/reference/ecny_tiers.yaml
// Cap         never lifts a wallet over its cap: what does not fit goes to the holder's bank account
// Days        only those on which the wallet's tier earns
// Run's end   what has accrued since is booked as receivable and payable
// Source      settlement rules §6.1, §15
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/time.hpp"
#include "sim/pool/interest.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class WalletInterestDesk {
  public:
    explicit WalletInterestDesk(Desk& desk);

    void schedule_first();
    void settle(std::uint32_t position);  // and schedules the next
    void accrue_to_end();
    // Value dates before this day are no longer needed by any open period.
    ledger::ValueDate needed_from() const;

  private:
    struct Position {
        std::uint32_t wallet = 0;  // EcnySpec::wallets
        SettlementPeriod period;
    };
    SettlementPeriod period_from(ledger::ValueDate day) const;
    void schedule(std::uint32_t position);
    std::int64_t earned(const Position& position, ledger::ValueDate to) const;
    void credit(std::uint32_t wallet, std::int64_t minor, ledger::ValueDate on);

    Desk& desk_;
    std::vector<Position> positions_;
};

}  // namespace rmbsim::sim

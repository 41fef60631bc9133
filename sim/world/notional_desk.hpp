// Settles notional pools: what the bank posts to the header, and how the header's owner passes it on.
//
// Bank        interest:    notional.interest (as apart, together) and notional.advantage (what the pool
//                          adds) in the header's account: their sum is the interest on the net balance
//             advantage:   the accounts' own interest by InterestDesk; notional.advantage in the header
//             enhancement: notional.advantage in each account
// Group       notional.allocation: leader Dr 6603.02, Cr 2231; participant Dr 1132, Cr 6603.01 (or the
//             other way), paid at once between the header and the participant's first account; short of
//             money the payer goes on owing
// Run's end   what has accrued is booked as receivable and payable, the allocation too
// Told        a day beyond a cap is a refusal; a participant below its stand-alone interest is a warning
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/pool/interest.hpp"
#include "sim/pool/notional_reckoning.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"

namespace rmbsim::sim {

class NotionalDesk {
  public:
    NotionalDesk(Desk& desk, Payments& payments);

    void schedule_first();
    void settle(std::uint32_t pool);  // and schedules the next
    void accrue_to_end();
    // Value dates before this day are no longer needed by any open period.
    ledger::ValueDate needed_from() const;
    const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    struct Lines {  // of one company toward the other
        ledger::AccountId income{}, expense{}, receivable{}, payable{};
    };
    struct Member {  // a participant beside the leader
        std::size_t participant = 0;
        std::uint32_t account = 0;  // its first account
        Lines of_leader, of_member;
    };
    struct Pool {
        SettlementPeriod period;
        std::vector<Member> members;
    };
    void open(std::uint32_t index);
    void schedule(std::uint32_t index);
    void book(std::uint32_t index, ledger::ValueDate to, ledger::ValueDate value_date,
              bool accrual);
    void allocate(std::uint32_t index, const NotionalReckoning& reckoning,
                  ledger::ValueDate value_date, bool accrual);
    void pass_on(std::uint32_t index, const Member& member, std::int64_t minor,
                 ledger::ValueDate value_date, bool accrual);
    void note_denied(std::uint32_t index, const NotionalReckoning& reckoning);

    Desk& desk_;
    Payments& payments_;
    std::vector<Pool> pools_;
    std::vector<std::string> warnings_;
};

}  // namespace rmbsim::sim

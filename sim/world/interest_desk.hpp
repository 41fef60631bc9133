// Books interest: on bank accounts at their settlement days, between group companies at theirs.
//
// Bank        credit interest and overdraft interest are two entries, never netted
// Group       the borrower pays the lender in cash on the first day after settlement on which both ends
//             are open, less what sim/tax/interest_tax.hpp says of the two
// Run's end   what has accrued since the last settlement is booked as receivable and payable
#pragma once

#include <cstdint>
#include <vector>

#include "sim/pool/interest.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/sweeps.hpp"

namespace rmbsim::sim {

class InterestDesk {
  public:
    InterestDesk(Desk& desk, Payments& payments, const Sweeps& sweeps);

    void schedule_first();
    void settle(std::uint32_t position);  // and schedules the next
    void accrue_to_end();
    // Value dates before this day are no longer needed by any open period.
    ledger::ValueDate needed_from() const;

  private:
    struct Position {  // a bank account, or an intercompany pair
        bool is_pair = false;
        std::uint32_t index = 0;  // account, or Sweeps::pairs()
        std::uint32_t terms = 0;
        SettlementPeriod period;
        struct TaxLines {                            // of interest that one side pays
            ledger::AccountId payable{}, expense{};  // the payee bears what the payer withholds
        };
        TaxLines near_pays_tax, far_pays_tax;
        ledger::AccountId near_income{}, near_expense{}, near_receivable{}, near_payable{};
        ledger::AccountId far_income{}, far_expense{}, far_receivable{}, far_payable{};
    };
    void open_pair_lines(Position& position);
    void schedule(std::uint32_t index);
    InterestDue due(const Position& position, ledger::ValueDate to) const;
    void book_account(const Position& position, const InterestDue& due,
                      ledger::ValueDate value_date, bool accrual);
    void book_pair(const Position& position, const InterestDue& due, ledger::ValueDate value_date,
                   bool accrual);
    // One direction of a pair's interest: near pays far, or far pays near.
    void book_pair_side(const Position& position, std::int64_t contract, bool near_pays,
                        ledger::ValueDate value_date, bool accrual);

    Desk& desk_;
    Payments& payments_;
    const Sweeps& sweeps_;
    std::vector<Position> positions_;
};

}  // namespace rmbsim::sim

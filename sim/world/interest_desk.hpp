// Books interest: on bank accounts at their settlement days, between group companies at theirs.
//
// Bank        credit interest and overdraft interest are two entries, never netted
// Group       the borrower pays the lender in cash on the first day after settlement on which both ends
//             are open, less what sim/tax/interest_tax.hpp says of the two
// Back-valued interest that was settled before a flow was known is corrected by an entry of today
//             (pooling-practice §8): interest_adjustments.cpp
// Run's end   what has accrued since the last settlement is booked as receivable and payable
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/pool/interest.hpp"
#include "sim/rules.hpp"
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
    // Settled periods that end after today less `back` stay open to correction; asked once, at first.
    void keep_settled(std::chrono::days back) { kept_ = back; }
    // At the day's end, when entries were booked with value dates from `since` on.
    void adjust(ledger::ValueDate since, ledger::ValueDate today);
    // Value dates before this day are no longer needed by any open period.
    ledger::ValueDate needed_from() const;

  private:
    struct Position {  // a bank account, or an intercompany pair
        bool is_pair = false;
        std::uint32_t index = 0;  // account, or Sweeps::pairs()
        std::uint32_t terms = 0;
        SettlementPeriod period;
        struct Settled {
            SettlementPeriod period;
            InterestDue booked;  // corrections included
        };
        std::vector<Settled> settled;  // of those that may still be corrected, ascending
        struct TaxLines {              // of interest that one side pays
            ledger::AccountId payable{}, expense{};  // the payee bears what the payer withholds
        };
        TaxLines near_pays_tax, far_pays_tax;
        ledger::AccountId near_income{}, near_expense{}, near_receivable{}, near_payable{};
        ledger::AccountId far_income{}, far_expense{}, far_receivable{}, far_payable{};
    };
    void open_pair_lines(Position& position);
    void schedule(std::uint32_t index);
    void book_account(const Position& position, const InterestDue& due,
                      ledger::ValueDate value_date, bool accrual);
    void book_pair(const Position& position, const InterestDue& due, ledger::ValueDate value_date,
                   bool accrual);
    // One direction of a pair's interest: near pays far, or far pays near. Below zero it takes back.
    void book_pair_side(const Position& position, std::int64_t contract, bool near_pays,
                        ledger::ValueDate value_date, Rule rule);
    void pay_pair(const Position& position, std::int64_t net, bool near_pays);
    void adjust_account(const Position& position, const InterestDue& booked,
                        const InterestDue& right, ledger::ValueDate today);
    void adjust_pair(const Position& position, const InterestDue& booked, const InterestDue& right,
                     ledger::ValueDate today);
    InterestDue due(const Position& position, ledger::ValueDate from, ledger::ValueDate to) const;

    Desk& desk_;
    Payments& payments_;
    const Sweeps& sweeps_;
    std::vector<Position> positions_;
    std::chrono::days kept_{0};
};

}  // namespace rmbsim::sim

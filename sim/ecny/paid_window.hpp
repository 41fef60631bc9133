// What a wallet has paid in the calendar day and year of a local date.
//
// Units       minor units; local dates of WalletRules::zone, so midnight in Shanghai begins a new day
// Invariants  0 <= day <= year; dates never go back
// Errors      AmountOverflow when a year's payments outgrow 64 bits
// Assumed     the rules say day and year, not whose: calendar day and calendar year
#pragma once

#include <cstdint>

#include "ledger/time.hpp"

namespace rmbsim::sim {

class PaidWindow {
  public:
    std::int64_t of_day(ledger::ValueDate date) const;
    std::int64_t of_year(ledger::ValueDate date) const;
    void add(ledger::ValueDate date, std::int64_t minor);

  private:
    ledger::ValueDate last_{};
    std::int64_t day_minor_ = 0, year_minor_ = 0;  // as of last_
};

}  // namespace rmbsim::sim

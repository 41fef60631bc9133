// When an export VAT refund may be filed, when it is paid, and by when its conditions must be met.
//
// Calendar    the mainland's working days, make-up working days (调休) included; a day behind the calendar's
//             coverage breaks a contract (Calendar::extended_to)
// Source      settlement-rules §9.2 (deadline: the April filing period of the following year; about 6
//             working days), §9.3 (window of the reconciliation); the end of a filing period is RECALLED
#pragma once

#include <chrono>

#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/trade_mode.hpp"

namespace rmbsim::sim {

struct FilingPeriod {  // both included
    ledger::ValueDate first{}, last{};
    bool holds(ledger::ValueDate date) const { return first <= date && date <= last; }
    friend bool operator==(const FilingPeriod&, const FilingPeriod&) = default;
};

// From the first of the month to its last day, or the next working day; where a run of days off lies
// within, as many working days later as the run has days.
FilingPeriod filing_period(std::chrono::year_month month, const FilingRule& rule,
                           const Calendar& calendar);

// The end of the filing period of `month` in the year of `counted_from` + years_after.
ledger::ValueDate deadline_of(ledger::ValueDate counted_from, std::uint32_t month,
                              std::uint32_t years_after, const FilingRule& rule,
                              const Calendar& calendar);

// From the first of the month after the pre-refund was processed to its deadline.
FilingPeriod reconciliation_window(ledger::ValueDate processed, const PreRefundRule& rule,
                                   const FilingRule& filing, const Calendar& calendar);

// The working day on which the money is paid.
ledger::ValueDate refund_day(ledger::ValueDate filed, const RefundTiming& timing,
                             const Calendar& calendar);

}  // namespace rmbsim::sim

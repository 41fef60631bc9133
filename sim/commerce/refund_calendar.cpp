#include "sim/commerce/refund_calendar.hpp"

#include <chrono>
#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/trade_mode.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;

ValueDate first_day_of(year_month month) { return ValueDate{month / std::chrono::day{1}}; }

year_month calendar_month(ValueDate date) {
    const year_month_day day{date};
    return day.year() / day.month();
}

// Days off in runs of at least `least` within [first, last]; a plain weekend is a run of two.
int days_in_runs(ValueDate first, ValueDate last, std::uint32_t least, const Calendar& calendar) {
    int counted = 0;
    std::uint32_t run = 0;
    for (ValueDate day = first; day <= last + days{1}; day += days{1}) {
        if (day <= last && !calendar.is_open(day)) {
            ++run;
            continue;
        }
        if (run >= least) counted += static_cast<int>(run);
        run = 0;
    }
    return counted;
}

}  // namespace

FilingPeriod filing_period(year_month month, const FilingRule& rule, const Calendar& calendar) {
    ledger::expects(
        month.ok() && rule.last_day >= 1 && rule.last_day <= 28 && rule.days_off_run > 0,
        "a filing period has a month and a last day");
    const ValueDate first = first_day_of(month);
    const ValueDate usual = first + days{rule.last_day - 1};
    const int added = days_in_runs(first, usual, rule.days_off_run, calendar);
    return {.first = first, .last = calendar.add_business_days(usual, added)};
}

ValueDate deadline_of(ValueDate counted_from, std::uint32_t month, std::uint32_t years_after,
                      const FilingRule& rule, const Calendar& calendar) {
    const auto year = year_month_day{counted_from}.year() + years{static_cast<int>(years_after)};
    return filing_period(year / std::chrono::month{month}, rule, calendar).last;
}

FilingPeriod reconciliation_window(ValueDate processed, const PreRefundRule& rule,
                                   const FilingRule& filing, const Calendar& calendar) {
    return {.first = first_day_of(calendar_month(processed) +
                                  months{static_cast<int>(rule.months_after)}),
            .last = deadline_of(processed, rule.month, rule.years_after, filing, calendar)};
}

ValueDate refund_day(ValueDate filed, const RefundTiming& timing, const Calendar& calendar) {
    return calendar.add_business_days(filed, static_cast<int>(timing.working_days));
}

}  // namespace rmbsim::sim

#include "sim/pool/interest.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/daycount.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/market/curve.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Int128;
using ledger::ValueDate;
using std::chrono::days;

// Balance-days of one sign while the rate stays the same.
struct Gathering {
    Int128 balance_days = 0;
    std::optional<ledger::Rate> rate;
    ValueDate since{};
    Decimal interest = 0;  // of earlier rates, unrounded minor units

    void flush(ledger::DayCount convention) {
        if (balance_days != 0)
            interest = interest + ledger::interest_minor(balance_days, *rate, convention, since);
        balance_days = 0;
    }
    void add(std::int64_t minor, const RateTerm& term, const std::vector<Curve>& curves,
             ValueDate day, const InterestTerms& terms) {
        const auto today = rate_on(term, curves, day);
        ledger::expects(today.has_value(),
                        "the loader has checked that a rate is known in the period");
        const std::chrono::year_month_day ymd{day};
        const bool new_year =
            ymd.month() == std::chrono::January && ymd.day() == std::chrono::day{1};
        if (!rate || *rate != *today || new_year) {
            flush(terms.day_count);
            rate = today;
            since = day;
        }
        balance_days += minor;
    }
};

std::int64_t whole_minor(const Decimal& minor) {
    return ledger::fitting(ledger::to_whole(minor, ledger::Rounding::half_up), "interest");
}

ValueDate day_of_month(std::chrono::year_month month, unsigned day) {
    const auto last =
        std::chrono::year_month_day_last{month.year(), month.month() / std::chrono::last};
    const unsigned in_month = std::min(day, static_cast<unsigned>(last.day()));
    return ValueDate{std::chrono::local_days{month / std::chrono::day{in_month}}};
}

bool settles_in(const SettlementSchedule& schedule, std::chrono::month month) {
    const auto number = static_cast<unsigned>(month);
    switch (schedule.every) {
        case SettlementSchedule::Every::month:
            return true;
        case SettlementSchedule::Every::quarter:
            return number % 3 == 0;
        case SettlementSchedule::Every::year:
            return number == schedule.month;
    }
    ledger::break_contract("schedule is one of its enumerators", std::source_location::current());
}

}  // namespace

std::optional<ledger::Rate> rate_on(const RateTerm& term, const std::vector<Curve>& curves,
                                    ValueDate date) {
    if (term.fixed) return term.fixed;
    if (term.curve == no_index) return ledger::Rate(0);
    const auto fixing = curves[term.curve].fixing(term.tenor, date);
    if (!fixing) return std::nullopt;
    const ledger::Rate rate = *fixing + term.margin;
    return term.floor && rate < *term.floor ? *term.floor : rate;
}

InterestDue interest_over(ValueDate from, ValueDate to, const InterestTerms& terms,
                          const std::vector<Curve>& curves,
                          const std::function<std::int64_t(ValueDate)>& balance_on) {
    Gathering credit, debit;
    for (ValueDate day = from; day < to; day += days{1}) {
        const std::int64_t balance = balance_on(day);
        if (balance > 0) credit.add(balance, terms.credit, curves, day, terms);
        if (balance < 0) debit.add(-balance, terms.debit, curves, day, terms);
    }
    credit.flush(terms.day_count);
    debit.flush(terms.day_count);
    return {.credit_minor = whole_minor(credit.interest),
            .debit_minor = whole_minor(debit.interest)};
}

ValueDate next_settlement_day(const SettlementSchedule& schedule, ValueDate date) {
    const std::chrono::year_month_day ymd{date};
    std::chrono::year_month month = ymd.year() / ymd.month();
    while (true) {
        if (settles_in(schedule, month.month())) {
            const ValueDate day = day_of_month(month, schedule.day);
            if (day >= date) return day;
        }
        month += std::chrono::months{1};
    }
}

SettlementPeriod settlement_period(const SettlementSchedule& schedule, ValueDate from) {
    // When the settlement day itself does not earn, it opens the next period; look past it.
    const ValueDate search = schedule.settlement_day_earns ? from : from + days{1};
    const ValueDate day = next_settlement_day(schedule, search);
    return {.from = from,
            .earns_before = schedule.settlement_day_earns ? day + days{1} : day,
            .booked = day + days{1}};
}

}  // namespace rmbsim::sim

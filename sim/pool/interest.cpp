#include "sim/pool/interest.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
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
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Int128;
using ledger::ValueDate;
using std::chrono::days;

// Balance-days at one rate term while the rate stays the same.
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
             ValueDate day, ledger::DayCount convention) {
        const auto today = rate_on(term, curves, day);
        ledger::expects(today.has_value(),
                        "the loader has checked that a rate is known in the period");
        const std::chrono::year_month_day ymd{day};
        const bool new_year =
            ymd.month() == std::chrono::January && ymd.day() == std::chrono::day{1};
        if (!rate || *rate != *today || new_year) {
            flush(convention);
            rate = today;
            since = day;
        }
        balance_days += Int128{minor} * ledger::day_weight(day, convention);
    }
};

// All balance-days of one sign: a gathering for each slice, and one for the penalty beyond the limit.
class Side {
  public:
    Side(const RateTerm& plain, const RateTiers& tiers, const std::vector<Curve>& curves,
         ledger::DayCount convention, int decimals)
        : plain_(plain),
          tiers_(tiers),
          curves_(curves),
          convention_(convention),
          gatherings_(std::max<std::size_t>(tiers.tiers.size(), 1)) {
        for (const RateTier& tier : tiers.tiers) from_.push_back(minor_of(tier.from, decimals));
        if (!tiers.agreed_limit) return;
        limit_minor_ = minor_of(*tiers.agreed_limit, decimals);
        penalty_term_.fixed = tiers.over_limit;
    }

    void add(std::int64_t minor, ValueDate day) {  // minor > 0
        if (from_.empty()) {
            gatherings_[0].add(minor, plain_, curves_, day, convention_);
        } else {
            const std::vector<std::int64_t> parts = slices(minor, from_, tiers_.tiering);
            for (std::size_t i = 0; i < parts.size(); ++i)
                if (parts[i] != 0)
                    gatherings_[i].add(parts[i], tiers_.tiers[i].rate, curves_, day, convention_);
        }
        if (limit_minor_ && minor > *limit_minor_)
            penalty_.add(minor - *limit_minor_, penalty_term_, curves_, day, convention_);
    }

    Decimal interest() {
        Decimal sum = 0;
        for (Gathering& gathering : gatherings_) {
            gathering.flush(convention_);
            sum = sum + gathering.interest;
        }
        penalty_.flush(convention_);
        return sum + penalty_.interest;
    }

  private:
    static std::int64_t minor_of(const Decimal& major, int decimals) {
        const auto minor = major.split_at(decimals);
        ledger::expects(minor.has_value(), "the loader has checked that a border is an amount");
        return minor->whole;
    }

    const RateTerm& plain_;
    const RateTiers& tiers_;
    const std::vector<Curve>& curves_;
    ledger::DayCount convention_;
    std::vector<std::int64_t> from_;
    std::vector<Gathering> gatherings_;
    std::optional<std::int64_t> limit_minor_;
    RateTerm penalty_term_;
    Gathering penalty_;
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

std::vector<std::int64_t> slices(std::int64_t minor, std::span<const std::int64_t> from,
                                 Tiering tiering) {
    ledger::expects(minor >= 0 && !from.empty() && from.front() == 0,
                    "a balance of one sign lies in the first tier at least");
    std::vector<std::int64_t> parts(from.size());
    for (std::size_t i = 0; i < from.size() && minor >= from[i]; ++i) {
        if (tiering == Tiering::slab) {
            if (i > 0) parts[i - 1] = 0;
            parts[i] = minor;
        } else {
            const std::int64_t end = i + 1 < from.size() ? std::min(minor, from[i + 1]) : minor;
            parts[i] = end - from[i];
        }
    }
    return parts;
}

ExactInterest exact_interest(ValueDate from, ValueDate to, const InterestTerms& terms,
                             const std::vector<Curve>& curves,
                             const std::function<std::int64_t(ValueDate)>& balance_on,
                             int decimals) {
    Side credit(terms.credit, terms.credit_tiers, curves, terms.day_count, decimals);
    Side debit(terms.debit, terms.debit_tiers, curves, terms.day_count, decimals);
    for (ValueDate day = from; day < to; day += days{1}) {
        const std::int64_t balance = balance_on(day);
        if (balance > 0) credit.add(balance, day);
        if (balance < 0) debit.add(-balance, day);
    }
    return {.credit = credit.interest(), .debit = debit.interest()};
}

InterestDue rounded(const ExactInterest& exact) {
    return {.credit_minor = whole_minor(exact.credit), .debit_minor = whole_minor(exact.debit)};
}

InterestDue interest_over(ValueDate from, ValueDate to, const InterestTerms& terms,
                          const std::vector<Curve>& curves,
                          const std::function<std::int64_t(ValueDate)>& balance_on, int decimals) {
    return rounded(exact_interest(from, to, terms, curves, balance_on, decimals));
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

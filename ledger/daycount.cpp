#include "ledger/daycount.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::pair<DayCount, std::string_view>, 6> names{{
    {DayCount::act_360, "ACT/360"},
    {DayCount::act_365_fixed, "ACT/365F"},
    {DayCount::act_act, "ACT/ACT"},
    {DayCount::thirty_360_us, "30/360"},
    {DayCount::thirty_e_360, "30E/360"},
    {DayCount::thirty_e_plus_360, "30E+/360"},
}};

struct Ymd {
    int year, month, day;
};

Ymd split(ValueDate date) {
    const year_month_day ymd{date};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int thirty_360_days(Ymd a, Ymd b, DayCount convention) {
    if (convention == DayCount::thirty_360_us) {
        if (a.day == 31) a.day = 30;
        if (b.day == 31 && a.day == 30) b.day = 30;
    } else {
        if (a.day == 31) a.day = 30;
        if (b.day == 31) {
            if (convention == DayCount::thirty_e_360) {
                b.day = 30;
            } else {  // 30E+/360: the 31st becomes the 1st of the next month
                b.day = 1;
                b.month += 1;
            }
        }
    }
    return 360 * (b.year - a.year) + 30 * (b.month - a.month) + (b.day - a.day);
}

int days_in_year(int year) { return std::chrono::year{year}.is_leap() ? 366 : 365; }

Decimal act_act(ValueDate from, ValueDate to) {
    Decimal sum = 0;
    while (from < to) {
        const int year = split(from).year;
        const ValueDate new_year{std::chrono::local_days{std::chrono::year{year + 1} / 1 / 1}};
        const ValueDate end = std::min(to, new_year);
        sum = sum + Decimal((end - from).count()) / Decimal(days_in_year(year));
        from = end;
    }
    return sum;
}

}  // namespace

std::optional<DayCount> parse_day_count(std::string_view name) {
    for (const auto& [convention, text] : names)
        if (text == name) return convention;
    return std::nullopt;
}

std::string_view name_of(DayCount convention) {
    return names[static_cast<std::size_t>(convention)].second;
}

Decimal year_fraction(ValueDate from, ValueDate to, DayCount convention) {
    expects(from <= to, "a period does not end before it begins");
    const auto days = Decimal((to - from).count());
    switch (convention) {
        case DayCount::act_360:
            return days / Decimal(360);
        case DayCount::act_365_fixed:
            return days / Decimal(365);
        case DayCount::act_act:
            return act_act(from, to);
        case DayCount::thirty_360_us:
        case DayCount::thirty_e_360:
        case DayCount::thirty_e_plus_360:
            return Decimal(thirty_360_days(split(from), split(to), convention)) / Decimal(360);
    }
    break_contract("day count is one of its enumerators", std::source_location::current());
}

int day_weight(ValueDate day, DayCount convention) {
    switch (convention) {
        case DayCount::act_360:
        case DayCount::act_365_fixed:
        case DayCount::act_act:
            return 1;
        case DayCount::thirty_360_us:
        case DayCount::thirty_e_360:
        case DayCount::
            thirty_e_plus_360:  // differs from 30E in single spans only, not in their sum
            return thirty_360_days(split(day), split(day + std::chrono::days{1}),
                                   DayCount::thirty_e_360);
    }
    break_contract("day count is one of its enumerators", std::source_location::current());
}

Decimal interest_minor(Int128 balance_days, const Rate& annual, DayCount convention,
                       ValueDate any_day) {
    int divisor = 360;
    if (convention == DayCount::act_365_fixed) divisor = 365;
    if (convention == DayCount::act_act) divisor = days_in_year(split(any_day).year);
    return Decimal::from_int128(balance_days) * annual / Decimal(divisor);
}

}  // namespace rmbsim::ledger

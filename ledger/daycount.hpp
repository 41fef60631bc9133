// Day counts, and interest from balance-days (计息积数).
//
// Units       balance_days in minor units × days (128-bit); annual rate as a fraction
// Rounding    none here: the result stays exact until it is capitalised (rounding.hpp)
// Invariants  the first day counts, the last does not; interest is linear in balance-days; zero
//             gives zero; over [a,c) it is the sum of [a,b) and [b,c) for the ACT rules:
//             exactly in balance-days, to the last of 50 digits after the division
//             under 30/360 a calendar day weighs day_weight(), so balance-days add up there, too
// Source      2006 ISDA Definitions §4.16; pooling-practice §13.6; PRC deposits: annual rate / 360
//             on accumulated daily balances (RECALLED there)
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

enum class DayCount : std::uint8_t {
    act_360,
    act_365_fixed,
    act_act,  // 365 or 366 by year, split at the year's end
    thirty_360_us,
    thirty_e_360,
    thirty_e_plus_360,
};

std::optional<DayCount> parse_day_count(std::string_view name);  // "ACT/360"
std::string_view name_of(DayCount convention);

// Fraction of a year in [from, to); from <= to.
Decimal year_fraction(ValueDate from, ValueDate to, DayCount convention);

// How many days of its convention one calendar day is: 1 for the ACT rules. Under 30/360 every month has
// thirty: the 30th of a month with 31 days is 0, February's last day is 3 or 2.
int day_weight(ValueDate day, DayCount convention);

// Interest in minor units, unrounded, on balance-days gathered over days of one rate.
// `any_day` fixes the year for ACT/ACT; callers split a run of days at 1 January and at rate changes.
Decimal interest_minor(Int128 balance_days, const Rate& annual, DayCount convention,
                       ValueDate any_day);

}  // namespace rmbsim::ledger

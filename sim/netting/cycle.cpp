#include "sim/netting/cycle.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <source_location>
#include <string_view>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/netting/netting_spec.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;
using Calendars = std::vector<const Calendar*>;

bool covered(const Calendars& calendars, ValueDate date) {
    return std::ranges::all_of(calendars, [&](const Calendar* c) { return c->covers(date); });
}

// The count-th business day after `date` (before it, when step is -1); nullopt: not known so far.
std::optional<ValueDate> business_days_from(const Calendars& calendars, ValueDate date, int count,
                                            int step) {
    while (count > 0) {
        date += days{step};
        if (!covered(calendars, date)) return std::nullopt;
        if (all_open(calendars, date)) --count;
    }
    return date;
}

std::optional<ValueDate> rolled(const Calendars& calendars, ValueDate date, RollConvention roll) {
    if (!covered(calendars, date)) return std::nullopt;
    if (all_open(calendars, date)) return date;
    const auto before = business_days_from(calendars, date, 1, -1);
    if (roll == RollConvention::preceding) return before;
    const auto after = business_days_from(calendars, date, 1, 1);
    const auto month = [](ValueDate day) { return std::chrono::year_month_day{day}.month(); };
    if (roll == RollConvention::modified_following && after && month(*after) != month(date))
        return before;
    return after;
}

std::optional<CycleDays> days_of(const NettingCycle& cycle, const Calendars& calendars,
                                 ValueDate nominal) {
    const auto value = rolled(calendars, nominal, cycle.roll);
    if (!value) return std::nullopt;
    const auto back = [&](int count) { return business_days_from(calendars, *value, count, -1); };
    const auto open = back(cycle.open), input = back(cycle.input_cut_off),
               dispute = back(cycle.dispute_cut_off), rates = back(cycle.rates),
               after = business_days_from(calendars, *value, 1, 1);
    if (!open || !input || !dispute || !rates || !after) return std::nullopt;
    return CycleDays{*open, *input, *dispute, *rates, *value, *after};
}

}  // namespace

std::vector<CycleDays> cycles(const NettingCycle& cycle, const Calendars& calendars, ValueDate from,
                              ValueDate to) {
    using namespace std::chrono;
    std::vector<CycleDays> found;
    const year_month_day first{from}, last{to + days{31}};
    const auto months_between = months{1};
    for (year_month ym{first.year(), first.month()}; ym <= year_month{last.year(), last.month()};
         ym += months_between) {
        if (cycle.every == NettingCycle::Every::quarter && unsigned{ym.month()} % 3 != 0) continue;
        const unsigned end = unsigned{(ym / std::chrono::last).day()};
        const day of_month{std::min<unsigned>(cycle.value_day, end)};
        const auto days = days_of(cycle, calendars, ValueDate{local_days{ym / of_month}});
        if (days && days->rates >= from && days->value <= to) found.push_back(*days);
    }
    return found;
}

std::string_view name_of(ItemStanding standing) {
    switch (standing) {
        case ItemStanding::late:
            return "late";
        case ItemStanding::disputed:
            return "disputed";
        case ItemStanding::not_due:
            return "not_due";
        case ItemStanding::enters:
            return "enters";
    }
    ledger::break_contract("standing is one of its enumerators", std::source_location::current());
}

ItemStanding standing_of(const NettingItem& item, const CycleDays& days, NettingDrive driven_by,
                         std::uint16_t due_within) {
    const bool payable = driven_by == NettingDrive::payable;
    const ValueDate known = payable && item.accepted ? std::max(item.on, *item.accepted) : item.on;
    if (known > days.input_cut_off) return ItemStanding::late;
    const ValueDate settled_by = payable ? days.input_cut_off : days.dispute_cut_off;
    if (item.disputed_until && *item.disputed_until > settled_by) return ItemStanding::disputed;
    if (item.due > days.value + std::chrono::days{due_within}) return ItemStanding::not_due;
    return ItemStanding::enters;
}

}  // namespace rmbsim::sim

#include "ledger/value_dates.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

void ValueDates::add(AccountId account, std::int32_t day, std::int64_t delta) {
    std::vector<Delta>& run = runs_[account.index];
    if (run.empty() || run.back().day < day) {
        // Before growing, drop what is closed: a run stays as short as the open period.
        if (run.size() == run.capacity())
            std::erase_if(run, [this](const Delta& d) { return d.day <= closed_through_; });
        run.push_back({day, delta});
        return;
    }
    const auto at = std::ranges::lower_bound(run, day, {}, &Delta::day);
    if (at != run.end() && at->day == day)
        at->minor = wrapping_add(at->minor, delta);
    else
        run.insert(at, {day, delta});
}

std::int64_t ValueDates::sum_after(AccountId account, std::int32_t day) const {
    const std::vector<Delta>& run = runs_[account.index];
    std::int64_t sum = 0;
    for (auto at = run.rbegin(); at != run.rend() && at->day > day; ++at)
        sum = wrapping_add(sum, at->minor);
    return sum;
}

bool ValueDates::leaves_room(AccountId account, std::int32_t day, Int128 net,
                             std::int64_t eve) const {
    const auto fits = [net](std::int64_t balance) {
        const Int128 after = balance + net;
        return after <= INT64_MAX && after >= -INT64_MAX;
    };
    const std::vector<Delta>& run = runs_[account.index];
    std::int64_t balance = eve;
    if (!fits(balance)) return false;
    for (auto at = run.rbegin(); at != run.rend() && at->day > day; ++at) {
        balance = wrapping_subtract(balance, at->minor);
        if (!fits(balance)) return false;
    }
    return true;
}

void ValueDates::close(ValueDate through) {
    closed_through_ = std::max(closed_through_, day_number(through));
}

}  // namespace rmbsim::ledger

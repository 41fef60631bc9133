#include "ledger/value_dates.hpp"

#include <algorithm>

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
        at->minor += delta;
    else
        run.insert(at, {day, delta});
}

std::int64_t ValueDates::sum_after(AccountId account, std::int32_t day) const {
    const std::vector<Delta>& run = runs_[account.index];
    std::int64_t sum = 0;
    for (auto at = run.rbegin(); at != run.rend() && at->day > day; ++at) sum += at->minor;
    return sum;
}

void ValueDates::close(ValueDate through) {
    closed_through_ = std::max(closed_through_, day_number(through));
}

}  // namespace rmbsim::ledger

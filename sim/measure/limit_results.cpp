#include "sim/measure/limit_results.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

using ledger::ValueDate;
using std::chrono::days;

LimitResult limit_result(const LimitRow& row, const std::vector<LimitDay>& limit_days,
                         ValueDate from, ValueDate to) {
    LimitResult limit;
    limit.id = row.id;
    limit.title_en = row.title_en;
    limit.title_zh = row.title_zh;
    limit.quota = row.quota;
    limit.currency = row.currency;
    limit.decimals = row.decimals;
    limit.days = limit_days;
    limit.least_headroom_minor = INT64_MAX;
    for (std::size_t d = 0; d < limit.days.size(); ++d) {
        const LimitDay& day = limit.days[d];
        const ValueDate date = from + days{static_cast<int>(d)};
        if (day.peak_minor > limit.peak_minor || d == 0) {
            limit.peak_minor = day.peak_minor;
            limit.peak_on = date;
        }
        limit.least_headroom_minor =
            std::min(limit.least_headroom_minor, day.cap_minor - day.peak_minor);
        if (day.cuts > 0) {
            if (!limit.first_bound) limit.first_bound = date;
            limit.last_bound = date;
            ++limit.days_bound;
        }
        limit.cuts += day.cuts;
        limit.blocked_minor = ledger::fitting(
            ledger::checked_add(limit.blocked_minor, day.blocked_minor), "an indicator's sum");
    }
    if (!limit.days.empty()) {
        const LimitDay& last = limit.days.back();
        limit.cap_minor = last.cap_minor;
        limit.parameter = last.parameter;
        // Headroom / mean daily net use over the run, counted on from its end; every position
        // opens at zero.
        const std::int64_t used = last.used_minor;
        const std::int64_t headroom = last.cap_minor - last.used_minor;
        if (used > 0 && headroom > 0) {
            const auto left =
                ledger::Int128{headroom} * static_cast<ledger::Int128>(limit.days.size()) / used;
            if (left < 3660) limit.projected_exhaustion = to + days{static_cast<int>(left)};
        }
    }
    return limit;
}

}  // namespace rmbsim::sim

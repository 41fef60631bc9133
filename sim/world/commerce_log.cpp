#include "sim/world/commerce_log.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "ledger/allocation.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/kernel/commerce_log.hpp"

namespace rmbsim::sim {

void CommerceLog::note(SaleStepKind kind, std::span<const Cohort> cohorts, std::int64_t renminbi,
                       std::int64_t time_ms, ledger::EntryId entry) {
    if (!kept_ || cohorts.empty()) return;
    std::vector<ledger::Int128> weights;
    weights.reserve(cohorts.size());
    for (const Cohort& cohort : cohorts) weights.emplace_back(cohort.minor);
    const std::vector<std::int64_t> parts = ledger::allocate(renminbi, weights);
    for (std::size_t i = 0; i < cohorts.size(); ++i)
        steps_.push_back({.store = cohorts[i].store,
                          .sale_day = cohorts[i].sale_day,
                          .kind = kind,
                          .time_ms = time_ms,
                          .minor = cohorts[i].minor,
                          .renminbi = parts[i],
                          .entry = entry.index});
}

CommerceLogDay CommerceLog::take() {
    orders_taken_.swap(orders_);
    steps_taken_.swap(steps_);
    orders_.clear();
    steps_.clear();
    return {.orders = orders_taken_, .steps = steps_taken_};
}

}  // namespace rmbsim::sim

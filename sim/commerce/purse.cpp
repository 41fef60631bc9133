#include "sim/commerce/purse.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/overflow.hpp"

namespace rmbsim::sim {
namespace {

std::int64_t sum_of(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) throw ledger::AmountOverflow("a store's balance");
    return sum;
}

}  // namespace

void Purse::add(Cohort cohort) {
    const std::int64_t paid_off = std::min(debt_, cohort.minor);
    debt_ -= paid_off;
    cohort.minor -= paid_off;
    if (cohort.minor == 0) return;
    total_ = sum_of(total_, cohort.minor);
    if (!cohorts_.empty() && cohorts_.back().sale_day == cohort.sale_day &&
        cohorts_.back().store == cohort.store &&
        cohorts_.back().over_ceiling == cohort.over_ceiling)
        cohorts_.back().minor += cohort.minor;
    else
        cohorts_.push_back(cohort);
}

void Purse::add(std::span<const Cohort> cohorts) {
    for (const Cohort& cohort : cohorts) add(cohort);
}

std::vector<Cohort> Purse::take(std::int64_t minor) {
    ledger::expects(0 <= minor && minor <= total_, "a purse gives what it holds");
    std::vector<Cohort> taken;
    total_ -= minor;
    while (minor > 0) {
        Cohort& front = cohorts_.front();
        const std::int64_t part = std::min(front.minor, minor);
        taken.push_back(front);
        taken.back().minor = part;
        front.minor -= part;
        minor -= part;
        if (front.minor == 0) cohorts_.pop_front();
    }
    return taken;
}

void Purse::charge(std::int64_t minor) {
    const std::int64_t here = std::min(minor, total_);
    take(here);
    debt_ = sum_of(debt_, minor - here);
}

std::int64_t Purse::take_of(std::int32_t sale_day, std::int64_t minor) {
    std::int64_t taken = 0;
    for (auto cohort = cohorts_.begin(); cohort != cohorts_.end() && taken < minor;) {
        if (cohort->sale_day != sale_day) {
            ++cohort;
            continue;
        }
        const std::int64_t part = std::min(cohort->minor, minor - taken);
        cohort->minor -= part;
        taken += part;
        cohort = cohort->minor == 0 ? cohorts_.erase(cohort) : cohort + 1;
    }
    total_ -= taken;
    return taken;
}

}  // namespace rmbsim::sim

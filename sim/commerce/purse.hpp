// Money on its way from sales to the seller, first in first out, that remembers store and day of the sale.
//
// Units       minor units of one currency, > 0 a cohort
// Invariants  total() is the sum of the cohorts; a purse that owes holds none: debt() is taken first of
//             what comes next
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace rmbsim::sim {

struct Cohort {  // proceeds of one store and day of sale
    std::int32_t sale_day = 0;
    std::uint32_t store = 0;  // Scenario::stores
    std::int64_t minor = 0;
    bool over_ceiling = false;  // of an order that the payment institution may not take
    friend bool operator==(const Cohort&, const Cohort&) = default;
};

class Purse {
  public:
    // Pays off the debt first; what is left joins, behind all others.
    void add(Cohort cohort);
    void add(std::span<const Cohort> cohorts);
    // From the front; minor <= total(). What a charge lacks is owed.
    std::vector<Cohort> take(std::int64_t minor);
    void charge(std::int64_t minor);
    // From the cohort of one day of sale, as far as it has it; returns what was taken.
    std::int64_t take_of(std::int32_t sale_day, std::int64_t minor);

    std::int64_t total() const { return total_; }
    std::int64_t debt() const { return debt_; }
    std::int64_t balance() const { return total_ - debt_; }
    const std::deque<Cohort>& cohorts() const { return cohorts_; }

  private:
    std::deque<Cohort> cohorts_;
    std::int64_t total_ = 0, debt_ = 0;
};

}  // namespace rmbsim::sim

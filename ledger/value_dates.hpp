// Value-dated movements of the days still open, per account: sorted runs of (day, delta).
//
// The ledger keeps each account's latest value day itself; only older days, and back-valued
// postings, come here. A closed day's deltas are dropped: balances count down from the booked sum.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

class ValueDates {
  public:
    void open_account() { runs_.emplace_back(); }
    void add(AccountId account, std::int32_t day, std::int64_t delta);
    std::int64_t sum_after(AccountId account, std::int32_t day) const;

    void close(ValueDate through);
    bool is_closed(ValueDate date) const { return day_number(date) <= closed_through_; }
    // A closing balance is known from the last closed day on.
    bool is_before_closed(ValueDate date) const { return day_number(date) < closed_through_; }

  private:
    struct Delta {
        std::int32_t day;
        std::int64_t minor;
    };
    std::vector<std::vector<Delta>> runs_;
    std::int32_t closed_through_ = INT32_MIN;
};

}  // namespace rmbsim::ledger

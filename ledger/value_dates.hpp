// Value-dated movements of the days still open, per account: sorted runs of (day, delta).
//
// The ledger keeps each account's latest value day itself; only older days, and back-valued
// postings, come here. A closed day's deltas are dropped: balances count down from the booked sum.
//
// Range       every closing balance fits int64, which leaves_room() tells before a back-valued delta
//             is added; a delta itself may not (from -M to +M in a day), so deltas are added modulo
//             2^64, which gives the balance all the same
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/time.hpp"

namespace rmbsim::ledger {

constexpr std::int64_t wrapping_add(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
constexpr std::int64_t wrapping_subtract(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

class ValueDates {
  public:
    void open_account() { runs_.emplace_back(); }
    void add(AccountId account, std::int32_t day, std::int64_t delta);
    std::int64_t sum_after(AccountId account, std::int32_t day) const;
    // Whether all closing balances from `day` to the eve of the latest day can take `net` more;
    // `eve` is the balance of that eve.
    bool leaves_room(AccountId account, std::int32_t day, Int128 net, std::int64_t eve) const;

    void close(ValueDate through);
    bool is_closed(ValueDate date) const { return is_closed(day_number(date)); }
    bool is_closed(std::int32_t day) const { return day <= closed_through_; }
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

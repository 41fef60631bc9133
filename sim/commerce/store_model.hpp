// An online store on one marketplace: orders become sales, fees, refunds, and a fortnightly payout.
//
// Available   an order's net proceeds are held until its delivery day + reserve_days + 1 (DD+7: settlement-
//             rules §11.1), then wait for the next statement; refunds are taken on the day they occur
// Statement   every cycle_days; a negative statement is carried to the next
// Chance      each purpose draws from its own stream of this store, so a second store changes nothing here
// Units       minor units of the payout account's currency
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/kernel/random.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {

struct StoreDay {  // what a day adds to the books; all >= 0
    std::uint32_t orders = 0;
    std::int64_t sales_minor = 0;
    std::int64_t fees_minor = 0;
    std::int64_t refunds_minor = 0;        // paid back to buyers today
    std::int64_t fees_returned_minor = 0;  // referral fees of those refunds
};

class StoreModel {
  public:
    StoreModel(const StoreSpec& spec, std::uint32_t store_index, const RandomSource& random);

    StoreDay trade(ledger::ValueDate day);
    bool is_statement_day(ledger::ValueDate day) const;
    // Amount of the statement of `day`, 0 when it is carried forward.
    std::int64_t state_account(ledger::ValueDate day);
    std::uint64_t draws() const;

  private:
    std::uint32_t orders_on(ledger::ValueDate day);

    const StoreSpec* spec_;
    std::vector<QuantileKnot> values_;
    RandomStream counts_, amounts_, deliveries_, refunds_;
    std::map<ledger::ValueDate, std::int64_t>
        available_;  // net proceeds by day they become available
    struct Refund {
        std::int64_t value = 0, fee = 0;
    };
    std::map<ledger::ValueDate, Refund> refunds_due_;
    std::int64_t unstated_ =
        0;  // available and refunds since the last statement, and what it carried
};

}  // namespace rmbsim::sim

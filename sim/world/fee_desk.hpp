// Charges what banks ask for by the month: for an account, for a pool, for a line held ready.
//
// When        on the month's last day, as it ends at the account's bank; the commitment fee of a month that
//             the run does not finish is owed at the run's end, the others are not due yet
// Floor       a fee that the account cannot bear is refused (below_floor, told among the refusals) and owed:
//             company Dr 6603.03, Cr 2202; bank Dr 1122, Cr 6021
// Source      pooling-practice §13.5
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class FeeDesk {
  public:
    explicit FeeDesk(Desk& desk);

    void schedule_first();
    void charge(std::uint32_t item);  // and schedules the next month's
    void accrue_to_end();
    // Value dates before this day are no longer needed by any open month.
    ledger::ValueDate needed_from() const;

  private:
    struct Item {
        Rule rule{};
        std::uint32_t account = 0;
        std::int64_t month_minor = 0;
        const CommitmentFee* commitment = nullptr;
        std::uint32_t pool = no_index;  // whose days in force count
        ledger::ValueDate from{};       // first day not charged yet
        ledger::AccountId payable{}, receivable{};
    };
    void add(Item item);
    void schedule(std::uint32_t index);
    std::int64_t fee_of(const Item& item, ledger::ValueDate last) const;
    void book_owed(const Item& item, std::int64_t minor, ledger::ValueDate on);

    Desk& desk_;
    std::vector<Item> items_;
};

}  // namespace rmbsim::sim

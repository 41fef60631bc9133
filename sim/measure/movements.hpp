// What moved on the accounts that indicators are made of, by value day.
//
// Reads       1002, 1221, 2001, 2501, 6603.01 to .03, 6061, 6403 of companies; of online selling 6001 by rule, 6601.xx,
//             6711.01, 1012.02
// Units       minor units of the account's currency
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

// What a line of online selling tells of.
enum class StorePart : std::uint8_t { none, sales, refunds, fees, chargebacks, payouts };

struct Movement {  // of one watched account; of a store's revenue one for sales and one for refunds
    std::uint32_t account = 0;
    StorePart part = StorePart::none;
    std::vector<std::int64_t> delta;  // per slot of MidRates
};

class Movements {
  public:
    Movements(const Directory& directory, const MidRates& rates);
    void read(const ledger::EntryRow& entry, std::span<const ledger::PostingRow> postings);

    const std::vector<Movement>& all() const { return rows_; }
    // In major units of the reporting currency, each day's movement at its rate; not rounded.
    ledger::Decimal worth(const Movement& movement) const;
    std::vector<std::int64_t> closings(const Movement& movement) const;  // one a day
    std::vector<BalanceSeries> bank_balances() const;

  private:
    const Directory& directory_;
    const MidRates& rates_;
    std::vector<std::uint32_t> row_of_;  // per account, UINT32_MAX: not watched
    std::vector<Movement> rows_;
};

}  // namespace rmbsim::sim

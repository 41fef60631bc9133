// Indicators of exchange-rate risk, from the journal: exposure, natural hedge, and what hedges brought.
//
// Reads       receipts and payments of bank accounts in foreign currency (rules flow.receipt and
//             flow.payment), foreign currency exchanged by hedges (hedge.placed, hedge.settled against
//             6061.09), 6101, and foreign loans and deposits of money-market hedges (2001, 1012.09)
// Result      of a forward as 6101 has it; of a money-market hedge what the mid's move gained on its
//             foreign loan or deposit: with its interest and its spread, which stand in theirs, the
//             amount had on the later date less that day's mid. Of a swap 6101 has its far leg; the
//             near leg adds what its currency moved by since, so that a swap that is over has brought
//             its home amounts, near and far together
// Exposure    receipts less payments less hedged, by company and currency over the whole run, at the
//             run's last mid rate; balances held for it are not known to the journal and not taken off
// Units       reporting currency, half_even, one rounding a company and currency; the group nets the
//             companies by currency before it rounds, so it shows what a pool offsets
// Source      pooling-practice §17, §20; pure formulas: sim/hedge/exposure.hpp
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {

class FxIndicators {
  public:
    explicit FxIndicators(const Directory& directory) : directory_(directory) {}
    void read(const ledger::EntryRow& entry, std::span<const ledger::PostingRow> postings);
    // By company's book, rounded: what net_result takes in. Empty when there is no 6101.
    std::map<std::uint32_t, std::int64_t> hedge_results() const;
    // Empty when nothing in foreign currency was received, paid or hedged.
    std::vector<Kpi> kpis() const;

  private:
    struct Money {  // a currency on one market, of one book
        std::uint32_t book = 0;
        ledger::CurrencyId currency{};
        ledger::Market market{};
        friend auto operator<=>(const Money&, const Money&) = default;
    };
    struct Sums {
        std::int64_t receipts = 0, payments = 0, hedges = 0;
    };
    struct SwapPosition {  // 6061.09 of one swap, since its near leg
        std::map<Money, std::int64_t> minor;
        std::int32_t day = INT32_MAX;  // of the far leg
    };
    void read_leg(const ledger::EntryRow& entry, const Money& money, std::int64_t minor);
    const RateRow* rate_of(const Money& money, std::int32_t day) const;  // nullptr: par
    ledger::Decimal worth(std::int64_t minor, const Money& money, std::int32_t day) const;

    const Directory& directory_;
    std::map<Money, Sums> flows_;
    std::map<std::pair<Money, std::int32_t>, std::int64_t> results_;  // 6101, 2001 … by value day
    std::map<Money, std::int64_t> money_market_;                      // foreign 2001, 1012.09
    std::set<std::uint32_t> with_loans_;  // money-market hedges, by number
    std::map<std::uint32_t, SwapPosition> swaps_;
};

}  // namespace rmbsim::sim

// Books what sim/hedge prices: forwards, swaps and money-market hedges, from dealing to maturity.
//
// Forward     nothing on the day it is dealt; at each month's end and the run's end its fair value, as
//             asset or liability 3101 against 6101, in the company's book and mirrored in the bank's;
//             at maturity both legs are delivered and the fair value is cleared in the same entry, so
//             6101 ends at contract price less the day's mid
// Remeasured  each time by the change since the last, not reversed the next day: the balance of 3101 is
//             the fair value on every day, with half the entries
// Swap        near leg at the day's mid, far leg priced and revalued as a forward the other way
// Money mkt   loan 2001 and deposit 1012.09 with the bank, exchanged at spot between; at maturity both
//             come back with interest by the day counts of their terms; accrued at the run's end
// Short       a leg that the account cannot bear is refused and told; one at maturity is tried again on
//             each open day, one that would place the hedge is not, and the hedge never is
// Source      pooling-practice §17; CAS 22 fair value through profit or loss (RECALLED)
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/id.hpp"
#include "ledger/time.hpp"
#include "sim/hedge/deal.hpp"
#include "sim/hedge/forward.hpp"
#include "sim/hedge/hedge_spec.hpp"
#include "sim/measure/hedge_result.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

class HedgeDesk {
  public:
    explicit HedgeDesk(Desk& desk);

    void schedule_first();
    void act(std::uint32_t deal);              // the leg that is due
    void close_day(ledger::ValueDate day);     // revalues at a month's end and at the run's
    std::vector<HedgeResult> results() const;  // in the order written

  private:
    enum class Stage : std::uint8_t { dealt, placed, settled, failed };
    struct Lines {  // accounts of one deal
        ledger::AccountId derivative{}, result{}, bank_derivative{}, bank_result{};
        ledger::AccountId position_foreign{}, position_home{}, cost{};
        ledger::AccountId bank_foreign{}, bank_home{}, bank_fx_result{};
        ledger::AccountId loan{}, deposit{}, interest_income{}, interest_expense{};
        ledger::AccountId receivable{}, payable{};
        ledger::AccountId bank_loan{}, bank_deposit{}, bank_income{}, bank_expense{},
            bank_accrued{};
        ledger::AccountId bank_loan_accrued{};
    };
    struct Deal {
        const HedgeDeal* spec = nullptr;
        Lines lines;
        Stage stage = Stage::dealt;
        Exchange at_maturity;            // forward, far leg
        MoneyMarketDeal money_market;    // once placed
        std::int64_t carried_minor = 0;  // fair value in the books, > 0: the company's asset
        std::int64_t result_minor = 0;   // of the two result lines so far, > 0: a gain
        ledger::ValueDate settled_on{};
    };
    void open_lines(Deal& deal);
    void schedule(std::uint32_t index, ledger::ValueDate day);
    ledger::Rate mid(const HedgeDeal& spec, ledger::ValueDate day) const;
    MoneyRates money(ledger::CurrencyId currency, ledger::ValueDate day) const;
    ledger::Rate forward_price(const HedgeDeal& spec, ledger::ValueDate day) const;
    std::int64_t fair_value(const Deal& deal, ledger::ValueDate day) const;
    // Both legs of an exchange; what it differs from the day's mid goes to the two result lines.
    // Returns what the company's line is charged, > 0: a loss.
    std::int64_t add_exchange(EntryLines& lines, const Deal& deal, const Exchange& exchange,
                              ledger::AccountId result, ledger::AccountId bank_result,
                              std::int64_t cleared) const;
    bool place(Deal& deal, std::uint32_t index);
    bool mature(Deal& deal, std::uint32_t index);
    bool place_money_market(Deal& deal, std::uint32_t index);
    bool mature_money_market(const Deal& deal, std::uint32_t index);
    void accrue(const Deal& deal, std::uint32_t index, ledger::ValueDate day);
    bool post(Rule rule, std::uint32_t index, const EntryLines& lines);
    HedgeResult result_of(const Deal& deal) const;
    std::int64_t near_leg_gain(const Deal& deal, const HedgeResult& row) const;
    void note_refusal(const HedgeDeal& spec);

    Desk& desk_;
    std::vector<Deal> deals_;
};

}  // namespace rmbsim::sim

// Lends on what platforms owe: registers each store's sales as receivables, draws on them, takes its share
// of what comes in, and ends what is not repaid.
//
// Receivable  what a store's sales of one day came to, less fees, worth its mid in the account's currency
//             on that day; refunds and chargebacks reduce their own sale, charges the oldest
// Receipt     a credit of the sellers' account pays the store's oldest sales first; what a sale brought
//             less than its worth (currency, fees on the way) is a dilution, what it brought more is the
//             seller's
// Frozen      a store whose payouts stop accelerates its facilities; due and unpaid for the days of grace,
//             they default: reserve, seller, fund, lender
// Twice       facilities that share a store share the register: whoever is first in the file draws, the
//             others are refused and told once
// Units       minor units of the store's currency in sales, of the account's in facilities
// Source      settlement-rules §13, §15; decisions: sim/finance
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/time.hpp"
#include "sim/finance/facility.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/finance/receivable_register.hpp"
#include "sim/measure/result.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/finance_books.hpp"

namespace rmbsim::sim {

class FinanceDesk : public CommerceListener {
  public:
    explicit FinanceDesk(Desk& desk);

    void on_store_day(const StoreDayFacts& facts) override;
    void on_received(const ReceiptFacts& facts) override;
    void on_credited(const CreditFacts& facts) override;
    void accrue_to_end();  // interest up to the run's end, that day included
    std::vector<Kpi> kpis() const;

  private:
    struct Sale {  // of a day, not yet paid in full
        std::int32_t day = 0;
        finance::ReceivableId receivable{};
        std::int64_t left_minor = 0;  // the store's currency
    };
    struct StoreSales {
        std::vector<std::uint32_t> facilities;  // in the file's order; none: not financed
        std::deque<Sale> open;                  // oldest first
        std::int64_t owed_minor = 0;            // taken back beyond all that is open
    };
    struct Lent {
        Lent(Desk& desk, const FinancingSpec& of, std::uint32_t index)
            : spec(&of), number(index), facility(index, of.terms), books(desk, of, index) {}
        const FinancingSpec* spec;
        std::uint32_t number;
        finance::Facility facility;
        FinanceBooks books;
        finance::Claims booked;  // charged so far, in the books
        std::int64_t cost_reporting = 0, advanced_reporting = 0, fund_reporting = 0,
                     lost_reporting = 0;
        std::size_t next_order = 0;
        std::deque<finance::ReceivableId> orders;  // purchase orders not repaid, oldest first
        std::optional<ledger::ValueDate> due_since;
        std::set<std::uint32_t> frozen;             // stores
        bool ended = false;                         // has defaulted: draws no more
        std::map<std::uint32_t, std::string> told;  // per store: the refusal told last
    };

    ledger::ValueDate today(const Lent& lent) const { return desk_.local_date(lent.spec->account); }
    std::int64_t worth(std::uint32_t store, std::int64_t minor, ledger::ValueDate day) const;
    void register_sales(StoreSales& sales, const StoreDayFacts& facts);
    void take_back(StoreSales& sales, const StoreDayFacts& facts);
    void reduce(Sale& sale, std::int64_t minor);
    void reduce_oldest(StoreSales& sales, std::int64_t minor);
    void dilute(finance::ReceivableId receivable, std::int64_t minor);
    void draw_on_sales(StoreSales& sales, std::uint32_t store, std::uint32_t known);
    void draw_on_orders(Lent& lent);
    bool draw(Lent& lent, std::uint32_t store, finance::ReceivableId receivable);
    void receive(StoreSales& sales, std::int64_t store_minor, std::int64_t minor);
    std::int64_t pay_on(finance::ReceivableId receivable, std::int64_t minor);
    std::int64_t repay_orders(Lent& lent, std::int64_t minor);
    void apply(Lent& lent, const finance::Application& application);
    void book_charges(Lent& lent);
    void collect(Lent& lent);  // what is due, out of the account
    void watch(Lent& lent, const StoreDayFacts& facts);
    void end(Lent& lent, finance::ShortfallCause cause);
    void refuse(Lent& lent, std::uint32_t store, std::string_view what, std::string_view reason,
                std::int64_t minor);

    Desk& desk_;
    finance::ReceivableRegister receivables_;
    std::vector<Lent> lent_;
    std::vector<StoreSales> stores_;
};

}  // namespace rmbsim::sim

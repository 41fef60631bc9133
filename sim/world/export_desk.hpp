// Exports and their VAT refund: what leaves is declared, refunds are filed, paid, reconciled, recovered.
//
// Parcels     a store's shipments are declared together at the month's end (汇总申报); one above the mode's
//             ceiling is refused by the mode and not refunded
// Bulk        each departure is a declaration of its own; refused as a whole where the mode forbids it
// Filed       once a month, in the VAT filing period of the next; on departure (离境即退税) at once. The
//             money comes after the days of RefundTiming
// Reconciled  pre-refunds each filing day against what the stores have sold, oldest departure first; what
//             is unsold when the window ends is recovered on the next day, and may be claimed once sold
// Receipt     final refunds of parcels rest on the money's coming in: payouts received, and what the
//             marketplace kept of sales (fees, returns: 差额收汇 counted gross), oldest month first. What is
//             short by the deadline is recovered in proportion to all sales of the month, those above the
//             ceiling too. Goods of departures are reconciled, not watched a second time
// Worth       sales in yuan at the onshore mid of their day, half_up
// Source      settlement-rules §9, §12 step 10, §15
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/declared_goods.hpp"
#include "sim/commerce/export_refund.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/commerce/provisional_refund.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/measure/result.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/export_books.hpp"

namespace rmbsim::sim {

class ExportDesk : public CommerceListener {
  public:
    explicit ExportDesk(Desk& desk);

    void schedule_first();
    void act(std::uint32_t due);
    void on_store_day(const StoreDayFacts& facts) override;
    void on_received(const ReceiptFacts& facts) override;

    std::vector<Kpi> kpis() const;

  private:
    struct Sums {
        std::int64_t paid = 0, recovered = 0, to_cost = 0;
        ledger::Decimal paid_days = 0;  // Σ refund × days from export to payment
    };
    struct Exporter {
        const ExporterSpec* spec = nullptr;
        const TradeMode* mode = nullptr;
        const RefundClass* goods = nullptr;
        Calendar calendar;  // of the bank, far enough for every deadline
        ExportBooks books;
        std::map<std::chrono::year_month, DeclaredMonth> months = {};
        std::map<std::chrono::year_month, std::int64_t> exempt_revenue = {};  // 无票免税
        ProvisionalRefunds unsold = {};      // pre-refunded, by departure
        ProvisionalRefunds after_sale = {};  // refunded as they are sold
        ProvisionalRefunds unreceived = {};
        std::vector<ledger::ValueDate> unsold_from = {}, after_sale_from = {},
                                       unreceived_from = {};  // export date of each lot
        std::int64_t received_ahead = 0;                      // before its sales were filed
        std::int64_t carried_forward = 0;                     // a producer's credit 留抵
        Sums sums = {};
    };
    enum class DueKind : std::uint8_t {
        departure,
        pre_refund,
        declaration,
        filing,
        payment,
        recovery
    };
    struct Due {
        DueKind kind{};
        std::uint32_t exporter = 0;
        ledger::ValueDate day{};
        std::uint32_t departure = 0;
        std::chrono::year_month month{};
        std::int64_t minor = 0;        // of a payment
        ledger::Decimal exported = 0;  // … and the day its goods left
    };

    static Exporter open(Desk& desk, std::uint32_t index);
    void schedule(Due due, TimeOfDay at);
    ledger::ValueDate filing_day(const Exporter& exporter, std::chrono::year_month goods_of) const;
    std::int64_t largest_parcel(const Exporter& exporter, std::uint32_t store,
                                ledger::ValueDate day) const;
    void refuse(const Exporter& exporter, std::string what, ledger::Money value,
                ledger::ValueDate day, ModeRefusal why);

    std::int64_t declarable(const Exporter& exporter, const StoreDayFacts& facts);
    ledger::Money worth(ledger::Money value, ledger::CurrencyId currency,
                        ledger::ValueDate day) const;
    static const RefundRate& rate_of(const Exporter& exporter, ledger::ValueDate exported);
    static TraderRefund refund_of(const Exporter& exporter, const DepartureSpec& departure);

    void depart(const Due& due);
    static void bear(Exporter& exporter, ledger::ValueDate day, std::int64_t vat);
    static void wait_for_sale(Exporter& exporter, const DepartureSpec& departure);
    void file_pre_refund(const Due& due);
    void declare(const Due& due);
    void file(const Due& due);
    void pay(const Due& due);
    void recover(const Due& due);

    void file_trader(Exporter& exporter, std::uint32_t index, const DeclaredMonth& month,
                     ledger::ValueDate day);
    void file_producer(Exporter& exporter, std::uint32_t index, const DeclaredMonth& month,
                       ledger::ValueDate day);
    void file_exempt(Exporter& exporter, std::chrono::year_month month, ledger::ValueDate day);
    void reconcile(Exporter& exporter, std::uint32_t index, ledger::ValueDate day);
    void claim_again(Exporter& exporter, std::uint32_t index, ledger::ValueDate day);
    void watch_receipt(Exporter& exporter, std::uint32_t index, const DeclaredGoods& goods,
                       std::int64_t refund, ledger::ValueDate day);
    void receive(Exporter& exporter, std::int64_t minor);
    void expect_payment(std::uint32_t index, std::int64_t refund, ledger::ValueDate filed,
                        const ledger::Decimal& exported);
    void sell(Exporter& exporter, std::int64_t minor);

    Desk& desk_;
    std::vector<Exporter> exporters_;
    std::vector<std::uint32_t> exporter_of_;  // by store; no_index: none
    std::vector<Due> dues_;
};

}  // namespace rmbsim::sim

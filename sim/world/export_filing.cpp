// What becomes of goods that have left: declared, filed, paid, reconciled, recovered.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/declared_goods.hpp"
#include "sim/commerce/export_refund.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/commerce/provisional_refund.hpp"
#include "sim/commerce/refund_calendar.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/market/exchange.hpp"
#include "sim/scenario.hpp"
#include "sim/world/export_books.hpp"
#include "sim/world/export_desk.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::ValueDate;
using std::chrono::days;

constexpr TimeOfDay filed_at = std::chrono::hours{10};
constexpr TimeOfDay paid_at = std::chrono::hours{11};

Decimal number_of(ValueDate day) { return Decimal(ledger::day_number(day)); }

std::int64_t sum_of(const std::vector<LotChange>& changes) {
    std::int64_t sum = 0;
    for (const LotChange& change : changes) sum += change.minor;
    return sum;
}

// The day on which goods of several lots left, on average by refund.
Decimal mean_day(const std::vector<LotChange>& changes, const std::vector<ValueDate>& exported) {
    Decimal sum = 0;
    for (const LotChange& change : changes)
        sum = sum + Decimal(change.minor) * number_of(exported[change.lot]);
    return sum / Decimal(sum_of(changes));
}

}  // namespace

// The month's parcels, declared together; the invoices for them are in by now.
void ExportDesk::declare(const Due& due) {
    Exporter& exporter = exporters_[due.exporter];
    if (exporter.mode->goods != ExportGoods::parcels) return;
    std::int64_t vat = 0;
    for (DeclaredGoods& goods : exporter.months[due.month].rows()) {
        goods.vat_minor = vat_on(goods.invoices_minor, goods.rate->vat);
        vat += goods.vat_minor;
    }
    exporter.books.invoiced(due.day, vat);
}

void ExportDesk::file(const Due& due) {
    Exporter& exporter = exporters_[due.exporter];
    const DeclaredMonth& month = exporter.months[due.month];
    if (exporter.spec->is_producer)
        file_producer(exporter, due.exporter, month, due.day);
    else if (!month.rows().empty())
        file_trader(exporter, due.exporter, month, due.day);
    file_exempt(exporter, due.month, due.day);
    reconcile(exporter, due.exporter, due.day);
    claim_again(exporter, due.exporter, due.day);
}

void ExportDesk::file_trader(Exporter& exporter, std::uint32_t index, const DeclaredMonth& month,
                             ValueDate day) {
    std::int64_t refund = 0, to_cost = 0;
    for (const DeclaredGoods& goods : month.rows()) {
        const TraderRefund one =
            trader_refund(goods.invoices_minor, goods.vat_minor, goods.rate->refund);
        refund += one.refund_minor;
        to_cost += one.to_cost_minor;
        watch_receipt(exporter, index, goods, one.refund_minor, day);
    }
    exporter.books.filed(day, RefundState::final, refund, to_cost);
    exporter.sums.to_cost += to_cost;
    if (refund > 0) expect_payment(index, refund, day, month.mean_export_day());
}

void ExportDesk::file_producer(Exporter& exporter, std::uint32_t index, const DeclaredMonth& month,
                               ValueDate day) {
    std::vector<ProducerExports> exports;
    std::int64_t input = 0;
    for (const DeclaredGoods& goods : month.rows()) {
        exports.push_back(
            {.fob_minor = goods.fob_minor, .vat = goods.rate->vat, .refund = goods.rate->refund});
        input += goods.vat_minor;
    }
    const std::int64_t output = exporter.spec->domestic_vat_minor;
    exporter.books.output_vat(day, output);
    const ProducerRefund found =
        producer_refund({.exports = exports,
                         .output_vat_minor = output,
                         .input_vat_minor = input,
                         .brought_forward_minor = exporter.carried_forward});
    exporter.carried_forward = found.carried_forward_minor;
    exporter.books.filed(day, RefundState::final, found.refund_minor, found.non_creditable_minor);
    exporter.sums.to_cost += found.non_creditable_minor;
    exporter.books.tax_due(day, std::max<std::int64_t>(found.payable_minor, 0));
    if (found.refund_minor > 0)
        expect_payment(index, found.refund_minor, day, month.mean_export_day());
}

void ExportDesk::file_exempt(Exporter& exporter, std::chrono::year_month month, ValueDate day) {
    const auto revenue = exporter.exempt_revenue.find(month);
    const DeemedIncome* deemed = desk_.scenario.exports.modes.deemed_income_on(day);
    if (revenue == exporter.exempt_revenue.end() || deemed == nullptr) return;
    exporter.books.deemed_taxed(day,
                                deemed_income_tax(revenue->second, deemed->income, deemed->tax));
}

void ExportDesk::reconcile(Exporter& exporter, std::uint32_t index, ValueDate day) {
    if (exporter.spec->reconciles)
        exporter.books.confirmed(day, sum_of(exporter.unsold.confirm(day)));
    const auto sold = exporter.after_sale.confirm(day);
    if (sold.empty()) return;
    exporter.books.filed(day, RefundState::final, sum_of(sold), 0);
    expect_payment(index, sum_of(sold), day, mean_day(sold, exporter.after_sale_from));
}

void ExportDesk::claim_again(Exporter& exporter, std::uint32_t index, ValueDate day) {
    const TradeModes& modes = desk_.scenario.exports.modes;
    const PreRefundRule* rule = modes.pre_refund_on(exporter.mode->id, day);
    if (rule != nullptr && rule->claim_again) {
        const auto sold = exporter.unsold.claim_again();
        if (!sold.empty()) {
            exporter.books.filed(day, RefundState::final, sum_of(sold), 0);
            expect_payment(index, sum_of(sold), day, mean_day(sold, exporter.unsold_from));
        }
    }
    const ReceiptRule* receipt = modes.receipt_on(day);
    if (receipt == nullptr || !receipt->claim_again) return;
    const auto received = exporter.unreceived.claim_again();
    if (received.empty()) return;
    exporter.books.filed(day, RefundState::final, sum_of(received), 0);
    expect_payment(index, sum_of(received), day, mean_day(received, exporter.unreceived_from));
}

void ExportDesk::watch_receipt(Exporter& exporter, std::uint32_t index, const DeclaredGoods& goods,
                               std::int64_t refund, ValueDate day) {
    const TradeModes& modes = desk_.scenario.exports.modes;
    const ReceiptRule* rule = modes.receipt_on(goods.last_day);
    if (rule == nullptr || goods.sales_minor == 0) return;
    const ValueDate until = deadline_of(goods.last_day, rule->month, rule->years_after,
                                        *modes.filing_on(goods.last_day), exporter.calendar);
    exporter.unreceived.add({.quantity = goods.sales_minor,
                             .refund_minor = refund,
                             .from = goods.last_day,
                             .until = std::max(until, day)});
    exporter.unreceived_from.push_back(goods.last_day);
    receive(exporter, 0);
    schedule({.kind = DueKind::recovery, .exporter = index, .day = std::max(until, day) + days{1}},
             filed_at);
}

void ExportDesk::expect_payment(std::uint32_t index, std::int64_t refund, ValueDate filed,
                                const Decimal& exported) {
    const RefundTiming* timing = desk_.scenario.exports.modes.timing_on(filed);
    ledger::expects(timing != nullptr, "the loader has checked that days to payment are known");
    schedule({.kind = DueKind::payment,
              .exporter = index,
              .day = refund_day(filed, *timing, exporters_[index].calendar),
              .minor = refund,
              .exported = exported},
             paid_at);
}

void ExportDesk::pay(const Due& due) {
    Exporter& exporter = exporters_[due.exporter];
    exporter.books.paid(due.day, due.minor);
    exporter.sums.paid += due.minor;
    exporter.sums.paid_days =
        exporter.sums.paid_days + Decimal(due.minor) * (number_of(due.day) - due.exported);
}

void ExportDesk::recover(const Due& due) {
    Exporter& exporter = exporters_[due.exporter];
    const ValueDate by = due.day - days{1};
    exporter.unreceived.confirm(by);  // what has come in by the deadline is kept
    const auto take = [&](ProvisionalRefunds& from, RefundState state) {
        const std::int64_t minor = sum_of(from.recover(due.day));
        if (minor == 0) return;
        exporter.sums.recovered += minor;
        if (!exporter.books.recovered(due.day, state, minor))
            desk_.note_unpaid("recovery of " + exporter.spec->id, exporter.spec->account, due.day,
                              minor);
    };
    take(exporter.unsold, RefundState::provisional);
    take(exporter.unreceived, RefundState::final);
}

}  // namespace rmbsim::sim

// Goods that leave in bulk: one declaration each, refunded on departure, once sold, or by the month.
#include <chrono>
#include <cstdint>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/export_refund.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/commerce/refund_calendar.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/market/exchange.hpp"
#include "sim/scenario.hpp"
#include "sim/world/export_books.hpp"
#include "sim/world/export_desk.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;

constexpr TimeOfDay office_opens = std::chrono::hours{10};

}  // namespace

ledger::Money ExportDesk::worth(ledger::Money value, ledger::CurrencyId currency,
                                ValueDate day) const {
    const auto mid = desk_.scenario.fx.mid(value.currency, currency, ledger::Market::onshore, day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return exchanged_at(*mid, value, currency, ledger::Rounding::half_up);
}

const RefundRate& ExportDesk::rate_of(const Exporter& exporter, ValueDate exported) {
    const RefundRate* rate = exporter.goods->rate_on(exported);
    ledger::expects(rate != nullptr, "the loader has checked that refund rates are known");
    return *rate;
}

void ExportDesk::depart(const Due& due) {
    Exporter& exporter = exporters_[due.exporter];
    const DepartureSpec& departure = exporter.spec->departures[due.departure];
    const ExportCeiling* ceiling = exporter.mode->ceiling_on(due.day);
    const ledger::Money judged = ceiling == nullptr
                                     ? departure.value
                                     : worth(departure.value, ceiling->most.currency, due.day);
    const ModeRefusal why =
        refusal_of(*exporter.mode, due.day, judged, exporter.spec->has_invoices);
    if (why != ModeRefusal::none)
        return refuse(exporter, "departure " + departure.id, departure.value, due.day, why);
    if (!exporter.spec->has_invoices) {  // exempt, and nothing was paid that could come back
        exporter.exempt_revenue[due.month] +=
            worth(departure.value, ledger::currency("CNY"), due.day).minor;
        return;
    }
    const std::int64_t vat = vat_on(departure.invoices_minor, rate_of(exporter, due.day).vat);
    exporter.books.invoiced(due.day, vat);
    const ModeTreatment& treatment = *exporter.mode->treatment_on(due.day);
    if (treatment.with_invoice == VatTreatment::exempt) return bear(exporter, due.day, vat);
    switch (treatment.refund_from) {
        case RefundFrom::departure:
            if (!exporter.spec->takes_pre_refund) return wait_for_sale(exporter, departure);
            return schedule({.kind = DueKind::pre_refund,
                             .exporter = due.exporter,
                             .day = exporter.calendar.next_open(due.day),
                             .departure = due.departure},
                            office_opens);
        case RefundFrom::sale:
            return wait_for_sale(exporter, departure);
        case RefundFrom::declaration:
        case RefundFrom::zone_entry:
            exporter.months[due.month].add(
                rate_of(exporter, due.day), due.day,
                {.fob_minor = worth(departure.value, ledger::currency("CNY"), due.day).minor,
                 .invoices_minor = departure.invoices_minor,
                 .vat_minor = vat});
            return;
    }
}

void ExportDesk::bear(Exporter& exporter, ValueDate day, std::int64_t vat) {
    exporter.books.not_refunded(day, vat);
    exporter.sums.to_cost += vat;
}

TraderRefund ExportDesk::refund_of(const Exporter& exporter, const DepartureSpec& departure) {
    const RefundRate& rate = rate_of(exporter, departure.on);
    return trader_refund(departure.invoices_minor, vat_on(departure.invoices_minor, rate.vat),
                         rate.refund);
}

void ExportDesk::wait_for_sale(Exporter& exporter, const DepartureSpec& departure) {
    const TraderRefund refund = refund_of(exporter, departure);
    bear(exporter, departure.on, refund.to_cost_minor);
    exporter.after_sale.add({.quantity = departure.sells_for_minor,
                             .refund_minor = refund.refund_minor,
                             .from = departure.on,
                             .until = exporter.calendar.covered_to()});
    exporter.after_sale_from.push_back(departure.on);
}

// Nothing of it is sold yet: all of it is refunded before the sale 预退税.
void ExportDesk::file_pre_refund(const Due& due) {
    Exporter& exporter = exporters_[due.exporter];
    const DepartureSpec& departure = exporter.spec->departures[due.departure];
    const TradeModes& modes = desk_.scenario.exports.modes;
    const PreRefundRule* rule = modes.pre_refund_on(exporter.mode->id, due.day);
    const RefundTiming* timing = modes.timing_on(due.day);
    ledger::expects(rule != nullptr && timing != nullptr,
                    "the loader has checked that the rules of a pre-refund are known");
    const TraderRefund refund = refund_of(exporter, departure);
    exporter.books.filed(due.day, RefundState::provisional, refund.refund_minor,
                         refund.to_cost_minor);
    exporter.sums.to_cost += refund.to_cost_minor;
    if (refund.refund_minor == 0) return;
    expect_payment(due.exporter, refund.refund_minor, due.day,
                   ledger::Decimal(ledger::day_number(departure.on)));
    const ValueDate processed = refund_day(due.day, *timing, exporter.calendar);
    const FilingPeriod window =
        reconciliation_window(processed, *rule, *modes.filing_on(processed), exporter.calendar);
    exporter.unsold.add({.quantity = departure.sells_for_minor,
                         .refund_minor = refund.refund_minor,
                         .from = window.first,
                         .until = window.last});
    exporter.unsold_from.push_back(departure.on);
    schedule({.kind = DueKind::recovery, .exporter = due.exporter, .day = window.last + days{1}},
             office_opens);
}

}  // namespace rmbsim::sim

#include "sim/world/export_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/export_refund.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/commerce/refund_calendar.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/kernel/event.hpp"
#include "sim/market/exchange.hpp"
#include "sim/measure/result.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr TimeOfDay goods_leave = std::chrono::hours{9};
constexpr TimeOfDay office_takes = std::chrono::hours{10};  // filings, recoveries
// After the day's orders, which are booked at 23:00.
constexpr TimeOfDay month_is_declared = std::chrono::hours{23} + std::chrono::minutes{30};

year_month month_holding(ValueDate day) {
    const year_month_day date{day};
    return date.year() / date.month();
}

ValueDate last_day_of(year_month month) {
    return ValueDate{(month + months{1}) / std::chrono::day{1}} - days{1};
}

// Deadlines lie up to so many years after the last day of the run.
days reach_of(const TradeModes& modes) {
    std::uint32_t years = 1;
    for (const FilingDeadline& rule : modes.claims) years = std::max(years, rule.years_after);
    for (const PreRefundRule& rule : modes.pre_refunds) years = std::max(years, rule.years_after);
    for (const ReceiptRule& rule : modes.receipts) years = std::max(years, rule.years_after);
    return days{366 * static_cast<int>(years + 1)};
}

}  // namespace

ExportDesk::Exporter ExportDesk::open(Desk& desk, std::uint32_t index) {
    const Scenario& s = desk.scenario;
    const ExporterSpec& spec = s.exports.exporters[index];
    const Calendar& calendar = s.calendars[desk.bank_of(spec.account).calendar];
    const ValueDate needed = s.to + reach_of(s.exports.modes);
    return {.spec = &spec,
            .mode = &s.exports.modes.modes[spec.mode],
            .goods = &s.exports.modes.classes[spec.goods],
            .calendar = calendar.covers(needed) ? calendar : calendar.extended_to(needed),
            .books = ExportBooks(desk, index)};
}

ExportDesk::ExportDesk(Desk& desk)
    : desk_(desk), exporter_of_(desk.scenario.stores.size(), no_index) {
    const auto& specs = desk.scenario.exports.exporters;
    for (std::uint32_t i = 0; i < specs.size(); ++i) {
        exporters_.push_back(open(desk, i));
        for (const std::uint32_t store : specs[i].stores) exporter_of_[store] = i;
    }
}

void ExportDesk::schedule_first() {
    const Scenario& s = desk_.scenario;
    for (std::uint32_t i = 0; i < exporters_.size(); ++i) {
        const Exporter& exporter = exporters_[i];
        for (std::uint32_t d = 0; d < exporter.spec->departures.size(); ++d)
            schedule({.kind = DueKind::departure,
                      .exporter = i,
                      .day = exporter.spec->departures[d].on,
                      .departure = d,
                      .month = month_holding(exporter.spec->departures[d].on)},
                     goods_leave);
        for (year_month month = month_holding(s.from); month <= month_holding(s.to);
             month += months{1}) {
            schedule({.kind = DueKind::declaration,
                      .exporter = i,
                      .day = std::min(last_day_of(month), s.to),
                      .month = month},
                     month_is_declared);
            schedule({.kind = DueKind::filing,
                      .exporter = i,
                      .day = filing_day(exporter, month),
                      .month = month},
                     office_takes);
        }
    }
}

void ExportDesk::schedule(Due due, TimeOfDay at) {
    if (due.day > desk_.scenario.to) return;
    const Exporter& exporter = exporters_[due.exporter];
    const TimeZone& zone = desk_.scenario.zones[desk_.bank_of(exporter.spec->account).zone];
    desk_.queue.schedule(zone.instant(due.day, at).time_since_epoch().count(),
                         {.phase = Phase::arrivals, .origin = desk_.origins.exports + due.exporter},
                         EventKind::export_due, static_cast<std::uint32_t>(dues_.size()));
    dues_.push_back(std::move(due));
}

void ExportDesk::act(std::uint32_t index) {
    const Due due = dues_[index];  // a copy: what it does may schedule more
    switch (due.kind) {
        case DueKind::departure:
            return depart(due);
        case DueKind::pre_refund:
            return file_pre_refund(due);
        case DueKind::declaration:
            return declare(due);
        case DueKind::filing:
            return file(due);
        case DueKind::payment:
            return pay(due);
        case DueKind::recovery:
            return recover(due);
    }
}

// In the filing period of the month after the goods left.
ValueDate ExportDesk::filing_day(const Exporter& exporter, year_month goods_of) const {
    const year_month month = goods_of + months{1};
    const ValueDate first{month / std::chrono::day{1}};
    const FilingRule* rule = desk_.scenario.exports.modes.filing_on(first);
    ledger::expects(rule != nullptr, "the loader has checked that a filing period is known");
    const FilingPeriod period = filing_period(month, *rule, exporter.calendar);
    if (exporter.spec->filing_day == 0) return period.last;
    return std::min(exporter.calendar.next_open(first + days{exporter.spec->filing_day - 1}),
                    period.last);
}

// The largest price in the store's currency that is not above the mode's ceiling.
std::int64_t ExportDesk::largest_parcel(const Exporter& exporter, std::uint32_t store,
                                        ValueDate day) const {
    const ExportCeiling* ceiling = exporter.mode->ceiling_on(day);
    if (ceiling == nullptr || ceiling->per != CeilingPer::parcel) return INT64_MAX;
    const Scenario& s = desk_.scenario;
    const ledger::CurrencyId to = s.marketplaces[s.stores[store].marketplace].currency;
    const auto mid = s.fx.mid(ceiling->most.currency, to, ledger::Market::onshore, day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return exchanged_at(*mid, ceiling->most, to, ledger::Rounding::floor).minor;
}

void ExportDesk::refuse(const Exporter& exporter, std::string what, ledger::Money value,
                        ValueDate day, ModeRefusal why) {
    const ExportCeiling* ceiling = exporter.mode->ceiling_on(day);
    const ModeTreatment* treatment = exporter.mode->treatment_on(day);
    const Cited& cited = why == ModeRefusal::above_ceiling && ceiling != nullptr ? ceiling->cited
                         : treatment != nullptr                                  ? treatment->cited
                                                : exporter.mode->cited;
    const auto& sources = desk_.scenario.exports.modes.sources;
    const auto source = std::ranges::find(sources, cited.source, &RailSource::id);
    desk_.refusals.push_back({.what = std::move(what),
                              .subject = exporter.spec->id,
                              .on = day,
                              .wish_minor = value.minor,
                              .currency = std::string(ledger::code_of(value.currency)),
                              .decimals = ledger::info(value.currency).decimals,
                              .reason = std::string(name_of(why)),
                              .limit = {},
                              .regime = exporter.mode->id,
                              .parameter = {},
                              .document = source == sources.end() ? cited.source : source->text,
                              .mark = std::string(name_of(cited.mark)),
                              .note = cited.note});
}

// The day's sales in parcels that the mode takes; the others are refused one by one.
std::int64_t ExportDesk::declarable(const Exporter& exporter, const StoreDayFacts& facts) {
    const Scenario& s = desk_.scenario;
    const StoreSpec& store = s.stores[facts.store];
    const std::int64_t most = largest_parcel(exporter, facts.store, facts.day);
    std::int64_t sales = facts.sales;
    for (const ShippedOrder& order : facts.shipped) {
        if (order.price <= most) continue;
        sales -= order.price;
        const std::string name = order.recorded == UINT32_MAX
                                     ? store.id + "." + std::to_string(order.number)
                                     : s.orders[order.recorded].id;
        refuse(exporter, "order " + name, {order.price, s.marketplaces[store.marketplace].currency},
               facts.day, ModeRefusal::above_ceiling);
    }
    return sales;
}

void ExportDesk::on_store_day(const StoreDayFacts& facts) {
    if (exporter_of_[facts.store] == no_index) return;
    Exporter& exporter = exporters_[exporter_of_[facts.store]];
    if (exporter.mode->goods == ExportGoods::bulk) return sell(exporter, facts.sales);
    receive(exporter, facts.sales - facts.receivable + facts.taken_back);
    if (facts.sales == 0) return;
    const Scenario& s = desk_.scenario;
    const ledger::Money sales{declarable(exporter, facts),
                              s.marketplaces[s.stores[facts.store].marketplace].currency};
    const std::int64_t fob = worth(sales, ledger::currency("CNY"), facts.day).minor;
    const year_month month = month_holding(facts.day);
    if (!exporter.spec->has_invoices) {
        exporter.exempt_revenue[month] += fob;
        return;
    }
    const std::int64_t invoices =
        ledger::fitting(ledger::to_whole(ledger::Decimal(fob) * exporter.spec->cost_share,
                                         ledger::Rounding::half_up),
                        "suppliers' invoices");
    exporter.months[month].add(
        rate_of(exporter, facts.day), facts.day,
        {.fob_minor = fob, .invoices_minor = invoices, .sales_minor = facts.sales});
}

void ExportDesk::on_received(const ReceiptFacts& facts) {
    if (exporter_of_[facts.store] == no_index) return;
    Exporter& exporter = exporters_[exporter_of_[facts.store]];
    if (exporter.mode->goods == ExportGoods::parcels) receive(exporter, facts.minor);
}

// Money can come before the sales that it is for are filed: it waits for them.
void ExportDesk::receive(Exporter& exporter, std::int64_t minor) {
    exporter.received_ahead += minor;
    if (exporter.received_ahead <= 0) return;
    exporter.received_ahead = exporter.unreceived.meet(exporter.received_ahead);
}

// Goods that were to be refunded once sold left first.
void ExportDesk::sell(Exporter& exporter, std::int64_t minor) {
    exporter.unsold.meet(exporter.after_sale.meet(minor));
}

}  // namespace rmbsim::sim

#include "adapters/yaml/check_exports.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using ledger::ValueDate;
using std::chrono::days;

void check_shape_of_mode(Building& b, const MappingView& view, const sim::TradeMode& mode,
                         const sim::ExporterSpec& exporter) {
    const bool parcels = mode.goods == sim::ExportGoods::parcels;
    if (parcels && exporter.stores.empty())
        b.reading.error(view.key_at("stores"),
                        fmt::format("mode {} takes parcels, and no store ships any", mode.id),
                        "`stores` that ship them");
    if (parcels && !exporter.departures.empty())
        b.reading.error(view.key_at("departures"),
                        fmt::format("mode {} takes parcels, not departures in bulk", mode.id),
                        "no `departures`", "mode 9810 takes bulk to a warehouse abroad");
    if (!parcels && exporter.departures.empty())
        b.reading.error(view.key_at("departures"),
                        fmt::format("mode {} takes bulk, and nothing departs", mode.id),
                        "`departures`, one or more");
    if (parcels && exporter.has_invoices && !view.has("cost_share"))
        b.reading.error(view.at(), "nothing says what suppliers' invoices amount to",
                        "`cost_share`", "without invoices: input_invoices: false");
    if (!parcels && view.has("cost_share"))
        b.reading.error(view.key_at("cost_share"), "`cost_share` is of parcels",
                        "`invoices` of each departure");
    if (!exporter.is_producer && view.has("domestic_vat"))
        b.reading.error(view.key_at("domestic_vat"), "`domestic_vat` is of a producer",
                        "enterprise: producer");
}

// Of parcels on every day; a departure is judged on its own day, and refused as the mode says.
void check_parcels(Building& b, const MappingView& view, const sim::TradeMode& mode,
                   const sim::ExporterSpec& exporter) {
    for (ValueDate day = b.scenario.from; day <= *b.period_end; day += days{1}) {
        const sim::ModeTreatment* treatment = mode.treatment_on(day);
        const auto vat = treatment == nullptr    ? sim::VatTreatment::unknown
                         : exporter.has_invoices ? treatment->with_invoice
                                                 : treatment->without_invoice;
        const auto wanted =
            exporter.has_invoices ? sim::VatTreatment::refund : sim::VatTreatment::exempt;
        if (vat == wanted) continue;
        b.reading.error(view.node("mode")->at,
                        fmt::format("mode {} has no {} for goods {} input invoices on {}", mode.id,
                                    exporter.has_invoices ? "refund" : "exemption",
                                    exporter.has_invoices ? "with" : "without", to_text(day)),
                        "a mode whose rule is known on every day of the period",
                        "its rows stand in scenarios/reference/trade-modes.yaml");
        return;
    }
}

void check_departures(Building& b, const MappingView& view, const sim::TradeMode& mode,
                      const sim::ExporterSpec& exporter) {
    const std::vector<MappingView> rows = view.children("departures");
    for (std::size_t i = 0; i < rows.size() && i < exporter.departures.size(); ++i) {
        const sim::DepartureSpec& departure = exporter.departures[i];
        const sim::ModeTreatment* treatment = mode.treatment_on(departure.on);
        if (treatment == nullptr) continue;  // refused on its day
        const bool rests_on_sale = treatment->refund_from == sim::RefundFrom::departure ||
                                   treatment->refund_from == sim::RefundFrom::sale;
        if (rests_on_sale && departure.sells_for_minor <= 0)
            b.reading.error(
                rows[i].at(),
                "the refund rests on the sale, and nothing says what the goods sell for",
                "`sells_for`, and `stores` of the exporter");
        if (rests_on_sale && exporter.is_producer)
            b.reading.error(rows[i].at(), "a producer's refund on departure is not modelled",
                            "enterprise: trader", "a producer's other modes are");
    }
}

// Rates and calendars must be known on every day on which something leaves or is filed.
void check_known(Building& b, const MappingView& view, const sim::ExportsSpec& exports,
                 const sim::ExporterSpec& exporter) {
    const sim::RefundClass& goods = exports.modes.classes[exporter.goods];
    for (ValueDate day = b.scenario.from; day <= *b.period_end; day += days{1}) {
        const bool rules =
            exports.modes.filing_on(day) != nullptr && exports.modes.timing_on(day) != nullptr;
        if (goods.rate_on(day) != nullptr && rules) continue;
        b.reading.error(
            view.node("goods")->at,
            rules
                ? fmt::format("no refund rate of '{}' is known on {}", goods.id, to_text(day))
                : fmt::format("no filing period or days to payment are known on {}", to_text(day)),
            "a period of which the rules are known",
            "its rows stand in scenarios/reference/trade-modes.yaml");
        return;
    }
}

void check_rates(Building& b, const MappingView& view, const sim::ExportsSpec& exports,
                 const sim::ExporterSpec& exporter) {
    const auto yuan = ledger::currency("CNY");
    std::vector<ledger::CurrencyId> used;
    for (const sim::ExportCeiling& ceiling : exports.modes.modes[exporter.mode].ceilings)
        used.push_back(ceiling.most.currency);
    for (const sim::DepartureSpec& departure : exporter.departures)
        used.push_back(departure.value.currency);
    for (const std::uint32_t store : exporter.stores) {
        const std::uint32_t marketplace = b.scenario.stores[store].marketplace;
        if (marketplace < b.scenario.marketplaces.size())
            used.push_back(b.scenario.marketplaces[marketplace].currency);
    }
    for (const ledger::CurrencyId currency : used) {
        if (b.scenario.fx.mid(currency, yuan, ledger::Market::onshore, b.scenario.from)) continue;
        b.reading.error(view.at(),
                        fmt::format("no onshore rate of {} is known on {}",
                                    ledger::code_of(currency), to_text(b.scenario.from)),
                        "`market.fx.onshore` with that currency",
                        "exports are valued in yuan at the day's mid");
        return;
    }
}

}  // namespace

void check_exporter(Building& b, const MappingView& view, const sim::ExportsSpec& exports,
                    const sim::ExporterSpec& exporter) {
    const sim::TradeMode& mode = exports.modes.modes[exporter.mode];
    check_shape_of_mode(b, view, mode, exporter);
    if (!b.has_period()) return;
    if (mode.goods == sim::ExportGoods::parcels) check_parcels(b, view, mode, exporter);
    check_departures(b, view, mode, exporter);
    check_known(b, view, exports, exporter);
    check_rates(b, view, exports, exporter);
}

}  // namespace rmbsim::adapters

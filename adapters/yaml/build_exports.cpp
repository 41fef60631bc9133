// Exports: who, in which mode, with which goods; checked against the trade modes of the library.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/check_exports.hpp"
#include "adapters/yaml/open_tree.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/trade_modes_library.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "sim/commerce/export_spec.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

// Index of the row of that id; no_index: diagnosed.
template <class Row>
std::uint32_t row_of(Building& b, const Node* node, const std::vector<Row>& rows,
                     std::string_view kind) {
    if (node == nullptr) return sim::no_index;
    const auto found = std::ranges::find(rows, node->text, &Row::id);
    if (found != rows.end()) return static_cast<std::uint32_t>(found - rows.begin());
    std::vector<std::string_view> ids;
    for (const Row& row : rows) ids.push_back(row.id);
    b.reading.error(node->at, fmt::format("there is no {} '{}'", kind, node->text),
                    fmt::format("one of {}", joined(ids)), did_you_mean(node->text, ids));
    return sim::no_index;
}

class ExportersReading {
  public:
    ExportersReading(Building& b, sim::ExportsSpec& exports) : b_(b), exports_(exports) {}

    void read(const MappingView& view) {
        ids_.add(view.node("id"), b_.reading);
        sim::ExporterSpec exporter;
        exporter.id = view.text("id");
        exporter.name = view.title("name");
        exporter.at = view.at();
        exporter.account = account(view);
        exporter.mode = row_of(b_, view.node("mode"), exports_.modes.modes, "trade mode");
        exporter.goods = row_of(b_, view.node("goods"), exports_.modes.classes, "refund class");
        exporter.is_producer = view.word("enterprise").value_or(0) == 1;
        exporter.has_invoices = view.boolean("input_invoices").value_or(true);
        exporter.takes_pre_refund = view.boolean("pre_refund").value_or(true);
        exporter.reconciles = view.boolean("reconciles").value_or(true);
        exporter.cost_share = view.share("cost_share").value_or(ledger::Rate(0));
        exporter.domestic_vat_minor = from_zero(view, "domestic_vat", yuan_).value_or(0);
        exporter.filing_day = view.whole("filing_day", 28).value_or(0);
        if (view.has("filing_day") && exporter.filing_day == 0)
            b_.reading.error(view.node("filing_day")->at, "a month has no day 0",
                             "a day from 1 to 28", "leave it out for the last day of the period");
        stores(view, exporter);
        for (const MappingView& row : view.children("departures"))
            exporter.departures.push_back(departure(row, exporter));
        if (exporter.mode != sim::no_index && exporter.goods != sim::no_index)
            check_exporter(b_, view, exports_, exporter);
        exports_.exporters.push_back(std::move(exporter));
    }

  private:
    std::optional<std::int64_t> from_zero(const MappingView& view, std::string_view key,
                                          std::optional<ledger::CurrencyId> currency) {
        const auto minor = view.minor(key, currency);
        if (minor && *minor < 0)
            b_.reading.error(view.node(key)->at, fmt::format("`{}` is negative", key),
                             "an amount from 0 on");
        return minor;
    }

    std::uint32_t account(const MappingView& view) {
        const std::uint32_t index = b_.accounts.resolve(view.node("account"), b_.reading);
        if (index == sim::no_index || !b_.account_currencies[index]) return index;
        const sim::BankAccount& found = b_.scenario.accounts[index];
        if (found.currency != yuan_ || found.market != ledger::Market::onshore)
            b_.reading.error(view.node("account")->at,
                             fmt::format("account '{}' is not in onshore yuan", found.id),
                             "an account of the exporter on the mainland, in CNY",
                             "a refund is paid in yuan to a mainland account");
        return index;
    }

    // One exporter a store; all stores of one exporter in one currency.
    void stores(const MappingView& view, sim::ExporterSpec& exporter) {
        currency_.reset();
        for (const Node* item : view.items("stores")) {
            const std::uint32_t store = b_.stores.resolve(item, b_.reading);
            if (store == sim::no_index) continue;
            if (!taken_.insert(store).second)
                b_.reading.error(item->at, fmt::format("store '{}' is listed twice", item->text),
                                 "one exporter for each store");
            const auto currency = currency_of(store);
            if (currency && currency_ && *currency != *currency_)
                b_.reading.error(
                    item->at,
                    fmt::format("store '{}' sells in {}, the first one in {}", item->text,
                                ledger::code_of(*currency), ledger::code_of(*currency_)),
                    "stores of one currency", "another exporter for this store");
            else if (exporter.stores.empty())
                currency_ = currency;
            exporter.stores.push_back(store);
        }
    }

    std::optional<ledger::CurrencyId> currency_of(std::uint32_t store) const {
        const std::uint32_t marketplace = b_.scenario.stores[store].marketplace;
        if (marketplace >= b_.scenario.marketplaces.size()) return std::nullopt;
        return b_.scenario.marketplaces[marketplace].currency;
    }

    sim::DepartureSpec departure(const MappingView& row, const sim::ExporterSpec& exporter) {
        sim::DepartureSpec made;
        made.id = row.text("id");
        made.at = row.at();
        made.on = row.date("on").value_or(b_.scenario.from);
        if (row.date("on") && b_.has_period() &&
            (made.on < b_.scenario.from || made.on > *b_.period_end))
            b_.reading.error(row.node("on")->at, "the departure is outside of the period",
                             fmt::format("a day from {} to {}", to_text(b_.scenario.from),
                                         to_text(*b_.period_end)));
        if (!exporter.departures.empty() && made.on < exporter.departures.back().on)
            b_.reading.error(row.node("on")->at, "the departure is before the one above",
                             "departures in the order of their days");
        made.value = row.money("value").value_or(ledger::Money{.minor = 1, .currency = yuan_});
        if (made.value.minor <= 0)
            b_.reading.error(row.node("value")->at, "the goods are worth nothing",
                             "an amount above zero");
        made.invoices_minor = from_zero(row, "invoices", yuan_).value_or(0);
        if (currency_)
            made.sells_for_minor = from_zero(row, "sells_for", currency_).value_or(0);
        else if (row.has("sells_for"))
            b_.reading.error(row.node("sells_for")->at, "no store sells these goods",
                             "`stores` of the exporter");
        return made;
    }

    Building& b_;
    sim::ExportsSpec& exports_;
    ledger::CurrencyId yuan_ = ledger::currency("CNY");
    std::optional<ledger::CurrencyId> currency_;  // of this exporter's stores
    std::set<std::uint32_t> taken_;
    IdIndex ids_{"exporter"};
};

}  // namespace

void build_exports(Building& b) {
    const auto view = b.root.child("exports");
    if (!view) return;
    sim::ExportsSpec& exports = b.scenario.exports;
    if (const auto office = view->child("tax_office")) {
        exports.office_id = office->text("id");
        exports.office_name = office->title("name");
        if (const Node* id = office->node("id");
            id != nullptr &&
            (b.entities.find(id->text) != sim::no_index || b.banks.find(id->text) != sim::no_index))
            b.reading.error(id->at, fmt::format("'{}' names a book already", id->text),
                            "a name of its own for the tax office");
    }
    const auto root = open_tree(b.options.library / "reference" / "trade-modes.yaml",
                                b.reading.named_at(view->at()), b.reading);
    if (!root || root->poisoned) return;
    exports.modes = read_trade_modes(*root, b.reading);
    ExportersReading exporters(b, exports);
    for (const MappingView& row : view->children("exporters")) exporters.read(row);
}

}  // namespace rmbsim::adapters

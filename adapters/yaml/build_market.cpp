// Exchange rates and reference rates of a scenario, from the CSV files that it names.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/series.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/market/curve.hpp"
#include "sim/market/fx.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::size_t series_bytes_max = std::size_t{256} << 20;

// Currency that a column prices the base in; nullopt: diagnosed.
std::optional<ledger::CurrencyId> priced_in(Building& b, const Entry& column,
                                            const sim::FxMarket& market) {
    if (column.value.kind != NodeKind::scalar || column.value.poisoned) return std::nullopt;
    const auto named = parse_currency(column.value.text);
    if (!named) {
        b.reading.error(column.value.at,
                        fmt::format("currency '{}' is not an ISO 4217 code", column.value.text),
                        "a three-letter code such as CNY or HKD", currency_hint(column.value.text));
        return std::nullopt;
    }
    const bool is_base = named->currency == market.base;
    const bool is_known = std::any_of(market.series.begin(), market.series.end(),
                                      [&](const auto& s) { return s.currency == named->currency; });
    if (!is_base && !is_known) return named->currency;
    b.reading.error(column.value.at,
                    is_base ? fmt::format("{} is the base itself", column.value.text)
                            : fmt::format("{} is priced twice", column.value.text),
                    "each other currency once");
    return std::nullopt;
}

void note_span(Building& b, std::string name, const std::vector<DatedRate>& rates, const Node& file,
               const WantedColumn& column) {
    if (rates.empty()) {
        if (!b.reading.diagnostics.has_errors())
            b.reading.error(file.at,
                            fmt::format("column '{}' of {} has no values", column.column,
                                        b.path_of(file).string()),
                            "at least one dated value");
        return;
    }
    SpanOfSeries span{.name = std::move(name), .dates = {}, .at = file.at};
    for (const DatedRate& rate : rates) span.dates.push_back(rate.day);
    b.series.push_back(std::move(span));
}

sim::FxMarket read_market(Building& b, const MappingView& view, std::string_view name) {
    sim::FxMarket market;
    const auto base = parse_currency(view.text("base"));
    const Node* file_node = view.node("file");
    if (!base || file_node == nullptr || file_node->kind != NodeKind::scalar) return market;
    market.base = base->currency;

    std::vector<WantedColumn> wanted;
    for (const Entry& column : view.entries("columns")) {
        const auto currency = priced_in(b, column, market);
        if (!currency) continue;
        market.series.push_back({*currency, {}});
        wanted.push_back({column.key, b.reading.named_at(column.key_at)});
    }
    const OpenedFile* file = b.open(*file_node, series_bytes_max);
    if (file == nullptr || wanted.empty()) {
        market.series.clear();
        return market;
    }
    const auto rates = read_series(*file, wanted, {.positive = true}, b.reading.diagnostics);
    for (std::size_t i = 0; i < rates.size(); ++i) {
        for (const DatedRate& rate : rates[i])
            market.series[i].quotes.push_back({rate.day, rate.value});
        note_span(b,
                  fmt::format("the {} {} rate", name, ledger::code_of(market.series[i].currency)),
                  rates[i], *file_node, wanted[i]);
    }
    std::erase_if(market.series, [](const sim::FxSeries& series) { return series.quotes.empty(); });
    return market;
}

// "others_from: offshore": every currency but the renminbi, per the onshore base.
void take_others(Building& b, const MappingView& onshore_view, const sim::FxMarket& offshore,
                 sim::FxMarket& onshore) {
    const InputPosition at = onshore_view.node("others_from")->at;
    if (offshore.series.empty() || onshore.base == ledger::CurrencyId{}) {
        if (!b.reading.diagnostics.has_errors())
            b.reading.error(at, "there are no offshore rates to take others from",
                            "market.fx.offshore");
        return;
    }
    const bool quotes_base =
        offshore.base == onshore.base ||
        std::any_of(offshore.series.begin(), offshore.series.end(),
                    [&](const auto& series) { return series.currency == onshore.base; });
    if (!quotes_base) {
        b.reading.error(at,
                        fmt::format("the offshore rates have no {}", ledger::code_of(onshore.base)),
                        "the onshore base among the offshore currencies");
        return;
    }
    const ledger::CurrencyId cny = ledger::currency("CNY");
    const std::vector<sim::FxSeries> others =
        offshore.base == onshore.base ? offshore.series : sim::rebased(offshore, onshore.base, cny);
    for (const sim::FxSeries& other : others) {
        const bool is_known =
            std::any_of(onshore.series.begin(), onshore.series.end(),
                        [&](const auto& s) { return s.currency == other.currency; });
        if (!is_known && other.currency != cny && other.currency != onshore.base)
            onshore.series.push_back(other);
    }
}

void build_fx(Building& b, const MappingView& market) {
    const auto fx = market.child("fx");
    if (!fx) return;
    const auto offshore_view = fx->child("offshore"), onshore_view = fx->child("onshore");
    sim::FxMarket offshore =
        offshore_view ? read_market(b, *offshore_view, "offshore") : sim::FxMarket{};
    sim::FxMarket onshore =
        onshore_view ? read_market(b, *onshore_view, "onshore") : sim::FxMarket{};
    if (offshore_view && offshore_view->has("others_from"))
        b.reading.error(offshore_view->key_at("others_from"), "`others_from` has no use offshore",
                        "it under onshore");
    if (onshore_view && onshore_view->node("others_from") != nullptr)
        take_others(b, *onshore_view, offshore, onshore);
    b.scenario.fx = sim::FxTable(std::move(onshore), std::move(offshore));
}

sim::Curve read_curve(Building& b, const std::string& name, const MappingView& view) {
    std::vector<sim::Curve::Series> series;
    const Node* file_node = view.node("file");
    const OpenedFile* file = file_node == nullptr || file_node->kind != NodeKind::scalar
                                 ? nullptr
                                 : b.open(*file_node, series_bytes_max);
    if (file == nullptr) return {name, {}};
    std::vector<WantedColumn> wanted;
    for (const Entry& column : view.entries("columns")) {
        if (column.value.kind != NodeKind::scalar) continue;
        const bool is_known = std::any_of(series.begin(), series.end(), [&](const auto& one) {
            return one.tenor == column.value.text;
        });
        if (is_known) {
            b.reading.error(column.value.at,
                            fmt::format("tenor '{}' occurs twice", column.value.text),
                            "each tenor once");
            continue;
        }
        wanted.push_back({column.key, b.reading.named_at(column.key_at)});
        series.push_back({column.value.text, {}});
    }
    const auto rates = read_series(*file, wanted, {}, b.reading.diagnostics);
    if (series.empty())
        for (const WantedColumn& column : wanted) series.push_back({column.column, {}});
    const bool percent = view.text("unit") == "percent";
    for (std::size_t i = 0; i < rates.size() && i < series.size(); ++i) {
        for (const DatedRate& rate : rates[i])
            series[i].fixings.push_back(
                {rate.day, percent ? rate.value / ledger::Decimal(100) : rate.value});
        note_span(b, fmt::format("{} {}", name, series[i].tenor), rates[i], *file_node, wanted[i]);
    }
    std::erase_if(series, [](const sim::Curve::Series& one) { return one.fixings.empty(); });
    return {name, std::move(series)};
}

}  // namespace

void build_market(Building& b) {
    const auto market = b.root.child("market");
    if (!market) return;
    b.scenario.after_last = market->word_or("after_last", sim::AfterLast::hold);
    build_fx(b, *market);
    for (const Entry& entry : market->entries("curves")) {
        Node name;  // its key, as an id
        name.kind = NodeKind::scalar;
        name.text = entry.key;
        name.at = entry.key_at;
        b.curves.add(&name, b.reading);
        b.scenario.curves.push_back(
            entry.value.kind == NodeKind::mapping
                ? read_curve(b, entry.key, market->view_of(entry.value, "curves"))
                : sim::Curve(entry.key, {}));
    }
}

}  // namespace rmbsim::adapters

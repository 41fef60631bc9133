// Orders that are written down, one by one or in files.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/reader.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using sim::no_index;
using sim::RecordedOrder;

class OrderReading {
  public:
    explicit OrderReading(Building& b) : b_(b) {}

    void read(const MappingView& view) {
        if (view.has("file")) return read_file(view);
        for (const std::string_view key : {"id", "store", "on", "price"})
            if (!view.has(key))
                b_.reading.error(view.at(), fmt::format("key '{}' is missing in this order", key),
                                 "id, store, on and price, or a `file` of orders");
        RecordedOrder order;
        order.id = view.text("id");
        order.at = view.at();
        order.store =
            view.has("store") ? b_.stores.resolve(view.node("store"), b_.reading) : no_index;
        const auto on = view.date("on");
        const auto currency = currency_of(order.store);
        const auto price = view.minor("price", currency);
        if (!on || !price || order.store == no_index) return;
        order.on = *on;
        order.price_minor = *price;
        order.delivered = view.date("delivered").value_or(usual_delivery(order));
        if (const auto refund = view.child("refund")) {
            order.refunded = refund->date("on");
            order.refund_minor = refund->minor("amount", currency).value_or(order.price_minor);
        }
        if (const auto chargeback = view.child("chargeback"))
            order.charged_back = chargeback->date("on");
        take(std::move(order), view.at());
    }

    void finish() {
        // In the order of their days; those of a day as written.
        std::ranges::stable_sort(b_.scenario.orders, {}, &RecordedOrder::on);
    }

  private:
    std::optional<ledger::CurrencyId> currency_of(std::uint32_t store) const {
        if (store == no_index || b_.scenario.stores[store].marketplace == no_index)
            return std::nullopt;
        return b_.scenario.marketplaces[b_.scenario.stores[store].marketplace].currency;
    }
    ledger::ValueDate usual_delivery(const RecordedOrder& order) const {
        return order.on + std::chrono::days{b_.scenario.stores[order.store].delivery_days_min};
    }

    void take(RecordedOrder order, const InputPosition& at) {
        const auto wrong = [&](std::string message, std::string expected) {
            b_.reading.error(at, std::move(message), std::move(expected));
        };
        if (const auto [other, fresh] = ids_.emplace(order.id, at.line); !fresh)
            wrong(fmt::format("order '{}' is written twice, first in line {}", order.id,
                              other->second),
                  "each order once");
        if (order.price_minor <= 0)
            wrong(fmt::format("order '{}' has no price above zero", order.id),
                  "a price above zero; what goes back to the buyer is its `refund`");
        if (order.price_minor > sim::order_price_most)
            wrong(fmt::format("order '{}' costs more than any order here", order.id),
                  fmt::format("a price of at most {} minor units", sim::order_price_most));
        if (order.refund_minor < 0 || order.refund_minor > order.price_minor)
            wrong(fmt::format("more is refunded of order '{}' than it cost", order.id),
                  "a refund from 0 to the price");
        if (order.delivered < order.on || (order.refunded && *order.refunded < order.on) ||
            (order.charged_back && *order.charged_back < order.on))
            wrong(fmt::format("order '{}' is delivered or given back before it is made", order.id),
                  fmt::format("days from {} on", to_text(order.on)));
        if (order.charged_back && order.refund_minor == order.price_minor)
            wrong(fmt::format("order '{}' is refunded whole and charged back", order.id),
                  "one of the two, or a refund in part");
        if (b_.has_period() && (order.on < b_.scenario.from || order.on > *b_.period_end))
            wrong(fmt::format("order '{}' lies outside the period", order.id),
                  fmt::format("a day from {} to {}", to_text(b_.scenario.from),
                              to_text(*b_.period_end)));
        b_.scenario.orders.push_back(std::move(order));
    }

    enum Column : std::size_t { id_at, store_at, on_at, price_at };
    enum Optional : std::size_t { delivered_at, refunded_at, refund_at, charged_back_at };
    static constexpr std::array<std::string_view, 4> needed = {"id", "store", "on", "price"};
    static constexpr std::array<std::string_view, 4> optional = {"delivered", "refunded", "refund",
                                                                 "charged_back"};

    void read_file(const MappingView& view) {
        const Node* node = view.node("file");
        if (node == nullptr || node->kind != NodeKind::scalar) return;
        const OpenedFile* file = b_.open(*node, csv_bytes_max);
        if (file == nullptr) return;
        CsvReader csv(file->text, file->shown, b_.reading.diagnostics);
        std::array<std::size_t, needed.size()> at{};
        std::array<std::optional<std::size_t>, optional.size()> may{};
        bool complete = true;
        for (std::size_t i = 0; i < needed.size(); ++i) {
            // What `import` makes of an order report has instants under `at`.
            const bool instants = i == on_at && !csv.find_column("on") && csv.find_column("at");
            const auto column = instants ? csv.find_column("at") : csv.column(needed[i]);
            complete = complete && column.has_value();
            at[i] = column.value_or(0);
        }
        for (std::size_t i = 0; i < optional.size(); ++i) may[i] = csv.find_column(optional[i]);
        if (!complete) return;
        while (csv.next()) {
            if (csv.is_hopeless()) return;
            if (auto order = read_row(csv, at, may)) {
                const InputPosition place{file->index, csv.line(), 1};
                order->at = place;
                take(std::move(*order), place);
            }
        }
    }

    std::optional<RecordedOrder> read_row(
        CsvReader& csv, const std::array<std::size_t, needed.size()>& at,
        const std::array<std::optional<std::size_t>, optional.size()>& may) {
        RecordedOrder order;
        order.id = csv.fields()[at[id_at]];
        order.store = b_.stores.find(csv.fields()[at[store_at]]);
        if (order.id.empty()) csv.error_at(at[id_at], "this order has no id", "a name of its own");
        if (order.store == no_index) {
            csv.error_at(at[store_at],
                         fmt::format("there is no store '{}'", csv.fields()[at[store_at]]),
                         "an id under `commerce`",
                         did_you_mean(csv.fields()[at[store_at]], b_.stores.names()));
            return std::nullopt;
        }
        const auto currency = currency_of(order.store);
        const auto day = date_at(csv, at[on_at]);
        const auto minor = currency ? minor_at(csv, at[price_at], *currency) : std::nullopt;
        if (!day || !minor || order.id.empty()) return std::nullopt;
        order.on = *day;
        order.price_minor = *minor;
        const auto written = [&](Optional column) {
            return may[column] && !csv.fields()[*may[column]].empty();
        };
        order.delivered = usual_delivery(order);
        if (written(delivered_at))
            order.delivered = date_at(csv, *may[delivered_at]).value_or(order.on);
        if (written(refunded_at)) {
            order.refunded = date_at(csv, *may[refunded_at]);
            order.refund_minor = written(refund_at)
                                     ? minor_at(csv, *may[refund_at], *currency).value_or(0)
                                     : order.price_minor;
        } else if (written(refund_at)) {
            csv.error_at(*may[refund_at], "a refund without its day", "a day under `refunded`");
        }
        if (written(charged_back_at)) order.charged_back = date_at(csv, *may[charged_back_at]);
        return order;
    }

    static constexpr std::size_t date_size =
        10;  // of "2026-01-05", before an instant's "T08:00:00Z"
    static std::optional<ledger::ValueDate> date_at(CsvReader& csv, std::size_t column) {
        std::string_view text = csv.fields()[column];
        if (text.size() > date_size && text[date_size] == 'T') text = text.substr(0, date_size);
        const auto date = parse_date(text);
        if (!date)
            csv.error_at(column, fmt::format("'{}' is not a date", csv.fields()[column]),
                         "a day such as 2026-01-05");
        return date;
    }
    static std::optional<std::int64_t> minor_at(CsvReader& csv, std::size_t column,
                                                ledger::CurrencyId currency) {
        const std::string_view text = csv.fields()[column];
        const auto minor = ledger::parse_minor(text, ledger::decimals_of(currency));
        if (minor) return *minor;
        AmountFault fault =
            fault_of(minor.error(), text, ledger::code_of(currency), ledger::decimals_of(currency));
        csv.error_at(column, std::move(fault.message), std::move(fault.expected),
                     std::move(fault.hint));
        return std::nullopt;
    }

    Building& b_;
    std::map<std::string, std::uint32_t, std::less<>> ids_;
};

}  // namespace

void build_orders(Building& b) {
    OrderReading reading(b);
    for (const MappingView& view : b.root.children("orders")) reading.read(view);
    reading.finish();
}

}  // namespace rmbsim::adapters

#include "adapters/sqlite/commerce_rows.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/row_seal.hpp"
#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "sim/kernel/commerce_log.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::string_view order_columns =
    "store, number, sale_day, shipped_day, delivered_day, price_minor, net_minor, entry";

std::uint32_t index_at(const Statement& row, int column) {
    return static_cast<std::uint32_t>(row.integer(column));
}

sim::OrderFact order_at(const Statement& row) {
    return {.store = index_at(row, 0),
            .number = index_at(row, 1),
            .sale_day = static_cast<std::int32_t>(row.integer(2)),
            .shipped_day = static_cast<std::int32_t>(row.integer(3)),
            .delivered_day = static_cast<std::int32_t>(row.integer(4)),
            .price = row.integer(5),
            .net = row.integer(6),
            .entry = index_at(row, 7)};
}

std::optional<sim::SaleStepKind> sale_step_named(std::string_view name) {
    for (std::uint8_t i = 0; i < sim::sale_step_count; ++i)
        if (sim::name_of(static_cast<sim::SaleStepKind>(i)) == name)
            return static_cast<sim::SaleStepKind>(i);
    return std::nullopt;
}

}  // namespace

CommerceInsert::CommerceInsert(const Database& database)
    : orders_(database, "online_order", table_named("online_order").column_count),
      steps_(database, "sale_step", table_named("sale_step").column_count) {}

void CommerceInsert::write(const sim::CommerceLogDay& day) {
    for (const sim::OrderFact& order : day.orders)
        orders_.row(orders_.seal().rows(), order.store, order.number, order.sale_day,
                    order.shipped_day, order.delivered_day, order.price, order.net, order.entry);
    for (const sim::SaleStep& step : day.steps)
        steps_.row(steps_.seal().rows(), step.store, step.sale_day, sim::name_of(step.kind),
                   step.time_ms, step.minor, step.renminbi, step.entry);
}

std::optional<sim::OrderFact> order_named(const Database& database, const sim::Directory& directory,
                                          std::string_view name) {
    Statement written(database,
                      fmt::format("SELECT {} FROM online_order WHERE entry = (SELECT id FROM entry "
                                  "WHERE client_id = ? AND rule = ?)",
                                  order_columns));
    written.bind(0, name);
    written.bind(1, static_cast<std::int64_t>(sim::Rule::store_sales));
    if (written.step()) return order_at(written);

    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    std::uint32_t number = 0;
    const auto read = std::from_chars(name.data() + dot + 1, name.data() + name.size(), number);
    if (read.ec != std::errc() || read.ptr != name.data() + name.size()) return std::nullopt;
    for (std::uint32_t store = 0; store < directory.stores.size(); ++store) {
        if (directory.stores[store].id != name.substr(0, dot)) continue;
        Statement drawn(database,
                        fmt::format("SELECT {} FROM online_order WHERE store = ? AND number = ?",
                                    order_columns));
        drawn.bind(0, std::int64_t{store});
        drawn.bind(1, std::int64_t{number});
        if (drawn.step()) return order_at(drawn);
    }
    return std::nullopt;
}

CohortSize cohort_of(const Database& database, std::uint32_t store, std::int32_t sale_day) {
    Statement row(database,
                  "SELECT coalesce(sum(net_minor), 0), count(*) FROM online_order "
                  "WHERE store = ? AND sale_day = ? AND net_minor > 0");
    row.bind(0, std::int64_t{store});
    row.bind(1, std::int64_t{sale_day});
    if (!row.step()) return {};
    return {.net = row.integer(0), .orders = row.integer(1)};
}

std::vector<sim::SaleStep> steps_of(const Database& database, std::uint32_t store,
                                    std::int32_t sale_day) {
    Statement row(database,
                  "SELECT step, time_ms, minor, renminbi_minor, entry FROM sale_step "
                  "WHERE store = ? AND sale_day = ? ORDER BY id");
    row.bind(0, std::int64_t{store});
    row.bind(1, std::int64_t{sale_day});
    std::vector<sim::SaleStep> steps;
    while (row.step()) {
        const auto kind = sale_step_named(row.text(0));
        if (!kind) continue;
        steps.push_back({.store = store,
                         .sale_day = sale_day,
                         .kind = *kind,
                         .time_ms = row.integer(1),
                         .minor = row.integer(2),
                         .renminbi = row.integer(3),
                         .entry = index_at(row, 4)});
    }
    return steps;
}

std::vector<std::uint32_t> entries_of_order(const Database& database, const sim::OrderFact& order) {
    // The sale's entry knows who scheduled it: the store's own origin.
    Statement row(database,
                  "SELECT id FROM entry WHERE subject = ? AND rule IN (?, ?, ?) AND origin = "
                  "(SELECT origin FROM entry WHERE id = ?) ORDER BY id");
    row.bind(0, std::int64_t{order.number});
    int at = 1;
    for (const sim::Rule rule :
         {sim::Rule::store_sales, sim::Rule::store_refunds, sim::Rule::store_chargeback})
        row.bind(at++, static_cast<std::int64_t>(rule));
    row.bind(at, std::int64_t{order.entry});
    std::vector<std::uint32_t> ids;
    while (row.step()) ids.push_back(index_at(row, 0));
    return ids;
}

std::vector<std::uint32_t> charges_of_day(const Database& database, const sim::OrderFact& order) {
    Statement row(database,
                  "SELECT id FROM entry WHERE value_day = ? AND rule = ? AND origin = "
                  "(SELECT origin FROM entry WHERE id = ?) ORDER BY id");
    row.bind(0, std::int64_t{order.shipped_day});
    row.bind(1, static_cast<std::int64_t>(sim::Rule::store_fees));
    row.bind(2, std::int64_t{order.entry});
    std::vector<std::uint32_t> ids;
    while (row.step()) ids.push_back(index_at(row, 0));
    return ids;
}

std::vector<TableEnd> read_commerce(const Database& database, Findings& findings) {
    std::vector<TableEnd> ends;
    for (const char* table : {"online_order", "sale_step"}) {
        SealedRows rows(database, table, findings);
        while (rows.next()) {
        }
        ends.push_back({table, rows.rows(), rows.last_seal(), rows.read_to_end()});
    }
    return ends;
}

}  // namespace rmbsim::adapters::sqlite

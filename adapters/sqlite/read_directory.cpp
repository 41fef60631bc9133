#include "adapters/sqlite/read_directory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "adapters/sqlite/static_rows.hpp"
#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

// Reads one table to its end: fn(rows) for each row.
template <class Fn>
void read_table(const Database& database, std::string_view table, Findings& findings,
                RunTables& tables, Fn&& fn, std::int64_t first = 0) {
    SealedRows rows(database, table, findings, first);
    while (rows.next()) fn(rows);
    tables.ends.push_back({.name = std::string(table),
                           .rows = rows.rows(),
                           .last_seal = rows.last_seal(),
                           .read_to_end = rows.read_to_end()});
}

std::string text(const SealedRows& rows, int column) { return std::string(rows.text(column)); }

// A fact of the run, the directory's own words, or the journal's.
void take_fact(const SealedRows& rows, RunTables& tables) {
    const std::string_view key = rows.text(1);
    sim::Directory& d = tables.directory;
    if (key == root_key) {
        tables.root = text(rows, 2);
    } else if (key.starts_with(directory_prefix)) {
        const std::string_view name = key.substr(directory_prefix.size());
        for (const auto& [known, to] :
             {std::pair<std::string_view, std::string*>{"scenario", &d.scenario},
              {"title_en", &d.title_en},
              {"title_zh", &d.title_zh},
              {"regime", &d.regime},
              {"instrument", &d.instrument},
              {"reporting_currency", &d.reporting_currency},
              {"alternative_rate", &d.alternative_rate}})
            if (known == name) *to = text(rows, 2);
    } else {
        tables.facts.emplace_back(text(rows, 1), text(rows, 2));
    }
}

template <class Enum>
Enum enum_named(std::string_view name, Enum last, SealedRows& rows, Findings& findings) {
    for (int i = 0; i <= static_cast<int>(last); ++i)
        if (ledger::name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
    findings.add(fmt::format("{}: '{}' is not known", rows.name_of_row(), name));
    return Enum{};
}

sim::AccountRow account_of(SealedRows& rows, std::size_t books, Findings& findings) {
    sim::AccountRow row;
    row.spec.book = {rows.number<std::uint32_t>(1)};
    if (row.spec.book.index >= books) {
        findings.add(
            fmt::format("{}: there is no book {}", rows.name_of_row(), row.spec.book.index));
        row.spec.book = {};
    }
    row.spec.code = text(rows, 2);
    row.spec.name = text(rows, 3);
    const auto currency = ledger::find_currency(rows.text(4));
    if (!currency)
        findings.add(fmt::format("{}: '{}' is no currency", rows.name_of_row(), rows.text(4)));
    row.spec.currency = currency.value_or(ledger::CurrencyId{});
    row.spec.market = enum_named(rows.text(6), ledger::Market::offshore, rows, findings);
    row.spec.type = enum_named(rows.text(7), ledger::AccountType::expense, rows, findings);
    const auto line = rows.number<std::uint8_t>(8);
    if (line < ledger::chart_line_count) {
        row.line = static_cast<ledger::ChartLine>(line);
    } else {
        findings.add(fmt::format("{}: {} is no line of the chart", rows.name_of_row(), line));
    }
    row.spec.floor_minor = rows.is_null(9) ? ledger::no_floor : rows.integer(9);
    row.bank_account = rows.index_or_none(10);
    row.partner_book = rows.index_or_none(11);
    row.cross_border = rows.flag(12);
    return row;
}

void read_names(const Database& database, Findings& findings, RunTables& tables) {
    sim::Directory& d = tables.directory;
    const auto read = [&](std::string_view table, auto&& fn) {
        read_table(database, table, findings, tables, fn);
    };
    read("book", [&](SealedRows& r) {
        d.books.push_back(
            {text(r, 1), text(r, 2), text(r, 3), text(r, 4), r.flag(5), text(r, 6), r.flag(7)});
    });
    // An account needs a book: a journal that has lost all of them is given one without a name.
    if (d.books.empty()) d.books.push_back({"?", "?", "?", "", true});
    read("account",
         [&](SealedRows& r) { d.accounts.push_back(account_of(r, d.books.size(), findings)); });
    read("rule", [&](SealedRows& r) {
        d.rules.push_back({text(r, 1), text(r, 2), text(r, 3), text(r, 4)});
    });
    read("link", [&](SealedRows& r) {
        d.links.push_back({text(r, 1), text(r, 2), text(r, 3), text(r, 4), text(r, 5), text(r, 6),
                           r.number<std::uint8_t>(7), text(r, 8), r.integer(9)});
    });
    read("limits", [&](SealedRows& r) {
        d.limits.push_back({text(r, 1), text(r, 2), text(r, 3), text(r, 4), text(r, 5),
                            r.number<std::uint8_t>(6)});
    });
    read("parameter", [&](SealedRows& r) {
        d.parameters.push_back({text(r, 1), text(r, 2), text(r, 3), text(r, 4), text(r, 5),
                                text(r, 6), text(r, 7), text(r, 8), text(r, 9), text(r, 10)});
    });
    read("rate", [&](SealedRows& r) {
        d.rates.push_back({r.number<std::int32_t>(1), text(r, 2), text(r, 3), text(r, 4)});
    });
    read("payment_system", [&](SealedRows& r) {
        d.payment_systems.push_back({.rail = text(r, 1),
                                     .name_en = text(r, 2),
                                     .name_zh = text(r, 3),
                                     .rules = text(r, 4),
                                     .currency = text(r, 6),
                                     .decimals = r.number<std::uint8_t>(7),
                                     .rules_source = text(r, 5),
                                     .time_zone = text(r, 8),
                                     .offsets = offsets_from(r.text(9))});
    });
    read("route_choice", [&](SealedRows& r) {
        d.route_choices.push_back({.payment = text(r, 1),
                                   .objective = text(r, 2),
                                   .path = text(r, 3),
                                   .reason = text(r, 4),
                                   .rail = text(r, 5),
                                   .cost_cny = text(r, 6),
                                   .arrives_ms = r.integer(7)});
    });
    read("store", [&](SealedRows& r) {
        d.stores.push_back({text(r, 1), text(r, 2), text(r, 3), text(r, 4), text(r, 5), text(r, 6),
                            text(r, 7), text(r, 8), r.number<std::uint8_t>(9)});
    });
    read("flow", [&](SealedRows& r) {
        d.flow_names.push_back(text(r, 1));
        const std::string file = text(r, 2);
        const auto known = std::ranges::find(d.flow_files, file);
        const auto index = static_cast<std::uint32_t>(known - d.flow_files.begin());
        if (known == d.flow_files.end()) d.flow_files.push_back(file);
        d.flow_places.push_back({.file = index, .line = r.number<std::uint32_t>(3)});
    });
}

}  // namespace

RunTables read_run_tables(const Database& database, Findings& findings) {
    RunTables made;
    read_table(database, "run", findings, made, [&](SealedRows& rows) { take_fact(rows, made); });
    read_names(database, findings, made);
    read_table(database, "chain", findings, made,
               [&](SealedRows& rows) { made.chains.push_back(text(rows, 1)); });
    read_table(
        database, "input_log", findings, made,
        [&](SealedRows& rows) { made.inputs.push_back(input_of(rows)); }, 1);
    return made;
}

}  // namespace rmbsim::adapters::sqlite

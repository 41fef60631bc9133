#include "adapters/sqlite/static_rows.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/row_seal.hpp"
#include "adapters/sqlite/schema.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

// One table from a list: fn(insert, index, element) writes a row.
template <class List, class Fn>
void write_list(const Database& database, std::string_view table, const List& list,
                std::vector<SealedInsert>& written, Fn&& fn) {
    SealedInsert insert(database, table, table_named(table).column_count);
    for (std::size_t i = 0; i < list.size(); ++i) fn(insert, i, list[i]);
    written.push_back(std::move(insert));
}

void write_account(SealedInsert& insert, std::size_t id, const sim::AccountRow& row) {
    const ledger::AccountSpec& spec = row.spec;
    const Value floor = spec.floor_minor == ledger::no_floor ? Value() : Value(spec.floor_minor);
    insert.row(id, spec.book.index, spec.code, spec.name, ledger::code_of(spec.currency),
               ledger::decimals_of(spec.currency), ledger::name_of(spec.market),
               ledger::name_of(spec.type), static_cast<int>(row.line), floor,
               index_or_null(row.bank_account), index_or_null(row.partner_book), row.cross_border);
}

}  // namespace

void write_parameter(SealedInsert& insert, std::size_t id, const sim::ParameterRow& row) {
    insert.row(id, row.regime, row.name, row.version, row.value, row.unit, row.instrument,
               row.article, row.mark, row.note, row.sources);
}

void write_static_rows(const Database& database, const sim::Directory& directory,
                       std::vector<SealedInsert>& written) {
    write_list(database, "book", directory.books, written,
               [](SealedInsert& insert, std::size_t id, const sim::BookRow& row) {
                   insert.row(id, row.code, row.name_en, row.name_zh, row.jurisdiction,
                              row.is_entity, row.bic, row.is_drawn);
               });
    write_list(database, "account", directory.accounts, written, write_account);
    write_list(database, "rule", directory.rules, written,
               [](SealedInsert& insert, std::size_t id, const sim::RuleRow& row) {
                   insert.row(id, row.code, row.en, row.zh, row.document);
               });
    write_list(database, "link", directory.links, written,
               [](SealedInsert& insert, std::size_t id, const sim::LinkRow& row) {
                   insert.row(id, row.id, row.pool, row.child, row.header, row.method, row.currency,
                              row.decimals, row.flow, row.buffer_minor);
               });
    write_list(database, "limits", directory.limits, written,
               [](SealedInsert& insert, std::size_t id, const sim::LimitRow& row) {
                   insert.row(id, row.id, row.title_en, row.title_zh, row.quota, row.currency,
                              row.decimals);
               });
    write_list(database, "rate", directory.rates, written,
               [](SealedInsert& insert, std::size_t id, const sim::RateRow& row) {
                   insert.row(id, row.day, row.currency, row.market, row.value);
               });
    write_list(database, "payment_system", directory.payment_systems, written,
               [](SealedInsert& insert, std::size_t id, const sim::PaymentSystemRow& row) {
                   insert.row(id, row.rail, row.name_en, row.name_zh, row.rules, row.rules_source,
                              row.currency, row.decimals, row.time_zone, offsets_text(row.offsets));
               });
    write_list(database, "route_choice", directory.route_choices, written,
               [](SealedInsert& insert, std::size_t id, const sim::RouteChoice& row) {
                   insert.row(id, row.payment, row.objective, row.path, row.reason, row.rail,
                              row.cost_cny, row.arrives_ms);
               });
    write_list(database, "store", directory.stores, written,
               [](SealedInsert& insert, std::size_t id, const sim::StoreRow& row) {
                   insert.row(id, row.id, row.name_en, row.name_zh, row.marketplace, row.route,
                              row.route_en, row.route_zh, row.currency, row.decimals);
               });
    write_list(database, "flow", directory.flow_names, written,
               [&](SealedInsert& insert, std::size_t id, const std::string& name) {
                   const auto& places = directory.flow_places;
                   const bool placed = id < places.size();
                   insert.row(id, name,
                              placed ? directory.flow_files[places[id].file] : std::string(),
                              placed ? places[id].line : 0);
               });
}

}  // namespace rmbsim::adapters::sqlite

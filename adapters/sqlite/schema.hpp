// The tables of a journal file, their triggers, and views for people who open it with sqlite3.
//
// Version     user_version of the file; a reader refuses one that it does not know
// Append-only triggers refuse UPDATE and DELETE on every table
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace rmbsim::adapters::sqlite {

inline constexpr int schema_version = 6;
inline constexpr int application_id = 0x524d4253;  // "RMBS"
inline constexpr int page_bytes = 8192;

struct Table {
    std::string_view name;
    std::string_view columns;  // as in CREATE TABLE
    int column_count = 0;
    bool sealed = true;  // its last column is a running seal (row_seal.hpp)
};

inline constexpr std::array<Table, 24> tables{{
    {"run", "id INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, seal INTEGER NOT NULL",
     4},
    {"book",
     "id INTEGER PRIMARY KEY, code TEXT NOT NULL, name_en TEXT NOT NULL, name_zh TEXT NOT NULL, "
     "jurisdiction TEXT NOT NULL, is_entity INTEGER NOT NULL, bic TEXT NOT NULL, "
     "is_drawn INTEGER NOT NULL, seal INTEGER NOT NULL",
     9},
    {"account",
     "id INTEGER PRIMARY KEY, book INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, "
     "currency TEXT NOT NULL, decimals INTEGER NOT NULL, market TEXT NOT NULL, "
     "type TEXT NOT NULL, line INTEGER NOT NULL, floor_minor INTEGER, bank_account INTEGER, "
     "partner_book INTEGER, cross_border INTEGER NOT NULL, seal INTEGER NOT NULL",
     14},
    {"rule",
     "id INTEGER PRIMARY KEY, code TEXT NOT NULL, en TEXT NOT NULL, zh TEXT NOT NULL, "
     "document TEXT NOT NULL, seal INTEGER NOT NULL",
     6},
    {"link",
     "id INTEGER PRIMARY KEY, code TEXT NOT NULL, pool TEXT NOT NULL, child TEXT NOT NULL, "
     "header TEXT NOT NULL, method TEXT NOT NULL, currency TEXT NOT NULL, "
     "decimals INTEGER NOT NULL, flow TEXT NOT NULL, buffer_minor INTEGER NOT NULL, "
     "seal INTEGER NOT NULL",
     11},
    {"limits",
     "id INTEGER PRIMARY KEY, code TEXT NOT NULL, title_en TEXT NOT NULL, title_zh TEXT NOT NULL, "
     "quota TEXT NOT NULL, currency TEXT NOT NULL, decimals INTEGER NOT NULL, "
     "seal INTEGER NOT NULL",
     8},
    {"parameter",
     "id INTEGER PRIMARY KEY, regime TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, "
     "value TEXT NOT NULL, unit TEXT NOT NULL, instrument TEXT NOT NULL, article TEXT NOT NULL, "
     "mark TEXT NOT NULL, note TEXT NOT NULL, sources TEXT NOT NULL, seal INTEGER NOT NULL",
     12},
    {"rate",
     "id INTEGER PRIMARY KEY, day INTEGER NOT NULL, currency TEXT NOT NULL, "
     "market TEXT NOT NULL, value TEXT NOT NULL, seal INTEGER NOT NULL",
     6},
    {"flow",
     "id INTEGER PRIMARY KEY, name TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, "
     "seal INTEGER NOT NULL",
     5},
    {"payment_system",
     "id INTEGER PRIMARY KEY, rail TEXT NOT NULL, name_en TEXT NOT NULL, name_zh TEXT NOT NULL, "
     "rules TEXT NOT NULL, rules_source TEXT NOT NULL, currency TEXT NOT NULL, "
     "decimals INTEGER NOT NULL, time_zone TEXT NOT NULL, utc_offsets TEXT NOT NULL, "
     "seal INTEGER NOT NULL",
     11},
    {"route_choice",
     "id INTEGER PRIMARY KEY, payment TEXT NOT NULL, objective TEXT NOT NULL, path TEXT NOT NULL, "
     "reason TEXT NOT NULL, rail TEXT NOT NULL, cost_cny TEXT NOT NULL, "
     "arrives_ms INTEGER NOT NULL, seal INTEGER NOT NULL",
     9},
    {"store",
     "id INTEGER PRIMARY KEY, code TEXT NOT NULL, name_en TEXT NOT NULL, name_zh TEXT NOT NULL, "
     "marketplace TEXT NOT NULL, route TEXT NOT NULL, route_en TEXT NOT NULL, "
     "route_zh TEXT NOT NULL, currency TEXT NOT NULL, decimals INTEGER NOT NULL, "
     "seal INTEGER NOT NULL",
     11},
    {"online_order",
     "id INTEGER PRIMARY KEY, store INTEGER NOT NULL, number INTEGER NOT NULL, "
     "sale_day INTEGER NOT NULL, shipped_day INTEGER NOT NULL, delivered_day INTEGER NOT NULL, "
     "price_minor INTEGER NOT NULL, net_minor INTEGER NOT NULL, entry INTEGER NOT NULL, "
     "seal INTEGER NOT NULL",
     10},
    {"sale_step",
     "id INTEGER PRIMARY KEY, store INTEGER NOT NULL, sale_day INTEGER NOT NULL, "
     "step TEXT NOT NULL, time_ms INTEGER NOT NULL, minor INTEGER NOT NULL, "
     "renminbi_minor INTEGER NOT NULL, entry INTEGER NOT NULL, seal INTEGER NOT NULL",
     9},
    {"entry",
     "id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, value_day INTEGER NOT NULL, "
     "rule INTEGER NOT NULL, kind INTEGER NOT NULL, origin INTEGER NOT NULL, "
     "nth INTEGER NOT NULL, subject INTEGER NOT NULL, reverses INTEGER, settles INTEGER, "
     "client_id TEXT, seal INTEGER NOT NULL",
     12, false},
    // The key says entry and line, so that an entry's postings lie together without an index.
    {"posting",
     "id INTEGER PRIMARY KEY, account INTEGER NOT NULL, minor INTEGER NOT NULL, "
     "entry INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL, "
     "line INTEGER GENERATED ALWAYS AS (id & 65535) VIRTUAL",
     3, false},
    // Ids ascend and have gaps: instructions that go over no payment system are numbered with them.
    {"payment",
     "id INTEGER PRIMARY KEY, rail TEXT NOT NULL, name TEXT NOT NULL, "
     "payer_book INTEGER NOT NULL, payee_book INTEGER NOT NULL, minor INTEGER NOT NULL, "
     "currency TEXT NOT NULL, decimals INTEGER NOT NULL, submitted_ms INTEGER NOT NULL, "
     "class INTEGER NOT NULL, return_of INTEGER, uetr TEXT NOT NULL, "
     "return_reason TEXT NOT NULL, leg_of INTEGER, leg INTEGER NOT NULL, seal INTEGER NOT NULL",
     16},
    {"payment_step",
     "id INTEGER PRIMARY KEY, payment INTEGER NOT NULL, time_ms INTEGER NOT NULL, "
     "step TEXT NOT NULL, reason TEXT NOT NULL, channel TEXT NOT NULL, minor INTEGER NOT NULL, "
     "entry INTEGER, seal INTEGER NOT NULL",
     9},
    {"decision",
     "id INTEGER PRIMARY KEY, link INTEGER NOT NULL, time_ms INTEGER NOT NULL, "
     "upward INTEGER NOT NULL, child_minor INTEGER NOT NULL, header_minor INTEGER NOT NULL, "
     "wish_minor INTEGER NOT NULL, amount_minor INTEGER NOT NULL, outcome TEXT NOT NULL, "
     "binding INTEGER, first_entry INTEGER, parameter INTEGER, trace TEXT NOT NULL, "
     "seal INTEGER NOT NULL",
     14},
    {"limit_day",
     "id INTEGER PRIMARY KEY, day INTEGER NOT NULL, limit_id INTEGER NOT NULL, "
     "cap_minor INTEGER NOT NULL, used_minor INTEGER NOT NULL, peak_minor INTEGER NOT NULL, "
     "blocked_minor INTEGER NOT NULL, cuts INTEGER NOT NULL, parameter INTEGER, "
     "seal INTEGER NOT NULL",
     10},
    {"day",
     "id INTEGER PRIMARY KEY, day INTEGER NOT NULL, entries_before INTEGER NOT NULL, "
     "decisions_before INTEGER NOT NULL, limit_days_before INTEGER NOT NULL, "
     "digest TEXT NOT NULL, seal INTEGER NOT NULL",
     7},
    {"input_log",
     "id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, sender TEXT NOT NULL, "
     "reference TEXT NOT NULL, rail TEXT NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL, "
     "currency TEXT NOT NULL, minor INTEGER NOT NULL, value_day INTEGER NOT NULL, "
     "class INTEGER NOT NULL, uetr TEXT NOT NULL, text_sha256 TEXT NOT NULL, "
     "seal INTEGER NOT NULL",
     14},
    {"chain", "book INTEGER PRIMARY KEY, chain TEXT NOT NULL, seal INTEGER NOT NULL", 3},
    // Written last: how many rows each sealed table has, and its last seal.
    {"sealed",
     "id INTEGER PRIMARY KEY, name TEXT NOT NULL, row_count INTEGER NOT NULL, "
     "last_seal INTEGER NOT NULL, seal INTEGER NOT NULL",
     5},
}};

constexpr const Table& table_named(std::string_view name) {
    for (const Table& table : tables)
        if (table.name == name) return table;
    throw "no such table";  // at compile time
}

std::string create_statements();

}  // namespace rmbsim::adapters::sqlite

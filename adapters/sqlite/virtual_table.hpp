// Rows in memory as a read-only virtual table, so that one statement moves a whole day into the file:
// INSERT … SELECT … FROM it. A statement a row spends half its time on binding.
//
// Cursor      derives from sqlite3_vtab_cursor and has
//               Rows              what it reads: set before the statement runs, and stays where it is
//                                 while the database is open
//               columns           "CREATE TABLE name(…)"
//               first(Rows&)      to the first row; false: there is nothing to read
//               ended(), next(), column(context, number)
//             a text that it hands out stays until its next()
// Measured    see README.md: about twice the rate of prepared inserts
#pragma once

#include <new>
#include <sqlite3.h>

#include "adapters/sqlite/database.hpp"

namespace rmbsim::adapters::sqlite {

template <class Cursor>
struct VirtualTable {
    using Rows = typename Cursor::Rows;
    struct Connected : sqlite3_vtab {
        Rows* rows = nullptr;
    };

    static int connect(sqlite3* database, void* rows, int, const char* const*, sqlite3_vtab** made,
                       char**) {
        auto* table = new (std::nothrow) Connected{};
        if (table == nullptr) return SQLITE_NOMEM;
        table->rows = static_cast<Rows*>(rows);
        *made = table;
        return sqlite3_declare_vtab(database, Cursor::columns);
    }
    static int disconnect(sqlite3_vtab* table) {
        delete static_cast<Connected*>(table);
        return SQLITE_OK;
    }
    static int best_index(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }
    static int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
        *made = new (std::nothrow) Cursor{};
        return *made == nullptr ? SQLITE_NOMEM : SQLITE_OK;
    }
    static int close(sqlite3_vtab_cursor* cursor) {
        delete static_cast<Cursor*>(cursor);
        return SQLITE_OK;
    }
    static int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
        const auto* table = static_cast<const Connected*>(cursor->pVtab);
        try {
            return static_cast<Cursor*>(cursor)->first(*table->rows) ? SQLITE_OK : SQLITE_MISUSE;
        } catch (const std::bad_alloc&) {  // no exception goes through SQLite
            return SQLITE_NOMEM;
        }
    }
    static int next(sqlite3_vtab_cursor* cursor) {
        try {
            static_cast<Cursor*>(cursor)->next();
        } catch (const std::bad_alloc&) {
            return SQLITE_NOMEM;
        }
        return SQLITE_OK;
    }
    static int ended(sqlite3_vtab_cursor* cursor) {
        return static_cast<Cursor*>(cursor)->ended() ? 1 : 0;
    }
    static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* to, int column) {
        static_cast<Cursor*>(cursor)->column(to, column);
        return SQLITE_OK;
    }
    static int row_id(sqlite3_vtab_cursor*, sqlite3_int64* id) {
        *id = 0;
        return SQLITE_OK;
    }
    static constexpr sqlite3_module module() {
        sqlite3_module made{};  // no xCreate: the table exists by its name alone
        made.xConnect = connect;
        made.xBestIndex = best_index;
        made.xDisconnect = disconnect;
        made.xOpen = open;
        made.xClose = close;
        made.xFilter = filter;
        made.xNext = next;
        made.xEof = ended;
        made.xColumn = column;
        made.xRowid = row_id;
        return made;
    }
    static constexpr sqlite3_module table = module();
};

template <class Cursor>
void add_virtual_table(const Database& database, const char* name, typename Cursor::Rows& rows) {
    const int code = sqlite3_create_module_v2(database.handle(), name, &VirtualTable<Cursor>::table,
                                              &rows, nullptr);
    if (code != SQLITE_OK) database.fail(code);
}

}  // namespace rmbsim::adapters::sqlite

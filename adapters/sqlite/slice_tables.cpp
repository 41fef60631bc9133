#include "adapters/sqlite/slice_tables.hpp"

#include <cstddef>
#include <cstdint>
#include <new>
#include <sqlite3.h>
#include <string>

#include "adapters/sqlite/database.hpp"
#include "ledger/entry.hpp"
#include "ledger/journal.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

using ledger::JournalSlice;

struct SliceTable : sqlite3_vtab {
    const OpenSlice* open = nullptr;
};

struct EntryCursor : sqlite3_vtab_cursor {
    const JournalSlice* slice = nullptr;
    std::size_t at = 0;
    std::size_t next_client = 0;  // of slice->client_ids, the first one not before `at`

    static constexpr const char* columns =
        "CREATE TABLE open_entry(id, time_ms, value_day, rule, kind, origin, nth, subject, "
        "reverses, settles, client_id, seal)";

    void first(const JournalSlice& of) {
        slice = &of;
        at = 0;
        next_client = 0;
    }
    bool ended() const { return at >= slice->entries.size(); }
    void next() {
        if (has_client_id()) ++next_client;
        ++at;
    }
    std::uint32_t id() const { return slice->first.index + static_cast<std::uint32_t>(at); }
    bool has_client_id() const {
        return next_client < slice->client_ids.size() &&
               slice->client_ids[next_client].entry.index == id();
    }
    void index_or_null(sqlite3_context* to, std::uint32_t index) const {
        if (index != ledger::none) sqlite3_result_int64(to, index);
    }
    void column(sqlite3_context* to, int column) const {
        const ledger::EntryRow& row = slice->entries[at];
        switch (column) {
            case 0:
                return sqlite3_result_int64(to, id());
            case 1:
                return sqlite3_result_int64(to, row.time_ms);
            case 2:
                return sqlite3_result_int64(to, row.value_day);
            case 3:
                return sqlite3_result_int64(to, row.rule);
            case 4:
                return sqlite3_result_int64(to, row.kind);
            case 5:
                return sqlite3_result_int64(to, row.origin);
            case 6:
                return sqlite3_result_int64(to, row.nth);
            case 7:
                return sqlite3_result_int64(to, row.subject);
            case 8:
                return index_or_null(to, row.reverses);
            case 9:
                return index_or_null(to, row.settles);
            case 10: {
                if (!has_client_id()) return;
                const std::string& text = slice->client_ids[next_client].client_id;
                return sqlite3_result_text64(to, text.data(), text.size(), SQLITE_STATIC,
                                             SQLITE_UTF8);
            }
            default:
                return sqlite3_result_int64(to, static_cast<std::int64_t>(slice->seals[at]));
        }
    }
};

struct PostingCursor : sqlite3_vtab_cursor {
    const JournalSlice* slice = nullptr;
    std::size_t at = 0;
    std::size_t entry = 0;   // of slice->entries
    std::uint32_t line = 0;  // of that entry

    static constexpr const char* columns = "CREATE TABLE open_posting(id, account, minor)";

    void first(const JournalSlice& of) {
        slice = &of;
        at = entry = 0;
        line = 0;
    }
    bool ended() const { return at >= slice->postings.size(); }
    void next() {
        ++at;
        if (++line < slice->entries[entry].posting_count) return;
        ++entry;
        line = 0;
    }
    void column(sqlite3_context* to, int column) const {
        const ledger::PostingRow& row = slice->postings[at];
        if (column == 0)
            return sqlite3_result_int64(
                to, posting_key(slice->first.index + static_cast<std::uint32_t>(entry), line));
        sqlite3_result_int64(to, column == 1 ? std::int64_t{row.account.index} : row.minor);
    }
};

// What SQLite calls; the same for both cursors.
template <class Cursor>
struct Module {
    static int connect(sqlite3* database, void* open, int, const char* const*, sqlite3_vtab** made,
                       char**) {
        auto* table = new (std::nothrow) SliceTable{};
        if (table == nullptr) return SQLITE_NOMEM;
        table->open = static_cast<const OpenSlice*>(open);
        *made = table;
        return sqlite3_declare_vtab(database, Cursor::columns);
    }
    static int disconnect(sqlite3_vtab* table) {
        delete static_cast<SliceTable*>(table);
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
        const auto* table = static_cast<const SliceTable*>(cursor->pVtab);
        if (table->open->slice == nullptr) return SQLITE_MISUSE;
        static_cast<Cursor*>(cursor)->first(*table->open->slice);
        return SQLITE_OK;
    }
    static int next(sqlite3_vtab_cursor* cursor) {
        static_cast<Cursor*>(cursor)->next();
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
    static constexpr sqlite3_module table() {
        sqlite3_module module{};  // no xCreate: the table exists by its name alone
        module.xConnect = connect;
        module.xBestIndex = best_index;
        module.xDisconnect = disconnect;
        module.xOpen = open;
        module.xClose = close;
        module.xFilter = filter;
        module.xNext = next;
        module.xEof = ended;
        module.xColumn = column;
        module.xRowid = row_id;
        return module;
    }
};

constexpr sqlite3_module entry_module = Module<EntryCursor>::table();
constexpr sqlite3_module posting_module = Module<PostingCursor>::table();

}  // namespace

void add_slice_tables(const Database& database, OpenSlice& open) {
    sqlite3* handle = database.handle();
    int code = sqlite3_create_module_v2(handle, "open_entry", &entry_module, &open, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_create_module_v2(handle, "open_posting", &posting_module, &open, nullptr);
    if (code != SQLITE_OK) database.fail(code);
}

}  // namespace rmbsim::adapters::sqlite

#include "adapters/sqlite/slice_tables.hpp"

#include <cstddef>
#include <cstdint>
#include <sqlite3.h>
#include <string>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/virtual_table.hpp"
#include "ledger/entry.hpp"
#include "ledger/journal.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

using ledger::JournalSlice;

struct EntryCursor : sqlite3_vtab_cursor {
    using Rows = OpenSlice;
    const JournalSlice* slice = nullptr;
    std::size_t at = 0;
    std::size_t next_client = 0;  // of slice->client_ids, the first one not before `at`

    static constexpr const char* columns =
        "CREATE TABLE open_entry(id, time_ms, value_day, rule, kind, origin, nth, subject, "
        "reverses, settles, client_id, seal)";

    bool first(const OpenSlice& open) {
        slice = open.slice;
        at = 0;
        next_client = 0;
        return slice != nullptr;
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
    using Rows = OpenSlice;
    const JournalSlice* slice = nullptr;
    std::size_t at = 0;
    std::size_t entry = 0;   // of slice->entries
    std::uint32_t line = 0;  // of that entry

    static constexpr const char* columns = "CREATE TABLE open_posting(id, account, minor)";

    bool first(const OpenSlice& open) {
        slice = open.slice;
        at = entry = 0;
        line = 0;
        return slice != nullptr;
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

}  // namespace

void add_slice_tables(const Database& database, OpenSlice& open) {
    add_virtual_table<EntryCursor>(database, "open_entry", open);
    add_virtual_table<PostingCursor>(database, "open_posting", open);
}

}  // namespace rmbsim::adapters::sqlite

// A slice of the journal as two read-only virtual tables (virtual_table.hpp).
#pragma once

#include <cstdint>

#include "adapters/sqlite/database.hpp"
#include "ledger/journal.hpp"

namespace rmbsim::adapters::sqlite {

struct OpenSlice {  // set before the statement runs; stays where it is while the database is open
    const ledger::JournalSlice* slice = nullptr;
};

// open_entry(id, time_ms, value_day, rule, kind, origin, nth, subject, reverses, settles, client_id,
// seal) and open_posting(id, account, minor).
void add_slice_tables(const Database& database, OpenSlice& open);

// The key of a posting: its entry and its line within it.
constexpr std::int64_t posting_key(std::uint32_t entry, std::uint32_t line) {
    return (std::int64_t{entry} << 16) | line;
}

}  // namespace rmbsim::adapters::sqlite

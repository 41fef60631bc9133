// Reads a journal's days back, rows to the bytes that the ledger sealed.
//
// Damage      never stops the walk: what cannot be read is a finding, and a day that refers to
//             something that does not exist is marked unsound; rows behind the last closed day come as
//             one more day without a digest
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/read_directory.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "ledger/entry.hpp"
#include "ledger/journal.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {

struct DayRow {  // as the table day has it
    std::int32_t day = 0;
    std::uint32_t entries_before = 0;
    std::int64_t decisions_before = 0;
    std::int64_t limit_days_before = 0;
    std::string digest;  // "sha256:…"
};

struct DayRows {
    std::optional<DayRow> closed;  // nullopt: rows behind the last closed day
    std::uint32_t first = 0;       // number of the first entry, if there is one
    std::vector<ledger::EntryRow> entries;
    std::vector<std::uint32_t> ids;  // of entries: 0, 1, 2 … in a sound journal
    std::vector<ledger::PostingRow> postings;
    std::vector<std::uint64_t> seals;
    std::vector<ledger::ClientIdRow> client_ids;
    std::vector<sim::Decision> decisions;
    std::vector<sim::LimitDay> limits;
    bool sound = true;  // every index is valid

    ledger::JournalSlice slice() const;
};

class DayReader {
  public:
    // The directory outlives the reader.
    DayReader(const Database& database, const sim::Directory& directory, Findings& findings);

    bool next(DayRows& day);             // reuses the day's memory
    std::vector<TableEnd> ends() const;  // of the sealed tables, after the last day

  private:
    struct OpenEntry {
        std::uint32_t id = 0;
        ledger::EntryRow row;
        std::uint64_t seal = 0;
        std::optional<std::string> client_id;
    };
    struct OpenPosting {
        std::uint32_t entry = 0;
        std::uint32_t line = 0;
        ledger::PostingRow row;
    };
    void read_entry();    // into entry_, the next that is not taken yet
    void read_posting();  // into posting_
    void read_decision();
    void read_limit_day();
    void take_entry(DayRows& day);
    void take_postings(DayRows& day, ledger::EntryRow& row, std::uint32_t id);
    std::uint32_t unsigned_column(int column, std::uint64_t most, const char* name);

    const sim::Directory& directory_;
    Findings& findings_;
    std::vector<DayRow> days_;
    std::vector<TableEnd> ends_;
    std::optional<Statement> entries_, postings_;
    SealedRows decisions_, limit_days_;
    std::optional<OpenEntry> entry_;
    std::optional<OpenPosting> posting_;
    std::optional<sim::Decision> decision_;
    std::optional<sim::LimitDay> limit_day_;
    std::size_t next_day_ = 0;
    std::uint64_t expected_entry_ = 0;
    std::int64_t decisions_taken_ = 0, limit_days_taken_ = 0;
    bool tail_given_ = false;
};

}  // namespace rmbsim::adapters::sqlite

// The journal of a run as one SQLite file: every table append-only, one transaction per closed day.
//
// While open  write-ahead log beside the file, locked against others; a run that is cut off leaves
//             whole days. A day of many rows goes past the log into the file, with a rollback journal
//             beside it that takes back what a cut-off left of it
// Live        inputs from outside are logged in transactions of their own, before they act
// Finished    one file and nothing beside it; every page marked (page_marks.hpp), every row sealed
// Cut off     resume_sqlite_store() goes on with what such a run has left: the run is made again from its
//             start, and what it hands over is held against what is stored, row by row and day by day;
//             what comes after that is appended
// Errors      StoreFailure with one sentence: what could not be done, where, why, what to do;
//             JournalDiffers where a run made again is not the one that is stored
// Signals     a file-size limit (ulimit -f) raises SIGXFSZ: opening a store sets it to be ignored, so
//             that the limit comes as an error
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include "adapters/sqlite/input_rows.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

class JournalDiffers : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

enum class StoreFile : std::uint8_t { create, resume };

class SqliteStore : public sim::Store {
  public:
    // create: the file must not exist yet; resume: it must, with a run that did not finish.
    explicit SqliteStore(std::filesystem::path path, StoreFile how = StoreFile::create);
    ~SqliteStore() override;
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    void begin(const sim::RunFacts& facts, const sim::Directory& directory) override;
    void append(const sim::DayRecord& day) override;
    void finish(const ledger::Digest& root, std::span<const ledger::Chain> chains) override;

    // Numbered on from logged_before(). On return they are in the file and survive the program's death.
    void log(std::span<const sqlite::LoggedInput> inputs);
    // Of a run that was cut off: its inputs, and how many of its closed days are still to be met.
    const std::vector<sqlite::LoggedInput>& logged_before() const;
    std::size_t stored_days_left() const;

  private:
    struct State;
    std::filesystem::path path_;
    std::unique_ptr<State> state_;
};

std::unique_ptr<SqliteStore> open_sqlite_store(const std::filesystem::path& path);
std::unique_ptr<SqliteStore> resume_sqlite_store(const std::filesystem::path& path);

}  // namespace rmbsim::adapters

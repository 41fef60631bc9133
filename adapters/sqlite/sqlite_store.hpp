// The journal of a run as one SQLite file: every table append-only, one transaction per closed day.
//
// While open  write-ahead log beside the file, locked against others; a run that is cut off leaves
//             whole days
// Finished    one file and nothing beside it; every page marked (page_marks.hpp), every row sealed
// Errors      StoreFailure with one sentence: what could not be done, where, why, what to do
// Signals     a file-size limit (ulimit -f) raises SIGXFSZ: opening a store sets it to be ignored, so
//             that the limit comes as an error
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

class SqliteStore : public sim::Store {
  public:
    explicit SqliteStore(std::filesystem::path path);  // the file must not exist yet
    ~SqliteStore() override;
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    void begin(const sim::RunFacts& facts, const sim::Directory& directory) override;
    void append(const sim::DayRecord& day) override;
    void finish(const ledger::Digest& root, std::span<const ledger::Chain> chains) override;

  private:
    struct State;
    std::filesystem::path path_;
    std::unique_ptr<State> state_;
};

std::unique_ptr<SqliteStore> open_sqlite_store(const std::filesystem::path& path);

}  // namespace rmbsim::adapters

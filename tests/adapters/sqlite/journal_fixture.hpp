// A small run with everything a journal can hold, written to a real SQLite file: a company and its bank
// over four days, sweeps to a header in Hong Kong, one of them cut by the lending quota.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ledger/digest.hpp"
#include "ledger/entry.hpp"
#include "ledger/journal.hpp"
#include "ledger/ledger.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

// A folder of its own that goes when the test ends.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline ledger::ValueDate january(int day) {
    return std::chrono::local_days{std::chrono::year{2026} / 1 / day};
}

struct DayKept {  // what was handed to the store, as values
    ledger::SealedDay seal;
    std::uint32_t first = 0;
    std::vector<ledger::EntryRow> entries;
    std::vector<ledger::PostingRow> postings;
    std::vector<std::uint64_t> seals;
    std::vector<ledger::ClientIdRow> client_ids;
    std::vector<sim::Decision> decisions;
    std::vector<sim::LimitDay> limits;
};
DayKept kept(const sim::DayRecord& day);
bool same(const DayKept& a, const DayKept& b);

struct SmallRun {
    SmallRun();

    sim::RunFacts facts{{"seed", "20260101"}, {"version", "0.1.0"}};
    sim::Directory directory;
    ledger::Ledger ledger;
    std::vector<DayKept> days;
    ledger::Digest root;

    // Writes the days that were made to a new file; without finish() the run is cut off.
    void write(const std::filesystem::path& path, bool finished = true) const;
};

// The finished journal of a SmallRun. It is made once and copied: syncing a file to disk takes longer
// than a test.
void write_small_journal(const std::filesystem::path& path);

// Runs SQL on the file as somebody with an editor would: triggers are dropped first.
void alter(const std::filesystem::path& path, const std::string& sql);
// The one integer that a query gives.
std::int64_t query(const std::filesystem::path& path, const std::string& sql);
// The error message of a statement, empty when it is taken.
std::string refusal_of(const std::filesystem::path& path, const std::string& sql);

}  // namespace rmbsim::adapters

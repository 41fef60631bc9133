// A finished journal, opened for reading: facts, names, and days as the simulator handed them out.
//
// File        read-only and immutable: no lock, no journal beside it, nothing is written. Only where a run
//             was cut off in the midst of a large day, the half of it that is there is taken back first
// Damage      never crashes: a file that is no journal is refused with one sentence; whatever cannot be
//             read inside is a finding, and a day with a broken reference is left out of the walk
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

namespace sqlite {
class Database;
class Findings;
enum class OpenAs : std::uint8_t;
struct LoggedInput;
struct RunTables;
}  // namespace sqlite

class JournalFile {
  public:
    static std::expected<JournalFile, std::string> open(const std::filesystem::path& path);
    // The same for the journal of a run that was cut off: with the log that lies beside it. Refused
    // while the run goes on.
    static std::expected<JournalFile, std::string> open_cut_off(const std::filesystem::path& path);
    ~JournalFile();
    JournalFile(JournalFile&&) noexcept;
    JournalFile& operator=(JournalFile&&) noexcept;

    const sim::RunFacts& facts() const;
    const sim::Directory& directory() const;
    const std::string& root() const;                 // "sha256:…"; empty: the run did not finish
    const std::vector<std::string>& chains() const;  // 32 hexadecimal digits a book
    const std::vector<sqlite::LoggedInput>& inputs() const;  // from outside, in their order
    bool is_finished() const { return !root().empty(); }

    // Days in order; the record is valid during the call. What was wrong is in findings() then.
    void for_each_day(const std::function<void(const sim::DayRecord&)>& fn);
    const std::vector<std::string>& findings() const;

    // For readers in this folder.
    const sqlite::Database& database() const;
    const sqlite::RunTables& tables() const;
    sqlite::Findings& notes();

  private:
    struct State;
    static std::expected<JournalFile, std::string> open_as(const std::filesystem::path& path,
                                                           sqlite::OpenAs how);
    explicit JournalFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace rmbsim::adapters

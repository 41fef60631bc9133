#include "adapters/sqlite/journal_file.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/day_reader.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "adapters/sqlite/read_directory.hpp"
#include "adapters/sqlite/schema.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

struct JournalFile::State {
    State(const std::filesystem::path& path, sqlite::OpenAs how) : database(path, how) {}
    sqlite::Database database;
    sqlite::Findings findings;
    sqlite::RunTables tables;
};

JournalFile::JournalFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
JournalFile::~JournalFile() = default;
JournalFile::JournalFile(JournalFile&&) noexcept = default;
JournalFile& JournalFile::operator=(JournalFile&&) noexcept = default;

std::expected<JournalFile, std::string> JournalFile::open(const std::filesystem::path& path) {
    std::error_code none;
    const std::uintmax_t to_take_back =
        std::filesystem::file_size(path.string() + "-journal", none);
    const bool is_half = !none && to_take_back > 0;
    return open_as(path, is_half ? sqlite::OpenAs::cut_off : sqlite::OpenAs::immutable);
}

std::expected<JournalFile, std::string> JournalFile::open_cut_off(
    const std::filesystem::path& path) {
    return open_as(path, sqlite::OpenAs::cut_off);
}

std::expected<JournalFile, std::string> JournalFile::open_as(const std::filesystem::path& path,
                                                             sqlite::OpenAs how) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return std::unexpected(fmt::format("there is no journal at {}", path.string()));
    if (!std::filesystem::is_regular_file(path, ignored))
        return std::unexpected(fmt::format("{} is not a file", path.string()));
    try {
        auto state = std::make_unique<State>(path, how);
        if (how == sqlite::OpenAs::cut_off) {  // what is found stays as it was found
            sqlite3_db_config(state->database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
                              nullptr);
            // Exclusive: the index of the log stays in memory, and no file beside the log is made for it.
            state->database.execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA query_only=ON");
        }
        // A damaged page is told as such, and a trigger or view in a foreign file is not trusted.
        state->database.execute("PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF");
        sqlite::Statement version(state->database, "PRAGMA user_version");
        const std::int64_t found = version.step() ? version.integer(0) : 0;
        if (found != sqlite::schema_version)
            return std::unexpected(
                fmt::format("{} is not a journal that this version reads: its schema is {}, not {}",
                            path.string(), found, sqlite::schema_version));
        state->tables = sqlite::read_run_tables(state->database, state->findings);
        return JournalFile(std::move(state));
    } catch (const sqlite::SqliteError& error) {
        return std::unexpected(
            fmt::format("{} cannot be read as a journal: {}", path.string(), error.what()));
    }
}

const sim::RunFacts& JournalFile::facts() const { return state_->tables.facts; }
const sim::Directory& JournalFile::directory() const { return state_->tables.directory; }
const std::string& JournalFile::root() const { return state_->tables.root; }
const std::vector<std::string>& JournalFile::chains() const { return state_->tables.chains; }
const std::vector<sqlite::LoggedInput>& JournalFile::inputs() const {
    return state_->tables.inputs;
}
const std::vector<std::string>& JournalFile::findings() const { return state_->findings.kept(); }
const sqlite::Database& JournalFile::database() const { return state_->database; }
const sqlite::RunTables& JournalFile::tables() const { return state_->tables; }
sqlite::Findings& JournalFile::notes() { return state_->findings; }

void JournalFile::for_each_day(const std::function<void(const sim::DayRecord&)>& fn) {
    sqlite::DayReader reader(state_->database, state_->tables.directory, state_->findings);
    sqlite::DayRows rows;
    while (reader.next(rows)) {
        if (!rows.closed) continue;
        const auto digest = sqlite::digest_from(rows.closed->digest);
        if (!rows.sound || !digest) {
            state_->findings.add(fmt::format("day {} was left out: it cannot be read as it was",
                                             sqlite::date_text(rows.closed->day)));
            continue;
        }
        fn({.seal = {.day = rows.closed->day,
                     .entries_before = rows.closed->entries_before,
                     .digest = *digest},
            .journal = rows.slice(),
            .decisions = rows.decisions,
            .limits = rows.limits});
    }
}

}  // namespace rmbsim::adapters

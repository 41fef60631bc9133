#include "adapters/sqlite/sqlite_store.hpp"

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/commerce_rows.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/decision_trace.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "adapters/sqlite/page_marks.hpp"
#include "adapters/sqlite/payment_tables.hpp"
#include "adapters/sqlite/row_seal.hpp"
#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "adapters/sqlite/slice_tables.hpp"
#include "adapters/sqlite/static_rows.hpp"
#include "adapters/sqlite/store_failure.hpp"
#include "ledger/contract.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {

using sqlite::Database;
using sqlite::SealedInsert;
using sqlite::Statement;

namespace {

// Settings that a new file needs before its first page is written.
void prepare_file(Database& database) {
    int reserved = sqlite::mark_bytes;
    database.execute(fmt::format("PRAGMA page_size={}", sqlite::page_bytes));
    const int code =
        sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    if (code != SQLITE_OK) database.fail(code);
    database.execute(fmt::format(
        "PRAGMA auto_vacuum=NONE; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; "
        "PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF; PRAGMA wal_autocheckpoint=4000; "
        "PRAGMA cache_size=-16000; PRAGMA application_id={}; PRAGMA user_version={}",
        sqlite::application_id, sqlite::schema_version));
}

constexpr std::size_t rows_past_the_log = 100'000;  // some five megabytes

// A file that a run has left, as its writer had it open; refused when it is none, or finished.
void reopen_file(Database& database, const std::filesystem::path& path) {
    database.execute(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16000");
    Statement version(database, "PRAGMA user_version");
    if (!version.step() || version.integer(0) != sqlite::schema_version)
        throw JournalDiffers(
            fmt::format("{} is not a journal that this version can go on with: its schema is {}, "
                        "not {}",
                        path.string(), version.integer(0), sqlite::schema_version));
    Statement root(database, "SELECT count(*) FROM run WHERE key = ?");
    root.bind(0, sqlite::root_key);
    if (root.step() && root.integer(0) > 0)
        throw JournalDiffers(fmt::format("{} is finished", path.string()));
}

// Reads the input log of a file that was reopened; one that is not whole is not gone on with.
std::vector<sqlite::LoggedInput> read_inputs(const Database& database,
                                             const std::filesystem::path& path) {
    sqlite::Findings findings;
    sqlite::SealedRows rows(database, "input_log", findings, 1);
    std::vector<sqlite::LoggedInput> inputs;
    while (rows.next()) inputs.push_back(sqlite::input_of(rows));
    if (findings.count() > 0)
        throw JournalDiffers(fmt::format("{}: {}", path.string(), findings.kept().front()));
    return inputs;
}

SealedInsert insert_into(const Database& database, std::string_view table) {
    return {database, table, sqlite::table_named(table).column_count};
}

}  // namespace

struct SqliteStore::State {
    State(const std::filesystem::path& path, StoreFile how)
        : database(path,
                   how == StoreFile::create ? sqlite::OpenAs::new_file : sqlite::OpenAs::cut_off) {
        if (how == StoreFile::create) {
            prepare_file(database);
            database.execute("BEGIN");
            database.execute(sqlite::create_statements());
        } else {
            reopen_file(database, path);
            logged_before = read_inputs(database, path);
            database.execute("BEGIN");
        }
        sqlite::add_slice_tables(database, open);
        payments.emplace(database, open_payments);
        commerce.emplace(database);
        run.emplace(insert_into(database, "run"));
        parameters.emplace(insert_into(database, "parameter"));
        decisions.emplace(insert_into(database, "decision"));
        limit_days.emplace(insert_into(database, "limit_day"));
        days.emplace(insert_into(database, "day"));
        inputs.emplace(insert_into(database, "input_log"));
        for (const sqlite::LoggedInput& input : logged_before) sqlite::write_input(*inputs, input);
        entries.emplace(database,
                        "INSERT INTO entry SELECT id, time_ms, value_day, rule, kind, origin, nth, "
                        "subject, reverses, settles, client_id, seal FROM open_entry");
        postings.emplace(database,
                         "INSERT INTO posting(id, account, minor) "
                         "SELECT id, account, minor FROM open_posting");
        begin_day.emplace(database, "BEGIN");
        commit_day.emplace(database, "COMMIT");
    }

    void fact(std::string_view key, std::string_view value) {
        run->row(run->seal().rows(), key, value);
    }
    void write_new_parameters() {
        const auto& rows = directory->parameters;
        for (auto i = static_cast<std::size_t>(parameters->seal().rows()); i < rows.size(); ++i)
            sqlite::write_parameter(*parameters, i, rows[i]);
    }
    void write_decision(const sim::Decision& decision);
    void write_limit_day(std::int32_t day, const sim::LimitDay& row);
    void begin(const sim::RunFacts& facts, const sim::Directory& names);
    void append(const sim::DayRecord& day);
    void choose_log(std::size_t rows);
    void seal_tables();

    Database database;
    sqlite::OpenSlice open;
    sqlite::OpenPayments open_payments;
    const sim::Directory* directory = nullptr;
    std::optional<SealedInsert> run, parameters, decisions, limit_days, days, inputs;
    std::vector<sqlite::LoggedInput> logged_before;
    std::optional<sqlite::PaymentInsert> payments;
    std::optional<sqlite::CommerceInsert> commerce;
    std::optional<Statement> entries, postings, begin_day, commit_day;
    std::vector<SealedInsert> static_tables;
    bool writes_past_log = false;
    std::string trace;  // scratch
};

void SqliteStore::State::write_decision(const sim::Decision& d) {
    trace.clear();
    sqlite::append_trace(trace, d);
    const auto binding = d.binding == UINT8_MAX ? sqlite::Value() : sqlite::Value(d.binding);
    decisions->row(d.id, d.link, d.time_ms, d.upward, d.child_minor, d.header_minor, d.wish_minor,
                   d.amount_minor, sim::name_of(d.outcome), binding,
                   sqlite::index_or_null(d.first_entry), sqlite::index_or_null(d.parameter), trace);
}

void SqliteStore::State::write_limit_day(std::int32_t day, const sim::LimitDay& row) {
    limit_days->row(limit_days->seal().rows(), day, row.limit, row.cap_minor, row.used_minor,
                    row.peak_minor, row.blocked_minor, row.cuts,
                    sqlite::index_or_null(row.parameter));
}

// A day of many rows would be written twice through the log: into it, and from it into the file.
void SqliteStore::State::choose_log(std::size_t rows) {
    const bool past_log = rows >= rows_past_the_log;
    if (past_log == writes_past_log) return;
    database.execute(past_log ? "PRAGMA journal_mode=TRUNCATE" : "PRAGMA journal_mode=WAL");
    writes_past_log = past_log;
}

void SqliteStore::State::append(const sim::DayRecord& day) {
    const bool stored = days->stored_left() > 0;  // then its digest speaks for its entries
    choose_log(day.journal.entries.size() + day.journal.postings.size() +
               day.payments.facts.size() + day.payments.steps.size() + day.commerce.orders.size() +
               day.commerce.steps.size());
    begin_day->run();
    write_new_parameters();
    if (!stored) {
        open.slice = &day.journal;
        entries->run();
        postings->run();
        open.slice = nullptr;
    }
    payments->write(day.payments);
    commerce->write(day.commerce);
    for (const sim::Decision& decision : day.decisions) write_decision(decision);
    for (const sim::LimitDay& row : day.limits) write_limit_day(day.seal.day, row);
    days->row(days->seal().rows(), day.seal.day, day.seal.entries_before, decisions->seal().rows(),
              limit_days->seal().rows(), to_text(day.seal.digest));
    commit_day->run();
}

void SqliteStore::State::seal_tables() {
    SealedInsert sealed = insert_into(database, "sealed");
    const auto add = [&](const SealedInsert& insert) {
        sealed.row(sealed.seal().rows(), insert.table(), insert.seal().rows(),
                   insert.seal().last());
    };
    for (const SealedInsert& insert : static_tables) add(insert);
    for (const auto& insert : {&run, &parameters, &decisions, &limit_days, &days, &inputs})
        add(**insert);
    add(commerce->orders());
    add(commerce->steps());
    sealed.row(sealed.seal().rows(), "payment", payments->payments().rows(),
               payments->payments().last());
    sealed.row(sealed.seal().rows(), "payment_step", payments->steps().rows(),
               payments->steps().last());
}

SqliteStore::SqliteStore(std::filesystem::path path, StoreFile how) : path_(std::move(path)) {
    // A signal's disposition is the process's: the default would end it before errno can tell why.
    std::signal(SIGXFSZ, SIG_IGN);
    if (how == StoreFile::create) sqlite::refuse_existing(path_);
    sqlite::tell_failures(path_, [&] { state_ = std::make_unique<State>(path_, how); });
}

SqliteStore::~SqliteStore() = default;

void SqliteStore::begin(const sim::RunFacts& facts, const sim::Directory& directory) {
    ledger::expects(state_ && state_->directory == nullptr, "a store begins once");
    try {
        sqlite::tell_failures(path_, [&] { state_->begin(facts, directory); });
    } catch (const sqlite::RowDiffers& differs) {
        throw JournalDiffers(
            fmt::format("{} was begun by another version, or from other inputs (table {}, row {})",
                        path_.string(), differs.table(), differs.row()));
    }
}

void SqliteStore::State::begin(const sim::RunFacts& facts, const sim::Directory& names) {
    directory = &names;
    payments->begin(facts, names);
    for (const auto& [key, value] : facts) fact(key, value);
    const auto named = [&](const char* name, const std::string& value) {
        fact(std::string(sqlite::directory_prefix) + name, value);
    };
    named("scenario", names.scenario);
    named("title_en", names.title_en);
    named("title_zh", names.title_zh);
    named("regime", names.regime);
    named("instrument", names.instrument);
    named("reporting_currency", names.reporting_currency);
    named("alternative_rate", names.alternative_rate);
    sqlite::write_static_rows(database, names, static_tables);
    write_new_parameters();
    database.execute("COMMIT");
}

void SqliteStore::append(const sim::DayRecord& day) {
    ledger::expects(state_ && state_->directory != nullptr, "a store begins before it appends");
    try {
        sqlite::tell_failures(path_, [&] { state_->append(day); });
    } catch (const sqlite::RowDiffers& differs) {
        throw JournalDiffers(fmt::format(
            "{}: day {} made again is not the day that is stored (table {}, row {})",
            path_.string(), sqlite::date_text(day.seal.day), differs.table(), differs.row()));
    }
}

void SqliteStore::log(std::span<const sqlite::LoggedInput> inputs) {
    ledger::expects(state_ && state_->directory != nullptr, "a store begins before it logs");
    sqlite::tell_failures(path_, [&] {
        state_->choose_log(inputs.size());
        state_->begin_day->run();
        for (const sqlite::LoggedInput& input : inputs) sqlite::write_input(*state_->inputs, input);
        state_->commit_day->run();
    });
}

const std::vector<sqlite::LoggedInput>& SqliteStore::logged_before() const {
    ledger::expects(state_ != nullptr, "a store that is open");
    return state_->logged_before;
}

std::size_t SqliteStore::stored_days_left() const {
    ledger::expects(state_ != nullptr, "a store that is open");
    return state_->days->stored_left();
}

void SqliteStore::finish(const ledger::Digest& root, std::span<const ledger::Chain> chains) {
    ledger::expects(state_ && state_->directory != nullptr, "a store begins before it finishes");
    sqlite::tell_failures(path_, [&] {
        State& s = *state_;
        s.begin_day->run();
        s.write_new_parameters();
        SealedInsert heads = insert_into(s.database, "chain");
        for (const ledger::Chain& chain : chains)
            heads.row(heads.seal().rows(), sqlite::chain_text(chain));
        s.static_tables.push_back(std::move(heads));
        s.fact(sqlite::root_key, to_text(root));
        s.seal_tables();
        s.commit_day->run();
        s.static_tables.clear();
        s.run.reset(), s.parameters.reset(), s.decisions.reset(), s.limit_days.reset();
        s.days.reset(), s.inputs.reset(), s.entries.reset(), s.postings.reset();
        s.begin_day.reset(), s.commit_day.reset(), s.payments.reset(), s.commerce.reset();
        s.database.execute("PRAGMA journal_mode=DELETE");
        s.database.close();
        state_.reset();
        // Left by a reader that looked at a run that had been cut off, and, empty, by a day past the log.
        std::error_code ignored;
        for (const char* suffix : {"-shm", "-journal"})
            std::filesystem::remove(path_.string() + suffix, ignored);
        sqlite::mark_pages(path_);
    });
}

std::unique_ptr<SqliteStore> open_sqlite_store(const std::filesystem::path& path) {
    return std::make_unique<SqliteStore>(path);
}

std::unique_ptr<SqliteStore> resume_sqlite_store(const std::filesystem::path& path) {
    return std::make_unique<SqliteStore>(path, StoreFile::resume);
}

}  // namespace rmbsim::adapters

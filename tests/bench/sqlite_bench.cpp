// Postings a second into SQLite: the store, beside bare prepared inserts of the same postings.
//
// Model       10,000 accounts, entries of two postings, days of 20,000 entries; timed from begin() to
//             finish(), the file on the disk that holds the temporary folder
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sqlite3.h>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sqlite/sqlite_store.hpp"
#include "ledger/currency.hpp"
#include "ledger/ledger.hpp"

namespace {

using namespace rmbsim;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t account_count = 10'000;
constexpr std::uint32_t entries_a_day = 20'000;

struct Books {
    ledger::Ledger ledger;
    sim::Directory directory;
};

void open_accounts(Books& books) {
    const ledger::BookId book = books.ledger.open_book("bench");
    books.directory.books.push_back({"bench", "Bench", "", "CN", true});
    for (std::uint32_t i = 0; i < account_count; ++i) {
        ledger::AccountSpec spec{.book = book,
                                 .currency = ledger::currency("CNY"),
                                 .code = "1002." + std::to_string(i),
                                 .name = {}};
        books.ledger.open(spec);
        sim::AccountRow row;
        row.spec = spec;
        books.directory.accounts.push_back(std::move(row));
    }
    books.directory.rules.push_back({"transfer", "Transfer", "", ""});
}

void post_day(ledger::Ledger& ledger, std::uint32_t day, std::uint64_t& state) {
    const auto date = ledger::date_of(20454 + static_cast<std::int32_t>(day));
    for (std::uint32_t i = 0; i < entries_a_day; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const auto from = static_cast<std::uint32_t>(state >> 33) % account_count;
        const auto to = (from + 1 + i % (account_count - 1)) % account_count;
        const auto minor = static_cast<std::int64_t>(state >> 40) + 1;
        const ledger::Posting lines[] = {{ledger::AccountId{from}, -minor},
                                         {ledger::AccountId{to}, minor}};
        const auto posted = ledger.post(
            {.time = ledger::SimTime{date.time_since_epoch()} + std::chrono::milliseconds{i},
             .value_date = date,
             .cause = {.origin = from, .nth = i, .subject = i, .kind = 3},
             .postings = lines});
        if (!posted) std::abort();
    }
}

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double store_rate(const std::filesystem::path& path, std::uint32_t days) {
    Books books;
    open_accounts(books);
    std::uint64_t state = 1;
    double seconds = 0;
    auto start = Clock::now();
    const auto store = adapters::open_sqlite_store(path);
    store->begin({{"scenario", "bench"}}, books.directory);
    seconds += seconds_since(start);
    for (std::uint32_t day = 0; day < days; ++day) {
        post_day(books.ledger, day, state);
        const auto closed =
            books.ledger.close_day(ledger::date_of(20454 + static_cast<std::int32_t>(day)));
        start = Clock::now();
        store->append(
            {.seal = closed.seal, .journal = closed.slice, .decisions = {}, .limits = {}});
        seconds += seconds_since(start);
    }
    const auto root = books.ledger.digest();
    start = Clock::now();
    store->finish(root, books.ledger.chains());
    seconds += seconds_since(start);
    return 2.0 * entries_a_day * days / seconds;
}

void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE) return;
    std::fprintf(stderr, "sqlite: %s\n", sqlite3_errstr(code));
    std::exit(3);
}

// Nothing but postings, by one prepared insert each; a transaction a day, as the store.
double bare_rate(const std::filesystem::path& path, std::uint32_t days) {
    sqlite3* database = nullptr;
    sqlite3_stmt* insert = nullptr;
    const auto run = [&](const char* sql) {
        check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr));
    };
    const auto start = Clock::now();
    check(sqlite3_open(path.c_str(), &database));
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE posting(entry INTEGER, account INTEGER, minor INTEGER) STRICT");
    check(sqlite3_prepare_v2(database, "INSERT INTO posting VALUES(?,?,?)", -1, &insert, nullptr));
    std::uint64_t state = 1;
    std::int64_t entry = 0;
    for (std::uint32_t day = 0; day < days; ++day) {
        run("BEGIN");
        for (std::uint32_t i = 0; i < 2 * entries_a_day; ++i) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            check(sqlite3_bind_int64(insert, 1, entry / 2));
            check(sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(state >> 33) % 10'000));
            check(sqlite3_bind_int64(insert, 3, static_cast<sqlite3_int64>(state >> 40)));
            check(sqlite3_step(insert));
            check(sqlite3_reset(insert));
            ++entry;
        }
        run("COMMIT");
    }
    check(sqlite3_finalize(insert));
    check(sqlite3_close(database));
    return 2.0 * entries_a_day * days / seconds_since(start);
}

}  // namespace

int main(int argc, char** argv) {
    const auto days = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 50);
    const auto folder = std::filesystem::temp_directory_path() /
                        ("rmbsim-bench-" + std::to_string(Clock::now().time_since_epoch().count()));
    std::filesystem::create_directories(folder);
    const double bare = bare_rate(folder / "bare.sqlite", days);
    const double store = store_rate(folder / "journal.sqlite", days);
    const auto bytes = std::filesystem::file_size(folder / "journal.sqlite");
    const auto postings = 2.0 * entries_a_day * days;
    std::printf("sqlite: %.0f postings of two-posting entries\n", postings);
    std::printf("  %-44s %12.0f postings/s\n", "bare prepared insert of postings alone", bare);
    std::printf("  %-44s %12.0f postings/s  (%.1f bytes a posting)\n",
                "store: entries, postings, seals, finish", store,
                static_cast<double>(bytes) / postings);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return 0;
}

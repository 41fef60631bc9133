// Postings a second into SQLite: the store, beside bare prepared inserts of the same postings.
//
// Model       10,000 accounts, entries of two postings, days of 20,000 entries; timed from begin() to
//             finish(), the file on the disk that holds the temporary folder
// Rate        by processor time (repeat.hpp says why); the wall clock stands behind it, waiting for the
//             disk included
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sqlite3.h>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "adapters/sqlite/sqlite_store.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/ledger.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "tests/bench/repeat.hpp"

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

// Both clocks over the stretches between start() and stop().
class Stopwatch {
  public:
    void start() {
        processor_ -= bench::processor_seconds();
        wall_ -= now();
    }
    void stop() {
        processor_ += bench::processor_seconds();
        wall_ += now();
    }
    double processor() const { return processor_; }
    double wall() const { return wall_; }

  private:
    static double now() {
        return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
    }
    double processor_ = 0, wall_ = 0;
};

Stopwatch time_store(const std::filesystem::path& path, std::uint32_t days) {
    Books books;
    open_accounts(books);
    std::uint64_t state = 1;
    Stopwatch watch;
    watch.start();
    const auto store = adapters::open_sqlite_store(path);
    store->begin({{"scenario", "bench"}}, books.directory);
    watch.stop();
    for (std::uint32_t day = 0; day < days; ++day) {
        post_day(books.ledger, day, state);
        const auto closed =
            books.ledger.close_day(ledger::date_of(20454 + static_cast<std::int32_t>(day)));
        watch.start();
        store->append(
            {.seal = closed.seal, .journal = closed.slice, .decisions = {}, .limits = {}});
        watch.stop();
    }
    const auto root = books.ledger.digest();
    watch.start();
    store->finish(root, books.ledger.chains());
    watch.stop();
    return watch;
}

// A day's payments: each queued, then settled by its entry.
struct PaymentDay {
    std::vector<sim::PaymentFact> facts;
    std::vector<sim::PaymentStep> steps;
};

void pay_day(PaymentDay& day, std::uint32_t first_entry) {
    day.facts.clear(), day.steps.clear();
    for (std::uint32_t i = 0; i < entries_a_day; ++i) {
        const std::uint32_t entry = first_entry + i, id = entry + 1;
        const std::int64_t time_ms = 1'767'600'000'000 + i;
        day.facts.push_back({.id = id,
                             .rail = 0,
                             .payer_book = 0,
                             .payee_book = 0,
                             .minor = 100 + i,
                             .submitted_ms = time_ms,
                             .source = 0,
                             .nth = id});
        day.steps.push_back({.payment = id,
                             .time_ms = time_ms,
                             .minor = 100 + i,
                             .kind = sim::PaymentStepKind::queued,
                             .reason = sim::PaymentReason::no_liquidity});
        day.steps.push_back({.payment = id,
                             .entry = entry,
                             .time_ms = time_ms + 1000,
                             .minor = 100 + i,
                             .kind = sim::PaymentStepKind::settled});
    }
}

// The same with a payment and two steps an entry.
Stopwatch time_payments(const std::filesystem::path& path, std::uint32_t days) {
    Books books;
    open_accounts(books);
    books.directory.payment_systems.push_back(
        {.rail = "hvps", .name_en = {}, .name_zh = {}, .rules = {}, .currency = "CNY"});
    books.directory.payment_sources.push_back("day");
    std::uint64_t state = 1;
    PaymentDay payments;
    Stopwatch watch;
    watch.start();
    const auto store = adapters::open_sqlite_store(path);
    store->begin({{"scenario", "bench"}, {"seed", "1"}}, books.directory);
    watch.stop();
    for (std::uint32_t day = 0; day < days; ++day) {
        const std::uint32_t first = books.ledger.entry_count();
        post_day(books.ledger, day, state);
        pay_day(payments, first);
        const auto closed =
            books.ledger.close_day(ledger::date_of(20454 + static_cast<std::int32_t>(day)));
        watch.start();
        store->append({.seal = closed.seal,
                       .journal = closed.slice,
                       .decisions = {},
                       .limits = {},
                       .payments = {.facts = payments.facts, .steps = payments.steps}});
        watch.stop();
    }
    const auto root = books.ledger.digest();
    watch.start();
    store->finish(root, books.ledger.chains());
    watch.stop();
    return watch;
}

void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE) return;
    std::fprintf(stderr, "sqlite: %s\n", sqlite3_errstr(code));
    std::exit(3);
}

// Nothing but postings, by one prepared insert each; a transaction a day, as the store.
Stopwatch time_bare(const std::filesystem::path& path, std::uint32_t days) {
    sqlite3* database = nullptr;
    sqlite3_stmt* insert = nullptr;
    const auto run = [&](const char* sql) {
        check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr));
    };
    Stopwatch watch;
    watch.start();
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
    watch.stop();
    return watch;
}

}  // namespace

int main(int argc, char** argv) {
    const auto days = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 50);
    const auto folder = std::filesystem::temp_directory_path() /
                        ("rmbsim-bench-" + std::to_string(Clock::now().time_since_epoch().count()));
    std::filesystem::create_directories(folder);
    const Stopwatch bare = time_bare(folder / "bare.sqlite", days);
    const Stopwatch store = time_store(folder / "journal.sqlite", days);
    const auto bytes = static_cast<double>(std::filesystem::file_size(folder / "journal.sqlite"));
    const double postings = 2.0 * entries_a_day * days;
    std::printf("sqlite: %.0f postings of two-posting entries, %.1f bytes each\n", postings,
                bytes / postings);
    std::printf("  %-40s %9.0f postings/s (wall %.2f s)\n",
                "bare prepared insert of postings alone", postings / bare.processor(), bare.wall());
    std::printf("  %-40s %9.0f postings/s (wall %.2f s)\n",
                "store: entries, postings, seals, finish", postings / store.processor(),
                store.wall());
    const Stopwatch paid = time_payments(folder / "payments.sqlite", days);
    std::printf("  %-40s %9.0f payments/s (processor %.2f s, wall %.2f s for %.0f)\n",
                "store: with a payment, two steps an entry", postings / 2 / paid.processor(),
                paid.processor(), paid.wall(), postings / 2);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return 0;
}

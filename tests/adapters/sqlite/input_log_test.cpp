#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/sqlite/audit.hpp"
#include "adapters/sqlite/input_rows.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "sim/kernel/store.hpp"
#include "sim/kernel/submission.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"

namespace rmbsim::adapters {
namespace {

sqlite::LoggedInput logged_payment(std::uint64_t number) {
    return {.submission = {.number = number,
                           .time_ms = 1'767'600'000'000 + static_cast<std::int64_t>(number),
                           .sender = "bank-a",
                           .reference = "R-" + std::to_string(number),
                           .rail = "hvps",
                           .payer = "A",
                           .payee = "B",
                           .currency = "CNY",
                           .minor = 100 * static_cast<std::int64_t>(number),
                           .value_day = 20'458,
                           .priority_class = 0,
                           .uetr = "u"},
            .text_sha256 = "sha256:00"};
}

std::vector<sqlite::LoggedInput> logged_payments(std::uint64_t first, std::uint64_t last) {
    std::vector<sqlite::LoggedInput> inputs;
    for (std::uint64_t n = first; n <= last; ++n) inputs.push_back(logged_payment(n));
    return inputs;
}

void append_kept(SqliteStore& store, const DayKept& day) {
    store.append({.seal = day.seal,
                  .journal = {.first = {day.first},
                              .entries = day.entries,
                              .postings = day.postings,
                              .seals = day.seals,
                              .client_ids = day.client_ids},
                  .decisions = day.decisions,
                  .limits = day.limits});
}

// Two days and three inputs, and then the writer is dead: no destructor runs.
void write_and_die(const std::filesystem::path& path) {
    const SmallRun run;
    const pid_t child = ::fork();
    if (child == 0) {
        auto* store = new SqliteStore(path);
        store->begin(run.facts, run.directory);
        store->log(logged_payments(1, 2));
        append_kept(*store, run.days[0]);
        append_kept(*store, run.days[1]);
        store->log(logged_payments(3, 3));
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

}  // namespace

TEST_CASE("what was logged before its writer died is there, in its order", "[sqlite][live]") {
    const TemporaryFolder folder;
    write_and_die(folder / "journal.sqlite");
    const auto journal = JournalFile::open_cut_off(folder / "journal.sqlite");
    REQUIRE(journal);
    REQUIRE(journal->inputs().size() == 3);
    for (std::uint64_t n = 1; n <= 3; ++n) {
        CHECK(journal->inputs()[n - 1].submission == logged_payment(n).submission);
        CHECK(journal->inputs()[n - 1].text_sha256 == "sha256:00");
    }
    CHECK_FALSE(journal->is_finished());
    CHECK(std::filesystem::exists(folder / "journal.sqlite-wal"));  // as it was found
    CHECK_FALSE(std::filesystem::exists(folder / "journal.sqlite-shm"));
}

TEST_CASE("a run that was cut off and made again ends as the same file as one that was not",
          "[sqlite][live]") {
    const TemporaryFolder folder;
    const SmallRun run;
    const auto cut = folder / "cut.sqlite", whole = folder / "whole.sqlite";
    write_and_die(cut);
    for (const auto& path : {cut, whole}) {
        const auto store =
            path == cut ? resume_sqlite_store(path) : std::make_unique<SqliteStore>(path);
        CHECK(store->logged_before().size() == (path == cut ? 3 : 0));
        store->begin(run.facts, run.directory);
        CHECK(store->stored_days_left() == (path == cut ? 2 : 0));
        if (path == whole) store->log(logged_payments(1, 3));
        for (const DayKept& day : run.days) append_kept(*store, day);
        CHECK(store->stored_days_left() == 0);
        store->log(logged_payments(4, 4));
        store->finish(run.root, run.ledger.chains());
        CHECK(audit_journal(path).findings == std::vector<std::string>());
    }
    const auto inputs_of = [](const std::filesystem::path& path) {
        return JournalFile::open(path)->inputs().size();
    };
    CHECK(inputs_of(cut) == 4);
    CHECK(inputs_of(whole) == 4);
    CHECK(query(cut, "SELECT count(*) FROM posting") ==
          query(whole, "SELECT count(*) FROM posting"));
}

TEST_CASE("a day made again that is not the stored one is named, and nothing is appended",
          "[sqlite][live]") {
    const TemporaryFolder folder;
    SmallRun run;
    write_and_die(folder / "journal.sqlite");
    const auto store = resume_sqlite_store(folder / "journal.sqlite");
    store->begin(run.facts, run.directory);
    append_kept(*store, run.days[0]);
    run.days[1].seal.digest.bytes[0] ^= std::byte{1};
    CHECK_THROWS_WITH(append_kept(*store, run.days[1]),
                      Catch::Contains("day 2026-01-06 made again is not the day that is stored"));
}

TEST_CASE("a cut-off run is gone on with from the same inputs only", "[sqlite][live]") {
    const TemporaryFolder folder;
    SmallRun run;
    write_and_die(folder / "journal.sqlite");
    const auto store = resume_sqlite_store(folder / "journal.sqlite");
    run.facts.front().second = "another seed";
    CHECK_THROWS_WITH(store->begin(run.facts, run.directory), Catch::Contains("from other inputs"));
}

TEST_CASE("a finished journal is not gone on with", "[sqlite][live]") {
    const TemporaryFolder folder;
    write_small_journal(folder / "journal.sqlite");
    CHECK_THROWS_WITH(resume_sqlite_store(folder / "journal.sqlite"),
                      Catch::Contains("is finished"));
}

TEST_CASE("a journal that is written is open to no second writer", "[sqlite][live]") {
    const TemporaryFolder folder;
    const SmallRun run;
    SqliteStore store(folder / "journal.sqlite");
    store.begin(run.facts, run.directory);
    CHECK_THROWS_WITH(resume_sqlite_store(folder / "journal.sqlite"),
                      Catch::Contains("another program has it open"));
}

}  // namespace rmbsim::adapters

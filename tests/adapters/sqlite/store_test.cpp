#include "sim/kernel/store.hpp"

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "adapters/sqlite/audit.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"

namespace rmbsim::adapters {

TEST_CASE("a journal read back is byte for byte what was written", "[sqlite]") {
    const TemporaryFolder folder;
    const SmallRun run;
    run.write(folder / "journal.sqlite");
    auto file = JournalFile::open(folder / "journal.sqlite");
    REQUIRE(file);
    CHECK(file->facts() == run.facts);
    CHECK(file->root() == to_text(run.root));
    CHECK(file->chains().size() == 3);

    std::vector<DayKept> days;
    file->for_each_day([&](const sim::DayRecord& day) { days.push_back(kept(day)); });
    CHECK(file->findings().empty());
    REQUIRE(days.size() == run.days.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
        CAPTURE(i);
        CHECK(same(days[i], run.days[i]));
    }
}

TEST_CASE("the names of a run come back as they were given", "[sqlite]") {
    const TemporaryFolder folder;
    const SmallRun run;
    run.write(folder / "journal.sqlite");
    const auto file = JournalFile::open(folder / "journal.sqlite");
    REQUIRE(file);
    const sim::Directory &read = file->directory(), &given = run.directory;
    CHECK(read.scenario == given.scenario);
    CHECK(read.title_zh == given.title_zh);
    CHECK(read.instrument == given.instrument);
    CHECK(read.flow_names == given.flow_names);
    CHECK(read.flow_files == given.flow_files);
    CHECK(read.flow_places == given.flow_places);
    REQUIRE(read.accounts.size() == given.accounts.size());
    for (std::size_t i = 0; i < given.accounts.size(); ++i) {
        const sim::AccountRow &a = read.accounts[i], &b = given.accounts[i];
        CHECK(a.spec.code == b.spec.code);
        CHECK(a.spec.book == b.spec.book);
        CHECK(a.spec.market == b.spec.market);
        CHECK(a.spec.type == b.spec.type);
        CHECK(a.spec.floor_minor == b.spec.floor_minor);
        CHECK(a.line == b.line);
        CHECK(a.bank_account == b.bank_account);
        CHECK(a.partner_book == b.partner_book);
        CHECK(a.cross_border == b.cross_border);
    }
    REQUIRE(read.parameters.size() == 1);
    CHECK(read.parameters[0].note == "annex not read");
    REQUIRE(read.rates.size() == 4);
    CHECK(read.rates[3].value == "1.0000000000");
    REQUIRE(read.limits.size() == 1);
    CHECK(read.limits[0].title_zh == "境外放款额度");
}

TEST_CASE("every table refuses UPDATE and DELETE", "[sqlite]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    SmallRun().write(path);
    for (const sqlite::Table& table : sqlite::tables) {
        const std::string name(table.name);
        CAPTURE(name);
        const std::string key = name == "chain" ? "book" : "id";
        if (query(path, "SELECT count(*) FROM " + name) == 0) continue;
        CHECK_THAT(refusal_of(path, fmt::format("UPDATE {0} SET {1} = {1}", name, key)),
                   Catch::Contains("append-only"));
        CHECK_THAT(refusal_of(path, "DELETE FROM " + name), Catch::Contains("append-only"));
    }
    CHECK(audit_journal(path).findings == std::vector<std::string>());
}

TEST_CASE("one file remains when a run has finished", "[sqlite]") {
    const TemporaryFolder folder;
    SmallRun().write(folder / "journal.sqlite");
    int files = 0;
    for (const auto& item : std::filesystem::directory_iterator((folder / "x").parent_path())) {
        CHECK(item.path().filename() == "journal.sqlite");
        ++files;
    }
    CHECK(files == 1);
}

TEST_CASE("two runs of the same entries give the same file", "[sqlite]") {
    const TemporaryFolder folder;
    SmallRun().write(folder / "one.sqlite");
    SmallRun().write(folder / "two.sqlite");
    CHECK(sha256_of_file(folder / "one.sqlite") == sha256_of_file(folder / "two.sqlite"));
}

TEST_CASE("a run that was cut off leaves whole days, and an audit says that it did not finish",
          "[sqlite]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    SmallRun().write(path, false);
    const AuditReport report = audit_journal(path);
    CHECK_FALSE(report.holds());
    CHECK(report.days == 4);
    CHECK_FALSE(report.first_altered_entry);
    CHECK_THAT(report.findings, Catch::VectorContains(std::string(
                                    "the journal has no root digest: its run did not finish")));
}

TEST_CASE("a store that cannot write says why in one sentence", "[sqlite]") {
    const TemporaryFolder folder;
    const auto message = [](const std::filesystem::path& path) {
        try {
            open_sqlite_store(path);
        } catch (const sim::StoreFailure& failure) {
            return std::string(failure.what());
        }
        return std::string("no failure");
    };
    SECTION("a file that exists is never written over") {
        std::ofstream(folder / "there.sqlite") << "mine";
        CHECK_THAT(message(folder / "there.sqlite"), Catch::Contains("there is one already"));
        CHECK(std::filesystem::file_size(folder / "there.sqlite") == 4);
    }
    SECTION("a folder that does not exist") {
        CHECK_THAT(message(folder / "no/journal.sqlite"), Catch::Contains("make the folder first"));
    }
    SECTION("a device that is full") {
        if (!std::filesystem::exists("/dev/full")) return;
        std::filesystem::create_directory(folder / "sub");
        std::filesystem::permissions(folder / "sub", std::filesystem::perms::owner_read |
                                                         std::filesystem::perms::owner_exec);
        if (::geteuid() == 0) return;  // root may write anywhere
        CHECK_THAT(message(folder / "sub/journal.sqlite"), Catch::Contains("may not be written"));
    }
}

// In a child process, because a limit of file size holds for all that the process writes.
TEST_CASE("a limit of file size is told as one, and whole days stay", "[sqlite]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const rlimit limit{.rlim_cur = 300'000, .rlim_max = 300'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        int code = 1;
        try {
            const SmallRun run;
            const auto store = open_sqlite_store(path);
            store->begin(run.facts, run.directory);
            for (int i = 0; i < 10'000; ++i) {
                const DayKept& day = run.days[0];
                sim::LimitDay limits{.limit = 0};
                store->append({.seal = day.seal,
                               .journal = {},
                               .decisions = {},
                               .limits = std::vector<sim::LimitDay>(100, limits)});
            }
        } catch (const sim::StoreFailure& failure) {
            code = std::string(failure.what()).find("size limit") != std::string::npos ? 0 : 2;
        }
        ::_exit(code);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

// A number that comes twice is refused at the end of a large day, and the process goes without closing.
TEST_CASE("a run that is cut off in the midst of a large day leaves the days before it",
          "[sqlite]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    SmallRun run;
    run.directory.payment_systems.push_back({"hvps", "", "", "", "CNY"});
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::vector<sim::PaymentFact> facts(250'000);
        for (std::size_t i = 0; i < facts.size(); ++i) facts[i].id = static_cast<std::uint32_t>(i);
        facts.back().id = 0;
        auto store = open_sqlite_store(path);
        try {
            store->begin(run.facts, run.directory);
            const DayKept& day = run.days[0];
            store->append({.seal = day.seal, .journal = {}, .decisions = {}, .limits = {}});
            store->append({.seal = day.seal,
                           .journal = {},
                           .decisions = {},
                           .limits = {},
                           .payments = {.facts = facts, .steps = {}}});
        } catch (const sim::StoreFailure&) {
            ::_exit(0);
        }
        ::_exit(1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    REQUIRE(std::filesystem::file_size(path.string() + "-journal") > 0);
    CHECK(std::filesystem::file_size(path) > 2'000'000);
    SECTION("to a reader") {
        auto file = JournalFile::open(path);
        REQUIRE(file);
        std::size_t days = 0;
        file->for_each_day([&](const sim::DayRecord&) { ++days; });
        CHECK(days == 1);
        CHECK(file->findings().empty());
        CHECK(std::filesystem::file_size(path) < 1'000'000);
    }
    SECTION("to a run that goes on") { CHECK(resume_sqlite_store(path)->stored_days_left() == 1); }
}

}  // namespace rmbsim::adapters

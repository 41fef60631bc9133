// payments.csv, written while a run goes on, and from its journal when it is over.
#include "adapters/payment_file/payment_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/payment_file/payment_file_store.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"
#include "sim/world/world.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::adapters {
namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct NoStore : sim::Store {
    void begin(const sim::RunFacts&, const sim::Directory&) override {}
    void append(const sim::DayRecord&) override {}
    void finish(const ledger::Digest&, std::span<const ledger::Chain>) override {}
};

struct FullDisk final : NoStore {
    void append(const sim::DayRecord&) override { throw sim::StoreFailure("disk full"); }
};

using Kind = sim::PaymentStepKind;

// Two banks, and payments of 100 by the second of which day each ends on; 0: never.
struct Banks {
    Banks() {
        directory.books.resize(2);
        directory.books[0].code = "a";
        directory.books[1].code = "b, of B";
        directory.payment_systems.push_back({"hvps", "", "", "", "CNY"});
        directory.payment_sources = {"day"};
    }
    static sim::PaymentFact fact(std::uint32_t id) {
        return {.id = id, .payee_book = 1, .minor = 100, .source = 0, .nth = id};
    }
    static sim::PaymentStep step(std::uint32_t id, Kind kind) {
        return {.payment = id, .time_ms = 1000, .minor = 100, .kind = kind};
    }
    sim::Directory directory;
};

struct Day {
    std::vector<sim::PaymentFact> facts;
    std::vector<sim::PaymentStep> steps;
};

std::string file_of(const std::vector<Day>& days, bool& whole) {
    const TemporaryFolder folder;
    const Banks banks;
    NoStore behind;
    PaymentFileStore store(behind, folder / "payments.csv");
    store.begin({}, banks.directory);
    for (const Day& day : days)
        store.append({.seal = {},
                      .journal = {},
                      .decisions = {},
                      .limits = {},
                      .payments = {.facts = day.facts, .steps = day.steps}});
    store.finish({}, {});
    whole = store.is_whole();
    return text_of(folder / "payments.csv");
}

}  // namespace

TEST_CASE("payments.csv is the same while a run goes on and from its journal", "[payment_file]") {
    const std::string scenario =
        GENERATE("beps-over-hvps", "cips-night-session", "cips-normal-day", "dns-unwind",
                 "gridlock", "outage-largest", "recall-and-return");
    CAPTURE(scenario);
    const auto loaded = load_scenario(
        std::filesystem::path(RMBSIM_SOURCE_DIR) / "scenarios/library/bank" / (scenario + ".yaml"),
        tests::usual_options());
    REQUIRE(loaded);
    const TemporaryFolder folder;
    const auto behind = open_sqlite_store(folder / "journal.sqlite");
    PaymentFileStore store(*behind, folder / "while.csv");
    sim::World world(loaded->scenario, {});
    world.run(nullptr, &store, {{"seed", "7"}});
    CHECK(store.is_whole());
    write_payment_file(folder / "journal.sqlite", folder / "after.csv");
    const bool is_same = text_of(folder / "while.csv") == text_of(folder / "after.csv");
    CHECK(is_same);  // not the texts: they are megabytes
}

TEST_CASE("a payment that waits holds up the lines after it, and days in threads say the same",
          "[payment_file]") {
    std::vector<Day> days(2);
    const auto count = static_cast<std::uint32_t>(2 * steps_for_a_thread);
    for (std::uint32_t id = 1; id <= count; ++id) {
        days[0].facts.push_back(Banks::fact(id));
        days[0].steps.push_back(Banks::step(id, id == 2 ? Kind::queued : Kind::settled));
    }
    days[1].facts.push_back(Banks::fact(count + 1));
    days[1].steps.push_back(Banks::step(2, Kind::withdrawn));
    bool whole = false;
    const std::string text = file_of(days, whole);
    CHECK(whole);
    CHECK_THAT(text, Catch::Contains("\nP-1,day.1,hvps,a,\"b, of B\",1.00,CNY,1970-01-01T00:00:00Z,"
                                     "1970-01-01T00:00:01Z,settled,,entry,\n"
                                     "P-2,day.2,hvps,a,\"b, of B\",1.00,CNY,1970-01-01T00:00:00Z,"
                                     "1970-01-01T00:00:01Z,withdrawn,,,\nP-3,"));
    CHECK_THAT(text, Catch::EndsWith(",1970-01-01T00:00:00Z,,waiting,,,\n"));
}

TEST_CASE("what does not ascend or goes on after its end is left to the journal",
          "[payment_file]") {
    struct Row {
        const char* name;
        std::vector<Day> days;
    };
    const auto settled = [](std::uint32_t id) { return Banks::step(id, Kind::settled); };
    const auto row = GENERATE_COPY(values<Row>({
        {"a number twice", {{{Banks::fact(1), Banks::fact(1)}, {}}}},
        {"a lower number on a later day", {{{Banks::fact(2)}, {}}, {{Banks::fact(1)}, {}}}},
        {"a step of none", {{{Banks::fact(1)}, {settled(3)}}}},
        {"a step after the end", {{{Banks::fact(1)}, {settled(1), settled(1)}}}},
        {"a step on a day after the end", {{{Banks::fact(1)}, {settled(1)}}, {{}, {settled(1)}}}},
    }));
    CAPTURE(row.name);
    bool whole = true;
    CHECK(file_of(row.days, whole).empty());
    CHECK_FALSE(whole);
}

TEST_CASE("what the store behind refuses reaches the caller, and no file is left",
          "[payment_file]") {
    const TemporaryFolder folder;
    const Banks banks;
    const auto steps = GENERATE(std::size_t{1}, steps_for_a_thread);
    {
        FullDisk behind;
        PaymentFileStore store(behind, folder / "payments.csv");
        store.begin({}, banks.directory);
        const std::vector<sim::PaymentFact> facts{Banks::fact(1)};
        const std::vector<sim::PaymentStep> queued(steps, Banks::step(1, Kind::queued));
        CHECK_THROWS_WITH(store.append({.seal = {},
                                        .journal = {},
                                        .decisions = {},
                                        .limits = {},
                                        .payments = {.facts = facts, .steps = queued}}),
                          "disk full");
    }
    CHECK_FALSE(std::filesystem::exists(folder / "payments.csv"));
}

TEST_CASE("a file that cannot be made is told in one sentence", "[payment_file]") {
    const TemporaryFolder folder;
    const Banks banks;
    NoStore behind;
    PaymentFileStore store(behind, folder / "none" / "payments.csv");
    CHECK_THROWS_WITH(store.begin({}, banks.directory),
                      Catch::StartsWith("cannot write ") && Catch::Contains("No such file"));
}

TEST_CASE("an instant in ISO 8601 is the one that people read", "[payment_file]") {
    const std::vector<sim::ZoneOffset> none, east{{.from_ms = 0, .minutes = 480}},
        west{{.from_ms = 0, .minutes = -210}};
    for (const std::int64_t ms :
         {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, std::int64_t{86'399'999},
          std::int64_t{1'795'406'400'000}, std::int64_t{1'795'406'400'012},
          std::int64_t{253'402'300'799'999}, std::int64_t{253'402'300'800'000}, INT64_MAX / 4}) {
        for (const auto* offsets : {&none, &east, &west}) {
            std::string expected = sqlite::local_time_text(ms, *offsets);
            if (const auto space = expected.find(' '); space != std::string::npos)
                expected[space] = 'T';
            std::erase(expected, ' ');
            CHECK(sqlite::local_iso_text(ms, *offsets) == expected);
        }
    }
}

}  // namespace rmbsim::adapters

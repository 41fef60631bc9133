// Payments of payment systems in the journal: gridlock.yaml's three of 100, 95 and 105 settle at 12:00 in
// one set, whose net lines are a -5, b -5, c +10 (debit positive: what a bank has is a credit).
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/audit.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"
#include "sim/kernel/uetr.hpp"
#include "sim/measure/result.hpp"
#include "sim/world/world.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::adapters {
namespace {

using Facts = std::vector<sim::PaymentFact>;
using Steps = std::vector<sim::PaymentStep>;
using Meddle = std::function<void(Facts&, Steps&)>;

// Hands on to another store, with payments changed on the way: the seals fit what was changed.
class MeddlingStore final : public sim::Store {
  public:
    MeddlingStore(sim::Store& behind, Meddle meddle, std::size_t days_most)
        : behind_(behind), meddle_(std::move(meddle)), days_most_(days_most) {}
    void begin(const sim::RunFacts& facts, const sim::Directory& directory) override {
        behind_.begin(facts, directory);
    }
    void append(const sim::DayRecord& day) override {
        if (days_++ >= days_most_) return;
        Facts facts(day.payments.facts.begin(), day.payments.facts.end());
        Steps steps(day.payments.steps.begin(), day.payments.steps.end());
        if (meddle_) meddle_(facts, steps);
        sim::DayRecord changed = day;
        changed.payments = {.facts = facts, .steps = steps};
        behind_.append(changed);
    }
    void finish(const ledger::Digest& root, std::span<const ledger::Chain> chains) override {
        if (days_ <= days_most_) behind_.finish(root, chains);
    }

  private:
    sim::Store& behind_;
    Meddle meddle_;
    std::size_t days_most_, days_ = 0;
};

sim::RunResult run_file(const std::filesystem::path& scenario, sim::Store& store,
                        const Meddle& meddle = {}, std::size_t days_most = 1000) {
    const auto loaded = load_scenario(scenario, tests::usual_options());
    REQUIRE(loaded);
    MeddlingStore meddling(store, meddle, days_most);
    sim::World world(loaded->scenario, {});
    return world.run(nullptr, &meddling, {{"seed", "7"}});
}

sim::RunResult run_bank(const std::string& scenario, sim::Store& store, const Meddle& meddle = {},
                        std::size_t days_most = 1000) {
    return run_file(
        std::filesystem::path(RMBSIM_SOURCE_DIR) / "scenarios/library/bank" / (scenario + ".yaml"),
        store, meddle, days_most);
}

struct BankJournal {
    explicit BankJournal(const std::string& scenario, const Meddle& meddle = {}) {
        run_bank(scenario, *open_sqlite_store(path), meddle);
    }
    std::string explained(const std::vector<std::string>& words,
                          Language language = Language::en) const {
        const auto text = explain(path, words, {.language = language});
        return text ? *text : "error: " + text.error();
    }
    std::string first_finding() const {
        const AuditReport report = audit_journal(path);
        return report.findings.empty() ? "" : report.findings.front();
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "journal.sqlite";
};

void check_parts(const std::string& text, const std::vector<std::string>& parts) {
    INFO(text);
    for (const std::string& part : parts) CHECK_THAT(text, Catch::Contains(part));
}

}  // namespace

TEST_CASE("every step of a payment is in the journal, with the entry that booked it",
          "[sqlite][payment]") {
    const BankJournal run("gridlock");
    CHECK(query(run.path, "SELECT count(*) FROM payment") == 3);
    CHECK(query(run.path, "SELECT minor FROM payment WHERE name = 'bc'") == 95'00);
    CHECK(query(run.path, "SELECT submitted_ms FROM payment WHERE name = 'bc'") ==
          1'795'399'260'000);  // 2026-11-23T10:01:00+08:00
    CHECK(query(run.path,
                "SELECT count(*) FROM payment_step WHERE step = 'queued' AND "
                "reason = 'no_liquidity' AND entry IS NULL") == 3);
    CHECK(query(run.path,
                "SELECT count(*) FROM payment_step WHERE step = 'settled' AND "
                "channel = 'resolution' AND time_ms = 1795406400000") == 3);
    CHECK(query(run.path, "SELECT count(DISTINCT entry) FROM payment_step") == 1);
    // The set's net lines.
    CHECK(query(run.path,
                "SELECT sum(minor) FROM posting WHERE minor > 0 AND entry = (SELECT "
                "max(entry) FROM payment_step)") == 10'00);
    const auto file = JournalFile::open(run.path);
    REQUIRE(file);
    const auto first = sqlite::payment_numbered(file->database(), 1);
    REQUIRE(first);
    CHECK(first->uetr == sim::uetr_of(7, 0, 1).view());
    REQUIRE(file->directory().payment_systems.size() == 1);
    CHECK(file->directory().payment_systems[0].time_zone == "Asia/Shanghai");
}

TEST_CASE("payments are read back with what became of them", "[sqlite][payment]") {
    const BankJournal run("recall-and-return");
    const auto file = JournalFile::open(run.path);
    REQUIRE(file);
    std::map<std::string, std::string> ends;
    sqlite::for_each_payment(
        file->database(), [&](const sqlite::PaymentRow& payment, const sqlite::PaymentEnd& end) {
            ends[payment.name] = end.status + "/" + end.reason + "/" + end.channel;
            if (payment.return_of != 0) ends[payment.name] += "/" + payment.return_reason;
        });
    const std::map<std::string, std::string> expected{{"q", "withdrawn/recalled/"},
                                                      {"s", "settled//entry"},
                                                      {"s.return", "settled//entry/recalled"},
                                                      {"w", "settled//entry"},
                                                      {"w.return", "settled//entry/wrong_account"}};
    CHECK(ends == expected);
}

TEST_CASE("a payment is explained step by step in the rail's local time", "[sqlite][payment]") {
    const BankJournal run("gridlock");
    const std::vector<std::string> parts{"payment P-1 (ab)",
                                         "Bank A",
                                         "Bank B",
                                         "100.00 CNY",
                                         "rtgs",
                                         "rtgs-plain",
                                         "settled 2026-11-23 12:00:00 +08:00",
                                         "2026-11-23 10:00:00 +08:00",
                                         "2:00:00: the payer has not the liquidity",
                                         "together in a set",
                                         "value date 2026-11-23",
                                         "3 payments as net lines; with P-2 (bc), P-3 (ca)",
                                         "[AM04]"};
    check_parts(run.explained({"payment", "P-1"}), parts);
    check_parts(run.explained({"payment", "ab"}), parts);
    check_parts(run.explained({"payment", "ab"}, Language::zh),
                {"付款 P-1 (ab)", "甲银行", "流动性不足", "多边撮合", "起息 2026-11-23"});
    check_parts(run.explained({"payment", "abb"}),
                {"error: there is no payment abb", "did you mean ab"});
    check_parts(run.explained({"payment", "P-9"}),
                {"error: there is no payment P-9 in the journal"});
    check_parts(run.explained({"entry", "1"}), {"payments that it books", "P-3 (ca)", "c → a"});
}

TEST_CASE("a payment named like another's number is told before that one", "[sqlite][payment]") {
    std::ifstream file(std::filesystem::path(RMBSIM_SOURCE_DIR) /
                       "scenarios/library/bank/gridlock.yaml");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    text = text.substr(0, text.find("\nexpect:") + 1);
    text = tests::with(tests::with(text, "id: ab,", "id: P-2,"), "id: bc,", "id: \"3\",");
    const tests::ScenarioFolder scenario;
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "journal.sqlite";
    run_file(scenario.write("scenario.yaml", text), *open_sqlite_store(path));
    struct Row {
        std::string asked, first;
        bool numbered_after;
    };
    const auto row = GENERATE(values<Row>({
        {"P-2", "payment P-1 (P-2)", true},  // a name and a number: both
        {"p-2", "payment P-2 (3)", false},   // a number
        {"P-1", "payment P-1 (P-2)", false},
        {"3", "payment P-2 (3)", false},  // P-3 reaches the number
        {"P-3", "payment P-3 (ca)", false},
        {"ca", "payment P-3 (ca)", false},
    }));
    const auto told = explain(path, {"payment", row.asked}, {.language = Language::en});
    REQUIRE(told);
    CAPTURE(row.asked, *told);
    CHECK(told->starts_with(row.first));
    CHECK(told->contains("\npayment P-2 (3)") == row.numbered_after);
}

TEST_CASE("a return and its original name each other, and a duplicate stands beside its first",
          "[sqlite][payment]") {
    const BankJournal returns("recall-and-return");
    check_parts(returns.explained({"payment", "s"}), {"brought back by", "P-3 (s.return)"});
    check_parts(returns.explained({"payment", "s.return"}), {"brings back", "P-2 (s)"});
    check_parts(returns.explained({"payment", "q"}),
                {"withdrawn 2026-11-23 10:30:00 +08:00", "called back by the payer [CUST]",
                 "0:30:00: the payer has not the liquidity"});
    const BankJournal twice("duplicate-file");
    check_parts(twice.explained({"payment", "P1"}),
                {"payment P-1 (P1)", "payment P-2 (P1)", "handed in before [DUPL]"});
}

TEST_CASE("the audit holds for runs with payments", "[sqlite][payment][audit]") {
    for (const char* scenario :
         {"gridlock", "recall-and-return", "duplicate-file", "dns-unwind", "cips-night-session"}) {
        const BankJournal run(scenario);
        CAPTURE(scenario);
        CHECK(run.first_finding() == "");
    }
}

TEST_CASE("an altered payment or step is found by its seal", "[sqlite][payment][audit]") {
    struct Row {
        const char *sql, *finding;
    };
    const auto row = GENERATE(values<Row>({
        {"UPDATE payment SET uetr = 'x' WHERE id = 2",
         "payment P-2 (or a row before it) was changed"},
        {"DELETE FROM payment WHERE id = 3", "P-3, which there is not"},
        {"UPDATE payment_step SET reason = 'behind' WHERE id = 1",
         "table payment_step, row 1 was changed"},
        {"DELETE FROM payment_step WHERE id = 5",
         "table payment_step: 6 rows were sealed, 5 are there"},
        {"UPDATE payment_system SET rules = 'other'", "table payment_system, row 0 was changed"},
    }));
    const BankJournal run("gridlock");
    alter(run.path, row.sql);
    const AuditReport report = audit_journal(run.path);
    std::string all;
    for (const std::string& finding : report.findings) all += finding + "\n";
    CAPTURE(row.sql);
    CHECK_THAT(all, Catch::Contains(row.finding));
}

TEST_CASE("payments that are not what was booked are found though every seal fits",
          "[sqlite][payment][audit]") {
    struct Row {
        const char* scenario;
        Meddle meddle;
        const char* finding;
    };
    const std::vector<Row> rows{
        {"gridlock",
         [](Facts& facts, Steps& steps) {
             facts[0].minor -= 1;
             for (sim::PaymentStep& step : steps) step.minor -= step.payment == 1 ? 1 : 0;
         },
         "entry 1: its lines are not the net of the payments that name it"},
        {"gridlock", [](Facts&, Steps& steps) { steps.back().minor += 1; },
         "payment P-3: its parts add up to more than its amount"},
        {"gridlock", [](Facts&, Steps& steps) { steps.back().entry = 0; }, "P-3"},
        {"gridlock", [](Facts&, Steps& steps) { steps.resize(3); },
         "entry 1 books payments, but no payment names it"},
        {"gridlock", [](Facts&, Steps& steps) { steps.back().entry = 99; },
         "payment P-3: entry 99, which it names, does not exist"},
        {"recall-and-return", [](Facts& facts, Steps&) { facts[2].return_of = 4; },
         "payment P-3 brings back P-4, which there is not before it"},
        {"recall-and-return", [](Facts& facts, Steps&) { facts[4].return_of = 2; },
         "payment P-5 brings back P-2, but not its amount between the same two"},
        {"recall-and-return", [](Facts&, Steps& steps) { steps[1].minor -= 1; },
         "payment P-1: what settled and what left unsettled are not its amount"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.finding);
        const BankJournal run(row.scenario, row.meddle);
        const AuditReport report = audit_journal(run.path);
        std::string all;
        for (const std::string& finding : report.findings) all += finding + "\n";
        CHECK_THAT(all, Catch::Contains(row.finding));
    }
}

TEST_CASE("a run with payments that was cut off is gone on with, and another run is refused",
          "[sqlite][payment]") {
    const TemporaryFolder folder;
    const auto path = folder / "journal.sqlite";
    run_bank("cips-night-session", *open_sqlite_store(path), {}, 2);
    SECTION("the same run goes on") {
        run_bank("cips-night-session", *resume_sqlite_store(path));
        const AuditReport report = audit_journal(path);
        CHECK(report.findings == std::vector<std::string>{});
        CHECK(query(path, "SELECT count(*) FROM payment") == 5);
    }
    SECTION("a run whose payments differ is another run") {
        const auto store = resume_sqlite_store(path);
        CHECK_THROWS_AS(run_bank("cips-night-session", *store,
                                 [](Facts& facts, Steps&) {
                                     for (sim::PaymentFact& fact : facts) fact.priority_class += 1;
                                 }),
                        JournalDiffers);
    }
}

TEST_CASE("an instant is told in its zone's time, summer time and west of Greenwich included",
          "[sqlite][payment]") {
    using sqlite::local_time_text, sqlite::offsets_from, sqlite::offsets_text;
    // Frankfurt's clocks go forward at 2026-03-29T01:00:00Z.
    constexpr std::int64_t change = 1'774'746'000'000;
    const std::vector<sim::ZoneOffset> frankfurt{{.from_ms = 0, .minutes = 60},
                                                 {.from_ms = change, .minutes = 120}};
    CHECK(local_time_text(change - 1000, frankfurt) == "2026-03-29 01:59:59 +01:00");
    CHECK(local_time_text(change, frankfurt) == "2026-03-29 03:00:00 +02:00");
    CHECK(local_time_text(change, {{.from_ms = 0, .minutes = -210}}) ==
          "2026-03-28 21:30:00 -03:30");
    CHECK(local_time_text(change, {}) == "2026-03-29 01:00:00Z");
    CHECK(sqlite::local_iso_text(change, frankfurt) == "2026-03-29T03:00:00+02:00");
    CHECK(offsets_from(offsets_text(frankfurt)) == frankfurt);
    CHECK(offsets_from("x; 60 from 1; 99999 from 2; 60 fro") ==
          std::vector<sim::ZoneOffset>{{.from_ms = 1, .minutes = 60}});
}

TEST_CASE("a status that no payment ends with is told with the words that there are", "[yaml]") {
    const std::string all = to_text(tests::said_of(tests::with(
        tests::small_scenario(), "expect:\n", "expect:\n  - {payment: P-1, status: setled}\n")));
    CHECK_THAT(all, Catch::Contains("'setled' is no status of a payment") &&
                        Catch::Contains("did you mean 'settled'?"));
}

}  // namespace rmbsim::adapters
